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

    def attack(self, text: str) -> str:
        """Why it looks like an attack on a member of staff: 'insult', 'accusation', 'threat', or ''."""
        found = attack(text, self._staff)
        return found.reason if found else ""


def without(text: str, spans: Sequence[SpanRow]) -> str:
    """The text as it may be shared: what is surely personal is masked."""
    return masked(text, [Span(*one) for one in spans if one[3] == "sure"])


def is_sure(spans: Sequence[SpanRow]) -> bool:
    return any(one[3] == "sure" for one in spans)
