"""Somebody says something. Sent twice, or twenty times, it is there once."""

import re
import uuid

from django.utils.translation import gettext as _

from driehoek.access.errors import RuleBroken
from driehoek.invitations.models import Occasion
from driehoek.people.models import Household

from .. import rules
from ..models import Contribution, Kind, Source, Voice
from . import words
from .withdrawing import taken_back

LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2})?")


def contribute(
    *,
    occasion: Occasion,
    key: uuid.UUID,
    kind: str,
    voice: str,
    source: str,
    text: str,
    language: str = "nl",
    table_number: int | None = None,
    question: str = "",
    giver: Household | None = None,
    giver_name: str = "",
    strip: str = "",
) -> Contribution:
    """Keep what somebody said. `key` was made at random where it was typed: the same key again is the same row.

    `strip`: the hash of a secret that only the giver has, as `strips` makes it.

    Leaves no trail, with or without a name: a line with a time would lead back to who spoke at that moment.
    Raises RuleBroken 422 for what can't be taken, 409 for a key that belongs to something else, or whose words were taken back.
    """
    known(kind, voice, source, table_number)
    row = Contribution(
        id=key,
        occasion=occasion,
        kind=kind,
        voice=voice,
        source=source,
        text=words.take(text, empty=_("Er staat nog niets. Schrijf eerst op wat u wilt zeggen.")),
        language=language.lower() if LANGUAGE.fullmatch(language.lower()) else "nl",
        table_number=table_number,
        question=question if len(question) <= 40 else "",
        giver=giver,
        giver_name=words.take_line(giver_name, rules.MOST_NAME, optional=True),
        strip=strip,
    )
    if taken_back([key]):
        again = _("Deze woorden heeft u teruggenomen. Wilt u ze toch sturen? Verstuur ze dan nog een keer.")
        raise RuleBroken("used_key", again)
    Contribution.objects.bulk_create([row], ignore_conflicts=True)
    kept: Contribution | None = Contribution.objects.filter(pk=key, occasion=occasion).first()
    if kept is None:
        raise RuleBroken("other-occasion", _("Dit hoort bij een andere avond. Laad de pagina opnieuw. Wat u typte staat er nog."))
    return kept


def known(kind: str, voice: str, source: str, table_number: int | None) -> None:
    """What a screen offers is always right; what somebody makes up in a form is refused before the database does so."""
    if kind not in Kind.values:
        raise RuleBroken("kind", _("Kies wat voor inbreng dit is."), 422)
    if voice not in Voice.values:
        raise RuleBroken("voice", _("Kies wie dit zegt: ouders, school of leerling."), 422)
    if source not in Source.values:
        raise RuleBroken("source", _("Laad de pagina opnieuw."), 422)
    if table_number is not None and not 1 <= table_number <= rules.MOST_TABLES:
        raise RuleBroken("table", _("Deze tafel is er niet."), 422)
