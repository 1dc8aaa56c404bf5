"""A questionnaire that runs, with who is asked; for the tests of answering. Call within(school)."""

import datetime as dt
from typing import Any

from driehoek import clock
from driehoek.people.models import Guardian, SchoolClass
from driehoek.people.tests.makers import make_class, make_home
from driehoek.schools.models import SchoolYear

from ..models import AskedClass, Fielding, Instrument, Ticket, Version
from ..rules import PARENTS, Sheet

PARTS = ("societal", "pedagogical", "didactic", "formal", "informal")


def content(each: int = 1) -> dict[str, Any]:
    """`each` items a partnership for parents and staff, one of trust, one question and two barriers. Also in English, but one."""

    def texts(words: str) -> dict[str, dict[str, str]]:
        return {"parents": {"nl": f"{words}.", "en": f"{words} in English."}, "school": {"nl": f"{words} (school)."}}

    items: list[dict[str, Any]] = [
        {"key": f"{part}-{number}", "partnership": part, "texts": texts(f"Stelling {number} over {part}"), "short": number == 1}
        for part in PARTS
        for number in range(1, each + 1)
    ]
    items[-1]["texts"]["parents"].pop("en")
    return {
        "items": items,
        "trust": [{"key": "trust-1", "partnership": "", "texts": texts("Ik durf te zeggen wat ik vind")}],
        "questions": [{"key": "proud", "kind": "goes_well", "texts": texts("Wat gaat goed?")}],
        "barriers": [{"key": "time", "texts": {"nl": "Geen tijd"}}, {"key": "language", "texts": {"nl": "De taal"}}],
        "asks_importance": True,
    }


def make_fielding(
    *, each: int = 1, is_open: bool = True, voices: tuple[str, ...] = (PARENTS, "school"), **values: Any
) -> Fielding:
    """A fielding of a new questionnaire, open from today for two weeks."""
    instrument = Instrument.objects.create(name="De vijf partnerschappen")
    version = Version.objects.create(instrument=instrument, content=content(each))
    today = clock.today()
    given = {
        "version": version, "title": "Samen voor uw kind", "year": SchoolYear.objects.get_or_create(starts_in=2026)[0],
        "voices": list(voices), "opens_on": today, "closes_on": today + dt.timedelta(days=14),
        "opened_at": clock.now() if is_open else None,
    }  # fmt: skip
    return Fielding.objects.create(**given | values)


def make_asked_class(
    fielding: Fielding, name: str = "Groep 5", *, people: int = 25, school_class: SchoolClass | None = None
) -> AskedClass:
    return AskedClass.objects.create(fielding=fielding, school_class=school_class or make_class(name), people={PARENTS: people})


def make_tickets(fielding: Fielding, asked_class: AskedClass, count: int = 1, **values: Any) -> list[Ticket]:
    """One ticket for each of `count` parents who live by themselves."""
    made = [
        Ticket(fielding=fielding, asked_class=asked_class, voice=PARENTS, channel="mail", guardian=guardian, **values)
        for guardian in (make_home(f"Ouder{number}").guardians.get() for number in range(count))
    ]
    return Ticket.objects.bulk_create(made)


def guardian_of(ticket: Ticket) -> Guardian:
    assert ticket.guardian is not None
    return ticket.guardian


def filled(point: int = 4, words: str = "", **values: Any) -> Sheet:
    """A sheet of a parent who says the same everywhere."""
    given: dict[str, Any] = {
        "voice": PARENTS,
        "now": {f"{part}-1": point for part in PARTS} | {"trust-1": point},
        "important": {"societal-1": 5},
        "words": {"proud": words} if words else {},
    }
    return Sheet(**given | values)
