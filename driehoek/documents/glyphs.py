"""Which characters our fonts can print, and what stands on paper for those they cannot.

Typst refuses a PDF/UA file with a character that has no glyph, and one smiley in a name may not hold up four hundred
letters. So text is made printable first: what cannot be printed becomes a short word in brackets.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

FONT_PACKAGES = ("fontpkg_nunito_sans", "fontpkg_bricolage_grotesque", "fontpkg_noto_sans", "fontpkg_noto_sans_arabic")

PICTURE, UNKNOWN = "[emoji]", "[?]"

LONGEST_RUN = 30
"""Characters without a space that may stay together; no Dutch word in use is longer, hostile names are."""
BREAK_HERE = "\N{ZERO WIDTH SPACE}"

# Joiners shape Arabic and Persian words, so they stay; other invisible marks can turn a whole line around.
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_SPACES = " \N{NO-BREAK SPACE}"
_LINE_ENDS = "\r\v\f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
_NAMELESS = ("Cn", "Co", "Cs")  # unassigned, private use, half a character
_LONG_RUN = re.compile(rf"[^\s/{BREAK_HERE}]{{{LONGEST_RUN + 1},}}")


def font_folders() -> list[Path]:
    """The folders of the font wheels: paper never depends on what happens to be installed on a machine."""
    return [Path(str(files(package).joinpath("files"))) for package in FONT_PACKAGES]


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Code points with a glyph in at least one of our fonts."""
    return frozenset(point for folder in font_folders() for font in folder.glob("*.ttf") for point in _cmap(font.read_bytes()))


def printable(text: str) -> str:
    """`text` as it can be printed: same words, no invisible or unprintable characters, long runs breakable.

    An emoji becomes '[emoji]', a character of a script without font '[?]' (once a run); line ends become `\\n`.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    if not text.isascii() or not text.isprintable():
        text = _unprintable().sub(_stand_in, text)
    return _LONG_RUN.sub(_breakable, text)


def can_print(text: str) -> bool:
    """Whether `text` comes out whole; False is a reason to tell staff before they print."""
    return all(_stand_in(match) in ("", " ", "\n") for match in _unprintable().finditer(unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=1)
def _unprintable() -> re.Pattern[str]:
    """Matches a run of what may not reach Typst: no glyph, control and format characters, odd spaces."""
    spans: list[list[int]] = []
    for point in sorted(point for point in covered() | set(map(ord, _JOINERS)) if _is_plain(chr(point))):
        if spans and point == spans[-1][1] + 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    allowed = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in spans)
    return re.compile(f"[^{allowed}\n](?:[^{allowed}\n]|[{_JOINERS}])*")


def _is_plain(character: str) -> bool:
    if _is_selector(character):
        return False
    category = unicodedata.category(character)
    return character in _JOINERS or not (category[0] == "C" or (category[0] == "Z" and character not in _SPACES))


def _stand_in(match: re.Match[str]) -> str:
    run = [character for character in match.group() if not _is_selector(character)]
    if any(unicodedata.category(character) == "So" or "\U0001f000" <= character <= "\U0001faff" for character in run):
        return PICTURE
    if any(unicodedata.category(character)[0] in "LMNPS" or unicodedata.category(character) in _NAMELESS for character in run):
        return UNKNOWN
    if any(character in _LINE_ENDS for character in run):
        return "\n"
    return " " if any(character.isspace() for character in run) else ""


def _is_selector(character: str) -> bool:
    return "\N{VARIATION SELECTOR-1}" <= character <= "\N{VARIATION SELECTOR-16}"


def _breakable(match: re.Match[str]) -> str:
    run = match.group()
    return BREAK_HERE.join(run[start : start + 10] for start in range(0, len(run), 10))


def _cmap(font: bytes) -> Iterator[int]:
    """Code points of a TrueType file: OpenType specification, table 'cmap', formats 4 and 12."""
    tables = struct.unpack_from(">H", font, 4)[0]
    offset = next(
        struct.unpack_from(">I", font, 12 + 16 * number + 8)[0]
        for number in range(tables)
        if font[12 + 16 * number : 16 + 16 * number] == b"cmap"
    )
    for number in range(struct.unpack_from(">H", font, offset + 2)[0]):
        start = offset + struct.unpack_from(">I", font, offset + 4 + 8 * number + 4)[0]
        form = struct.unpack_from(">H", font, start)[0]
        if form == 12:
            yield from _groups(font, start)
        elif form == 4:
            yield from _segments(font, start)


def _groups(font: bytes, start: int) -> Iterator[int]:
    for group in range(struct.unpack_from(">I", font, start + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
        yield from range(first, last + 1)


def _segments(font: bytes, start: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
