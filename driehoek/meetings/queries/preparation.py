"""The preparation list: what waits, for whom, and how much time it takes. Nobody is 'too late'."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.who import Who
from driehoek.clock import SCHOOL_TIME
from driehoek.library.reading import word
from driehoek.schools.asked import Asked

from .. import rules
from ..models import Meeting, PreparationTask

TURNS = {"now": _("Nu aan de beurt"), "soon": _("Straks"), "after": _("Na de avond"), "done": _("Gedaan")}


@dataclass(frozen=True)
class TaskLine:
    id: uuid.UUID
    title: str
    why: str
    role: str
    owner: str
    is_mine: bool
    has_owner: bool
    due_on: dt.date
    hours: Decimal
    is_done: bool


@dataclass(frozen=True)
class Turn:
    key: str
    title: str
    lines: list[TaskLine]


@dataclass(frozen=True)
class Hours:
    role: str
    hours: Decimal
    tasks: int


@dataclass(frozen=True)
class Preparation:
    turns: list[Turn]
    hours: list[Hours]
    total_hours: Decimal
    total: int
    done: int
    mine: int
    without_owner: int

    @property
    def is_done(self) -> bool:
        return self.total > 0 and self.done == self.total


def role_word(role: str, sector: str) -> str:
    """The word of a role, in the language of the screen; what is not a role of ours stays as it is."""
    try:
        return word(role, sector, get_language() or "nl")
    except KeyError:
        return role


def preparation(meeting: Meeting, who: Who, sector: str, *, only_mine: bool = False) -> Preparation:
    """One query. Totals count all tasks, the turns show those that were asked for."""
    tasks = list(PreparationTask.objects.filter(meeting=meeting).select_related("owner"))
    lines = [_line(task, who, sector) for task in tasks]
    shown = [line for line in lines if line.is_mine or not only_mine]
    today, day = clock.today(), meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date()
    turns = {key: Turn(key, str(title), []) for key, title in TURNS.items()}
    for line in shown:
        turns[rules.turn_of(line.due_on, line.is_done, today, day)].lines.append(line)
    return Preparation(
        turns=[turn for turn in turns.values() if turn.lines],
        hours=_hours(lines),
        total_hours=sum((line.hours for line in lines), Decimal(0)),
        total=len(lines),
        done=sum(line.is_done for line in lines),
        mine=sum(line.is_mine for line in lines),
        without_owner=sum(not line.has_owner and not line.is_done for line in lines),
    )


def _line(task: PreparationTask, who: Who, sector: str) -> TaskLine:
    mine = bool(task.owner and task.owner.user_id and task.owner.user_id == who.user_id)
    return TaskLine(
        id=task.pk,
        title=task.title,
        why=task.why,
        role=role_word(task.role, sector),
        owner=str(task.owner) if task.owner else "",
        is_mine=mine,
        has_owner=task.owner_id is not None,
        due_on=task.due_on,
        hours=task.hours,
        is_done=task.done_at is not None,
    )


def _hours(lines: list[TaskLine]) -> list[Hours]:
    totals: dict[str, tuple[Decimal, int]] = {}
    for line in lines:
        hours, count = totals.get(line.role, (Decimal(0), 0))
        totals[line.role] = hours + line.hours, count + 1
    found = [Hours(role, hours, count) for role, (hours, count) in totals.items()]
    return sorted(found, key=lambda one: (-one.hours, one.role))


MOST_TASKS = 10


@dataclass(frozen=True)
class MyTask:
    id: uuid.UUID
    title: str
    due_on: dt.date
    meeting_id: uuid.UUID
    meeting: str


def my_tasks(who: Who) -> list[MyTask]:
    """Open tasks of this person, over all meetings, the first ones first."""
    if who.user_id is None:
        return []
    rows = _open_tasks(user=who.user_id)
    return [MyTask(task.pk, task.title, task.due_on, task.meeting_id, str(task.meeting)) for task in rows]


_open_tasks = Asked(
    lambda user: PreparationTask.objects.filter(owner__user_id=user, done_at__isnull=True).select_related("meeting__occasion")[
        :MOST_TASKS
    ]
)
