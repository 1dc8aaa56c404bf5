"""Classes with their numbers, and one class with its families. What is secret is never fetched, let alone shown."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.people.models import Enrolment, Guardian, Guardianship, Household, Pupil, Reached, RosterImport, SchoolClass
from driehoek.people.names import folded, full_name
from driehoek.people.rules import hearing
from driehoek.people.words import relation_word
from driehoek.people.words_families import channel_words
from driehoek.schools.asked import Asked
from driehoek.schools.models import SchoolYear, school_year_of
from driehoek.schools.scoping import current_school_id

from .teaching import mentors_today


@dataclass(frozen=True, slots=True)
class ClassLine:
    """`without_email`: families of this class where nobody can be reached by mail. `typed`: how many, without names."""

    id: uuid.UUID
    name: str
    pupils: int
    families: int
    without_email: int
    mentors: str
    typed: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    year: str
    classes: tuple[ClassLine, ...]
    pupils: int
    families: int
    guardians: int
    without_class: int
    not_in_last_file: int
    last_import: RosterImport | None
    to_place: int = 0  # pupils of last year without a class in the year that runs

    @property
    def is_empty(self) -> bool:
        return not (self.classes or self.pupils)


def still_here(prefix: str = "") -> Q:
    return Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gt": clock.today()})


def current_year() -> SchoolYear | None:
    """The school year that it is now, or else the latest that has classes."""
    now = school_year_of(clock.now())
    years = list(SchoolYear.objects.filter(classes__isnull=False).distinct().order_by("starts_in"))
    return next((year for year in years if year.starts_in == now), years[-1] if years else None)


def overview() -> Overview:
    """Six queries, whatever the size of the school."""
    year = current_year()
    ties = _ties_of_pupils()
    lines, enrolled = _class_lines(year, ties)
    here, missed, waiting = _pupils_here()
    present = [tie for pupil in here for tie in ties.get(pupil, ())]
    return Overview(
        year=str(year or ""),
        classes=tuple(lines),
        pupils=len(here),
        families=len({tie.home for tie in present}),
        guardians=len({tie.guardian for tie in present}),
        without_class=len(here - enrolled),
        not_in_last_file=missed,
        last_import=RosterImport.objects.filter(undone_at__isnull=True).defer("before").select_related("applied_by").first(),
        to_place=waiting,
    )


def _pupils_here() -> tuple[set[uuid.UUID], int, int]:
    """Who is at the school now; how many of them came from a file once and were not in the last one, and how many wait for a place."""
    rows = list(Pupil.objects.order_by().values_list("pk", "left_on", "last_in_file_at", waits_for_place()))
    last = max((seen for _pk, _left_on, seen, _waits in rows if seen), default=None)
    here = {pk: (seen, waits) for pk, left_on, seen, waits in rows if left_on is None or left_on > clock.today()}
    missed = sum(bool(seen and last and seen < last) for seen, _waits in here.values())
    return set(here), missed, sum(waits for _seen, waits in here.values())


def waits_for_place() -> Any:
    """Whether a pupil was in a class last year and is in none of the year that runs; to filter with."""
    now = school_year_of(clock.now())
    mine = Enrolment.objects.filter(pupil=OuterRef("pk"))
    return Exists(mine.filter(school_class__year__starts_in=now - 1)) & ~Exists(mine.filter(school_class__year__starts_in=now))


@dataclass(frozen=True, slots=True)
class _Tie:
    guardian: uuid.UUID
    home: uuid.UUID
    has_email: bool
    is_asked: bool  # to what is for all parents


def _ties_of_pupils() -> dict[uuid.UUID, list[_Tie]]:
    ties: dict[uuid.UUID, list[_Tie]] = defaultdict(list)
    rows = Guardianship.objects.order_by().values_list(
        "pupil_id", "guardian_id", "guardian__household_id", "guardian__email", "guardian__reached_by", *hearing.BOND_COLUMNS
    )
    today = clock.today()
    for pupil, guardian, home, email, way, *bond in rows:
        ties[pupil].append(
            _Tie(guardian, home, bool(email) and way != Reached.PAPER, hearing.hears(hearing.bond_of(bond), today).school_wide)
        )
    return ties


def _class_lines(year: SchoolYear | None, ties: Mapping[uuid.UUID, Sequence[_Tie]]) -> tuple[list[ClassLine], set[uuid.UUID]]:
    members: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Enrolment.objects.filter(still_here("pupil__"), school_class__year=year)
    for school_class, pupil in rows.order_by().values_list("school_class_id", "pupil_id"):
        members[school_class].add(pupil)
    mentors: dict[uuid.UUID, list[str]] = defaultdict(list)
    for tie in mentors_today(school_class__year=year).select_related("staff"):
        mentors[tie.school_class_id].append(str(tie.staff))
    lines = []
    for each in SchoolClass.objects.filter(year=year):
        homes: dict[uuid.UUID, bool] = {}  # whether somebody there who may hear of a child here has an e-mail address
        for one in (one for pupil in members[each.pk] for one in ties.get(pupil, ()) if one.is_asked):
            homes[one.home] = homes.get(one.home, False) or one.has_email
        without = sum(not has_email for has_email in homes.values())
        typed = 0 if members[each.pk] else each.family_count or 0
        named = ", ".join(mentors[each.pk])
        lines.append(ClassLine(each.pk, each.name, len(members[each.pk]), len(homes), without, named, typed))
    return lines, {pupil for pupils in members.values() for pupil in pupils}


@dataclass(frozen=True, slots=True)
class GuardianLine:
    id: uuid.UUID
    name: str
    relation: str
    reached_by: str  # the e-mail address, or that a letter goes
    has_authority: bool
    is_asked: bool  # to what is for all parents
    hears: bool  # about this child
    not_in_last_file: bool

    @property
    def stands_out(self) -> bool:
        """There is something to say of this one that does not hold for most."""
        return self.not_in_last_file or not (self.has_authority and self.hears)


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One address of a pupil. `address` is '' when it is secret, and says so when it is unknown."""

    address: str
    is_secret: bool
    guardians: tuple[GuardianLine, ...]


