"""How the school reads what a parent did with their own data."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from .guest_words import CHANNELS, language_name
from .queries.corrected import CorrectedLine

FIELDS: dict[str, Any] = {
    "given_name": gettext_lazy("voornaam"),
    "prefix": gettext_lazy("tussenvoegsel"),
    "surname": gettext_lazy("achternaam"),
    "email": gettext_lazy("e-mailadres"),
    "phone": gettext_lazy("telefoonnummer"),
    "contact_language": gettext_lazy("taal van de berichten"),
    "reached_by": gettext_lazy("hoe de berichten komen"),
}
ASKS: dict[str, Any] = {
    "address": gettext_lazy("Vraagt je naar het adres te kijken. Neem contact op."),
    "authority": gettext_lazy("Vraagt je naar het gezag te kijken. Neem contact op en vraag naar het papier."),
}


def own_lines(line: CorrectedLine) -> list[tuple[str, str]]:
    """(what, value now) for one parent; what has no value to show has ''."""
    found = [(str(FIELDS[name]), _value(line, name, value)) for name, value in line.corrections]
    if line.is_removed:
        gone = gettext("Liet e-mail, telefoon en taal verwijderen. Haal ze ook weg uit de leerlingadministratie.")
        found.append((gone, ""))
    return found + [(str(ASKS[what]), "") for what in line.asks]


def _value(line: CorrectedLine, name: str, value: str) -> str:
    if name == "phone" and line.guardian.phone_is_secret:
        return gettext("geheim nummer")
    if name == "contact_language":
        return language_name(value)
    if name == "reached_by":
        return str(CHANNELS.get(value, ""))
    return value or gettext("leeggemaakt")
