"""What somebody at school corrects about a family. Each correction is marked, so that the next file does not undo it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import Authority, Guardian, Guardianship, Household, Pupil, Reached, Restriction
from driehoek.people.queries.state import digest
from driehoek.people.rules import corrections, hearing

from .closing import close_homes, close_own
from .revealing import Secret, has_seen

TYPE_NUMBER = gettext_lazy("Haal je ‘geheim’ weg? Typ het nummer dan opnieuw, of toon het eerst op de pagina van de ouder.")
TYPE_ADDRESS = gettext_lazy("Haal je ‘geheim’ weg? Typ het adres dan opnieuw, of toon het eerst op de pagina van de ouder.")


@dataclass(frozen=True, kw_only=True)
class PersonAsWanted:
    """`phone` None leaves the number as it is, '' takes it away. `asked_language`: somebody asked which language suits, today."""

    given_name: str = ""
    prefix: str = ""
    surname: str = ""
    email: str = ""
    phone: str | None = None
    phone_is_secret: bool = False
    contact_language: str = "nl"
    asked_language: bool = False
    reached_by: str = Reached.AUTO
    works_here_id: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class HomeAsWanted:
    """Without `keeps_address` the three parts replace what was there."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    is_secret: bool = False
    keeps_address: bool = False


@dataclass(frozen=True, kw_only=True)
class BondAsWanted:
    relation: str = ""
    authority: str = Authority.UNKNOWN
    document: str = ""
    authority_since: dt.date | None = None
    authority_until: dt.date | None = None
    may_receive: bool = True
    information_asked_on: dt.date | None = None
    restriction: str = Restriction.NONE
    position: int = 1


def change_guardian(*, guardian: Guardian, wanted: PersonAsWanted, by: Who) -> None:
    """Raises RuleBroken 'no-name' when neither a name nor an e-mail address would be left to know somebody by; 'still-secret'
    when a secret number that they did not type or open would be shown to everybody."""
    if not (wanted.given_name or wanted.surname or wanted.email):
        raise RuleBroken("no-name", _("Vul een naam in, of een e-mailadres."), status=422)
    row: Guardian = Guardian.objects.select_for_update().get(pk=guardian.pk)
    is_opened = row.phone_is_secret and not wanted.phone_is_secret and wanted.phone is None and bool(row.phone)
    if is_opened and not has_seen(Secret.PHONE, row, by=by):
        raise RuleBroken("still-secret", str(TYPE_NUMBER), status=422)
    values = person_columns(wanted, row)
    if values["email"] != row.email or (values["phone_is_secret"] and not row.phone_is_secret):
        close_own([row.pk])  # who reads the old mailbox may not open what was sent there
    if values["email"] or values["phone"]:
        row.withdrawn_at = None
    _correct(row, values, corrections.GUARDIAN_UNITS)
    trail.write("edit-guardian", by=by, on=row)


def person_columns(wanted: PersonAsWanted, row: Guardian) -> dict[str, Any]:
    return {
        "given_name": wanted.given_name,
        "prefix": wanted.prefix,
        "surname": wanted.surname,
        "email": wanted.email,
        "phone": row.phone if wanted.phone is None else wanted.phone,
        "phone_is_secret": wanted.phone_is_secret,
        "contact_language": wanted.contact_language,
        "language_asked_on": clock.today() if wanted.asked_language else row.language_asked_on,
        "reached_by": wanted.reached_by,
        "works_here_id": wanted.works_here_id,
    }


def change_home(*, household: Household, wanted: HomeAsWanted, by: Who) -> None:
    """The address of everybody who lives there. Raises RuleBroken 'still-secret' as with a number."""
    row: Household = Household.objects.select_for_update().get(pk=household.pk)
    is_opened = row.is_secret and not wanted.is_secret and wanted.keeps_address
    if is_opened and any(getattr(row, name) for name in corrections.ADDRESS) and not has_seen(Secret.ADDRESS, row, by=by):
        raise RuleBroken("still-secret", str(TYPE_ADDRESS), status=422)
    if wanted.is_secret and not row.is_secret:
        close_homes([row.pk])
    _correct(row, home_columns(wanted, row), corrections.HOUSEHOLD_UNITS)
    trail.write("edit-home", by=by, on=row)


def home_columns(wanted: HomeAsWanted, row: Household) -> dict[str, Any]:
    source: Any = row if wanted.keeps_address else wanted
    return {name: getattr(source, name) for name in corrections.ADDRESS} | {"is_secret": wanted.is_secret}


def change_guardianship(*, guardianship: Guardianship, wanted: BondAsWanted, by: Who) -> hearing.Hears:
    """What the guardian now hears about this child. Raises RuleBroken 'ends-before-it-begins'."""
    check_days(wanted)
    row: Guardianship = Guardianship.objects.select_for_update().get(pk=guardianship.pk)
    _correct(row, {each.name: getattr(wanted, each.name) for each in fields(wanted)}, corrections.BOND_UNITS)
    trail.write("edit-guardianship", by=by, on=row)
    return hearing.hears(hearing.bond_between(row, row.pupil), clock.today())


def check_days(wanted: BondAsWanted) -> None:
    if wanted.authority_since and wanted.authority_until and wanted.authority_until < wanted.authority_since:
        raise RuleBroken("ends-before-it-begins", _("Het gezag stopt voordat het begint. Kijk naar de datums."), status=422)


def _correct(row: Any, values: Mapping[str, Any], units: Mapping[str, tuple[str, ...]]) -> None:
    """Set columns and mark the units that change, each against what it was."""
    marks = row.corrected
    for unit, names in units.items():
        before = {name: getattr(row, name) for name in names}
        after = {name: values[name] for name in names}
        marks = corrections.mark(marks, unit, before, after, digest)
    row.corrected = marks
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def agree_as_adult(*, pupil: Pupil, agrees: bool, by: Who) -> None:
    """A pupil of 18 or older says that parents go on hearing from the school, or that they don't any more."""
    row: Pupil = Pupil.objects.select_for_update().get(pk=pupil.pk)
    if agrees and not hearing.is_of_age(row.born_on, hearing.ADULT, clock.today()):
        raise RuleBroken("not-18", _("Deze leerling is nog geen 18. Toestemming is nog niet nodig."))
    row.adult_agreed_on = clock.today() if agrees else None
    row.save(update_fields=["adult_agreed_on"])
    trail.write("adult-agrees" if agrees else "adult-stops", by=by, on=row)