@dataclass(frozen=True, slots=True)
class PupilLine:
    id: uuid.UUID
    given_name: str
    surname: str
    born_on: dt.date | None
    not_in_last_file: bool
    homes: tuple[HomeLine, ...]


ORDERS = {"surname": ("sort_key", "pk"), "given": ("given_name", "sort_key", "pk")}


def pupils_of(school_class: SchoolClass, *, search: str = "", order: str = "surname") -> list[Pupil]:
    """Who is in this class, in order: hand a page of them to `class_list`. A class is small: it is searched here."""
    words = folded(search).split()[:6]
    name = order if order.removeprefix("-") in ORDERS else "-surname" if order.startswith("-") else "surname"
    return [row for row in _in_class[name](school_class=school_class.pk) if all(word in row.search_key for word in words)]


def _members(school_class: uuid.UUID, *, order: Sequence[str]) -> Any:
    return Pupil.objects.filter(still_here(), enrolments__school_class=school_class).order_by(*order)


_in_class = {
    sign + name: Asked(partial(_members, order=[sign + column for column in columns]))
    for name, columns in ORDERS.items()
    for sign in ("", "-")
}


def mentor_names(school_class: SchoolClass) -> list[str]:
    return [str(tie.staff) for tie in _mentors(school_class=school_class.pk)]


_mentors = Asked(lambda school_class: mentors_today(school_class=school_class).select_related("staff"))


def class_list(page: Iterable[Pupil]) -> list[PupilLine]:
    """The families of these pupils, home by home; three queries."""
    pupils, today = list(page), clock.today()
    last = _last_seen()
    homes: dict[uuid.UUID, dict[uuid.UUID, list[Any]]] = defaultdict(dict)
    for tie in map(_Around._make, _ties(pupils=tuple(pupil.pk for pupil in pupils))):
        homes[tie.pupil].setdefault(tie.home, []).append(tie)
    return [
        PupilLine(
            id=pupil.pk,
            given_name=pupil.given_name,
            surname=" ".join(part for part in (pupil.prefix, pupil.surname) if part) or "–",
            born_on=pupil.born_on,
            not_in_last_file=_missed(pupil, last.get("pupil")),
            homes=tuple(_home(ties, last.get("guardian"), today) for ties in homes[pupil.pk].values()),
        )
        for pupil in pupils
    ]


