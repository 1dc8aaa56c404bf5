"""Names and numbers in a note, and attacks on who works here: pointed out by the machine, decided by a person. Plain values."""

from collections.abc import Sequence
from typing import Any

from driehoek.algorithms.personal.attack import attack
from driehoek.algorithms.personal.finding import personal_data
from driehoek.algorithms.personal.names import Names, Person
from driehoek.algorithms.personal.spans import Span, masked
from driehoek.people.queries.naming import NamesOfSchool

SpanRow = list[Any]  # [start, end, kind, certainty], as a reading keeps it


class Recogniser:
    """The names of one school, ready to look for in many notes."""

    def __init__(self, names: NamesOfSchool) -> None:
        staff = [Person(first, last) for first, last in names.staff]
        self._staff = Names(staff)
        self._all = Names([*staff, *(Person(first, last) for first, last in names.others)])

    def spans(self, text: str) -> list[SpanRow]:
        return [[one.start, one.end, one.kind, one.certainty] for one in personal_data(text, self._all)]

    def attack(self, *texts: str) -> str:
        """Why one of these looks like an attack on a member of staff: 'insult', 'accusation', 'threat', or ''."""
        return next((found.reason for text in texts if (found := attack(text, self._staff))), "")

    def fits_beside(self, name: str, *, works_here: bool) -> bool:
        """Whether what somebody gave as their own name may stand beside their words: it holds no number and no address, and
        the name of a colleague only where the school speaks."""
        if any(one.kind != "name" for one in personal_data(name, self._all)):
            return False
        return works_here or not any(one.certainty == "sure" for one in personal_data(name, self._staff))


def to_mask(spans: Sequence[SpanRow], *, names: bool = True) -> list[SpanRow]:
    """What is surely personal. Without `names` a person said that those may stay; numbers and addresses never do."""
    return [one for one in spans if one[3] == "sure" and (names or one[2] != "name")]


def without(text: str, spans: Sequence[SpanRow], *, names: bool = True) -> str:
    """The text as it may be shared: what is surely personal is masked."""
    return masked(text, [Span(*one) for one in to_mask(spans, names=names)])


def is_sure(spans: Sequence[SpanRow], *, names: bool = True) -> bool:
    return bool(to_mask(spans, names=names))
