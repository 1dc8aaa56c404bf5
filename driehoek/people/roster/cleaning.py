"""Text from a file made fit to keep: composed, trimmed, without characters that nobody sees; and defused on the way out."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"  # needed inside Persian names and emoji, a trick anywhere else
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs"}
_EMPTY = {"-", "--", "n.v.t.", "nvt", "n.v.t", "n/a", "#n/a", "null", "?", "onbekend"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MISREAD = re.compile("Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|â€|\ufffd")
NAME_LENGTH = 200
PREFIX_LENGTH = 40


def clean(text: str) -> tuple[str, bool]:
    """The text in NFC with single spaces, and whether invisible characters (bidi, zero-width, control) were taken out."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip(), False
    composed = unicodedata.normalize("NFC", text)
    kept = [char for index, char in enumerate(composed) if _stays(composed, index)]
    hidden = len(kept) < len(composed)
    return _SPACES.sub(" ", "".join(kept)).strip(), hidden


def _stays(text: str, index: int) -> bool:
    char = text[index]
    if char in _JOINERS:
        around = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
        return len(around) == 2 and all(ord(side) > 0x2FF and not side.isspace() for side in around)
    return char.isspace() or unicodedata.category(char) not in _HIDDEN_CATEGORIES


def is_empty(text: str) -> bool:
    """True for nothing and for what people type to say 'nothing' ('-', 'n.v.t.')."""
    return not text or text.casefold() in _EMPTY


def looks_like_formula(text: str) -> bool:
    """True where a spreadsheet would calculate instead of show; a telephone number with + does not count."""
    return text.startswith(_FORMULA) and not re.fullmatch(r"[+-]?[\d\s().-]+", text)


def looks_misread(text: str) -> bool:
    """True for the traces of a wrong encoding, such as 'FranÃ§ois'."""
    return bool(_MISREAD.search(text))


def defuse(value: str) -> str:
    """The value for a cell of an export: an apostrophe in front where a spreadsheet would run it as a formula."""
    return "'" + value if value.lstrip(" \u00a0").startswith(_FORMULA) or value.startswith(_FORMULA) else value


def fold(text: str) -> str:
    """A form to compare by: no case, accents, spaces or punctuation; letters of other scripts stay."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o")
    return "".join(char for char in plain if char.isalnum())
