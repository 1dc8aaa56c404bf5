"""Do we reach parents in every language? For the whole school, for who leads it."""

from dataclasses import dataclass

from driehoek.invitations.rules_languages import cells
from driehoek.people.words_families import language_word

from .reach import Reach


@dataclass(frozen=True)
class LanguageReach:
    names: str
    invited: int
    tenths: int


def by_language(found: Reach) -> list[LanguageReach]:
    """Empty where it would say something of a few families, or no more than the total."""
    return [
        LanguageReach(", ".join(language_word(language) for language in one.languages), one.invited, one.tenths)
        for one in cells(found.by_language)
    ]
