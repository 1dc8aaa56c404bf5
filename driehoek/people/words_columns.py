"""How the columns of a spreadsheet are called on screen."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from .roster.child_columns import ALL, is_child_slot
from .roster.columns import FAMILY, PUPIL, fields_of

# In the order of the list to choose from.
FIELDS: dict[str, Any] = {
    "key": gettext_lazy("leerlingnummer"),
    "number": gettext_lazy("nummer van de ouder"),
    "given_name": gettext_lazy("roepnaam"),
    "prefix": gettext_lazy("tussenvoegsel"),
    "surname": gettext_lazy("achternaam"),
    "full_name": gettext_lazy("hele naam"),
    "initials": gettext_lazy("voorletters"),
    "first_names": gettext_lazy("alle voornamen"),
    "birth_date": gettext_lazy("geboortedatum"),
    "class_name": gettext_lazy("groep of klas"),
    "year_level": gettext_lazy("jaargroep of leerjaar"),
    "relation": gettext_lazy("relatie met het kind"),
    "email": gettext_lazy("e-mailadres"),
    "mobile": gettext_lazy("mobiel nummer"),
    "phone": gettext_lazy("telefoonnummer"),
    "work_phone": gettext_lazy("telefoonnummer op het werk"),
    "language": gettext_lazy("taal van de berichten"),
    "authority": gettext_lazy("gezag"),
    "may_receive": gettext_lazy("krijgt post over het kind"),
    "address": gettext_lazy("straat met huisnummer"),
    "street": gettext_lazy("straat"),
    "house_number": gettext_lazy("huisnummer"),
    "house_suffix": gettext_lazy("toevoeging bij het huisnummer"),
    "postcode": gettext_lazy("postcode"),
    "city": gettext_lazy("woonplaats"),
    "same_address": gettext_lazy("woont bij het kind: ja of nee"),
    "secret_address": gettext_lazy("adres is geheim: ja of nee"),
    "secret_phone": gettext_lazy("telefoonnummer is geheim: ja of nee"),
    "deceased": gettext_lazy("is overleden"),
    "children": gettext_lazy("namen"),
    "keys": gettext_lazy("leerlingnummers"),
    "classes": gettext_lazy("groepen of klassen"),
}
ALWAYS = (PUPIL, "1", "2", FAMILY, ALL)


def who_word(slot: str) -> str:
    """Whom a column is about: 'ouder 1'."""
    words = {
        PUPIL: gettext("leerling"),
        FAMILY: gettext("het hele gezin"),
        "moeder": gettext("moeder"),
        "vader": gettext("vader"),
        ALL: gettext("alle kinderen"),
    }
    if slot in words:
        return words[slot]
    if is_child_slot(slot):
        return gettext("kind %(number)s") % {"number": slot[1:]}
    return gettext("ouder %(number)s") % {"number": slot}


def column_word(target: str) -> str:
    """'e-mailadres van ouder 1'; '' for a column that is not used."""
    slot, _dot, field = target.partition(".")
    if not target:
        return ""
    return gettext("%(what)s van %(who)s") % {"what": FIELDS[field], "who": who_word("" if slot == "pupil" else slot)}


def choices(targets: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """[(whom, [(target, what)])] for a list to choose from: the usual people, and whom else these targets are about."""
    used = dict.fromkeys(target.partition(".")[0] for target in targets if target)
    slots = dict.fromkeys((*ALWAYS, *("" if slot == "pupil" else slot for slot in used)))
    return [
        (
            who_word(slot).capitalize(),
            [(f"{slot or 'pupil'}.{field}", str(words)) for field, words in FIELDS.items() if field in fields_of(slot)],
        )
        for slot in slots
    ]
