"""A small questionnaire of our own, and asking it. Call within(school)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from driehoek import clock
from driehoek.access.who import WORKER
from driehoek.people.models import Guardian, SchoolClass, StaffMember
from driehoek.people.tests.makers import make_child, make_class, make_family, make_home
from driehoek.scans.models import AskedClass, Fielding, Instrument, Ticket, ToldParent, Version
from driehoek.scans.services import asking
from driehoek.scans.services.telling_parents import tell_parents

PEOPLE = ("parents", "school", "pupil")
ITEMS = (
    ("S1", "societal", "De school doet mee in de wijk."),
    ("P1", "pedagogical", "Wij praten over de opvoeding."),
    ("P2", "pedagogical", "Ik hoor het ook als het goed gaat."),
    ("D1", "didactic", "Ik weet wat mijn kind leert."),
    ("F1", "formal", "Ik kan meepraten."),
    ("I1", "informal", "Ik kan iets doen op school."),
)


def a_content() -> dict[str, Any]:
    """Six items for three voices, two of trust, two open questions and three barriers, in Dutch, English and Arabic."""
    voices = {voice: {language: f"{language} {voice}: {{}}" for language in ("nl", "en", "ar")} for voice in PEOPLE}

    def said(text: str) -> dict[str, dict[str, str]]:
        return {voice: {language: one.format(text) for language, one in tongues.items()} for voice, tongues in voices.items()}

    return {
        "items": [
            {"key": key, "partnership": partnership, "texts": said(text), "short": number % 2 == 0}
            for number, (key, partnership, text) in enumerate(ITEMS)
        ],
        "trust": [
            {"key": f"T{number}", "partnership": "", "texts": said(f"Ik vertrouw de school {number}.")} for number in (1, 2)
        ],
        "questions": [
            {"key": "well", "kind": "goes_well", "texts": said("Wat gaat goed?")},
            {"key": "wish", "kind": "wish", "texts": said("Wat wenst u?")},
        ],
        "barriers": [
            {"key": key, "texts": {"nl": text, "en": f"en {text}", "ar": f"ar {text}"}}
            for key, text in (("time", "weinig tijd"), ("language", "de taal"), ("whom", "ik weet niet bij wie"))
        ],
        "asks_importance": True,
    }


def an_instrument(content: dict[str, Any] | None = None) -> Instrument:
    """A questionnaire with its version 1."""
    made = Instrument.objects.create(name="Vragenlijst samenwerking", base="own")
    Version.objects.create(instrument=made, number=1, content=content or a_content())
    return made


def a_fielding(
    *,
    open: bool = True,
    voices: Sequence[str] = ("parents", "school"),
    classes: Sequence[SchoolClass] | None = None,
    version: Version | None = None,
    **changes: Any,
) -> Fielding:
    """Two weeks from today, of all classes of this year; without any a class of two families (Aïcha and Bas, Dewi) is made."""
    if classes is None:
        classes = list(SchoolClass.objects.all()) or [a_class()]
    if "school" in voices and not StaffMember.objects.exists():
        StaffMember.objects.create(given_name="Carla", surname="Jansen", email="carla.jansen@example.org")
    today = clock.today()
    fielding = asking.prepare(
        version=version or Version.objects.first() or an_instrument().versions.get(),
        title="Samen met ouders",
        voices=voices,
        classes=classes,
        **{"opens_on": today, "closes_on": today + dt.timedelta(days=14), "by": WORKER, **changes},
    )
    if "pupil" in voices:  # their parents were told in time
        if open:
            tell_parents(fielding=fielding, by=WORKER)
        ToldParent.objects.filter(ticket__fielding=fielding).update(told_on=today - dt.timedelta(days=7))
        fielding.told_on = today - dt.timedelta(days=7)
        fielding.save(update_fields=["told_on"])
    return asking.open_fielding(fielding=fielding, by=WORKER) if open else fielding


def a_class(name: str = "Groep 5") -> SchoolClass:
    """Noor of Aïcha and Bas, and Tom of Dewi, who has no e-mail and reads Arabic."""
    made = make_class(name)
    make_family("Noor", school_class=made)
    make_child("Tom", made, make_home("Dewi", language="ar"))
    return made


def a_ticket(fielding: Fielding | None = None, name: str = "Aïcha") -> Ticket:
    """The ticket of a parent of a fielding that is open."""
    fielding = fielding or a_fielding()
    row: Ticket = Ticket.for_gate().get(fielding=fielding, guardian=Guardian.objects.get(given_name=name))
    return row


def an_asked_class(fielding: Fielding | None = None) -> AskedClass:
    """The first class of a fielding that is open."""
    fielding = fielding or a_fielding()
    row: AskedClass = AskedClass.for_gate().filter(fielding=fielding).first()
    return row
