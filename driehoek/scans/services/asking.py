"""Asking a questionnaire: it is prepared, opened once, may run longer, and is closed. Nothing of it can tell who answered what."""

import datetime as dt
import importlib.util
import logging
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode
from driehoek.access.who import WORKER, Who
from driehoek.invitations.models import Channel
from driehoek.outbox import letters
from driehoek.people.models import SchoolClass
from driehoek.people.queries.classes import current_year
from driehoek.scans import rules
from driehoek.scans.models import AskedClass, Fielding, Ticket, ToldParent, Version
from driehoek.scans.queries.asked import Could, Person, untold, who_could
from driehoek.scans.queries.one_class import one_class_trouble
from driehoek.scans.rules_asking import CHILD, CLASS, CODE_DAYS, KINDS, PERSONAL, TOLD_DAYS, longest_until
from driehoek.scans.services.answering import hold_shut
from driehoek.scans.services.letters import forget_letters
from driehoek.schools.scoping import current_school_id

log = logging.getLogger(__name__)
PERSON_OF = {rules.PARENTS: "guardian_id", rules.SCHOOL: "staff_id", rules.PUPIL: "pupil_id"}
LETTER_OF = {rules.PARENTS: "scan_asked", rules.SCHOOL: "scan_asked_staff"}


def prepare(
    *,
    version: Version,
    title: str,
    voices: Sequence[str],
    classes: Iterable[SchoolClass],
    opens_on: dt.date,
    closes_on: dt.date,
    by: Who,
) -> Fielding:
    """A draft: nobody is asked yet. Raises RuleBroken for no voices, a voice without questions, or days that do not fit."""
    chosen = list(classes)
    _check(voices, chosen, opens_on, closes_on)
    _has_questions(version, voices)
    year = chosen[0].year if chosen else current_year()
    if year is None:
        raise RuleBroken("no-year", _("Zet eerst je groepen of klassen in Driehoek."), 422)
    fielding: Fielding = Fielding.objects.create(
        version=version,
        title=title.strip() or version.instrument.name,
        year=year,
        voices=_in_order(voices),
        opens_on=opens_on,
        closes_on=closes_on,
    )
    AskedClass.objects.bulk_create(AskedClass(fielding=fielding, school_class=one) for one in chosen)
    trail.write("prepare-fielding", by=by, on=fielding)
    return fielding


def change(
    *,
    fielding: Fielding,
    version: Version,
    title: str,
    voices: Sequence[str],
    classes: Iterable[SchoolClass],
    opens_on: dt.date,
    closes_on: dt.date,
    by: Who,
) -> Fielding:
    """Another choice while it is a draft. Who declined for their child stays declined."""
    fielding = locked(fielding)
    _still(fielding, rules.DRAFT)
    chosen = list(classes)
    _check(voices, chosen, opens_on, closes_on)
    _has_questions(version, voices)
    fielding.version, fielding.title, fielding.voices = version, title.strip() or version.instrument.name, _in_order(voices)
    fielding.opens_on, fielding.closes_on = opens_on, closes_on
    fielding.save(update_fields=["version", "title", "voices", "opens_on", "closes_on"])
    there = set(fielding.classes.order_by().values_list("school_class_id", flat=True))
    wanted = {one.pk for one in chosen}
    lost = fielding.classes.exclude(school_class__in=wanted)
    # who was told, and who said no, is kept: the class may come back
    Ticket.objects.filter(asked_class__in=list(lost.values_list("pk", flat=True))).update(asked_class=None)
    lost.delete()
    _let_links_live(fielding)
    AskedClass.objects.bulk_create(AskedClass(fielding=fielding, school_class=one) for one in chosen if one.pk not in there)
    trail.write("change-fielding", by=by, on=fielding)
    return fielding


def cancel(*, fielding: Fielding, by: Who) -> None:
    """Throw a draft away, with who was told of it."""
    fielding = locked(fielding)
    _still(fielding, rules.DRAFT)
    codes.revoke_all(CHILD, list(ToldParent.objects.filter(ticket__fielding=fielding).values_list("pk", flat=True)))
    forget_letters(list(fielding.tickets.values_list("pk", flat=True)))
    trail.write("cancel-fielding", by=by, on=fielding)
    fielding.delete()


