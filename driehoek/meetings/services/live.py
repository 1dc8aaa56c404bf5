"""The evening itself: start, go on, take longer, ask a question, close. Each of these moves every screen in the hall."""

import datetime as dt
import uuid

from django.db.models import F
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.reading import load_template
from driehoek.library.texts import may_be_chosen
from driehoek.voices.models import Contribution, Source

from .. import live_rules, rules
from ..models import Meeting, MeetingState, MeetingTable, ProgrammeItem
from ..queries.questions import question_named, questions_of
from .plan import change_state, codes_end, screens_change


def issue_live_codes(*, meeting: Meeting, by: Who) -> int:
    """Make the codes that are still missing (hall, leader, a scribe for each table); how many were made."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # a double click waits here
    tables = list(MeetingTable.objects.filter(meeting=meeting).values_list("pk", flat=True))
    made = 0
    for purpose, abouts, kinds in (
        ("join", [meeting.pk], ("link", "hall")),
        ("lead", [meeting.pk], ("link", "printed")),
        ("scribe", tables, ("link", "printed")),
    ):
        until = codes_end(purpose, meeting.occasion)
        there = codes.codes_for(purpose, abouts)
        for kind in kinds:
            missing = [about for about in abouts if kind not in there.get(about, {})]
            made += len(codes.issue_many(purpose, missing, until, kinds=(kind,)))
    if made:
        trail.write("issue_live_codes", by=by, on=meeting)
    return made


def start_evening(*, meeting: Meeting, by: Who) -> None:
    """The doors are open: the first item is on."""
    items = _items(meeting)
    if not items:
        raise RuleBroken("no_programme", _("Het draaiboek is nog leeg. Zet er eerst iets in."))
    change_state(by=by, meeting=meeting, verb="start")
    issue_live_codes(meeting=meeting, by=by)
    _turn(meeting, items[0], since=clock.now(), before=None)


def not_started(*, meeting: Meeting, by: Who) -> None:
    """Undo of starting by mistake, as long as nobody in the hall said anything. What stood on the screens is off."""
    said = Contribution.objects.filter(occasion=meeting.occasion_id).exclude(source__in=[Source.REPLY, Source.SCAN])
    if said.exists():
        raise RuleBroken("said", _("Er is al iets gezegd. De avond blijft begonnen."))
    change_state(by=by, meeting=meeting, verb="start_by_mistake")
    values = {"live_item": None, "live_item_at": None, "live_before_at": None, "live_question": ""}
    Meeting.objects.filter(pk=meeting.pk).update(**values)
    for name, value in values.items():
        setattr(meeting, name, value)


def next_item(*, meeting: Meeting, by: Who, leaving: uuid.UUID | None = None) -> None:
    """Go on. `leaving` is the item that the screen showed: a double press, or two leaders, go on once."""
    items = _items(meeting)
    here = _here(meeting, items, leaving)
    if here + 1 >= len(items):
        raise RuleBroken("last_item", _("Dit is het laatste onderdeel. Je kunt de avond nu afsluiten."))
    _turn(meeting, items[here + 1], since=clock.now(), before=meeting.live_item_at)
    trail.write("next_item", by=by, on=meeting)


def previous_item(*, meeting: Meeting, by: Who, leaving: uuid.UUID | None = None) -> None:
    """Go back one. After a press by mistake its clock runs on as if nothing had happened."""
    items = _items(meeting)
    here = _here(meeting, items, leaving)
    if here == 0:
        raise RuleBroken("first_item", _("Dit is het eerste onderdeel."))
    _turn(meeting, items[here - 1], since=meeting.live_before_at or clock.now(), before=None)
    trail.write("previous_item", by=by, on=meeting)


def add_minutes(*, meeting: Meeting, by: Who, minutes: int = 5, leaving: uuid.UUID | None = None) -> None:
    """Give the item that is on more time; everything behind it moves along."""
    items = _items(meeting)
    item = items[_here(meeting, items, leaving)]
    fits = ProgrammeItem.objects.filter(pk=item.pk, minutes__lte=live_rules.MOST_MINUTES - minutes)
    if not fits.update(minutes=F("minutes") + minutes):
        raise RuleBroken("too_long", _("Langer kan dit onderdeel niet worden."))
    screens_change(meeting)
    trail.write("add_minutes", by=by, on=item)


def show_question(*, meeting: Meeting, by: Who, question: str) -> None:
    """Put a question or a statement on the shared screen and every phone; '' takes it off. What is for the team never."""
    _running(meeting)
    asked = question_named(question)
    if question and (asked is None or not may_be_chosen(asked.audience, load_template(meeting.template).audience)):
        raise RuleBroken("unknown_question", _("Deze vraag is er niet (meer)."), status=422)
    Meeting.objects.filter(pk=meeting.pk).update(live_question=question)
    meeting.live_question = question
    screens_change(meeting)
    trail.write("show_question", by=by, on=meeting)


def close_evening(*, meeting: Meeting, by: Who) -> None:
    """The evening is over: the screens say thank you, the harvest begins. Phones that were offline may still send."""
    change_state(by=by, meeting=meeting, verb="close")
    Meeting.objects.filter(pk=meeting.pk).update(live_question="")
    meeting.live_question = ""


def reopen_evening(*, meeting: Meeting, by: Who) -> None:
    """Undo of closing by mistake."""
    change_state(by=by, meeting=meeting, verb="close_by_mistake")


def _items(meeting: Meeting) -> list[ProgrammeItem]:
    return list(ProgrammeItem.objects.filter(meeting=meeting))


def _running(meeting: Meeting) -> None:
    if meeting.state != MeetingState.RUNNING:
        raise RuleBroken("not_running", _("Dat kan alleen tijdens de avond."))


def _here(meeting: Meeting, items: list[ProgrammeItem], leaving: uuid.UUID | None) -> int:
    """Place of the item that is on. When somebody took it out of the run-book, the clock says where we are."""
    _running(meeting)
    if leaving is not None and leaving != meeting.live_item_id:
        raise RuleBroken("moved_on", _("Iemand anders was net iets eerder. Zo staat het nu."))
    keys = [item.pk for item in items]
    if meeting.live_item_id in keys:
        return keys.index(meeting.live_item_id)
    return live_rules.on_by_the_clock(rules.starts(items, meeting.occasion.starts_at), clock.now())


def _turn(meeting: Meeting, item: ProgrammeItem, *, since: dt.datetime, before: dt.datetime | None) -> None:
    """Put an item on; of two at the same moment one wins. Its first question comes up with it."""
    questions = questions_of(meeting, item)
    values = {
        "live_item": item,
        "live_item_at": since,
        "live_before_at": before,
        "live_question": questions[0].key if questions else "",
    }
    rows = Meeting.objects.filter(pk=meeting.pk, live_item_id=meeting.live_item_id)
    if not rows.update(**values, live_version=F("live_version") + 1):
        raise RuleBroken("moved_on", _("Iemand anders was net iets eerder. Zo staat het nu."))
    for name, value in values.items():
        setattr(meeting, name, value)
