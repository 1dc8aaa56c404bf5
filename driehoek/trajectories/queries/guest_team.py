"""The desk of a parent in a team: what they may see of it, in their language. Never a file, never a parent outside the team."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.actions.models import Answer
from driehoek.library.reading import load_answers
from driehoek.meetings import report_rules
from driehoek.meetings.models import Layer
from driehoek.meetings.queries.report import by_voice_words
from driehoek.plans.models import Activity, ActivityState
from driehoek.plans.queries.short import MOST_POINT
from driehoek.plans.rules import plain
from driehoek.schools.models import School
from driehoek.voices.models import Contribution, Standing, TextSort, Theme, Voice
from driehoek.voices.queries import library
from driehoek.voices.queries.pulse import APART

from ..models import AgendaPoint, Helper, Member, TeamDecision, TeamMeeting, TeamTask
from ..team_words import Said, expected_of, focus_of, lists_of, point_of, purpose_of
from .teams import in_layers, occasions_of, ordered_points

MOST_DECISIONS, MOST_DONE, MOST_ACTIVITIES = 40, 5, 100


@dataclass(frozen=True)
class Person:
    """`part`: where in the school they are, in words for parents."""

    name: str
    part: str
    is_you: bool


@dataclass(frozen=True)
class Point:
    said: Said
    of_parent: bool
    is_yours: bool
    key: uuid.UUID


@dataclass(frozen=True)
class Task:
    """`whose`: 'you', 'other' or '' for nobody yet. Never how long it waits."""

    task: TeamTask
    whose: str


@dataclass(frozen=True)
class Desk:
    people: list[Person]
    purpose: Said
    expected: Said
    focus: list[Said]
    lists: dict[str, list[Said]]
    next: TeamMeeting | None
    ends_at: dt.datetime | None
    points: list[Point]
    waiting: list[Point]
    decisions: list[TeamDecision]
    tasks: list[Task]
    done: list[Task] = field(default_factory=list)

    @property
    def has_rights(self) -> bool:
        return any(self.lists.values())


def desk_of(member: Member, language: str, sector: str) -> Desk:
    """Five queries."""
    team = member.team
    people = list(Member.objects.filter(team=team, left_at=None).select_related("staff"))
    since = clock.now() - dt.timedelta(hours=12)
    rows = TeamMeeting.objects.filter(team=team, held_at=None, cancelled_at=None, starts_at__gte=since)
    coming: TeamMeeting | None = rows.order_by("starts_at", "pk").first()
    points = AgendaPoint.objects.filter(Q(meeting=coming) | Q(meeting=None), team=team).select_related("asked_by")
    shown = [_point(one, member, language, sector) for one in ordered_points(points) if coming and one.meeting_id == coming.pk]
    waiting = [_point(one, member, language, sector) for one in ordered_points(points) if one.meeting_id is None]
    decided = (
        TeamDecision.objects.filter(meeting__team=team).select_related("meeting").order_by("-meeting__starts_at", "made_at", "pk")
    )
    tasks = [_task(one, member) for one in TeamTask.objects.filter(team=team).order_by("due_on", "pk")]
    done = sorted(
        (one for one in tasks if one.task.done_at and one.whose == "you"), key=lambda one: one.task.done_at, reverse=True
    )
    return Desk(
        people=[_person(one, member) for one in in_layers(people)],
        purpose=purpose_of(team.sort, team.purpose, language, sector), expected=expected_of(team.sort, team.expected, language, sector),
        focus=[focus_of(one, language, sector) for one in team.focus], lists=lists_of(team.sort, language, sector), next=coming,
        ends_at=coming.starts_at + dt.timedelta(minutes=coming.minutes) if coming else None, points=shown, waiting=waiting,
        decisions=list(decided[:MOST_DECISIONS]), tasks=[one for one in tasks if not one.task.done_at], done=done[:MOST_DONE],
    )  # fmt: skip


def _person(one: Member, you: Member) -> Person:
    parts = {
        Layer.LEADING: _("schoolleiding"), Layer.LOWER: _("onderbouw"), Layer.UPPER: _("bovenbouw"),
        Layer.SUPPORT: _("ondersteuning en begeleiding"), Layer.OFFICE: _("administratie en conciërge"), Layer.PARENT: _("ouder"),
        Layer.OTHER: _("van buiten de school"),
    }  # fmt: skip
    return Person(str(one), parts[Layer(one.layer)], one.pk == you.pk)


def _point(one: AgendaPoint, you: Member, language: str, sector: str) -> Point:
    is_parents = one.asked_by is not None and one.asked_by.layer == Layer.PARENT
    said = point_of(one.team.sort if one.team_id != you.team_id else you.team.sort, one.title, language, sector)
    return Point(Said(said.text, "") if is_parents else said, is_parents, one.asked_by_id == you.pk, one.pk)


def _task(task: TeamTask, you: Member) -> Task:
    return Task(task, "" if task.owner_id is None else "you" if task.owner_id == you.pk else "other")


@dataclass(frozen=True)
class Shown:
    """An activity of the programme. `helps`: this parent said so."""

    activity: Activity
    about: str
    helps: bool


@dataclass(frozen=True)
class Programme:
    planned: list[Shown]
    ideas: list[Shown]
    done: list[Shown]

    def __bool__(self) -> bool:
        return bool(self.planned or self.ideas or self.done)


def programme_of(member: Member) -> Programme:
    """One query. Names of who leads or helps stay at school, except whether this parent does."""
    rows = Activity.objects.filter(plan=member.team.plan_id).exclude(state=ActivityState.STOPPED).select_related("ambition")
    rows = rows.annotate(yours=Exists(Helper.objects.filter(activity=OuterRef("pk"), member=member)))
    found = [_shown(one) for one in rows.order_by("planned_on", "made_at", "pk")[:MOST_ACTIVITIES]]
    by = {state: [one for one in found if one.activity.state == state] for state in ActivityState.values}
    return Programme(by[ActivityState.PLANNED], by[ActivityState.IDEA], by[ActivityState.DONE])


def _shown(one: Any) -> Shown:
    line = one.ambition
    about = " ".join(plain(line.text).split())[:MOST_POINT] if line is not None and line.dropped_at is None else ""
    return Shown(one, about, one.yours)


def helpers_of(activity: uuid.UUID) -> list[str]:
    """Parents of a team who help with it, by the name that they go by there; for staff. One query."""
    rows = Helper.objects.filter(activity=activity, member__left_at=None).order_by("made_at", "pk")
    return [str(name) for name in rows.values_list("member__name", flat=True) if name]


@dataclass(frozen=True)
class Quote:
    text: str
    voice: str
    language: str


@dataclass(frozen=True)
class ThemeShown:
    """`by_voice` says how often each voice spoke of it. `answer`: what the school does with it, or None."""

    title: Said
    by_voice: str
    quotes: list[Quote]
    word: str
    answer: Answer | None


def harvest_of(member: Member, language: str, school: School) -> list[ThemeShown]:
    """What was said, theme by theme, as the report quotes it: approved words without a name taken out. Three queries at most.

    Of an action team its own evening; otherwise the evenings that its plan draws from.
    """
    occasions = occasions_of(member.team)
    if not occasions:
        return []
    themes = list(
        Theme.objects.filter(occasion__in=occasions).select_related("answer").order_by("occasion", "position", "title", "pk")
    )
    said = Contribution.objects.filter(theme__in=themes, standing=Standing.APPROVED).exclude(APART).order_by("pk")
    under: dict[uuid.UUID | None, list[Contribution]] = {}
    for row in said:
        under.setdefault(row.theme_id, []).append(row)
    shelf = library.by_key(TextSort.THEME) if any(theme.library_key for theme in themes) else {}
    words = {one.key: one.parent_sees.say(language, school.sector) for one in load_answers()}
    return [_theme(theme, under[theme.pk], language, school.sector, shelf, words) for theme in themes if theme.pk in under]


def _theme(
    theme: Theme, said: list[Contribution], language: str, sector: str, shelf: dict[str, Any], words: dict[str, str]
) -> ThemeShown:
    ours = shelf.get(theme.library_key)
    title = Said(theme.title)
    if ours is not None and ours.title.say("nl", sector) == theme.title and language in ours.title.languages:
        title = Said(ours.title.say(language, sector), language)
    quotable = [row for row in said if row.may_be_quoted]
    picked = [row for row in quotable if row.picked]
    quotes = report_rules.chosen(
        [Quote(report_rules.shortened(row.text), row.voice, row.language) for row in picked or quotable], Voice.values
    )
    counts = Counter(row.voice for row in said)
    by_voice = by_voice_words((voice, counts[voice]) for voice in Voice.values)
    answer = theme.answer
    return ThemeShown(title, by_voice, quotes, words[answer.kind] if answer else "", answer)