def open_fielding(*, fielding: Fielding, by: Who) -> Fielding:
    """Ask everybody, from today on. Twice, or in two windows at once, is once.

    The numbers of people are fixed now: answers are counted against them. A pupil under 16 of whom no parent was told in time is not
    asked. Raises RuleBroken 'no-one', 'over', 'long', 'not-told', 'no-questions'.
    """
    fielding = locked(fielding)  # a double click waits here
    if fielding.opened_at is not None:
        return fielding
    today = clock.today()
    if fielding.closes_on < today:
        raise RuleBroken("over", _("De laatste dag is al voorbij. Kies nieuwe dagen."), 422)
    _not_too_long(today, fielding.closes_on)
    _has_questions(fielding.version, fielding.voices)
    if rules.PUPIL in fielding.voices and (fielding.told_on is None or (today - fielding.told_on).days < TOLD_DAYS):
        raise RuleBroken(
            "not-told",
            _("Vertel ouders eerst dat hun kind gevraagd wordt; %(days)d dagen later kun je openen.") % {"days": TOLD_DAYS},
        )
    rows = {row.school_class_id: row for row in fielding.classes.select_related("school_class")}
    could = who_could([row.school_class for row in rows.values()], fielding.voices)
    could = could.without(rules.PUPIL, untold(fielding, could))
    if not any(could.totals.values()):
        raise RuleBroken("no-one", _("Er is nog niemand om te vragen. Zet eerst ouders of groepen in Driehoek."), 422)
    _fix(fielding, rows, could, today)
    tickets = _tickets(fielding, rows, could)
    _send(fielding, tickets, list(rows.values()))
    trail.write("open-fielding", by=by, on=fielding)
    return fielding


def extend(*, fielding: Fielding, closes_on: dt.date, by: Who) -> Fielding:
    """Another last day while it runs; links live along."""
    fielding = locked(fielding)
    _still(fielding, rules.OPEN)
    if closes_on < clock.today():
        raise RuleBroken("over", _("Kies vandaag of een dag daarna."), 422)
    _not_too_long(fielding.opens_on, closes_on)
    fielding.closes_on = closes_on
    fielding.save(update_fields=["closes_on"])
    _let_links_live(fielding)
    trail.write("extend-fielding", by=by, on=fielding)
    return fielding


def _let_links_live(fielding: Fielding) -> None:
    """As long as its days, whatever they were before."""
    ours = AccessCode.objects.filter(school_id=current_school_id(), revoked_at__isnull=True)
    people = Ticket.objects.filter(fielding=fielding).order_by().values("pk")
    told = ToldParent.objects.filter(ticket__fielding=fielding).order_by().values("pk")
    of_classes = fielding.classes.order_by().values("pk")
    about: Any
    for purpose, about in ((PERSONAL, people), (CLASS, of_classes), (CHILD, told)):
        ours.filter(purpose__startswith=f"{purpose}:", about__in=about).update(expires_at=codes_end(fielding))


def close_fielding(*, fielding: Fielding, by: Who) -> Fielding:
    """No answer comes in any more, and the result is made once. Doing it again changes nothing."""
    hold_shut(fielding)  # whoever sends just now is done first
    fielding = locked(fielding)
    if fielding.closed_at is not None:
        return fielding
    _still(fielding, rules.OPEN)
    fielding.closed_at = clock.now()
    fielding.save(update_fields=["closed_at"])
    forget_letters(list(fielding.tickets.values_list("pk", flat=True)))
    trail.write("close-fielding", by=by, on=fielding)
    _freeze(fielding)
    return fielding


def close_due() -> int:
    """Close what had its last day. Run by the worker within each school."""
    due = Fielding.objects.filter(opened_at__isnull=False, closed_at__isnull=True, closes_on__lt=clock.today())
    closed = 0
    for fielding in list(due):
        try:
            with transaction.atomic():  # one that stumbles keeps no other open
                closed += _close_if_due(fielding)
        except Exception:
            log.exception("A questionnaire could not be closed and is tried again")
    return closed


def _close_if_due(fielding: Fielding) -> bool:
    """Unless its last day was moved, or somebody closed it, since it was looked up."""
    hold_shut(fielding)
    now = locked(fielding)
    if now.closed_at is not None or now.closes_on >= clock.today():
        return False
    close_fielding(fielding=now, by=WORKER)
    return True


def locked(fielding: Fielding) -> Fielding:
    """The fielding as it is now, held until the end of this transaction."""
    row: Fielding = Fielding.objects.select_for_update(of=("self",)).select_related("version__instrument").get(pk=fielding.pk)
    return row


def codes_end(fielding: Fielding) -> dt.datetime:
    """Until when links work; after the last day they say that it is over."""
    return clock.end_of(fielding.closes_on) + dt.timedelta(days=CODE_DAYS)


def _freeze(fielding: Fielding) -> None:
    module = "driehoek.scans.services.freezing"
    if importlib.util.find_spec(module):
        importlib.import_module(module).freeze(fielding)


def _still(fielding: Fielding, state: str) -> None:
    now = rules.state_of(fielding.opened_at, fielding.closed_at)
    if now == state:
        return
    words = {
        rules.DRAFT: _("Deze vragenlijst staat nog niet uit."),
        rules.OPEN: _("Deze vragenlijst staat al uit."),
        rules.CLOSED: _("Deze vragenlijst is al gesloten."),
    }
    raise RuleBroken(f"is-{now}", words[now])


