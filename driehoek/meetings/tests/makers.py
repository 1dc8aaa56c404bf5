"""Meetings and who comes to them, for the tests of every capability. Call within(school)."""

import datetime as dt
from typing import Any

from driehoek import clock
from driehoek.access.who import Who
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Reply
from driehoek.meetings import services
from driehoek.meetings.models import Meeting
from driehoek.people.models import Guardian, Guardianship, Household, Pupil, SchoolClass, StaffMember
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.models import School
from driehoek.schools.scoping import within

EVENING = dt.date(2026, 12, 10)  # a Thursday
TEMPLATE = "parents_meeting"


def wanted(**changes: Any) -> services.Wanted:
    values = {
        "key": clock.new_id(),
        "template": TEMPLATE,
        "title": "Ouderavond",
        "day": EVENING,
        "time": dt.time(19),
        "place": "aula",
        "tables": 6,
        "interpreter": True,
        "childcare": True,
        "reply_by": dt.date(2026, 12, 3),
    }
    return services.Wanted(**{**values, **changes})


def make_meeting(school: School, by: Who, **changes: Any) -> Meeting:
    """Thursday 10 December 2026, 19.00–21.00 with walk-in from 18.45, six tables. Opens the school itself."""
    with within(school):
        meeting = services.plan_meeting(by=by, wanted=wanted(**changes)).meeting
        return Meeting.for_gate().get(pk=meeting.pk)


def make_guests(meeting: Meeting, homes: int, *, coming: int = 2, classes: int = 4) -> list[Invitation]:
    """So many invited households that answered: each comes with `coming` people, over `classes` classes."""
    groups = [make_class(f"Groep {number}", year_level=str(number)) for number in range(1, classes + 1)]
    asked = [ClassInvitation.objects.create(occasion=meeting.occasion, school_class=group) for group in groups]
    houses = Household.objects.bulk_create(Household() for _ in range(homes))
    parents, pupils = [], []
    for number, house in enumerate(houses):
        pupils.append(Pupil(given_name=f"Kind{number:03}", surname="Voorbeeld"))
        for name in ("Aïcha", "Bas")[:coming]:
            parents.append(Guardian(household=house, given_name=f"{name}{number:03}", surname="Voorbeeld"))
    for person in (*parents, *pupils):
        person.fill_keys()
    Guardian.objects.bulk_create(parents)
    Pupil.objects.bulk_create(pupils)
    at_home = dict(zip([house.pk for house in houses], pupils, strict=True))
    Guardianship.objects.bulk_create(Guardianship(guardian=parent, pupil=at_home[parent.household_id]) for parent in parents)
    invitations = Invitation.objects.bulk_create(
        Invitation(occasion=meeting.occasion, class_invitation=asked[number % classes], household=house, channel=Channel.MAIL)
        for number, house in enumerate(houses)
    )
    Reply.objects.bulk_create(Reply(invitation=invitation, coming=coming) for invitation in invitations)
    return invitations


def make_reply(meeting: Meeting, *names: str, coming: int, label: str = "Groep 5") -> Invitation:
    """One household with these parents, that comes with `coming` people."""
    group = SchoolClass.objects.filter(name=label).first() or make_class(label)
    home = make_home(*names)
    make_child("Noor", group, home)
    asked, _made = ClassInvitation.objects.get_or_create(occasion=meeting.occasion, school_class=group)
    invitation = Invitation.objects.create(
        occasion=meeting.occasion, class_invitation=asked, household=home, channel=Channel.MAIL
    )
    Reply.objects.create(invitation=invitation, coming=coming)
    return invitation


def make_colleagues(count: int, function: str = "leerkracht") -> list[StaffMember]:
    rows = [StaffMember(given_name=f"Carla{number:02}", surname="Jansen", function=function) for number in range(count)]
    for row in rows:
        row.fill_keys()
    return StaffMember.objects.bulk_create(rows)


def make_staff_member(who: Who) -> StaffMember:
    """The person behind an account, on the list of who works here."""
    return StaffMember.objects.create(user_id=who.user_id, given_name=who.name, surname="Jansen")
