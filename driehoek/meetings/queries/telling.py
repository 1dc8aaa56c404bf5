"""Who tells the pupils: the mentors (po: the teachers) of the classes that are invited, and what each was sent."""

import datetime as dt
from dataclasses import dataclass

from driehoek.invitations.models import ClassInvitation
from driehoek.library.shapes_letters import Message as Text
from driehoek.outbox.models import Message, State
from driehoek.people.models import StaffMember
from driehoek.people.queries import mentors_today
from driehoek.schools.models import School

from ..models import Meeting
from .messages import Choice, Ready, fitting, ready

LETTER = "pupils_told"


@dataclass(frozen=True)
class Teller:
    """`sent_at` is None while the mail still waits; `is_put` from when somebody said 'mail it'."""

    staff: StaffMember
    classes: list[str]
    address: str
    is_put: bool
    sent_at: dt.datetime | None
    has_failed: bool


@dataclass(frozen=True)
class Telling:
    tellers: list[Teller]
    without: list[str]  # classes of which nobody knows the mentor
    texts: list[Ready]

    @property
    def to_mail(self) -> list[Teller]:
        return [one for one in self.tellers if one.address and not one.is_put]


def address_of(staff: StaffMember) -> str:
    """Where a colleague reads mail: that of their account, else the one in the list."""
    return str(staff.user.email if staff.user else staff.email)


def once(meeting: Meeting, staff: StaffMember) -> str:
    return f"{LETTER}:{meeting.pk}:{staff.pk}"


def for_pupils(meeting: Meeting, school: School) -> list[Text]:
    """What pupils hear or read, for this kind of meeting and of school."""
    return [one for one in fitting(meeting, school) if one.reader == "pupils"]


def telling(meeting: Meeting, school: School) -> Telling:
    rows = ClassInvitation.objects.filter(occasion_id=meeting.occasion_id).select_related("school_class")
    asked = {row.school_class_id: row.school_class.name for row in rows}
    bonds = mentors_today(school_class__in=list(asked), staff__left_on__isnull=True).select_related("staff__user", "school_class")
    whose: dict[StaffMember, list[str]] = {}
    found = list(bonds.order_by("staff__sort_key", "staff_id", "school_class__sort_key"))
    for row in found:
        whose.setdefault(row.staff, []).append(row.school_class.name)
    seen = {row.school_class_id for row in found}
    put = {one.to: one for one in Message.objects.filter(letter=LETTER, about=meeting.pk)}
    return Telling(
        [
            Teller(
                staff, names, address_of(staff), staff.pk in put, put[staff.pk].sent_at if staff.pk in put else None,
                staff.pk in put and put[staff.pk].state == State.FAILED,
            )
            for staff, names in whose.items()
        ],
        [name for key, name in asked.items() if key not in seen],
        [ready(one, meeting, school, Choice()) for one in for_pupils(meeting, school)],
    )  # fmt: skip
