"""The words on paper that parents read or hear, in the active language."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from driehoek.invitations.models import Occasion
from driehoek.invitations.told import noted, told
from driehoek.web.days import written

from .runbook import clock_words


def leader_line(name: object) -> str:
    return _("tafelleider: %(name)s") % {"name": name} if name else ""


def at_table(number: int) -> str:
    return _("tafel %(number)s") % {"number": number}


def call_facts(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    hours = f"{clock_words(occasion.starts_at)}–{clock_words(occasion.ends_at)}"
    language = get_language() or "nl"
    return (
        (_("Wanneer"), f"{written(occasion.starts_at, 'l j F')}, {hours}"),
        (_("Waar"), noted([told(occasion, "place", language).inside], language)[0]),
        (_("Antwoord graag voor"), written(occasion.reply_by, "l j F")),
    )


def call_offers(occasion: Occasion) -> tuple[str, ...]:
    return (_("Een tolk."),) * occasion.has_interpreter + (_("Kinderopvang."),) * occasion.has_childcare


def call_outcomes() -> tuple[str, ...]:
    return (_("Kies wat het werd: gesproken, bericht achtergelaten, niet bereikt, of wil geen herinneringen meer."),)
