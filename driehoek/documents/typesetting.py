"""The one door to Typst: a template and plain values in, a tagged PDF out."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from driehoek import clock
from driehoek.documents.glyphs import font_folders, printable

if TYPE_CHECKING:
    import typst

MEMORY_OF_TYPST = 11
"""Typst keeps what it worked out, personal letters too, until it was not used in ten more documents: 55 MB for 200
letters. So ten more and one follow at once, empty ones (9 ms; a tenth of a second after 400 letters)."""

DUTCH_START, DUTCH_END = "\u2066", "\u2069"
"""Between these, a left-to-right isolate, stand Dutch words on paper in another language. They are tagged as Dutch."""

_DUTCH = re.compile(f"{DUTCH_START}([^{DUTCH_START}{DUTCH_END}]*){DUTCH_END}")

TEMPLATES = Path(__file__).parent / "typst"


class PaperFault(Exception):
    """A document could not be made well: what Typst said. Never a reason to hand out a half-good PDF."""


class Verbatim(str):
    """A string that goes to the template exactly as it is: a drawing, or the target of a link."""


def typeset(
    template: str,
    payload: Mapping[str, object],
    *,
    title: str,
    language: str,
    made_at: datetime | None = None,
) -> bytes:
    """A PDF/UA-1 file from `typst/<template>.typ`.

    `payload` holds strings, numbers, booleans, None, dataclasses, lists and mappings. It travels as JSON, so a name can
    never become markup. `language` (BCP 47, 'nl', 'ar') sets hyphenation and direction; a template may set another one
    per page. The same payload with the same `made_at` (default: now) gives the same bytes.

    Raises PaperFault on any error or warning of Typst: an unknown font, for one, is only a warning there.
    """
    pages = _compile(template, payload, title=title, language=language, made_at=made_at, form="pdf")
    return pages[0]


def pictures(template: str, payload: Mapping[str, object], *, title: str, language: str, ppi: float = 80) -> list[bytes]:
    """The same document as one PNG a page, to look at before printing."""
    return _compile(template, payload, title=title, language=language, made_at=None, form="png", ppi=ppi)


def _compile(
    template: str,
    payload: Mapping[str, object],
    *,
    title: str,
    language: str,
    made_at: datetime | None,
    form: Literal["pdf", "png"],
    ppi: float | None = None,
) -> list[bytes]:
    import typst  # heavy: only a process that makes paper pays for it

    moment = made_at or clock.now()
    values = plain({**payload, "title": _DUTCH.sub(r"\1", title), "language": language})
    try:
        compiler = typst.Compiler(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"payload": json.dumps(values)},
        )
        made, warnings = compiler.compile_with_warnings(
            format=form, ppi=ppi, pdf_standards=["ua-1"] if form == "pdf" else [], timestamp=int(moment.timestamp())
        )
    except typst.TypstError as fault:
        raise PaperFault(f"{template}: {fault.message}") from fault
    finally:
        _forget()
    if warnings:
        raise PaperFault(f"{template}: " + "; ".join(warning.message for warning in warnings))
    if not made:
        raise PaperFault(f"{template}: nothing came out")
    return made if isinstance(made, list) else [made]


def plain(value: object) -> Any:
    """`value` as JSON knows it, every string printable (see glyphs) unless Verbatim."""
    if isinstance(value, Verbatim):
        return str(value)
    if isinstance(value, str):
        return _with_dutch(value) if DUTCH_START in value else printable(value)
    if is_dataclass(value) and not isinstance(value, type):
        return plain({name: getattr(value, name) for name in value.__dataclass_fields__})
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [plain(inner) for inner in value]
    return value


def _with_dutch(value: str) -> str:
    """Printable, with the marks around each line of Dutch; marks that are no pair go."""
    return "".join(_marked(part) if at % 2 else printable(part) for at, part in enumerate(_DUTCH.split(value)))


def _marked(dutch: str) -> str:
    return "\n".join(f"{DUTCH_START}{line}{DUTCH_END}" if line else "" for line in printable(dutch).split("\n"))


def _forget() -> None:
    import typst

    for _ in range(MEMORY_OF_TYPST):
        typst.Compiler(b"", font_paths=_fonts(), ignore_system_fonts=True).compile(format="svg")


@lru_cache(maxsize=1)
def _fonts() -> "typst.Fonts":
    """Only our own fonts: those of the machine and those inside Typst would hide a wrong name."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())
