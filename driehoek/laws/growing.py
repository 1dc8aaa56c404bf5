"""More of everything, so that a page that asks one question a row is found out."""

import datetime as dt
from typing import Any

from driehoek import clock
from driehoek.access.models import Membership, User
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem, Answer, AnswerKind
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Reply
from driehoek.meetings.models import Attendee, MeetingTable, PreparationTask, ProgrammeItem, Seat
from driehoek.meetings.services.plan import Wanted, plan_meeting
from driehoek.people.models import ClassTeacher, Enrolment, Guardian, Guardianship, Household, Pupil, SchoolClass, StaffMember
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Kind, Placement, Source, Standing, Theme, Voice

from .world import Side

_made = iter(range(10_000))


def more(side: Side, count: int) -> None:
    """`count` more of everything that a list can show, hanging on the meeting and the occasion of the world."""
    with within(side.school):
        for _ in range(count):
            number = next(_made)
            teacher = _staff(number)
            asked = _class(side, number, teacher)
            for child in range(2):
                _family(side, asked, number, child)
            _evening(side, number, teacher)
            _voice(side, number, teacher)
        for number in range(2 if count < 10 else 8):
            _meeting(side, number)


def _staff(number: int) -> StaffMember:
    user = User.objects.create_user(f"staff{number}@example.org", name=f"Staff {number}")
    Membership.objects.create(user=user, role=Role.TEACHER)
    return StaffMember.objects.create(user=user, given_name="Els", surname=f"Staf {number}", email=user.email)


def _class(side: Side, number: int, teacher: StaffMember) -> ClassInvitation:
    made = SchoolClass.objects.create(year=side.rows["schools.schoolyear"], name=f"6-{number}", sort_key=f"06{number:05}")
    ClassTeacher.objects.create(school_class=made, staff=teacher)
    moment = clock.now() if number % 2 else None
    return ClassInvitation.objects.create(
        occasion=side.rows["invitations.occasion"], school_class=made, sender=teacher, approved_at=moment, sent_at=moment
    )


def _family(side: Side, asked: ClassInvitation, number: int, child: int) -> None:
    home = Household.objects.create(street=f"Weg {number}", postcode="1234 AB", city="Voorbeeldstad")
    pupil = Pupil.objects.create(
        given_name="Lot", surname=f"Kind {number}", key=f"k{number}-{child}", born_on=dt.date(2016, 5, 5)
    )
    Enrolment.objects.create(pupil=pupil, school_class=asked.school_class)
    parent = Guardian.objects.create(
        household=home, given_name="Ouder", surname=f"Nummer {number}", email=f"o{number}-{child}@example.org"
    )
    Guardianship.objects.create(guardian=parent, pupil=pupil)
    invitation = Invitation.objects.create(
        occasion=asked.occasion, class_invitation=asked, household=home, channel=Channel.MAIL, sent_at=asked.sent_at
    )
    if child == 0:
        Reply.objects.create(invitation=invitation, coming=1 + number % 3, interpreter="ar", childcare=number % 2)
        meeting = side.rows["meetings.meeting"]
        guest = Attendee.objects.create(meeting=meeting, invitation=invitation, name=str(parent), voice=Voice.PARENTS)
        Seat.objects.create(attendee=guest, table=side.rows["meetings.meetingtable"])


def _evening(side: Side, number: int, teacher: StaffMember) -> None:
    meeting: Any = side.rows["meetings.meeting"]
    ProgrammeItem.objects.create(meeting=meeting, position=100 + number, title=f"Onderdeel {number}", minutes=1)
    PreparationTask.objects.create(meeting=meeting, title=f"Taak {number}", owner=teacher, due_on=clock.today())
    table = MeetingTable.objects.create(meeting=meeting, number=10 + number, leader=teacher)
    colleague = Attendee.objects.create(meeting=meeting, staff=teacher, name=str(teacher), voice=Voice.SCHOOL)
    Seat.objects.create(attendee=colleague, table=table)


def _voice(side: Side, number: int, teacher: StaffMember) -> None:
    occasion, day = side.rows["invitations.occasion"], clock.today()
    action = ActionItem.objects.create(title=f"Actie {number}", owner=teacher, due_on=day)
    answer = Answer.objects.create(kind=AnswerKind.WE_DO, text="Dat doen we.", action=action, news_on=day)
    theme = Theme.objects.create(occasion=occasion, title=f"Thema {number}", answer=answer)
    said = {"occasion": occasion, "kind": Kind.values[number % 9], "source": Source.PHONE, "table_number": 1, "theme": theme}
    for standing in Standing.values:
        for voice in (Voice.PARENTS, Voice.SCHOOL):
            words = Contribution.objects.create(**said, voice=voice, text=f"Woorden {number}", standing=standing)
    Placement.objects.create(contribution=words, after=theme)


def _meeting(side: Side, number: int) -> None:
    by: Who = side.staff["dirk"] if "dirk" in side.staff else side.staff["farid"]
    day = clock.today() + dt.timedelta(days=40 + number)
    wanted = Wanted(
        key=clock.new_id(), template="parents_meeting", title=f"Avond {number}", day=day, time=dt.time(19, 30), place="De aula",
        tables=2, interpreter=False, childcare=False, reply_by=day,
    )  # fmt: skip
    plan_meeting(by=by, wanted=wanted)
