"""An evening that was held: invited, harvested, partly answered. For the tests of the report."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from driehoek import clock
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem, Answer, AnswerKind
from driehoek.invitations.models import Invitation
from driehoek.invitations.tests.makers import invite
from driehoek.meetings.models import Attendee, Meeting, MeetingState
from driehoek.people.models import StaffMember
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Kind, Source, Standing, Theme, Voice

from .makers import EVENING, make_meeting

BEFORE = clock.at(EVENING - dt.timedelta(days=20), dt.time(12))
LATE = clock.at(EVENING, dt.time(21, 40))  # half an hour after the end
NEXT_MORNING = clock.at(EVENING + dt.timedelta(days=1), dt.time(8))

SECRETS = ("WACHTEND", "APARTGELEGD", "Geefnaam", "Amrani", "Noor")
"""What no report may ever show: words that nobody looked at or that were put apart, and names of givers and families."""


@dataclass
class Held:
    meeting: Meeting
    invitations: dict[str, Invitation]
    themes: dict[str, Theme] = field(default_factory=dict)

    @property
    def fresh(self) -> Meeting:
        found: Meeting = Meeting.for_gate().get(pk=self.meeting.pk)
        return found


def hold(school: School, by: Who, mentor: Who) -> Held:
    """Aïcha (Arabic, mail, was there), Bas (mail, one child with her, was not there), Cem (paper), Dina (paper, secret)."""
    school.reply_to, school.phone = "school@example.org", "06-00000001"
    school.save()
    with clock.stopped(BEFORE):
        meeting = make_meeting(school, by)
        with within(school):
            five = make_class("Groep 5", mentor=mentor)
            aicha = make_home("Aïcha", mails=("aicha@example.org",), language="ar")
            bas = make_home("Bas", "Bea", mails=("bas@example.org", "bea@example.org"))
            make_child("Noor", five, aicha, bas)
            make_child("Zeki", five, make_home("Cem"))
            make_child("Lina", five, make_home("Dina", is_secret=True, street="Geheimpad 9", postcode="9999 ZZ"))
            invitations = invite(meeting.occasion, by=mentor)
    with within(school):
        held = Held(meeting, invitations)
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HARVEST)
        Attendee.objects.create(
            meeting=meeting, invitation=invitations["Aïcha"], name="Aïcha Amrani", voice=Voice.PARENTS, arrived_at=LATE
        )
        Attendee.objects.create(meeting=meeting, name="Carla", voice=Voice.SCHOOL, arrived_at=LATE)
        _talk(held)
    held.meeting = meeting
    return held


def _talk(held: Held) -> None:
    occasion = held.meeting.occasion
    carla = StaffMember.objects.first()
    StaffMember.objects.filter(pk=carla.pk).update(function="Leerkracht")
    sign = ActionItem.objects.create(title="Een bordje bij elke deur", owner=carla, due_on=dt.date(2027, 2, 1))
    does = Answer.objects.create(kind=AnswerKind.WE_DO, text="Bij elke deur komt een bordje.", action=sign)
    held.themes = {
        "reach": Theme.objects.create(occasion=occasion, title="Elkaar bereiken", meaning="Wie belt u?", answer=does),
        "open": Theme.objects.create(occasion=occasion, title="Huiswerk thuis", position=1),
    }
    say(held, "Ik weet nooit wie ik moet bellen.", theme=held.themes["reach"], giver_name="Geefnaam")
    say(held, "Na vieren nemen we op.", theme=held.themes["reach"], voice=Voice.SCHOOL)
    say(held, "الواجبات كثيرة", theme=held.themes["open"], language="ar")
    say(held, "WACHTEND over mijn buurvrouw", theme=held.themes["reach"], standing=Standing.WAITING)
    say(held, "APARTGELEGD over een kind", theme=held.themes["reach"], standing=Standing.PARKED)
    own = Answer.objects.create(kind=AnswerKind.LATER, text="In het voorjaar kijken we.", news_on=dt.date(2027, 3, 1))
    say(held, "Mag de fietsenstalling open?", answer=own)
    say(held, "Nergens bij.")


def say(held: Held, text: str, **changes: Any) -> Contribution:
    values = {"kind": Kind.WISH, "voice": Voice.PARENTS, "source": Source.PHONE, "standing": Standing.APPROVED}
    found: Contribution = Contribution.objects.create(occasion=held.meeting.occasion, text=text, **{**values, **changes})
    return found
