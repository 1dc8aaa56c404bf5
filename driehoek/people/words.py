"""How people and files are called on screen."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, gettext_lazy, gettext_noop, ngettext

from driehoek.access.policy import Role

from .roster import Problem, message

KINDS: dict[str, Any] = {
    "classes": gettext_lazy("groepen of klassen"),
    "pupils": gettext_lazy("leerlingen"),
    "staff": gettext_lazy("medewerkers"),
    "guardians": gettext_lazy("ouders"),
    "households": gettext_lazy("adressen"),
}
FORMATS = {
    "csv": "CSV",
    "xlsx": "Excel",
    "oneroster 1.0": "OneRoster 1.0",
    "oneroster 1.1": "OneRoster 1.1",
    "oneroster 1.2": "OneRoster 1.2",
    "sds 2.1": "Microsoft School Data Sync",
    "zip": "zip",
    "double": gettext_lazy("dubbel"),
    "ole": gettext_lazy("oud Excel"),
    "empty": gettext_lazy("leeg"),
    "unknown": gettext_lazy("onbekend"),
}
OWN_MESSAGES = {
    "other_school": gettext_noop(
        "Dit bestand is van een andere school (BRIN %(value)s). %(school)s heeft BRIN %(own)s. Kies het bestand van deze school."
    ),
    "other_year": gettext_noop("Dit bestand is van schooljaar %(value)s; nu is het %(now)s. Kijk of je het goede bestand hebt."),
}
FIELDS: dict[str, Any] = {
    "name": gettext_lazy("naam"),
    "given_name": gettext_lazy("naam"),
    "prefix": gettext_lazy("naam"),
    "surname": gettext_lazy("naam"),
    "year_level": gettext_lazy("jaargroep"),
    "born_on": gettext_lazy("geboortedatum"),
    "left_on": gettext_lazy("is van school"),
    "email": gettext_lazy("e-mailadres"),
    "phone": gettext_lazy("telefoonnummer"),
    "function": gettext_lazy("functie"),
    "contact_language": gettext_lazy("taal van de berichten"),
    "household": gettext_lazy("woont op een ander adres"),
    "street": gettext_lazy("adres"),
    "postcode": gettext_lazy("adres"),
    "city": gettext_lazy("adres"),
    "is_secret": gettext_lazy("adres is geheim"),
    "school_class": gettext_lazy("andere groep of klas"),
}
RELATIONS: dict[str, Any] = {
    "mother": gettext_lazy("moeder"),
    "father": gettext_lazy("vader"),
    "parent": gettext_lazy("ouder"),
    "legal_guardian": gettext_lazy("voogd"),
    "foster_parent": gettext_lazy("pleegouder"),
    "step_parent": gettext_lazy("stiefouder"),
    "grandparent": gettext_lazy("grootouder"),
    "other": gettext_lazy("andere verzorger"),
}
MAY: dict[Role, Any] = {
    Role.ADMINISTRATOR: gettext_lazy("je kunt leerlingen en ouders inlezen, collega's een account geven en alles voorbereiden"),
    Role.SCHOOL_LEADER: gettext_lazy(
        "je kunt bijeenkomsten maken, uitnodigingen goedkeuren, antwoorden geven en het verslag delen"
    ),
    Role.TEAM_LEADER: gettext_lazy("je kunt bijeenkomsten maken, uitnodigingen goedkeuren en het verslag delen"),
    Role.TEACHER: gettext_lazy("je kunt de uitnodiging voor je eigen groep of klas goedkeuren en je taken afvinken"),
    Role.TRAJECTORY_ADVISER: gettext_lazy(
        "je denkt mee over bijeenkomsten, acties en verslagen; je ziet geen leerling en geen ouder"
    ),
}


def sentence(problem: Problem) -> str:
    """What is wrong and what to do, in the language of the screen."""
    if problem.code in OWN_MESSAGES:
        return gettext(OWN_MESSAGES[problem.code]) % dict(problem.params)
    return message(problem, gettext)


def kind_word(kind: str) -> str:
    return str(KINDS[kind])


def format_word(name: str) -> str:
    return str(FORMATS.get(name, name))


def relation_word(relation: str) -> str:
    return str(RELATIONS.get(relation, ""))


def changed_words(names: Sequence[str], *, is_new: bool, count: int = 1) -> str:
    """'nieuw', or what changes: 'naam, adres'."""
    if is_new:
        return gettext("nieuw")
    words = ", ".join(dict.fromkeys(str(FIELDS.get(name, name)) for name in names))
    if count == 1:
        return words
    return ngettext("%(count)s leerling: %(words)s", "%(count)s leerlingen: %(words)s", count) % {"count": count, "words": words}


def class_word(sector: str) -> str:
    """po says groep, vo says klas."""
    return gettext("klas") if sector == "vo" else gettext("groep")


def class_title(name: str, sector: str) -> str:
    """'Groep 5A'; a name that says what it is stays as it is."""
    return f"{class_word(sector).capitalize()} {name}" if name[:1].isdigit() else name
