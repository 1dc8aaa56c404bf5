"""The school as the rules compare it: seven queries, whatever its size."""

import hashlib
import hmac
from typing import Any

from driehoek.people.models import ClassTeacher, Enrolment, Guardian, Guardianship, Pupil, SchoolClass, StaffMember
from driehoek.people.rules import Stored
from driehoek.schools.scoping import current_school_id
from driehoek.schools.sealing import derived_key

NAMES = ("given_name", "prefix", "surname")
CLASS = ("key", "name", "year_level", "sort_key")
PUPIL = (*NAMES, "key", "match_key", "born_on", "left_on", "untied")
STAFF = (*NAMES, "key", "email", "function")
HOUSEHOLD = ("match_key", "street", "postcode", "city", "is_secret", "corrected")
GUARDIAN = (
    *NAMES, "match_key", "email", "phone", "phone_is_secret", "contact_language", "language_asked_on", "household_id",
    "withdrawn_at", "corrected",
)  # fmt: skip
BOND = ("relation", "authority", "may_receive", "position", "corrected")


def digest(text: str) -> str:
    """Of what a file said, by this installation's key and bound to the open school: no name or number can be guessed from it."""
    key = derived_key(f"corrections:{current_school_id()}")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:24]


def stored(starts_in: int) -> Stored:
    """Everybody of the open school, with the classes of the school year that starts in this year. Empty homes are no homes."""
    guardians = list(Guardian.objects.select_related("household").order_by("pk"))
    year = {"school_class__year__starts_in": starts_in}
    return Stored(
        classes=_rows(SchoolClass.objects.filter(year__starts_in=starts_in), CLASS),
        pupils=_rows(Pupil.objects.all(), PUPIL),
        staff=_rows(StaffMember.objects.all(), STAFF),
        households={row.household_id: _values(row.household, HOUSEHOLD) for row in guardians},
        guardians={row.pk: _values(row, GUARDIAN) for row in guardians},
        enrolments=frozenset(Enrolment.objects.filter(**year).values_list("pupil_id", "school_class_id")),
        teachers={
            (staff, school_class): is_mentor
            for staff, school_class, is_mentor in ClassTeacher.objects.filter(**year).values_list(
                "staff_id", "school_class_id", "is_mentor"
            )
        },
        digest=digest,
        bonds={(row.guardian_id, row.pupil_id): _values(row, BOND) for row in Guardianship.objects.all()},
    )


def _rows(rows: Any, names: tuple[str, ...]) -> dict[Any, dict[str, Any]]:
    return {row.pk: _values(row, names) for row in rows.order_by("pk")}


def _values(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
