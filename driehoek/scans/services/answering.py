"""Somebody sends a filled-in questionnaire. Sent twice, or twenty times, it counts once; nobody can tell afterwards who sent it.

Leaves no trail and no letter: a line with a time would lead back to who answered at that moment.
"""

import hmac
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from driehoek.access.errors import RuleBroken
from driehoek.schools.sealing import derived_key
from driehoek.voices.services.holding import hold

from ..models import AskedClass, Fielding, Mark, Submission, Ticket, Way
from ..rules import OPEN, PARENTS, Sheet, as_content, state_of
from ..rules_sheets import packed, tidy, unpacked

DIGITS = 32  # of a mark: 128 bits


def digest_of(fielding: Fielding, kind: str, about: object) -> str:
    """The same browser, or the same numbered paper, is the same mark; nobody can compute it without the key outside the database.

    `kind`: 'browser' (about a random mark that only that browser has) or 'paper' (about the number on the form).
    """
    return hmac.digest(derived_key("scan marks"), f"{fielding.pk}|{kind}|{about}".encode(), "sha256").hex()[:DIGITS]


def submit(*, ticket: Ticket, sheet: Sheet) -> bool:
    """Keep the sheet of who is asked personally; False when theirs was in already.

    The voice and the class are those of the ticket, whatever the sheet says. RuleBroken 409 'closed' when the fielding is shut,
    409 'declined' when a parent does not want this pupil asked, 422 'empty' when nothing was filled in.
    """
    fielding = _open(ticket.fielding_id)
    now: Ticket = Ticket.objects.select_related("asked_class").get(pk=ticket.pk)
    if now.declined:
        raise RuleBroken("declined", _("Deze vragenlijst hoeft niet te worden ingevuld."))
    school_class = now.asked_class.school_class_id if now.asked_class else ""
    kept = _told(fielding, replace(sheet, voice=now.voice, class_id=str(school_class)))
    if not Ticket.objects.filter(pk=now.pk, answered=False).update(answered=True):
        return False
    _keep(fielding, kept)
    return True


def submit_openly(*, asked_class: AskedClass, voice: str, way: str, digest: str, sheet: Sheet) -> bool:
    """Keep a sheet of a parent that came by the link of the class or on paper; False when this mark was in already.

    A pupil answers by a slip of their own only: on an open way nobody knows whose parent said no. RuleBroken as `submit`, and 409
    'full' when as many came this way as there are people in the class who could answer.
    """
    fielding = _open(asked_class.fielding_id)
    hold(asked_class.pk)
    if way not in Way.values or voice != PARENTS or voice not in fielding.voices or not asked_class.room_for(voice):
        raise RuleBroken("voice", _("Deze vragenlijst is niet voor deze groep. Laad de pagina opnieuw."), 422)
    kept = _told(fielding, replace(sheet, voice=voice, class_id=str(asked_class.school_class_id)))
    if Mark.objects.filter(fielding=fielding, digest=digest).exists():
        return False
    if is_full(asked_class, voice):
        raise RuleBroken("full", full())
    row = Mark(fielding=fielding, asked_class=asked_class, voice=voice, way=way, digest=digest)
    row.save(force_insert=True)
    _keep(fielding, kept)
    return True


def is_full(asked_class: AskedClass, voice: str) -> bool:
    """Whether as many came by the link and on paper as there are people in the class. One query."""
    return bool(Mark.objects.filter(asked_class=asked_class, voice=voice).count() >= asked_class.room_for(voice))


def sheets_of(fielding: Fielding) -> list[Sheet]:
    """Every sheet, opened, in an order that says nothing."""
    rows: Any = Submission.objects.filter(fielding=fielding).order_by("pk")
    return [unpacked(row.sheet) for row in rows.iterator(chunk_size=500)]


def hold_shut(fielding: Fielding) -> None:
    """Who closes calls this first: whoever is sending now is done, and who comes later reads that it is shut."""
    hold(fielding.pk)


def _open(fielding_id: Any) -> Fielding:
    """The fielding, open and held together with everybody who sends. RuleBroken when it is shut."""
    hold(fielding_id, together=True)
    fielding: Fielding = Fielding.objects.select_related("version").get(pk=fielding_id)
    if fielding.frozen_at is not None or state_of(fielding.opened_at, fielding.closed_at) != OPEN:
        raise RuleBroken("closed", closed(fielding))
    return fielding


def _told(fielding: Fielding, sheet: Sheet) -> Sheet:
    kept = tidy(sheet, as_content(fielding.version.content))
    if kept.is_empty:
        raise RuleBroken("empty", _("Er is nog niets ingevuld. Eén antwoord is al genoeg."), 422)
    return kept


def _keep(fielding: Fielding, sheet: Sheet) -> None:
    Submission(fielding=fielding, sheet=packed(sheet)).save(force_insert=True)


def closed(fielding: Fielding) -> str:
    if fielding.opened_at is None:
        return _("Deze vragenlijst is nog niet open. Probeer het later nog eens.")
    return _("Deze vragenlijst is gesloten. De antwoorden zijn niet verstuurd.")


def full() -> str:
    return _("Voor deze groep zijn al zo veel antwoorden binnen als er mensen zijn. De antwoorden zijn niet verstuurd.")


def let_go(*, ticket: Ticket) -> None:
    """They answered another way, or wish no reminder: no letter is made for them any more. Nobody at school can tell that they said so."""
    Ticket.objects.filter(pk=ticket.pk, let_go=False).update(let_go=True)