class _Around(NamedTuple):
    """A guardian of a pupil, by columns: fifty families are quicker put together from these than from three rows each."""

    pupil: uuid.UUID
    guardian: uuid.UUID
    given_name: str
    prefix: str
    surname: str
    email: str
    reached_by: str
    last_in_file_at: dt.datetime | None
    home: uuid.UUID
    is_secret: bool
    street: Any  # sealed, and bound to the row: to be opened by a Household
    postcode: Any
    city: Any
    relation: str
    authority: str
    authority_since: dt.date | None
    authority_until: dt.date | None
    may_receive: bool
    information_asked_on: dt.date | None
    restriction: str
    born_on: dt.date | None
    adult_agreed_on: dt.date | None

    def address(self) -> str:
        """On one line; '' when it is secret, then it is not opened."""
        if self.is_secret:
            return ""
        sealed = {"street": self.street, "postcode": self.postcode, "city": self.city}
        home = Household(pk=self.home, school_id=current_school_id(), **sealed)
        return ", ".join(part for part in (home.street, f"{home.postcode} {home.city}".strip()) if part)


def _ties_around(pupils: tuple[uuid.UUID, ...]) -> Any:
    rows = Guardianship.objects.filter(pupil__pk__among=pupils).order_by("position", "guardian__sort_key", "pk")
    of_guardian = ("given_name", "prefix", "surname", "email", "reached_by", "last_in_file_at", "household_id")
    of_home = ("is_secret", "street", "postcode", "city")
    return rows.values_list(
        "pupil_id",
        "guardian_id",
        *(f"guardian__{name}" for name in of_guardian),
        *(f"guardian__household__{name}" for name in of_home),
        *hearing.BOND_COLUMNS,
    )


_ties = Asked(_ties_around)


def _last_seen() -> dict[str, dt.datetime]:
    """When a pupil and when a guardian was last in a file: one query."""
    return dict(zip(("pupil", "guardian"), _seen.first() or (), strict=False))


def _when_seen() -> Any:
    seen = "last_in_file_at"
    guardian = Guardian.objects.filter(last_in_file_at__isnull=False).order_by(f"-{seen}").values(seen)[:1]
    return Pupil.objects.filter(last_in_file_at__isnull=False).order_by(f"-{seen}").values_list(seen, Subquery(guardian))[:1]


_seen = Asked(_when_seen)


def _home(ties: Sequence[_Around], last: dt.datetime | None, today: dt.date) -> HomeLine:
    home = ties[0]
    address = home.address()
    return HomeLine(
        address if address or home.is_secret else _("adres niet bekend"),
        home.is_secret,
        tuple(_guardian(tie, last, today) for tie in ties),
    )


def _guardian(tie: _Around, last: dt.datetime | None, today: dt.date) -> GuardianLine:
    bond = hearing.Bond(**{name: getattr(tie, name) for name in hearing.Bond.__dataclass_fields__})
    heard = hearing.hears(bond, today)
    return GuardianLine(
        id=tie.guardian,
        name=full_name(tie.given_name, tie.prefix, tie.surname) or tie.email,
        relation=relation_word(tie.relation),
        reached_by=channel_words(tie),
        has_authority=hearing.authority_on(bond, today) != "no",
        is_asked=heard.school_wide,
        hears=heard.about_child,
        not_in_last_file=_missed(tie, last),
    )


def _missed(row: Any, last: dt.datetime | None) -> bool:
    return bool(last and row.last_in_file_at and row.last_in_file_at < last)


def names_of_class(school_class: SchoolClass) -> list[tuple[str, str, str]]:
    """(given name, tussenvoegsel, surname) of everybody in the class: what a class list outside Driehoek needs, and no more."""
    rows = pupils_of(school_class)
    return [(row.given_name, row.prefix, row.surname) for row in rows]
