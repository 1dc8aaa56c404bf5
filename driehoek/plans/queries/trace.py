"""The chain contribution → theme → ambition → action → what came of it, walked in both directions. Flat in queries."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, Window

from driehoek.actions.models import ActionItem, ActionState
from driehoek.voices.models import Contribution, Standing, Theme
from driehoek.voices.queries.pulse import APART
from driehoek.web.pages import PAGE_SIZE

from .. import rules
from ..models import Activity, Chapter, Line, LineSource, Plan, PlannedAction, SourceSort
from .reading import ReadLine, line_of

MOST_LISTED = 300
FREE = Q(state=ActionState.OPEN, planned__isnull=True)
SOON = dt.timedelta(days=42)  # a new action is proposed for then


@dataclass(frozen=True)
class Trace:
    """One line: its sources, what was said behind it, and what is done: actions, and activities of the programme."""

    read: ReadLine
    said: Any  # a queryset of contributions, to be shown in pages
    actions: list[PlannedAction]
    free: list[ActionItem]  # open ones that belong to no ambition yet
    activities: list[Activity]


def said_about(themes: Iterable[uuid.UUID]) -> Any:
    """Approved contributions of these themes; never what was put apart."""
    return Contribution.objects.filter(theme__in=list(themes), standing=Standing.APPROVED).exclude(APART).order_by("pk")


class Counted:
    """Rows for pages; the first page comes with how many there are, in one query."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows
        self.first: list[Any] = []

    def count(self) -> int:
        self.first = list(self.rows.annotate(of_all=Window(Count("pk")))[:PAGE_SIZE])
        return int(self.first[0].of_all) if self.first else 0

    def __getitem__(self, part: slice) -> Any:
        return self.first[part] if part.start == 0 else self.rows[part]


def trace_of(line: Line, school_slug: str) -> Trace:
    """At most six queries, and two for a page of what was said."""
    read = line_of(line, school_slug)
    themes = [one.about for one in read.sources if one.sort == SourceSort.THEME and not one.is_gone]
    there = Q(planned__ambition=line)
    rows = ActionItem.objects.filter(there | FREE).select_related("owner", "planned").order_by("due_on", "pk")
    own = {one.pk: one.planned for one in rows if getattr(one, "planned", None) is not None}
    free = [one for one in rows if one.pk not in own]
    activities = list(Activity.objects.filter(ambition=line).order_by("planned_on", "made_at", "pk")[:MOST_LISTED])
    return Trace(read, Counted(said_about(themes)), list(own.values()), free[:MOST_LISTED], activities)


def actions_of_plan(plan: Plan) -> list[PlannedAction]:
    """All of them, whatever line they belong to."""
    rows = PlannedAction.objects.filter(ambition__plan=plan).select_related("action__owner", "ambition")
    return list(rows.order_by("action__due_on", "pk"))


def actions_of(lines: Iterable[uuid.UUID]) -> list[PlannedAction]:
    rows = PlannedAction.objects.filter(ambition__in=list(lines)).select_related("action__owner", "ambition")
    return list(rows.order_by("action__due_on", "pk"))


@dataclass(frozen=True)
class ThemeTrace:
    """A theme: the lines that it stands behind, and the actions of those."""

    lines: list["ThemeLine"]
    said: Any


@dataclass(frozen=True)
class ThemeLine:
    line: Line
    words: str
    actions: list[PlannedAction] = field(default_factory=list)

    @property
    def chapter(self) -> str:
        return str(Chapter(self.line.chapter).label)


def trace_of_theme(theme: Theme) -> ThemeTrace:
    """Two queries, and two for a page of what was said."""
    sources = LineSource.objects.filter(sort=SourceSort.THEME, about=theme.pk, line__dropped_at=None, gone_at=None)
    lines = [one.line for one in sources.select_related("line__plan").order_by("line__position", "pk")]
    actions: dict[uuid.UUID, list[PlannedAction]] = defaultdict(list)
    for one in actions_of([line.pk for line in lines]):
        actions[one.ambition_id].append(one)
    return ThemeTrace([ThemeLine(line, short(line), actions[line.pk]) for line in lines], said_about([theme.pk]))


def short(line: Line) -> str:
    words = " ".join(rules.plain(line.text).split())
    return f"{words[:139]}…" if len(words) > 140 else words


def told_actions(actions: Iterable[ActionItem]) -> str:
    """'Elke maand bellen (te doen, 2027-01-12); …'"""
    return "; ".join(f"{one.title} ({one.get_state_display()}, {one.due_on.isoformat()})" for one in actions)
