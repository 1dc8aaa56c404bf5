"""Guardians who may be one person, for somebody to decide."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from driehoek.people.models import Guardian, Guardianship, KeptApart
from driehoek.people.rules import alike as rules

from .families import place_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """`place` is '' when the address is secret."""

    row: Guardian
    children: str
    place: str


@dataclass(frozen=True, slots=True)
class Proposal:
    first: Candidate
    second: Candidate
    because: tuple[str, ...]
    same_home: bool


def pairs() -> list[rules.Pair]:
    """Three queries. Sealed telephones and addresses are opened only of who has a namesake."""
    names = {
        key: rules.name_of(given, _surname(prefix, surname))
        for key, given, prefix, surname in Guardian.objects.order_by().values_list("pk", "given_name", "prefix", "surname")
    }
    often = Counter(name for name in names.values() if name)
    namesakes = [key for key, name in names.items() if often[name] > 1]
    apart = frozenset(frozenset(pair) for pair in KeptApart.objects.values_list("first_id", "second_id"))
    rows = Guardian.objects.filter(pk__in=namesakes).select_related("household")
    return rules.pairs([_person(row) for row in rows], apart)


def _surname(prefix: str, surname: str) -> str:
    """Whole: one list has 'van den' apart, another does not."""
    return f"{prefix} {surname}" if surname else ""


def _person(row: Guardian) -> rules.Person:
    home = row.household
    place = f"{home.street} {home.postcode} {home.city}" if home.street.strip() else ""
    surname = _surname(row.prefix, row.surname)
    return rules.Person(row.pk, row.given_name, surname, row.email, row.phone, row.household_id, place)


def _is_hidden(one: Guardian, other: Guardian) -> bool:
    """Two people at one address of which one is secret: showing either would show both."""
    return one.household.is_secret or other.household.is_secret


def proposals(page: Iterable[rules.Pair]) -> list[Proposal]:
    """A page of pairs, described; two queries."""
    shown = list(page)
    keys = {key for pair in shown for key in (pair.first, pair.second)}
    rows = {row.pk: row for row in Guardian.objects.filter(pk__in=keys).select_related("household")}
    children: dict[uuid.UUID, list[str]] = defaultdict(list)
    for tie in Guardianship.objects.filter(guardian__in=keys).select_related("pupil").order_by("pupil__sort_key", "pk"):
        children[tie.guardian_id].append(str(tie.pupil))
    hidden = {key for pair in shown for key in (pair.first, pair.second) if _is_hidden(rows[pair.first], rows[pair.second])}
    people = {
        key: Candidate(row, ", ".join(children[key]), "" if key in hidden else place_of(row.household))
        for key, row in rows.items()
    }
    return [
        Proposal(
            one := people[pair.first], other := people[pair.second], pair.because, one.row.household_id == other.row.household_id
        )
        for pair in shown
    ]
