"""Who may hear about a child: the one place that decides it. Pure; the words stand in `people.words_families`.

Two questions. *School-wide*: may the school ask this parent to what is for all parents, with nothing about a child in it?
*About the child*: may it say something about this child? See docs/decisions/0008-who-hears-about-a-child.md.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Of a parent the law asks authority (art. 1:377b and c BW); who raises a child without it, such as a foster parent, is told.
BY_AUTHORITY = frozenset({"", "unknown", "mother", "father", "parent", "legal_guardian"})
OWN_ACCESS, ADULT = 16, 18


class Why(StrEnum):
    AUTHORITY = "authority"
    NOT_KNOWN = "not_known"  # the school does not know about authority: as if there is
    RAISES = "raises"  # without authority, and raising the child
    ASKED = "asked"  # without authority, asked to be informed, and the school recorded it
    NO_AUTHORITY = "no_authority"
    ADULT = "adult"  # the pupil is 18 or older and has not agreed
    THROUGH_LEADER = "through_leader"
    NO_POST = "no_post"  # a person or the administration said: no post about this child
    NO_CONTACT = "no_contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """A guardian and a pupil, by the columns of `Guardianship` and `Pupil`. Days are days at school."""

    relation: str = ""
    authority: str = "unknown"
    authority_since: dt.date | None = None
    authority_until: dt.date | None = None
    may_receive: bool = True
    information_asked_on: dt.date | None = None
    restriction: str = ""
    born_on: dt.date | None = None
    adult_agreed_on: dt.date | None = None


BOND_COLUMNS = (
    "relation", "authority", "authority_since", "authority_until", "may_receive", "information_asked_on", "restriction",
    "pupil__born_on", "pupil__adult_agreed_on",
)  # fmt: skip
"""The columns of a guardianship that a query asks for, in the order of `Bond`."""


@dataclass(frozen=True, slots=True)
class Hears:
    school_wide: bool
    about_child: bool
    why: Why


def bond_of(values: Any) -> Bond:
    """A bond from the values of `BOND_COLUMNS`."""
    return Bond(**dict(zip(Bond.__dataclass_fields__, values, strict=True)))


def bond_between(guardianship: Any, pupil: Any) -> Bond:
    """A bond from the two rows."""
    of_pupil = ("born_on", "adult_agreed_on")
    return Bond(**{name: getattr(pupil if name in of_pupil else guardianship, name) for name in Bond.__dataclass_fields__})


def hears(bond: Bond, today: dt.date) -> Hears:
    """What this guardian hears, with the reason that weighs most. The strictest rule comes first."""
    if bond.restriction == "no_contact":
        return Hears(False, False, Why.NO_CONTACT)
    if not bond.may_receive:
        return Hears(False, False, Why.NO_POST)
    if is_of_age(bond.born_on, ADULT, today) and not _passed(bond.adult_agreed_on, today):
        return Hears(True, False, Why.ADULT)
    if bond.restriction == "leader":
        return Hears(True, False, Why.THROUGH_LEADER)
    authority = authority_on(bond, today)
    if authority == "yes":
        return Hears(True, True, Why.AUTHORITY)
    if authority != "no":
        return Hears(True, True, Why.NOT_KNOWN)
    if bond.relation not in BY_AUTHORITY:
        return Hears(True, True, Why.RAISES)
    if _passed(bond.information_asked_on, today):
        return Hears(True, True, Why.ASKED)
    return Hears(True, False, Why.NO_AUTHORITY)


def authority_on(bond: Bond, today: dt.date) -> str:
    """'yes', 'no' or 'unknown' on this day. What is written holds from `since` through `until`, both days included.

    Outside that time authority is not there; that somebody has none is then no longer known.
    """
    started = bond.authority_since is None or bond.authority_since <= today
    ended = bond.authority_until is not None and bond.authority_until < today
    if started and not ended:
        return bond.authority
    return "no" if bond.authority == "yes" else "unknown"


def _passed(day: dt.date | None, today: dt.date) -> bool:
    return day is not None and day <= today


def is_of_age(born_on: dt.date | None, age: int, today: dt.date) -> bool:
    """Whether somebody has turned `age`; without a birthday nobody has."""
    return born_on is not None and birthday(born_on, age) <= today


def birthday(born_on: dt.date, age: int) -> dt.date:
    """The day of turning `age`; who was born on 29 February turns it on 1 March in other years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return dt.date(born_on.year + age, 3, 1)


@dataclass(frozen=True, slots=True)
class Milestone:
    age: int
    on: dt.date
    has_come: bool


def milestones(born_on: dt.date | None, today: dt.date) -> list[Milestone]:
    """Turning 16 and 18, from a year before."""
    if born_on is None:
        return []
    days = [(age, birthday(born_on, age)) for age in (OWN_ACCESS, ADULT)]
    return [Milestone(age, day, day <= today) for age, day in days if day <= today + dt.timedelta(days=366)]