def _check(voices: Sequence[str], classes: list[SchoolClass], opens_on: dt.date, closes_on: dt.date) -> None:
    if not set(voices) or not set(voices) <= set(rules.VOICES):
        raise RuleBroken("no-voice", _("Kies wie je wilt vragen."), 422)
    if not classes and set(voices) != {rules.SCHOOL}:
        raise RuleBroken("no-class", _("Kies minstens één groep of klas."), 422)
    if trouble := one_class_trouble(voices, classes):
        raise RuleBroken("one-class", trouble, 422)
    if closes_on < opens_on:
        raise RuleBroken("days", _("De laatste dag kan niet voor de eerste liggen."), 422)
    _not_too_long(opens_on, closes_on)


def _has_questions(version: Version, voices: Sequence[str]) -> None:
    content = rules.as_content(version.content)
    silent = [voice for voice in _in_order(voices) if not (content.items_for(voice) or content.questions_for(voice))]
    if silent:
        words = {rules.PARENTS: _("ouders"), rules.SCHOOL: _("medewerkers"), rules.PUPIL: _("leerlingen")}
        missing = ", ".join(words[voice] for voice in silent)
        raise RuleBroken(
            "no-questions",
            _("In deze vragenlijst staan geen vragen voor: %(voices)s. Vul hem aan of kies een andere.") % {"voices": missing},
            422,
        )


def _not_too_long(opens_on: dt.date, closes_on: dt.date) -> None:
    if closes_on > longest_until(opens_on):
        raise RuleBroken("long", _("Dit is erg lang. Kies hoogstens tien weken."), 422)


def _in_order(voices: Sequence[str]) -> list[str]:
    return [voice for voice in rules.VOICES if voice in voices]


def _fix(fielding: Fielding, rows: dict[uuid.UUID, AskedClass], could: Could, today: dt.date) -> None:
    for class_id, row in rows.items():
        row.people, row.room = could.by_class[class_id], could.room[class_id]
    AskedClass.objects.bulk_update(rows.values(), ["people", "room"], batch_size=200)
    fielding.people, fielding.opens_on, fielding.opened_at = could.totals, today, clock.now()
    fielding.save(update_fields=["people", "opens_on", "opened_at"])


def _tickets(fielding: Fielding, rows: dict[uuid.UUID, AskedClass], could: Could) -> list[Ticket]:
    """One of everybody; a pupil of whom parents were told has one already. Who has a ticket and left, or was told too late, is gone."""
    there = {row.pupil_id: row for row in Ticket.objects.filter(fielding=fielding, voice=rules.PUPIL)}
    made = []
    for voice, people in could.people.items():
        made += [ticket_of(fielding, voice, one, rows) for one in people if one.key not in there]
    Ticket.objects.bulk_create(made, batch_size=500)
    here = {one.key: one.class_id for one in could.people.get(rules.PUPIL, ())}
    for key, row in there.items():
        class_id = here.get(key) if key else None
        row.gone, row.asked_class = class_id is None, rows[class_id] if class_id else row.asked_class
    Ticket.objects.bulk_update(there.values(), ["gone", "asked_class"], batch_size=500)
    return [*made, *there.values()]


def ticket_of(fielding: Fielding, voice: str, one: Person, rows: dict[uuid.UUID, AskedClass]) -> Ticket:
    return Ticket(
        fielding=fielding,
        voice=voice,
        asked_class=rows[one.class_id] if one.class_id else None,
        language=one.language,
        channel=one.channel,
        **{PERSON_OF[voice]: one.key},
    )


def reader_of(ticket: Ticket) -> uuid.UUID:
    """Whom a letter about this ticket is for."""
    key = ticket.guardian_id or ticket.staff_id or ticket.pupil_id
    if key is None:
        raise ValueError("a ticket of nobody")
    return key


def _send(fielding: Fielding, tickets: list[Ticket], rows: list[AskedClass]) -> None:
    """Links and codes for whom may answer, mails for whom has an address; the others get theirs on paper."""
    until = codes_end(fielding)
    asked = [one for one in tickets if not (one.gone or one.declined)]
    codes.issue_many(PERSONAL, [one.pk for one in asked], until, kinds=KINDS)
    if rules.PARENTS in fielding.voices:  # it is theirs: pupils answer by their own slip
        codes.issue_many(CLASS, [one.pk for one in rows], until, kinds=KINDS)
    mailed = [one for one in asked if one.channel == Channel.MAIL and one.voice in LETTER_OF]
    letters.put_many((reader_of(one), LETTER_OF[one.voice], one.pk, f"{LETTER_OF[one.voice]}:{one.pk}") for one in mailed)
    Ticket.objects.filter(fielding=fielding, channel=Channel.MAIL).exclude(voice=rules.PUPIL).update(sent_at=clock.now())
