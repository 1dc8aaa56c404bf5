"""What goes in and out of guided sorting: plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Seed:
    """A theme with notes as people write them, to learn from before a school has sorted anything itself.

    `names` are other titles of the same theme, in lower case ('bereikbaarheid' of 'contact').
    """

    key: str
    title: str
    meaning: str
    names: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    """A theme in play. `seed` is the key of the seed that it was made from, if any."""

    key: str
    title: str
    meaning: str = ""
    seed: str = ""


@dataclass(frozen=True)
class Note:
    """A note to sort. `vector`: what the text model made of it before (see `vectors`), or None."""

    id: str
    text: str
    vector: bytes | None = None


@dataclass(frozen=True)
class Placed:
    """A note that a person put with a theme (its key)."""

    text: str
    theme: str
    vector: bytes | None = None


@dataclass(frozen=True)
class Likely:
    """A theme and how likely it is, from 0 to 1."""

    theme: str
    confidence: float


@dataclass(frozen=True)
class Suggestion:
    """For one note: all themes, most likely first; `certain` when the first may be ticked beforehand."""

    id: str
    themes: tuple[Likely, ...]
    certain: bool
