"""Rounds of statements and dots, as who makes them and who takes part sees them. A handful of queries, however many there are."""

import unicodedata
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from driehoek.invitations.models import Occasion
from driehoek.schools import asked

from .. import poll_rules
from ..models import Contribution, Poll, Reaction, Standing, Statement, Theme


@dataclass(frozen=True)
class Line:
    """One round in a list. `took_part` moves in steps of five."""

    poll: Poll
    state: str
    statements: int
    waiting: int
    took_part: int


def state_of(poll: Poll) -> str:
    return poll_rules.state(poll.opened_at, poll.closed_at, poll.shown_at)


def lines(occasion: Occasion) -> list[Line]:
    """Every round of an occasion. One query: the leader's phone asks it often."""
    rows = _rounds(occasion=occasion.pk)
    return [Line(row, state_of(row), row.ready, row.waits, poll_rules.in_steps(row.took)) for row in rows]


def _rounds_of(occasion: uuid.UUID) -> Any:
    of_it = Statement.objects.filter(poll=OuterRef("pk")).order_by().values("poll")
    said = Reaction.objects.filter(statement__poll=OuterRef("pk")).order_by().values("statement__poll")
    return Poll.objects.filter(occasion=occasion).annotate(
        ready=_count(of_it.filter(standing=Standing.APPROVED), Count("pk")),
        waits=_count(of_it.filter(standing=Standing.WAITING), Count("pk")),
        took=_count(said, Count("voter", distinct=True)),
    )


_rounds = asked.Asked(_rounds_of)


def _count(rows: Any, counted: Count) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(count=counted).values("count")), 0)


def took_part(poll: Poll) -> int:
    """How many took part, in steps of five: what a screen may tell while they do."""
    rows = Reaction.objects.filter(statement__poll=poll)
    return poll_rules.in_steps(rows.order_by().aggregate(count=Count("voter", distinct=True))["count"])


@dataclass(frozen=True)
class Made:
    """One statement as who makes the round sees it. `fixed`: somebody reacted, so its words stand."""

    row: Statement
    fixed: bool
    first: bool
    last: bool


@dataclass(frozen=True)
class Making:
    poll: Poll
    state: str
    ready: list[Made]
    waiting: list[Statement]
    parked: list[Statement]
    took_part: int


def making(poll: Poll) -> Making:
    """The page of who makes a round. Three queries."""
    rows = list(Statement.objects.filter(poll=poll).select_related("theme"))
    reacted = set(Reaction.objects.filter(statement__poll=poll).order_by().values_list("statement", flat=True).distinct())
    ready = [row for row in rows if row.standing == Standing.APPROVED]
    made = [Made(row, row.pk in reacted, row is ready[0], row is ready[-1]) for row in ready]
    waiting = sorted((row for row in rows if row.standing == Standing.WAITING), key=lambda row: row.pk)
    parked = sorted((row for row in rows if row.standing == Standing.PARKED), key=lambda row: row.pk)
    return Making(poll, state_of(poll), made, waiting, parked, took_part(poll))


def from_board(occasion: Occasion) -> tuple[list[Theme], list[Contribution]]:
    """What of the board may become a statement: its themes, and what was approved as it was said. Two queries."""
    themes = list(Theme.objects.filter(occasion=occasion))
    rows = Contribution.objects.filter(occasion=occasion, standing=Standing.APPROVED).select_related("theme").order_by("pk")
    return themes, [row for row in rows[:300] if row.may_be_quoted]


def tongue(row: Statement, language: str) -> tuple[str, str]:
    """The words for a reader of this language, and the language that they are in: where nobody translated them, as written."""
    if language in row.translations:
        return row.translations[language], language
    written_in = next((code for code, text in row.translations.items() if text == row.text), "")
    return row.text, written_in or by_script(row.text)


def by_script(text: str) -> str:
    """'ar' or 'uk' by the letters that these words are written in, otherwise 'nl': for fonts and reading aloud, of nobody's page."""
    marks = [unicodedata.name(mark, "") for mark in text if mark.isalpha()]
    for code, script in (("ar", "ARABIC"), ("uk", "CYRILLIC")):
        if 2 * sum(name.startswith(script) for name in marks) > len(marks):
            return code
    return "nl"


@dataclass(frozen=True)
class Asked:
    """One statement before one voter. `value` is what this voter said or gave, None for nothing yet."""

    id: uuid.UUID
    text: str
    language: str
    value: int | None

    @property
    def key(self) -> str:
        return str(self.id)

    @property
    def dots(self) -> int:
        return self.value or 0


@dataclass(frozen=True)
class Part:
    """What one voter sees of an open round, in an order of their own."""

    poll: Poll
    state: str
    asked: list[Asked]

    @property
    def answered(self) -> int:
        return sum(one.value is not None for one in self.asked)

    @property
    def given(self) -> int:
        return sum(one.dots for one in self.asked)

    @property
    def left(self) -> int:
        return max(0, self.poll.budget - self.given)

    @property
    def next(self) -> Asked | None:
        return next((one for one in self.asked if one.value is None), None)

    def place(self, one: Asked) -> int:
        return self.asked.index(one) + 1


def part(poll: Poll, voter: str, language: str) -> Part:
    """Two queries."""
    rows = {row.pk: row for row in Statement.objects.filter(poll=poll, standing=Standing.APPROVED)}
    said = dict(Reaction.objects.filter(statement__poll=poll, voter=voter).order_by().values_list("statement", "value"))
    order = poll_rules.order_for(voter, rows)
    return Part(poll, state_of(poll), [Asked(key, *tongue(rows[key], language), said.get(key)) for key in order])


@dataclass(frozen=True)
class Door:
    """A way to a round for who takes part: open now, or with results that everybody may see."""

    poll: Poll
    is_open: bool


def doors(occasion_id: uuid.UUID) -> list[Door]:
    """One query."""
    polls = Poll.objects.filter(occasion_id=occasion_id, opened_at__isnull=False)
    return [
        Door(poll, state_of(poll) == poll_rules.OPEN) for poll in polls if state_of(poll) in {poll_rules.OPEN, poll_rules.SHOWN}
    ]
