"""The classes of this year as the screen on which they are typed shows them."""

import hashlib
import uuid
from dataclasses import dataclass

from django.db.models import Count

from driehoek import clock
from driehoek.people.models import SchoolClass, StaffMember
from driehoek.people.queries.teaching import mentors_today
from driehoek.schools.models import school_year_of


def typed_by_hand(staff: StaffMember) -> bool:
    """Only a name: from no file, without an account and without an address."""
    return not (staff.key or staff.user_id or staff.email)


@dataclass(frozen=True)
class Standing:
    """`pupils` and `invited` say whether it may go; `mentor_is_known` when the mentor has more than a typed name."""

    key: uuid.UUID
    name: str
    year_level: str
    families: int | None
    mentor: str
    mentor_is_known: bool
    pupils: int

    @property
    def seen(self) -> str:
        """Changes when what stands here changes."""
        return print_of(self.name, self.year_level, self.families, "" if self.mentor_is_known else self.mentor)

    @property
    def initial(self) -> dict[str, object]:
        return {
            "key": self.key,
            "seen": self.seen,
            "name": self.name,
            "year_level": self.year_level,
            "families": self.families,
            "mentor": self.mentor,
        }


def print_of(name: str, year_level: str, families: int | None, mentor: str) -> str:
    """A short digest of what a row of the table says."""
    return hashlib.sha256(repr((name, year_level, families, mentor)).encode()).hexdigest()[:16]


def classes_now() -> list[Standing]:
    """In their order; two queries."""
    year = school_year_of(clock.now())
    mentors: dict[uuid.UUID, tuple[str, bool]] = {}
    for tie in mentors_today(school_class__year__starts_in=year).select_related("staff").order_by("id"):
        known = not typed_by_hand(tie.staff)
        if tie.school_class_id not in mentors or (known and not mentors[tie.school_class_id][1]):
            mentors[tie.school_class_id] = (str(tie.staff), known)
    rows = SchoolClass.objects.filter(year__starts_in=year).annotate(pupils=Count("enrolments"))
    rows = rows.order_by(*SchoolClass._meta.ordering)  # a count per row drops the usual order
    return [
        Standing(row.pk, row.name, row.year_level, row.family_count, *mentors.get(row.pk, ("", False)), row.pupils)
        for row in rows
    ]
