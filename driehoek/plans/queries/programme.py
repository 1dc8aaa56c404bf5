"""The programme of a plan: its activities as asked for, in groups, and what waits. Searched and sorted in Python, as actions are."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.actions.models import ActionItem, ActionState
from driehoek.library.partnership import GROUPS, Partnership, PartnershipGroup
from driehoek.people.names import folded
from driehoek.schools.calendar import school_calendar
from driehoek.schools.days import Calendar
from driehoek.schools.models import School
from driehoek.web.days import written
from driehoek.web.pages import page_of
from driehoek.web.sorting import sort_choice

from .. import rules_programme as rules
from ..models import Activity, ActivityState, Chapter, Line, Plan, PlannedAction
from .trace import short

AMBITION, PARTNERSHIP, CALENDAR, LIST = "ambitie", "partnerschap", "kalender", "lijst"
MOST_FREE, MOST_WAITING = 300, 12
ABOVE = {part: str(group) for group, parts in GROUPS.items() for part in parts}
NO_OWNER = Q(action__owner=None) | Q(action__owner__left_on__isnull=False)


def ambitions_of(plan: Plan) -> list[Line]:
    """In the order of the plan. One query."""
    rows = Line.objects.filter(plan=plan, chapter=Chapter.AMBITIONS, dropped_at=None).order_by("position", "pk")
    order = [*Partnership.values, ""]
    return sorted(rows, key=lambda one: order.index(one.partnership))


def facts_of(activity: Activity) -> rules.Facts:
    lead = activity.lead
    return rules.Facts(
        state=activity.state, planned_on=activity.planned_on,
        has_ambition=activity.ambition is not None and activity.ambition.dropped_at is None,
        has_lead=bool(activity.lead_name) or (lead is not None and lead.left_on is None),
        is_procedure=activity.is_procedure, has_say=bool(activity.parents_say), came=activity.came, verdict=activity.verdict,
    )  # fmt: skip


def lead_of(activity: Activity) -> str:
    """Who leads it, '' when nobody does, or no longer."""
    lead = activity.lead
    return str(lead) if lead is not None and lead.left_on is None else str(activity.lead_name)


def by_parent() -> Exists:
    """Whether somebody without an account proposed it, at the desk of a team; the trail says so."""
    return Exists(TrailRow.objects.filter(act="add_activity", actor_kind="guest", object_id=OuterRef("pk")))


def next_steps() -> dict[str, str]:
    return {
        "ambition": _("Kies bij welke ambitie dit nu hoort."),
        "say": _("Schrijf waar ouders iets te zeggen krijgen."),
        "lead": _("Spreek af wie dit trekt."),
        "held": _("Is het geweest? Vertel hoe het ging."),
        "count": _("Schrijf op hoeveel mensen er kwamen."),
        "verdict": _("Bespreek: houden, aanpassen of stoppen?"),
        "owner": _("Een actie is zonder eigenaar. Kies iemand."),
    }


@dataclass(frozen=True)
class Row:
    """An activity on a list. `about` is its ambition in short, `steps` what it waits for, in words."""

    activity: Activity
    about: str
    lead: str
    steps: tuple[str, ...] = ()
    share: int | None = None
    of_parent: bool = False

    @property
    def words(self) -> str:
        one = self.activity
        return folded(f"{one.title} {one.audience} {self.lead} {one.helpers} {self.about}")


@dataclass(frozen=True)
class Group:
    key: str
    title: str = ""
    above: str = ""
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Programme:
    """`bare`: ambitions without an activity. `counted`: (came, meant, activities) of what was held."""

    page: Page[Row]
    groups: list[Group]
    waiting: list[Row]
    bare: list[tuple[Line, str]]
    many: int
    counted: tuple[int, int, int]


SORTS: dict[str, Callable[[Row], Any]] = {
    "day": lambda row: row.activity.planned_on or dt.date.max,
    "what": lambda row: folded(row.activity.title),
    "who": lambda row: folded(row.lead) or "\uffff",
    "state": lambda row: ActivityState.values.index(row.activity.state),
    "partnership": lambda row: [*Partnership.values, ""].index(row.activity.partnership),
}


def programme_of(plan: Plan, query: Mapping[str, str]) -> Programme:
    """As the address asks: `toon` (how grouped), `q`, `stand`, `partnerschap`, `sort`, `page`. Three queries."""
    lines = ambitions_of(plan)
    every = rows_of(plan)
    way = query.get("toon", AMBITION)
    found = [row for row in every if _fits(row, query)]
    sort = sort_choice(query, SORTS, "day")
    found.sort(key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    key = keys_of(way, lines)
    found.sort(key=key)
    page = page_of(found, query)
    groups = [group_of(way, list(rows)) for _key, rows in groupby(page.object_list, key=key)]
    used = {row.activity.ambition_id for row in every}
    held = [(row.activity.came, row.activity.meant_for) for row in every if row.activity.state == ActivityState.DONE]
    return Programme(
        page=page, groups=groups, waiting=[row for row in every if row.steps],
        bare=[(line, short(line)) for line in lines if line.pk not in used], many=len(every), counted=rules.totals(held),
    )  # fmt: skip


def rows_of(plan: Plan) -> list[Row]:
    """Every activity, by day. Two queries."""
    unowned = PlannedAction.objects.filter(NO_OWNER, activity__plan=plan, action__state=ActionState.OPEN)
    ownerless = set(unowned.order_by().values_list("activity_id", flat=True))
    steps, today = next_steps(), clock.today()
    rows = Activity.objects.filter(plan=plan).select_related("ambition", "lead").annotate(of_parent=by_parent())
    return sorted((_row(one, ownerless, steps, today) for one in rows.order_by("made_at", "pk")), key=SORTS["day"])


def _row(one: Activity, ownerless: set[uuid.UUID], steps: dict[str, str], today: dt.date) -> Row:
    codes = rules.waits(facts_of(one), today) + (["owner"] if one.pk in ownerless else [])
    about = short(one.ambition) if one.ambition is not None else ""
    told, by = tuple(steps[code] for code in codes), getattr(one, "of_parent", False)
    return Row(one, about, lead_of(one), told, rules.share(one.came, one.meant_for), by)


def _fits(row: Row, query: Mapping[str, str]) -> bool:
    one, wanted = row.activity, folded(query.get("q", "")[:100])
    return (
        (query.get("stand") not in ActivityState.values or one.state == query["stand"])
        and (query.get("partnerschap") not in Partnership.values or one.partnership == query["partnerschap"])
        and (not wanted or wanted in row.words)
    )


def keys_of(way: str, lines: list[Line]) -> Callable[[Row], Any]:
    """What rows are put together by, in the order in which groups are shown."""
    places = {line.pk: number for number, line in enumerate(lines)}
    if way == AMBITION:
        return lambda row: (places.get(row.activity.ambition_id, len(places)), str(row.activity.ambition_id or "~"))
    if way == PARTNERSHIP:
        return SORTS["partnership"]
    if way == CALENDAR:
        return lambda row: (row.activity.planned_on or dt.date.max).replace(day=1)
    return lambda _row: 0


def group_of(way: str, rows: list[Row]) -> Group:
    first = rows[0].activity
    if way == AMBITION:
        if first.ambition is None:
            return Group("", _("Nog zonder ambitie"), "", rows)
        part = first.ambition.partnership
        return Group(str(first.ambition_id), rows[0].about, str(Partnership(part).label) if part else "", rows)
    if way == PARTNERSHIP:
        part = first.partnership
        above = str(PartnershipGroup(ABOVE[part]).label) if part else ""
        return Group(part, str(Partnership(part).label) if part else _("Nog geen partnerschap"), above, rows)
    if way == CALENDAR:
        return Group("", written(first.planned_on, "F Y") if first.planned_on else _("Nog geen dag"), "", rows)
    return Group("", "", "", rows)


def against(day: dt.date, calendar: Calendar) -> list[str]:
    """Why few may come on this day: a holiday or weekend, feasts, days that the school avoids. In Dutch."""
    return [name for name in [calendar.free(day), *calendar.avoided(day)] if name]


@dataclass(frozen=True)
class ActionRow:
    """`free`: the holiday in which its day lies, and `before` the last working day ahead of it."""

    planned: PlannedAction
    owner: str
    free: str = ""
    before: dt.date | None = None


@dataclass(frozen=True)
class ActivityPage:
    row: Row
    actions: list[ActionRow]
    against: list[str]
    hindered: str
    verbs: list[str]


def page_of_activity(activity: Activity, school: School) -> ActivityPage:
    """Two queries."""
    calendar, today = school_calendar(school), clock.today()
    rows = PlannedAction.objects.filter(activity=activity).select_related("action__owner").order_by("action__due_on", "pk")
    actions = [_action(one, calendar) for one in rows]
    ownerless = {activity.pk} if any(not one.owner and one.planned.action.state == ActionState.OPEN for one in actions) else set()
    ahead = activity.planned_on is not None and activity.planned_on >= today and activity.state in {rules.IDEA, rules.PLANNED}
    facts = facts_of(activity)
    verbs = [verb for verb in rules.FORWARD if rules.may_turn(activity.state, verb)]
    if activity.planned_on is not None and activity.planned_on > today:
        verbs = [verb for verb in verbs if verb != "hold"]
    activity.of_parent = Activity.objects.filter(by_parent(), pk=activity.pk).exists()
    return ActivityPage(
        row=_row(activity, ownerless, next_steps(), today), actions=actions,
        against=against(activity.planned_on, calendar) if ahead and activity.planned_on else [],
        hindered=rules.hindered(facts, activity.plan.settled_number is not None) if activity.state == rules.IDEA else "", verbs=verbs,
    )  # fmt: skip


def _action(one: PlannedAction, calendar: Calendar) -> ActionRow:
    owner, day = one.action.owner, one.action.due_on
    free = calendar.free(day) if one.action.state == ActionState.OPEN else ""
    here = str(owner) if owner is not None and owner.left_on is None else ""
    return ActionRow(one, here, free, calendar.earlier(day) if free else None)


def free_for(activity: Activity) -> list[ActionItem]:
    """Open actions that belong to nothing yet, or to the ambition of this activity alone."""
    loose = Q(planned__isnull=True) | Q(planned__ambition=activity.ambition_id, planned__activity=None)
    return list(ActionItem.objects.filter(loose, state=ActionState.OPEN).order_by("due_on", "pk")[:MOST_FREE])


def taken_along(plan: Plan) -> list[Activity]:
    """What another year, or this plan, keeps or adapts and is no idea of this plan yet. Two queries."""
    there = set(Activity.objects.filter(plan=plan, state=ActivityState.IDEA).values_list("title", flat=True))
    rows = Activity.objects.filter(verdict__in=[rules.KEEP, rules.ADAPT]).select_related("plan", "ambition")
    return [one for one in rows.order_by("-plan__made_at", "planned_on", "pk")[: rules.MOST_ACTIVITIES] if one.title not in there]
