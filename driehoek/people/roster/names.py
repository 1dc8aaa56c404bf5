"""Dutch names: the tussenvoegsel apart, and a whole name in one cell taken to pieces."""

import re

from .shapes import Name

_PREFIXES = {
    entry.strip()
    for entry in (
        "aan, aan de, aan den, aan der, aan het, aan 't, bij, bij de, bij den, bij het, bij 't, d', de, de la, de van der, del, den, "
        "der, di, du, het, in, in de, in den, in der, in het, in 't, l', la, le, onder, onder de, op, op de, op den, op der, op het, "
        "op 't, over, over de, 's, 't, te, ten, ter, tot, uit, uit de, uit den, uit het, uit 't, van, van de, van den, van der, "
        "van het, van 't, v., v.d., v. d., v d, vd, vd., v/d, voor, voor de, voor den, voor 't, von, von dem, von den, von der, vom, "
        "zu, zum, zur"
    ).split(",")
}
_TITLE = re.compile(
    r"^(?:de heer|dhr|hr|mevrouw|mevr|mw|familie|fam|drs|dr|ir|ing|mr)\.?(?:\s+en\s+(?:mevrouw|mevr|mw)\.?)?\s+", re.I
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.\s?)+|[A-Z]{1,4}(?=\s|$)")


def split_surname(surname: str, prefix: str = "") -> tuple[str, str]:
    """(tussenvoegsel, achternaam): 'van den Berg', 'Berg, van den' and 'Berg' with its own prefix all give the same."""
    if prefix:
        return prefix, surname
    front, comma, behind = surname.partition(",")
    if comma and is_prefix(behind.strip()):
        return behind.strip(), front.strip()
    words = surname.split(" ")
    for size in range(min(3, len(words) - 1), 0, -1):
        if is_prefix(" ".join(words[:size])):
            return " ".join(words[:size]), " ".join(words[size:])
    return "", surname


def split_full_name(text: str) -> Name:
    """A whole name: 'Aïcha van den Berg', 'Berg, A. van den' or 'Fam. Berg'. One word alone is taken as the surname."""
    bare = _TITLE.sub("", text.strip())
    if "," in bare:
        surname, _, rest = bare.partition(",")
        before, surname = split_surname(surname.strip())
        first, after = _split_behind(rest.strip())
        return _named(first, before or after, surname)
    started = _INITIALS.match(bare)
    if started and started.end() < len(bare):
        prefix, surname = split_surname(bare[started.end() :].strip())
        return Name(initials=started.group().strip(), prefix=prefix, surname=surname)
    words = bare.split(" ")
    if len(words) == 1 or is_prefix(words[0]):
        prefix, surname = split_surname(bare)
        return Name(prefix=prefix, surname=surname)
    cut = next((at for at in range(1, len(words) - 1) if is_prefix(words[at])), 1)
    prefix, surname = split_surname(" ".join(words[cut:]))
    return Name(given=" ".join(words[:cut]), prefix=prefix, surname=surname)


def _split_behind(rest: str) -> tuple[str, str]:
    """What stands behind the comma of 'Berg, A. van den' as ('A.', 'van den')."""
    words = rest.split(" ")
    for size in range(min(3, len(words)), 0, -1):
        if is_prefix(" ".join(words[-size:])):
            return " ".join(words[:-size]), " ".join(words[-size:])
    return rest, ""


def _named(first: str, prefix: str, surname: str) -> Name:
    if first and _INITIALS.fullmatch(first):
        return Name(initials=first, prefix=prefix, surname=surname)
    return Name(given=first, prefix=prefix, surname=surname)


def is_prefix(words: str) -> bool:
    return words.casefold().replace("’", "'") in _PREFIXES
