"""Makes one letter out of its wording: the right paragraphs, in one language, filled. Pure; the result is plain text."""

from collections.abc import Mapping
from dataclasses import dataclass

from driehoek.library.shapes_letters import Letter
from driehoek.library.texts import MissingValue, language_of


@dataclass(frozen=True)
class Composed:
    """Subject, paragraphs (lines within one are split by a newline) and the words on the button, if there is one.

    `language` is what the letter is really written in: Dutch where it does not exist in the language asked for.
    """

    language: str
    subject: str
    paragraphs: tuple[str, ...]
    button: str | None

    @property
    def is_right_to_left(self) -> bool:
        return self.language == "ar"


def compose(letter: Letter, *, language: str, sector: str, channel: str, values: Mapping[str, str]) -> Composed:
    """The letter for 'mail', 'paper' or 'link'. A flag is 'yes' with any value, 'no' when empty or absent.

    Raises MissingValue, with every name that is missing at once.
    """
    spoken = language_of(language) if language_of(language) in letter.subject.languages else "nl"
    given = {name for name, value in values.items() if value.strip()}
    chosen = [
        paragraph.text
        for paragraph in letter.paragraphs
        if channel in paragraph.channels and given.issuperset(paragraph.needs) and given.isdisjoint(paragraph.unless)
    ]
    button = letter.button if channel == "mail" else None
    texts = [letter.subject, *chosen, *([button] if button else [])]
    if absent := frozenset[str]().union(*(text.missing(values) for text in texts)):
        raise MissingValue(absent)
    return Composed(
        language=spoken,
        subject=" ".join(letter.subject.fill(spoken, sector, values).split()),
        paragraphs=tuple(text.fill(spoken, sector, values) for text in chosen),
        button=button.fill(spoken, sector, values) if button else None,
    )
