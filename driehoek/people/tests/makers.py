"""People as schools know them, for the tests of every capability. Call within(school)."""

import datetime as dt
from typing import Any

from driehoek.access.who import Who
from driehoek.people.models import (
    ClassTeacher,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Pupil,
    SchoolClass,
    StaffMember,
)
from driehoek.schools.models import SchoolYear


def make_class(name: str = "Groep 5", *, mentor: Who | None = None, sort_key: str = "", **values: Any) -> SchoolClass:
    """A class of this year, with its mentor when given."""
    year = SchoolYear.objects.get_or_create(starts_in=2026)[0]
    made = SchoolClass.objects.create(year=year, name=name, sort_key=sort_key or name.lower(), **values)
    if mentor is not None:
        make_mentor(made, mentor)
    return made


def make_mentor(school_class: SchoolClass, who: Who) -> StaffMember:
    """Make somebody with an account the mentor of a class."""
    address = f"{who.name.lower()}@example.org"
    staff = StaffMember.objects.filter(user_id=who.user_id).first() or StaffMember.objects.create(
        user_id=who.user_id, given_name=who.name, surname="Jansen", email=address
    )
    ClassTeacher.objects.create(school_class=school_class, staff=staff, is_mentor=True)
    return staff


def make_home(*guardians: str, mails: tuple[str, ...] = (), is_secret: bool = False, **values: Any) -> Household:
    """A household with guardians by given name; `mails` in their order ('' for none). All speak `language` ('nl')."""
    language = values.pop("language", "nl")
    address = {"street": "Lindelaan 4", "postcode": "1234 AB", "city": "Voorbeeldstad", **values}
    home = Household.objects.create(is_secret=is_secret, **address)
    for place, name in enumerate(guardians):
        email = mails[place] if place < len(mails) else ""
        Guardian.objects.create(household=home, given_name=name, surname="Amrani", email=email, contact_language=language)
    return home


def make_child(
    name: str, school_class: SchoolClass, *homes: Household, born_on: dt.date | None = None, may_receive: bool = True
) -> Pupil:
    """A pupil of a class, tied to every guardian of these households."""
    pupil = Pupil.objects.create(given_name=name, surname="Amrani", born_on=born_on)
    Enrolment.objects.create(pupil=pupil, school_class=school_class)
    position = 0
    for home in homes:
        for guardian in home.guardians.order_by("given_name"):
            position += 1
            Guardianship.objects.create(guardian=guardian, pupil=pupil, position=position, may_receive=may_receive)
    return pupil


def make_family(
    *children: str,
    school_class: SchoolClass,
    homes: int = 1,
    mails: tuple[str, ...] = ("aicha@example.org", "bas@example.org"),
    is_secret: bool = False,
) -> list[Pupil]:
    """Children of Aïcha and Bas, in one home or in two; `is_secret` hides the (first) address."""
    if homes == 1:
        places = [make_home("Aïcha", "Bas", mails=mails, is_secret=is_secret)]
    else:
        places = [make_home("Aïcha", mails=mails[:1], is_secret=is_secret), make_home("Bas", mails=mails[1:], street="Kade 9")]
    return [make_child(name, school_class, *places) for name in children]
