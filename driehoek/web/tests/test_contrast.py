"""Contrast of the tokens, measured in both schemes and on the shared screen: WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[1] / "static/web/css"
TEXT = [
    *[(ink, ground) for ink in ("ink", "soft", "go", "late", "done", "school", "home", "pupil") for ground in ("paper", "card", "wash")],
    ("on-go", "go"), ("on-go", "go-hover"), ("paper", "late"), ("paper", "ink"),
    ("done", "done-wash"), ("warn", "warn-wash"), ("late", "late-wash"), ("ink", "done-wash"), ("ink", "warn-wash"), ("ink", "late-wash"),
    ("ink", "home-wash"), ("soft", "home-wash"), ("go", "school-wash"), ("ink", "school-wash"),
]  # fmt: skip
SHAPES = [(shape, ground) for shape in ("edge", "focus") for ground in ("paper", "card", "wash")]


def tokens(*files: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files:
        found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", (CSS / file).read_text()))
    return found


SCHEMES = {"light": tokens("tokens.css"), "dark": tokens("tokens.css", "dark.css"), "hall": tokens("tokens.css", "hall.css")}


def contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_borders_and_focus_can_be_seen(scheme: str, shape: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[shape], colours[ground]) >= 3


@pytest.mark.parametrize("ink", ["ink", "soft", "go", "home", "school", "pupil", "done"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_shared_screen_can_be_read_from_afar(ink: str, ground: str) -> None:
    assert contrast(SCHEMES["hall"][ink], SCHEMES["hall"][ground]) >= 4.5
