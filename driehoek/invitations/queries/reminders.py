"""Who may be reminded now, and why the others are left in peace."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from driehoek import clock
from driehoek.invitations import rules
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion
from driehoek.outbox.models import Message, State

from .arriving import out_of_reach


def may_be_reminded(occasion: Occasion, now: dt.datetime) -> list[Invitation]:
    """Invitations that the stop rule leaves open; who is reached at no address is not reminded but gets a letter."""
    if occasion.cancelled_at is not None:
        return []
    rows = Invitation.objects.filter(occasion=occasion, reply__isnull=True, sent_at__isnull=False)
    rows = [row for row in rows if _stop(occasion, row, False, now) is None]
    lost = out_of_reach(occasion, rows)
    return [row for row in rows if row.pk not in lost]


def not_reached(own: ClassInvitation) -> list[Invitation]:
    """Of one class, who did not answer and is reached at no address; not who is left in peace."""
    rows = Invitation.objects.filter(class_invitation=own, channel=Channel.MAIL, reply__isnull=True, sent_at__isnull=False)
    rows = [row for row in rows if not row.is_let_go]
    lost = out_of_reach(own.occasion, rows)
    return [row for row in rows if row.pk in lost]


def first_on_paper(own: ClassInvitation) -> list[Invitation]:
    """Of one class, whose first printed letter is due; not who is left in peace."""
    rows = own.invitations.filter(channel=Channel.PAPER, sent_at__isnull=True, reply__isnull=True)
    return [row for row in rows if not row.is_let_go]


def may_be_reminded_on_paper(own: ClassInvitation) -> list[Invitation]:
    """Of one class, the homes that may get a printed reminder now."""
    allowed = may_be_reminded(own.occasion, clock.now())
    return [row for row in allowed if row.channel == Channel.PAPER and row.class_invitation_id == own.pk]


def _stop(occasion: Occasion, row: Invitation, answered: bool, now: dt.datetime) -> rules.Stop | None:
    return rules.why_no_reminder(
        sent_at=row.sent_at,
        answered=answered,
        reminders=row.reminders,
        reminded_at=row.reminded_at,
        starts_at=occasion.starts_at,
        now=now,
        stopped=row.is_let_go,
    )


A_DAY = dt.timedelta(days=1)


def just_told(rows: Iterable[Invitation], now: dt.datetime) -> int:
    """How many of these homes were mailed within a day that it moved or changed; one query."""
    letters = Message.objects.filter(letter="moved", about__in=[row.pk for row in rows], put_at__gt=now - A_DAY)
    found: int = letters.exclude(state=State.DROPPED).order_by().values("about").distinct().count()
    return found


@dataclass(frozen=True)
class ReminderPlan:
    """What a press on the button would do, and what it leaves alone."""

    mail: int
    paper: int
    answered: int
    too_soon: int
    twice: int
    stopped: int
    from_at: dt.datetime | None
    just_told: int = 0  # of those by mail: told within a day that it moved or changed

    @property
    def total(self) -> int:
        return self.mail + self.paper


def reminder_plan(occasion: Occasion) -> ReminderPlan:
    now = clock.now()
    rows = list(Invitation.objects.filter(occasion=occasion, sent_at__isnull=False, reply__isnull=True))
    stops = Counter(_stop(occasion, row, False, now) for row in rows)
    allowed = may_be_reminded(occasion, now)
    mail = sum(row.channel == Channel.MAIL for row in allowed)
    soon = [
        rules.reminder_from(row.sent_at, row.reminded_at)
        for row in rows
        if _stop(occasion, row, False, now) == rules.Stop.TOO_SOON
    ]
    return ReminderPlan(
        mail=mail,
        paper=len(allowed) - mail,
        answered=Invitation.objects.filter(occasion=occasion, reply__isnull=False).count(),
        too_soon=stops[rules.Stop.TOO_SOON],
        twice=stops[rules.Stop.TWICE],
        stopped=stops[rules.Stop.STOPPED],
        from_at=min(soon, default=None),
        just_told=just_told([row for row in allowed if row.channel == Channel.MAIL], now),
    )
