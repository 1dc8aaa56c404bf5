"""Families as they are, one of every shape, in one class: for the law of who sees what of whom."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from driehoek import clock
from driehoek.invitations.models import Invitation
from driehoek.invitations.services import prepare_class_invitations
from driehoek.people.models import ClassTeacher, Enrolment, Guardian, Guardianship, Household, Pupil, SchoolClass

from .world import Side


@dataclass(frozen=True)
class Parent:
    """`bond` are the columns of the guardianship, `row` those of the guardian."""

    bond: dict[str, Any] = field(default_factory=dict)
    row: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    parents: tuple[Parent, ...]
    is_invited: bool = True
    is_secret: bool = False


@dataclass(frozen=True)
class Shape:
    name: str
    homes: tuple[Home, ...]
    children: int = 1
    age: int = 9
    pupil: dict[str, Any] = field(default_factory=dict)


ONE = Parent({"relation": "mother", "authority": "yes"})
OTHER = Parent({"relation": "father", "authority": "yes"})
NO_AUTHORITY = {"relation": "father", "authority": "no"}
SHARED = {"email": "samen@example.org"}

SHAPES = (
    Shape("together", (Home((ONE, OTHER)),)),
    Shape("twohomes", (Home((ONE,)), Home((OTHER,)))),
    Shape("noauthority", (Home((ONE,)), Home((Parent(NO_AUTHORITY),)))),
    Shape("askedtohear", (Home((ONE,)), Home((Parent(NO_AUTHORITY | {"information_asked_on": dt.date(2026, 1, 1)}),)))),
    Shape("nocontact", (Home((ONE,)), Home((Parent(NO_AUTHORITY | {"restriction": "no_contact"}),), is_invited=False))),
    Shape("throughleader", (Home((ONE,)), Home((Parent({"authority": "yes", "restriction": "leader"}),)))),
    Shape("nopost", (Home((Parent({"authority": "yes", "may_receive": False}),), is_invited=False),)),
    Shape("foster", (Home((Parent({"relation": "foster_parent", "authority": "no"}),)),)),
    Shape("secret", (Home((Parent({"relation": "mother"}, {"phone_is_secret": True}),), is_secret=True), Home((OTHER,)))),
    Shape("sharedmail", (Home((Parent(row=SHARED), Parent(row=SHARED))),)),
    Shape("nomail", (Home((Parent(row={"email": ""}),)),)),
    Shape("twins", (Home((ONE,)), Home((OTHER,))), children=2),
    Shape("adult", (Home((ONE,)),), age=18),
    Shape("agreed", (Home((ONE,)),), age=18, pupil={"adult_agreed_on": dt.date(2026, 1, 1)}),
    Shape("withdrawn", (Home((Parent(row={"email": "", "withdrawn_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}),)),)),
)


@dataclass
class Made:
    """One home of one shape: its rows, and the words by which it is known when they stand where they should not."""

    shape: Shape
    plan: Home
    row: Household
    guardians: list[Guardian]
    bonds: list[Guardianship]
    pupils: list[Pupil]
    invitation: Invitation | None = None

    @property
    def names(self) -> set[str]:
        return {one.surname for one in self.guardians}

    @property
    def street(self) -> str:
        return str(self.row.street)

    @property
    def private(self) -> set[str]:
        """What nobody sees without asking for it by name, when it is secret."""
        secret = {str(one.phone) for one in self.guardians if one.phone_is_secret}
        return secret | ({self.street} if self.row.is_secret else set())

    @property
    def all(self) -> set[str]:
        addresses = {one.email for one in self.guardians if one.email and one.email != SHARED["email"]}
        return self.names | addresses | {self.street} | {str(one.phone) for one in self.guardians}


def make_shapes(side: Side) -> list[Made]:
    """Within the open school of `side`. A class of its own, whose mentor is the teacher of the world."""
    school_class = SchoolClass.objects.create(year=side.rows["schools.schoolyear"], name="7z", year_level="7", sort_key="07z")
    ClassTeacher.objects.create(school_class=school_class, staff=side.rows["people.staffmember"])
    made = [home for shape in SHAPES for home in _make(shape, school_class)]
    prepare_class_invitations(occasion=side.rows["invitations.occasion"], by=side.staff["dirk"])
    asked = {row.household_id: row for row in Invitation.objects.filter(class_invitation__school_class=school_class)}
    for home in made:
        home.invitation = asked.get(home.row.pk)
    return made


def _make(shape: Shape, school_class: SchoolClass) -> list[Made]:
    pupils = []
    for number in range(shape.children):
        born_on = clock.today().replace(month=1, day=1 + number, year=clock.today().year - shape.age)
        pupils.append(Pupil.objects.create(given_name=f"Kind{number}", surname=f"Z{shape.name}", born_on=born_on, **shape.pupil))
        Enrolment.objects.create(pupil=pupils[-1], school_class=school_class)
    made = []
    for place, plan in enumerate(shape.homes, 1):
        word = f"{shape.name}{place}"
        row = Household.objects.create(street=f"Straat{word}", postcode="1234 AB", city="Voorbeeldstad", is_secret=plan.is_secret)
        home = Made(shape, plan, row, [], [], pupils)
        for number, parent in enumerate(plan.parents, 1):
            home.guardians.append(_parent(row, f"{word}{number}", number, parent))
            home.bonds += [
                Guardianship.objects.create(guardian=home.guardians[-1], pupil=pupil, position=number, **parent.bond)
                for pupil in pupils
            ]
        made.append(home)
    return made


def _parent(home: Household, word: str, number: int, parent: Parent) -> Guardian:
    phone = f"06{uuid.uuid5(uuid.NAMESPACE_DNS, word).int % 10**8:08d}"
    values: dict[str, Any] = {"email": f"post{word}@example.org", "phone": phone} | parent.row
    made: Guardian = Guardian.objects.create(household=home, given_name=f"Ouder{number}", surname=f"Naam{word}q", **values)
    return made
