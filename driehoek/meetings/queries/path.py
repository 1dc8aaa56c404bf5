"""Lists of meetings, the steps of one meeting, and the start page of the school."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek import clock
from driehoek.access.policy import LEADERS, OFFICE
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem, ActionState
from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.calling import my_calls
from driehoek.invitations.queries.mine import to_approve
from driehoek.invitations.queries.open_replies import asked_openly
from driehoek.invitations.queries.own_class import OwnClass, replies_of
from driehoek.people.models import Household, SchoolClass
from driehoek.people.names import folded
from driehoek.schools.asked import Asked, in_one_row
from driehoek.voices.models import Contribution, Masking, Standing, Theme
from driehoek.voices.queries.quiet import Quiet, quiet_themes
from driehoek.voices.queries.waiting import HELD
from driehoek.web.sorting import sort_choice

from ..models import Meeting, MeetingState, PreparationTask
from .preparation import MyTask, my_tasks
from .runbook import Audience, RunBook, clock_words, day_words, run_book

PROMISED = dt.timedelta(days=90)


@dataclass(frozen=True)
class MeetingLine:
    id: uuid.UUID
    title: str
    day: dt.date
    time: str
    place: str
    state: str
    is_over: bool
    again_on: dt.date | None = None  # the day of the first time, of an evening that is held twice


SORTS = {
    "title": lambda line: folded(line.title),
    "day": lambda line: line.day,
    "place": lambda line: folded(line.place),
    "state": lambda line: folded(line.state),
}


def meetings(query: Mapping[str, str]) -> list[MeetingLine]:
    """All meetings, searched (`q`) and sorted (`sort`) as the address asks, the newest first.

    A school has some dozens, so they are folded here: the databases differ in what they find and how they sort.
    """
    rows = Meeting.objects.select_related("occasion", "session_of__occasion")
    wanted = folded(query.get("q", ""))[:200]
    lines = [_meeting_line(row) for row in rows]
    found = [line for line in lines if wanted in folded(f"{line.title} {line.place}")]
    sort = sort_choice(query, SORTS, "-day")
    return sorted(found, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def _meeting_line(meeting: Meeting, *, again: bool = True) -> MeetingLine:
    first = meeting.session_of if again else None
    occasion = meeting.occasion
    return MeetingLine(
        id=meeting.pk,
        title=occasion.title,
        day=occasion.starts_at.astimezone(SCHOOL_TIME).date(),
        time=clock_words(occasion.starts_at),
        place=occasion.place,
        state=meeting.get_state_display(),
        is_over=occasion.ends_at < clock.now(),
        again_on=first.occasion.starts_at.astimezone(SCHOOL_TIME).date() if first else None,
    )


def other_times(meeting: Meeting) -> list[MeetingLine]:
    """The other times that this evening is held, the first one first. One question."""
    rows = _sessions(first=meeting.session_of_id or meeting.pk)
    return [_meeting_line(row, again=False) for row in rows if row.pk != meeting.pk]


_sessions = Asked(
    lambda first: (
        Meeting.objects.select_related("occasion").filter(Q(pk=first) | Q(session_of=first)).order_by("occasion__starts_at", "pk")
    )
)


@dataclass(frozen=True)
class Step:
    """One stop of the path: `route` is a url name, `about` its last argument; the view makes a link when it exists."""

    key: str
    label: str
    words: str
    state: str  # done, now, next, or passed: not done, and its time is over
    route: str
    about: uuid.UUID


@dataclass(frozen=True)
class Overview:
    meeting: Meeting
    book: RunBook
    steps: list[Step]
    day: str

    @property
    def now(self) -> Step | None:
        return next((step for step in self.steps if step.state == "now"), None)


# Once the evening runs, nobody is sent back to what should have been prepared; after the report nothing is next.
FIRST_OPEN = {MeetingState.RUNNING: "evening", MeetingState.HARVEST: "harvest", MeetingState.REPORTED: ""}


def overview(meeting: Meeting) -> Overview:
    """The whole path of one meeting on one page."""
    book = run_book(meeting)
    found = _Counts.of(meeting, book.audience)
    stops = [
        ("date", _("Datum en plaats"), f"{date_format(meeting.occasion.starts_at.astimezone(SCHOOL_TIME), 'D j F')}, {meeting.occasion.place}", True, "meeting_details", meeting.pk),
        ("programme", _("Draaiboek"), _programme_words(book), meeting.state != MeetingState.DRAFT, "programme", meeting.pk),
        ("preparation", _("Voorbereiding"), _("%(done)s van %(total)s gedaan") % {"done": found.tasks_done, "total": found.tasks}, found.ready, "preparation", meeting.pk),
        ("invitations", _("Uitnodigen"), found.invitation_words, found.all_asked or found.sent > 0 and meeting.occasion.starts_at < clock.now(), "invite_overview", meeting.occasion_id),
        ("seating", _("Tafels"), found.seating_words, found.seated > 0, "seating", meeting.pk),
        ("evening", _("De avond"), _evening_words(meeting), meeting.state in {MeetingState.HARVEST, MeetingState.REPORTED}, "live_leader", meeting.pk),
        ("harvest", _("Ordenen"), found.harvest_words, meeting.state == MeetingState.REPORTED, "harvest_board", meeting.occasion_id),
        ("report", _("Verslag"), _("verstuurd") if meeting.reported_at else _("de ochtend erna"), meeting.reported_at is not None, "meeting_report", meeting.pk),
    ]  # fmt: skip
    first = FIRST_OPEN.get(meeting.state, "date")
    steps, begun, now_given = [], False, False
    for key, label, words, done, route, about in stops:
        begun = begun or key == first
        state = "done" if done else "passed" if not begun else "next" if now_given else "now"
        now_given = now_given or state == "now"
        steps.append(Step(key, label, words, state, route, about))
    return Overview(meeting, book, steps, day_words(meeting.occasion.starts_at))


@dataclass(frozen=True)
class _Counts:
    tasks: int
    tasks_done: int
    waiting_before: int
    invited: int
    sent: int
    replied: int
    attendees: int
    seated: int
    said: int
    unread: int

    @classmethod
    def of(cls, meeting: Meeting, heard: Audience) -> "_Counts":
        day = meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date()
        tasks = _tasks.first(meeting=meeting.pk, day=day)
        asked = _asked.first(occasion=meeting.occasion_id)
        openly = asked_openly(meeting.occasion_id)
        said = _all_said.first(occasion=meeting.occasion_id)
        return cls(
            tasks["all"], tasks["done"], tasks["waiting"],
            asked["all"] + openly.families, asked["sent"] + openly.asked, asked["replied"] + openly.answered,
            heard.people, heard.seated, said["all"], said["unread"],
        )  # fmt: skip

    @property
    def ready(self) -> bool:
        return self.tasks > 0 and self.waiting_before == 0

    @property
    def all_asked(self) -> bool:
        return 0 < self.sent == self.invited

    @property
    def invitation_words(self) -> str:
        if not self.invited:
            return _("nog niemand gevraagd")
        return _("%(replied)s van %(invited)s gezinnen antwoordden") % {"replied": self.replied, "invited": self.invited}

    @property
    def seating_words(self) -> str:
        if not self.attendees:
            return _("als er aanmeldingen zijn")
        return _("%(seated)s van %(people)s hebben een plek") % {"seated": self.seated, "people": self.attendees}

    @property
    def harvest_words(self) -> str:
        if not self.said:
            return _("wat er gezegd wordt")
        return _("%(said)s keer iets gezegd, %(unread)s nog te bekijken") % {"said": self.said, "unread": self.unread}


_tasks = Asked(
    lambda meeting, day: in_one_row(
        PreparationTask.objects.filter(meeting=meeting),
        all=Count("id"),
        done=Count("id", filter=Q(done_at__isnull=False)),
        waiting=Count("id", filter=Q(done_at__isnull=True, due_on__lte=day)),
    )
)
_asked = Asked(
    lambda occasion: in_one_row(
        Invitation.objects.filter(occasion=occasion),
        all=Count("id"),
        sent=Count("id", filter=Q(sent_at__isnull=False)),
        replied=Count("reply"),
    )
)
_all_said = Asked(
    lambda occasion: in_one_row(
        Contribution.objects.filter(occasion=occasion), all=Count("id"), unread=Count("id", filter=Q(standing=Standing.WAITING))
    )
)


def _programme_words(book: RunBook) -> str:
    if book.over > 0:
        return _("loopt %(minutes)s minuten uit") % {"minutes": book.over}
    if book.open:
        return _("%(count)s plekken nog open") % {"count": len(book.open)}
    return book.times


def _evening_words(meeting: Meeting) -> str:
    if meeting.state == MeetingState.RUNNING:
        return _("nu bezig")
    return date_format(meeting.occasion.starts_at.astimezone(SCHOOL_TIME), "j F")


@dataclass(frozen=True)
class Said:
    text: str
    voice: str
    words: str


@dataclass(frozen=True)
class MyAction:
    title: str
    due_on: dt.date


@dataclass(frozen=True)
class Waiting:
    """`route` is a url name with the occasion as its argument."""

    words: str
    route: str
    occasion_id: uuid.UUID
    title: str


@dataclass(frozen=True)
class Start:
    next_meeting: MeetingLine | None
    invitations: list[ClassInvitation]  # that go out in this person's name and wait for their yes
    tasks: list[MyTask]
    actions: list[MyAction]
    waiting: list[Waiting]  # of who organises: words to read, themes that were promised an answer
    said: list[Said]
    has_people: bool
    has_meetings: bool
    quiet: list[Quiet]  # themes without news for six weeks
    calls: int  # families that this person was asked to speak to
    own_classes: list[OwnClass]  # how the classes of this mentor reply


def start(who: Who, *, answers: bool = False) -> Start:
    """What the first page of a school shows; `answers`: this person may answer what people said."""
    any_ = _next.first()
    first = any_ if any_ is not None and any_.occasion.ends_at >= clock.now() else None
    mine = to_approve(who)
    return Start(
        next_meeting=_meeting_line(first, again=False) if first else None,
        invitations=[own for own in mine if own.approved_at is None],
        tasks=my_tasks(who) if any_ is not None else [],
        actions=_my_actions(who),
        waiting=_waiting(leads=bool(who.roles & LEADERS)) if who.roles & OFFICE else [],
        said=_last_said(),
        has_people=bool(mine) or (any_.any_home if any_ is not None else bool(_any_home())) or SchoolClass.objects.exists(),
        has_meetings=any_ is not None,
        quiet=quiet_themes(MOST_QUIET) if answers else [],
        calls=sum(not row.is_let_go for row in my_calls(who)),
        own_classes=replies_of(mine),
    )


MOST_QUIET = 5


def _meetings_by_nearness() -> Any:
    is_over = Case(When(occasion__ends_at__gte=clock.now(), then=0), default=1)
    found = Meeting.objects.select_related("occasion").annotate(any_home=Exists(Household.objects.order_by()))
    return found.order_by(is_over, "occasion__starts_at", "id")[:1]


_next = Asked(_meetings_by_nearness)
_any_home = Asked(lambda: Household.objects.order_by().values_list("pk")[:1])


def _waits(*, leads: bool, since: dt.datetime) -> Any:
    unread = _count(Contribution.objects.filter(occasion=OuterRef("pk"), standing=Standing.WAITING))
    still_open = _count(Theme.objects.filter(occasion=OuterRef("pk"), answer__isnull=True))
    held = _count(Contribution.objects.filter(occasion=OuterRef("pk")).filter(HELD))
    rows = Occasion.objects.filter(ends_at__gt=since)
    rows = rows.annotate(unread=unread, unanswered=still_open, held=held if leads else Value(0))
    waits = Q(unread__gt=0) | Q(held__gt=0) | Q(unanswered__gt=0, ends_at__lt=clock.now())
    return rows.filter(waits).order_by("-starts_at")[:3]


_waits_for = {leads: Asked(partial(_waits, leads=leads)) for leads in (True, False)}


def _waiting(*, leads: bool) -> list[Waiting]:
    """Words that nobody read yet, and themes of the last months without an answer; the newest evenings first. One question.

    Who leads the school also hears of what lies apart because it seems to attack a colleague.
    """
    found = []
    for row in _waits_for[leads](since=clock.now() - PROMISED):
        if row.held:
            words = ngettext(
                "%(n)s keer iets over een collega: kijk zelf", "%(n)s keer iets over een collega: kijk zelf", row.held
            )
            found.append(Waiting(words % {"n": row.held}, "moderate_held", row.pk, row.title))
        if row.unread:
            words = ngettext("%(n)s keer iets gezegd: lees het", "%(n)s keer iets gezegd: lees het", row.unread)
            found.append(Waiting(words % {"n": row.unread}, "moderate", row.pk, row.title))
        if row.unanswered and row.ends_at < clock.now():
            words = ngettext("%(n)s thema zonder antwoord", "%(n)s thema's zonder antwoord", row.unanswered)
            found.append(Waiting(words % {"n": row.unanswered}, "answers", row.pk, row.title))
    return found


def _count(rows: Any) -> Coalesce:
    counted = rows.order_by().values("occasion").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _my_actions(who: Who) -> list[MyAction]:
    if who.user_id is None:
        return []
    return [MyAction(row.title, row.due_on) for row in _open_actions(user=who.user_id)]


_open_actions = Asked(lambda user: ActionItem.objects.filter(owner__user_id=user, state=ActionState.OPEN)[:10])


def _last_said() -> list[Said]:
    """The last words that were approved for everybody's eyes, as they were said."""
    return [Said(row.text, row.voice, row.get_kind_display()) for row in _approved()]


_approved = Asked(
    lambda: Contribution.objects.filter(standing=Standing.APPROVED).exclude(masking=Masking.MASKED).order_by("-day", "id")[:3]
)
