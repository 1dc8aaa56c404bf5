"""Reminders: twice at most, for who is still asked, without anybody seeing who that is. The letter itself finds out who answered."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Channel
from driehoek.outbox import letters
from driehoek.scans import rules
from driehoek.scans.models import AskedClass, Fielding, Ticket
from driehoek.scans.rules_asking import DAYS_BETWEEN, KINDS, MOST_REMINDERS, PERSONAL

from .asking import codes_end, locked, reader_of

LETTER = {rules.PARENTS: "scan_reminder", rules.SCHOOL: "scan_reminder_staff"}


@dataclass(frozen=True)
class Reminded:
    """To how many people it went, whether or not they answered: `mails` in the outbox, `paper` to be printed."""

    mails: int
    paper: int


def remindable(fielding: Fielding, now: dt.datetime) -> QuerySet[Ticket]:
    """Who is reminded now if somebody presses the button: everybody, also who answered or wants no more. Pupils hear it in class."""
    rows = Ticket.objects.filter(fielding=fielding, gone=False, declined=False, sent_at__isnull=False)
    rows = rows.filter(reminders__lt=MOST_REMINDERS).exclude(voice=rules.PUPIL)
    before = now - dt.timedelta(days=DAYS_BETWEEN)
    found: QuerySet[Ticket] = rows.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=before), sent_at__lte=before)
    return found


def remind(*, fielding: Fielding, by: Who) -> Reminded:
    """By mail to everybody who may be reminded; on paper they wait to be printed. Twice in a row is once.

    Leaves a line on the fielding alone. Raises RuleBroken when it does not run.
    """
    fielding = _running(fielding)
    now = clock.now()
    rows = list(remindable(fielding, now).filter(channel=Channel.MAIL))
    give_codes(fielding, rows)
    letters.put_many(
        (reader_of(one), LETTER[one.voice], one.pk, f"{LETTER[one.voice]}:{one.pk}:{one.reminders + 1}") for one in rows
    )
    paper = remindable(fielding, now).filter(channel=Channel.PAPER).count()
    _count(rows, now)
    trail.write("remind-fielding", by=by, on=fielding)
    return Reminded(len(rows), paper)


def take_paper(*, fielding: Fielding, asked_class: AskedClass | None, reminder: bool = False, by: Who) -> list[uuid.UUID]:
    """The letters on paper that are due now, counted as given: of a class, or (None) of staff without e-mail.

    A reminder on paper goes to everybody who got a letter: 'did you answer? thank you'. Keys of tickets.
    """
    fielding = _running(fielding)
    now = clock.now()
    if reminder:
        rows = remindable(fielding, now)
    else:
        rows = Ticket.objects.filter(fielding=fielding, gone=False, declined=False, sent_at__isnull=True)
        rows = rows.exclude(voice=rules.PUPIL)
    due = list(rows.filter(channel=Channel.PAPER, asked_class=asked_class))
    give_codes(fielding, due)
    if reminder:
        _count(due, now)
    else:
        _update(due, sent_at=now)
    trail.write("print-fielding-reminders" if reminder else "print-fielding-letters", by=by, on=fielding)
    return [one.pk for one in due]


def give_codes(fielding: Fielding, rows: list[Ticket]) -> None:
    """A personal link and a printed code for whom has none any more."""
    has = codes.codes_for(PERSONAL, [one.pk for one in rows]) if len(rows) <= 500 else _codes_of_many(rows)
    codes.issue_many(PERSONAL, [one.pk for one in rows if one.pk not in has], codes_end(fielding), kinds=KINDS)


def _codes_of_many(rows: list[Ticket]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for start in range(0, len(rows), 500):
        found |= set(codes.codes_for(PERSONAL, [one.pk for one in rows[start : start + 500]]))
    return found


def _count(rows: list[Ticket], now: dt.datetime) -> None:
    _update(rows, reminders=F("reminders") + 1, reminded_at=now)


def _update(rows: list[Ticket], **values: object) -> None:
    keys = [one.pk for one in rows]
    for start in range(0, len(keys), 500):
        Ticket.objects.filter(pk__in=keys[start : start + 500]).update(**values)


def _running(fielding: Fielding) -> Fielding:
    held = locked(fielding)
    if rules.state_of(held.opened_at, held.closed_at) != rules.OPEN or held.closes_on < clock.today():
        raise RuleBroken("not-open", _("Deze vragenlijst loopt niet (meer)."))
    return held
