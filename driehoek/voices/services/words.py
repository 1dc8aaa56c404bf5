"""Texts at the border of every verb: cleaned, never cut, and refused with a sentence that says what to do."""

from django.utils.translation import gettext as _

from driehoek.access.errors import RuleBroken

from .. import rules


def take(text: str, most: int = rules.MOST_CHARACTERS, *, empty: str = "") -> str:
    """The cleaned text; RuleBroken 422 'empty' (with the sentence `empty`) or 'too-long'."""
    words = rules.cleaned(text)
    trouble = rules.trouble(words, most)
    if trouble == "empty":
        raise RuleBroken("empty", empty or _("Er staat nog niets."), 422)
    if trouble == "too-long":
        raise RuleBroken("too-long", too_long(len(words), most), 422)
    return words


def take_line(text: str, most: int, *, empty: str = "", optional: bool = False) -> str:
    """The same for a name or a title, on one line; with `optional` it may be empty."""
    line = rules.one_line(text)
    if optional and rules.is_empty(line):
        return ""
    return take(line, most, empty=empty)


def too_long(count: int, most: int) -> str:
    return _("Dit zijn %(count)s tekens; er passen er %(most)s. Maak het korter, of verdeel het over twee keer.") % {
        "count": f"{count:,}".replace(",", "."),
        "most": f"{most:,}".replace(",", "."),
    }
