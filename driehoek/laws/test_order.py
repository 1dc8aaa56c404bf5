"""Guard 6: what is written about the product is true of it."""

import re
import tomllib

import pytest

from driehoek.schools.privacy import own_models

from .reading import ROOT, product_files

HOSTING = (ROOT / "docs" / "hosting" / "README.md").read_text(encoding="utf-8")
WORDS = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
NAMED = re.compile(r"\bDRIEHOEK_([A-Z_]+[A-Z])\b")


def _variables() -> set[str]:
    """Every variable of the environment that the product reads, without DRIEHOEK_."""
    found: set[str] = set()
    for name, text in product_files():
        found |= set(NAMED.findall(text))
        if name == "settings.py":
            found |= set(re.findall(r"\b(?:setting|flag)\(\"([A-Z_]+)\"", text))
    return found - {"APP_URL"}  # of the tests alone


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    documented = set(NAMED.findall(HOSTING))
    assert _variables() - documented == set(), "say in docs/hosting/README.md what they do"
    assert documented - _variables() == set(), "gone from the code: take them out of docs/hosting/README.md"


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = list(project["project"]["dependencies"])
    for names in project["project"]["optional-dependencies"].values():
        wanted += names
    for names in project["dependency-groups"].values():
        wanted += names
    lines = [line for line in text.splitlines() if "#" in line]
    bare = [
        name
        for name in wanted
        if not any(f'"{name}"' in line.partition("#")[0] and len(line.partition("#")[2]) > 3 for line in lines)
    ]
    assert not bare, f"{bare}: write behind each why it is there"


def test_every_model_is_a_word_of_the_house() -> None:
    words = {model.__name__: re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower() for model in own_models()}
    missing = [word for word in words.values() if f"`{word}`" not in WORDS]
    assert not missing, f"add to docs/words.md, each with its Dutch: {missing}"


def test_every_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    from driehoek.cli import COMMANDS, USAGE

    assert all(re.search(rf"^  {name}\b", USAGE, re.MULTILINE) for name in COMMANDS)
