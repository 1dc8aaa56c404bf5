"""What becomes one when two guardians are joined, exactly as `services.joining` would do it now; nothing is changed."""

import uuid
from dataclasses import dataclass
from typing import Any

from driehoek import clock
from driehoek.people.models import Guardian, Guardianship, Household
from driehoek.people.rules.joining import fill, unite
from driehoek.people.words_families import language_word

from .families import BondLine, bond_line, place_of
from .state import digest


@dataclass(frozen=True, slots=True)
class Becomes:
    """`person` as they will be; `lost` says of which fields ('name', 'email', 'phone') the other's is not kept.

    `place` is '' when the address is or becomes secret. `lives_with` are the others at the home that stays, `stay_behind`
    those at the one that is left. `hides`: what was asked for and said alone at the address that is left is not told to others
    at the one that stays. `is_withdrawn`: one of the two had their data removed, and it stays so. `seen` changes when any of it does.
    """

    person: Guardian
    gone: Guardian
    home: uuid.UUID
    place: str
    language: str
    lost: frozenset[str]
    other_address: bool
    lives_with: tuple[str, ...]
    stay_behind: tuple[str, ...]
    hides: bool
    is_withdrawn: bool
    bonds: tuple[BondLine, ...]
    seen: str


def becomes(stays: Guardian, other: Guardian, home: uuid.UUID) -> Becomes | None:
    """None when these are not two, or `home` is of neither. Four queries."""
    rows = {row.pk: row for row in Guardian.objects.filter(pk__in=[stays.pk, other.pk]).select_related("household")}
    if len(rows) < 2:
        return None
    one, gone = rows[stays.pk], rows[other.pk]
    homes = {row.household_id: row.household for row in (one, gone)}
    if home not in homes:
        return None
    kept = homes[home]
    kept.is_secret = any(each.is_secret for each in homes.values())
    lost = frozenset(name for name, *both in _compared(one, gone) if all(both) and both[0] != both[1])
    had = {name for name in ("email", "phone") if getattr(one, name) or getattr(gone, name)}
    fill(one, gone)
    lost |= {name for name in had if not getattr(one, name)}
    one.household = kept
    ties = _bonds(one, gone)
    others: dict[uuid.UUID, list[str]] = {}
    for each in Guardian.objects.filter(household__in=homes).exclude(pk__in=rows).order_by("sort_key", "pk"):
        others.setdefault(each.household_id, []).append(str(each) or each.email)
    left = [name for key in homes if key != home for name in others.get(key, [])]
    today = clock.today()
    return Becomes(
        person=one,
        gone=gone,
        home=home,
        place=place_of(kept),
        language=language_word(one.contact_language),
        lost=lost,
        other_address=len(homes) > 1,
        lives_with=tuple(others.get(home, [])),
        stay_behind=tuple(left),
        hides=len(homes) > 1 and not left and bool(others.get(home)),
        is_withdrawn=one.withdrawn_at is not None,
        bonds=tuple(bond_line(tie, tie.pupil, "", today) for tie in ties),
        seen=digest(_told(one, kept, ties, lost, others)),
    )


def _compared(one: Guardian, gone: Guardian) -> list[tuple[str, str, str]]:
    return [("name", str(one), str(gone)), ("email", one.email, gone.email), ("phone", one.phone, gone.phone)]


def _bonds(one: Guardian, gone: Guardian) -> list[Any]:
    """The bonds of both, those about one child as one; by the order of the children."""
    rows = Guardianship.objects.filter(guardian__in=[one, gone]).select_related("pupil").order_by("pupil__sort_key", "pk")
    found = list(rows)
    mine = {row.pupil_id: row for row in found if row.guardian_id == one.pk}
    for row in found:
        if row.guardian_id == gone.pk and row.pupil_id in mine:
            unite(mine[row.pupil_id], row)
    kept = [row for row in found if row.guardian_id == one.pk or row.pupil_id not in mine]
    for row in kept:
        row.guardian = one
    return kept


def _told(one: Guardian, kept: Household, ties: list[Any], lost: frozenset[str], others: Any) -> str:
    person = (
        one.email,
        one.phone,
        one.phone_is_secret,
        one.withdrawn_at,
        one.contact_language,
        one.reached_by,
        str(one),
        sorted(lost),
    )
    bonds = [(str(tie.pupil_id), tie.relation, tie.authority, tie.may_receive, tie.restriction) for tie in ties]
    home = (str(kept.pk), kept.street, kept.postcode, kept.city, kept.is_secret, sorted(map(str, others.values())))
    return repr((person, bonds, home))
