"""The chain contribution → theme → ambition → action → what came of it, walked in both directions. Flat in queries."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek.actions.models import ActionItem, ActionState
from driehoek.voices.models import Contribution, Masking, Standing, Theme
from driehoek.voices.queries.pulse import APART

from .. import rules
from ..models import Chapter, Line, LineSource, Plan, PlannedAction, SourceSort
from .reading import ReadLine, line_of

MOST_LISTED = 300
FREE = Q(state=ActionState.OPEN, planned__isnull=True)
SOON = dt.timedelta(days=42)  # a new action is proposed for then


@dataclass(frozen=True)
class Trace:
    """One line: its sources, what was said behind it, and what is done."""

    read: ReadLine
    said: Any  # a queryset of contributions, to be shown in pages
    actions: list[PlannedAction]
    free: list[ActionItem]  # open ones that belong to no ambition yet


def said_about(themes: Iterable[uuid.UUID]) -> Any:
    """Approved contributions of these themes; never what was put apart."""
    return Contribution.objects.filter(theme__in=list(themes), standing=Standing.APPROVED).exclude(APART).order_by("pk")


def trace_of(line: Line, school_slug: str) -> Trace:
    """At most five queries, and two for a page of what was said."""
    read = line_of(line, school_slug)
    themes = [one.about for one in read.sources if one.sort == SourceSort.THEME and not one.is_gone]
    there = Q(planned__ambition=line)
    rows = ActionItem.objects.filter(there | FREE).select_related("owner", "planned").order_by("due_on", "pk")
    own = {one.pk: one.planned for one in rows if getattr(one, "planned", None) is not None}
    free = [one for one in rows if one.pk not in own]
    return Trace(read, said_about(themes), list(own.values()), free[:MOST_LISTED])


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


Row = tuple[object, ...]


def sheets_of(plan: Plan) -> list[tuple[str, list[Row]]]:
    """The whole chain as two tables: every contribution with what was done, and every action with where it came from. Five queries."""
    lines = list(Line.objects.filter(plan=plan, dropped_at=None).order_by("position", "pk"))
    words = {line.pk: " ".join(rules.plain(line.text).split()) for line in lines}
    behind: dict[uuid.UUID, list[Line]] = defaultdict(list)  # theme: lines
    themes_of: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)  # line: themes
    by_key = {line.pk: line for line in lines}
    for source in LineSource.objects.filter(line__in=lines, sort=SourceSort.THEME, gone_at=None).order_by("pk"):
        behind[source.about].append(by_key[source.line_id])
        themes_of[source.line_id].append(source.about)
    wanted = Theme.objects.filter(occasion__in=plan.draws.get("occasions", [])) | Theme.objects.filter(pk__in=list(behind))
    themes = {one.pk: one for one in wanted.select_related("answer__action__owner").order_by("position", "title", "pk")}
    planned: dict[uuid.UUID, list[PlannedAction]] = defaultdict(list)
    for one in actions_of(list(by_key)):
        planned[one.ambition_id].append(one)
    said: dict[uuid.UUID, list[Contribution]] = defaultdict(list)
    for contribution in said_about(themes).select_related("answer__action__owner"):
        said[contribution.theme_id].append(contribution)
    return [
        (_("Van inbreng naar actie"), [_head(), *_rows(themes, said, behind, planned, words)]),
        (_("Van actie naar inbreng"), [_action_head(), *_action_rows(lines, planned, themes_of, themes, said, words)]),
    ]


def _head() -> Row:
    return (
        _("Wat er gezegd is"), _("Kant"), _("Soort"), _("Thema"), _("Antwoord"), _("Hoofdstuk"), _("Regel van het plan"), _("Acties"),
    )  # fmt: skip


def _rows(
    themes: dict[uuid.UUID, Theme],
    said: dict[uuid.UUID, list[Contribution]],
    behind: dict[uuid.UUID, list[Line]],
    planned: dict[uuid.UUID, list[PlannedAction]],
    words: dict[uuid.UUID, str],
) -> Iterable[Row]:
    """A row for each contribution and each line that it stands behind; actions of that line in one cell."""
    for theme in themes.values():
        ways = _ways(theme, behind[theme.pk], planned, words)
        for one in said[theme.pk]:
            answer = one.answer or theme.answer
            start = (_words(one), str(one.get_voice_display()), str(one.get_kind_display()), theme.title)
            told = str(answer.get_kind_display()) if answer else _("nog geen antwoord")
            own = [("", "", _told([one.answer.action]))] if one.answer and one.answer.action else []
            for chapter, line, actions in [*ways, *own]:
                yield (*start, told, chapter, line, actions)


def _ways(
    theme: Theme, lines: list[Line], planned: dict[uuid.UUID, list[PlannedAction]], words: dict[uuid.UUID, str]
) -> list[tuple[str, str, str]]:
    """Where a theme leads: to lines with their actions, and to the action of its answer. At least one."""
    ways = [(str(Chapter(one.chapter).label), words[one.pk], _told([own.action for own in planned[one.pk]])) for one in lines]
    seen = {own.action_id for one in lines for own in planned[one.pk]}
    if theme.answer is not None and theme.answer.action is not None and theme.answer.action_id not in seen:
        ways.append(("", "", _told([theme.answer.action])))
    return ways or [("", _("nog niet in het plan"), "")]


def _told(actions: Iterable[ActionItem]) -> str:
    """'Elke maand bellen (te doen, 2027-01-12); …'"""
    return "; ".join(f"{one.title} ({one.get_state_display()}, {one.due_on.isoformat()})" for one in actions)


def _action(action: ActionItem) -> tuple[object, ...]:
    state = str(action.get_state_display())
    return (action.title, str(action.owner or ""), action.due_on.isoformat(), state, action.result)


def _words(one: Contribution) -> str:
    if one.masking == Masking.MASKED:
        return _("(Hier is een naam uit weggehaald. De woorden blijven op school.)")
    return one.text


def _action_head() -> Row:
    return (
        _("Actie"), _("Wie"), _("Klaar op"), _("Stand"), _("Resultaat"), _("Hoofdstuk"), _("Regel van het plan"), _("Thema's"),
        _("Keer inbreng"),
    )  # fmt: skip


def _action_rows(
    lines: list[Line],
    planned: dict[uuid.UUID, list[PlannedAction]],
    themes_of: dict[uuid.UUID, list[uuid.UUID]],
    themes: dict[uuid.UUID, Theme],
    said: dict[uuid.UUID, list[Contribution]],
    words: dict[uuid.UUID, str],
) -> Iterable[Row]:
    for line in lines:
        there = [themes[key] for key in themes_of[line.pk] if key in themes]
        about = (str(Chapter(line.chapter).label), words[line.pk], "; ".join(one.title for one in there))
        for one in planned[line.pk]:
            yield (*_action(one.action), *about, sum(len(said[theme.pk]) for theme in there))
