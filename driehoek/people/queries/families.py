"""One pupil with the homes around it, and one guardian with their children. What is secret is not on these pages."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.people.models import Enrolment, Guardian, Guardianship, Household, Pupil
from driehoek.people.names import folded
from driehoek.people.rules import hearing
from driehoek.people.words import relation_word
from driehoek.people.words_families import age_words, channel_words, hears_words, language_word, why_words

from .classes import current_year


@dataclass(frozen=True, slots=True)
class BondLine:
    """A guardian of a pupil. `hears` and `why` are words; `row` has authority, document, days and restriction."""

    row: Guardianship
    guardian: Guardian
    pupil: Pupil
    relation: str
    language: str
    channel: str
    classes: str
    hears: str
    why: str
    tone: str  # of the chip: '' about the child, 'warning' school-wide only, 'error' nothing


@dataclass(frozen=True, slots=True)
class HomeCard:
    """One address: `place` is '' when it is secret."""

    id: uuid.UUID
    place: str
    is_secret: bool
    bonds: tuple[BondLine, ...]


@dataclass(frozen=True, slots=True)
class PupilPage:
    pupil: Pupil
    classes: tuple[tuple[uuid.UUID, str], ...]
    ages: tuple[str, ...]
    is_adult: bool
    homes: tuple[HomeCard, ...]


@dataclass(frozen=True, slots=True)
class GuardianPage:
    guardian: Guardian
    home: Household
    place: str
    language: str
    channel: str
    lives_with: tuple[Guardian, ...]
    bonds: tuple[BondLine, ...]


def pupil_page(pupil: Pupil) -> PupilPage:
    """Three queries."""
    today = clock.today()
    homes: dict[uuid.UUID, list[BondLine]] = {}
    ties = Guardianship.objects.filter(pupil=pupil).select_related("guardian__household", "guardian__works_here")
    for tie in ties.order_by("position", "guardian__sort_key", "pk"):
        homes.setdefault(tie.guardian.household_id, []).append(bond_line(tie, pupil, "", today))
    cards = [_card(bonds) for bonds in homes.values()]
    return PupilPage(
        pupil=pupil,
        classes=tuple(_classes([pupil.pk]).get(pupil.pk, [])),
        ages=tuple(age_words(one, agreed_on=pupil.adult_agreed_on) for one in hearing.milestones(pupil.born_on, today)),
        is_adult=hearing.is_of_age(pupil.born_on, hearing.ADULT, today),
        homes=tuple(cards),
    )


def guardian_page(guardian: Guardian) -> GuardianPage:
    """Five queries."""
    today = clock.today()
    ties = list(Guardianship.objects.filter(guardian=guardian).select_related("pupil").order_by("pupil__sort_key", "pk"))
    classes = _classes([tie.pupil_id for tie in ties])
    others = Guardian.objects.filter(household=guardian.household_id).exclude(pk=guardian.pk)
    bonds = []
    for tie in ties:
        tie.guardian = guardian
        bonds.append(bond_line(tie, tie.pupil, ", ".join(name for _key, name in classes.get(tie.pupil_id, [])), today))
    return GuardianPage(
        guardian=guardian,
        home=guardian.household,
        place=place_of(guardian.household),
        language=language_word(guardian.contact_language),
        channel=channel_words(guardian),
        lives_with=tuple(others.order_by("sort_key", "pk")),
        bonds=tuple(bonds),
    )


def place_of(home: Household) -> str:
    """The address on one line; '' when it is secret, words when it is not known."""
    if home.is_secret:
        return ""
    return ", ".join(part for part in (home.street, f"{home.postcode} {home.city}".strip()) if part) or _("adres niet bekend")


def found_guardians(pupil: Pupil, words: str) -> list[Guardian]:
    """Up to ten people of this name who are no guardian of this pupil yet, with their children fetched."""
    parts = folded(words).split()[:6]
    if sum(map(len, parts)) < 2:
        return []
    rows = Guardian.objects.exclude(children__pupil=pupil)
    for part in parts:
        rows = rows.filter(search_key__contains=part)
    return list(rows.order_by("sort_key", "pk").prefetch_related("children__pupil")[:10])


def homes_of(pupil: Pupil) -> dict[str, str]:
    """{key of a home of this pupil: who live there}, in the order of the roster."""
    rows = Guardian.objects.filter(household__guardians__children__pupil=pupil).distinct()
    found: dict[str, list[str]] = {}
    for guardian in rows.order_by("sort_key", "pk"):
        found.setdefault(str(guardian.household_id), []).append(str(guardian) or guardian.email)
    return {key: ", ".join(names) for key, names in found.items()}


def other_homes(guardian: Guardian) -> dict[str, str]:
    """The homes of who has a child in common with this guardian, but lives somewhere else."""
    pupils = Guardianship.objects.filter(guardian=guardian).values("pupil")
    rows = Guardian.objects.filter(children__pupil__in=pupils).exclude(household=guardian.household_id).distinct()
    found: dict[str, list[str]] = {}
    for other in rows.order_by("sort_key", "pk"):
        found.setdefault(str(other.household_id), []).append(str(other) or other.email)
    return {key: ", ".join(names) for key, names in found.items()}


def bond_line(tie: Any, pupil: Pupil, classes: str, today: dt.date) -> BondLine:
    """A guardianship in words, with its guardian and that home at hand."""
    heard = hearing.hears(hearing.bond_between(tie, pupil), today)
    return BondLine(
        row=tie,
        guardian=tie.guardian,
        pupil=pupil,
        relation=relation_word(tie.relation),
        language=language_word(tie.guardian.contact_language),
        channel=channel_words(tie.guardian),
        classes=classes,
        hears=hears_words(heard),
        why=why_words(heard),
        tone="" if heard.about_child else "warning" if heard.school_wide else "error",
    )


def _card(bonds: list[BondLine]) -> HomeCard:
    home = bonds[0].guardian.household
    return HomeCard(home.pk, place_of(home), home.is_secret, tuple(bonds))


def _classes(pupils: list[uuid.UUID]) -> dict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
    """Of the school year that it is now; a child may be in two classes."""
    rows = Enrolment.objects.filter(pupil__in=pupils, school_class__year=current_year()).select_related("school_class")
    found: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = {}
    for row in rows.order_by("school_class__sort_key", "pk"):
        found.setdefault(row.pupil_id, []).append((row.school_class_id, row.school_class.name))
    return found
