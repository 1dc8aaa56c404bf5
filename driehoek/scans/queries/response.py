"""How it runs: answers in steps of five against the school's own numbers. Never who, and nothing finer than the steps."""

import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from driehoek.algorithms.disclosure import APART
from driehoek.algorithms.disclosure import response as steps
from driehoek.people.guest_words import language_name
from driehoek.scans import rules
from driehoek.scans.models import AskedClass, Fielding, Mark, Ticket
from driehoek.scans.rules_result import years_of

LOW = 0.4  # of a class; below it we offer a way to help


@dataclass(frozen=True)
class Line:
    """Some classes or years together, by their names. `words`: '5–9'; '' when so few are asked that nothing can be said apart."""

    names: str
    people: int
    words: str
    share: float
    key: uuid.UUID | None = None  # of the class, when it is one


@dataclass(frozen=True)
class VoiceResponse:
    """Of one voice. `at_least` of `people`; `quiet`: classes from which little came in so far, in the order of the school.

    `languages`: contact languages of parents as they were last night, school-wide.
    """

    voice: str
    people: int
    at_least: int
    words: str
    classes: list[Line] = field(default_factory=list)
    years: list[Line] = field(default_factory=list)
    languages: list[Line] = field(default_factory=list)

    @property
    def is_few(self) -> bool:
        """As far as the floors tell, ten did not surely come in: closed now, this voice might not be shown apart."""
        return self.at_least < APART

    @property
    def quiet(self) -> list[Line]:
        return [one for one in self.classes if one.words and one.share < LOW]

    @property
    def is_quiet(self) -> bool:
        return not self.classes and self.people >= 2 * steps.LEAST and self.at_least < LOW * self.people


def response(fielding: Fielding) -> list[VoiceResponse]:
    """Three queries, whatever the number of answers."""
    rows = list(fielding.classes.select_related("school_class"))
    answered: dict[str, Counter[uuid.UUID | None]] = {voice: Counter() for voice in fielding.voices}
    for model, which in ((Ticket, {"answered": True}), (Mark, {})):
        found = model.objects.filter(fielding=fielding, **which).order_by().values_list("voice", "asked_class_id")
        for voice, key, number in found.annotate(n=Count("pk")):
            answered.setdefault(voice, Counter())[key] += number
    return [_of_voice(fielding, voice, rows, answered[voice]) for voice in fielding.voices]


def _of_voice(fielding: Fielding, voice: str, rows: list[AskedClass], answered: Counter[uuid.UUID | None]) -> VoiceResponse:
    people = int(fielding.people.get(voice, 0))
    if voice == rules.SCHOOL:
        low, high = steps.step_of(sum(answered.values()), people)
        return VoiceResponse(voice, people, low, _words(low, high, people))
    asked = [steps.AskedClass(str(row.pk), levels(row), int(row.people.get(voice, 0))) for row in rows if row.people.get(voice)]
    names = {str(row.pk): row.school_class.name for row in rows}
    found = steps.live(asked, {str(key): number for key, number in answered.items() if key})
    by_class = [_line(row, [names.get(one, one) for one in row.names]) for row in found.classes]
    by_year = [_line(row, list(row.names)) for row in found.years]
    spoken = languages(fielding) if voice == rules.PARENTS else []
    return VoiceResponse(voice, found.people, found.at_least, found.words, by_class, by_year, spoken)


def languages(fielding: Fielding) -> list[Line]:
    """Contact languages as they were kept last; none of fewer than ten, or where they would tell of few people."""
    found = [steps.Row((name,), people, least, most) for name, people, least, most in fielding.spoken.get("rows", [])]
    return [_line(row, [language_name(row.names[0])]) for row in found]


def _line(row: steps.Row, names: list[str]) -> Line:
    share = row.at_least / row.people if row.people else 0.0
    key = uuid.UUID(row.names[0]) if len(row.names) == 1 and len(row.names[0]) == 36 else None
    return Line(", ".join(names), row.people, row.words if row.is_shown else "", share, key)


def levels(row: AskedClass) -> tuple[str, ...]:
    return years_of(row.school_class.year_level, row.school_class.name)


def _words(low: int, high: int, people: int) -> str:
    return f"≥ {low}" if high >= people else f"{low}–{high}"
