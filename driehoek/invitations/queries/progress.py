"""How sending goes: per sort of letter what waits, went and failed, how fast, and what comes next for who was not reached."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Min, Q

from driehoek import clock
from driehoek.invitations import rules_sending as rules
from driehoek.invitations.models import Channel, Invitation, Occasion
from driehoek.outbox.bounces import CAME_BACK
from driehoek.outbox.models import Message, State

from .arriving import dead_letters, unreached
from .families import Family, families

WINDOW = dt.timedelta(minutes=5)
MOST = 100  # families on one page


@dataclass
class Sort:
    """Letters of one sort, in letters. `later` wait for a moment that was set; `slowed` were put off by the mail server."""

    letter: str
    waiting: int = 0
    later: int = 0
    slowed: int = 0
    sent: int = 0
    failed: int = 0
    came_back: int = 0
    last_put: dt.datetime | None = None
    first_due: dt.datetime | None = None

    @property
    def total(self) -> int:
        return self.waiting + self.sent + self.failed + self.came_back


@dataclass(frozen=True)
class Paper:
    """Letters of one class on paper: how many families are still to get theirs, and how many have it."""

    key: uuid.UUID
    name: str
    to_print: int
    printed: int


@dataclass(frozen=True)
class Lost:
    """A family that something did not reach. `letters` did not arrive, `missed` were not even sent to dead addresses.

    `guardians` are (key, name, whether the address was corrected since) of whose mail failed.
    """

    invitation: Invitation
    guardians: list[tuple[uuid.UUID, str, bool]]
    names: str
    children: str
    letters: list[str]
    missed: list[str]
    step: rules.Next


@dataclass(frozen=True)
class Progress:
    sorts: list[Sort]
    paper: list[Paper]
    pace: rules.Pace
    lost: list[Lost]
    more_lost: int = 0

    def total(self, name: str) -> int:
        return sum(getattr(one, name) for one in self.sorts)

    @property
    def totals(self) -> dict[str, int]:
        return {name: self.total(name) for name in ("waiting", "later", "slowed", "sent", "failed", "came_back", "total")}

    @property
    def is_busy(self) -> bool:
        """Something goes on by itself: who looks sees it change."""
        return self.total("waiting") > self.total("later")


@dataclass
class _Home:
    failed: list[tuple[str, uuid.UUID, dt.datetime]] = field(default_factory=list)
    dead: set[uuid.UUID] = field(default_factory=set)


def progress(occasion: Occasion) -> Progress:
    """Everything about the letters of one occasion. Eight queries at most, whatever the number."""
    now = clock.now()
    ours = Invitation.objects.filter(occasion=occasion).order_by().values("pk")
    letters = Message.objects.filter(about__in=ours).exclude(state=State.DROPPED)
    sorts = _sorts(letters, now)
    lost = _lost(occasion, letters, sorts, now)
    return Progress(
        [sorts[name] for name in rules.LETTERS if name in sorts],
        _paper(occasion),
        _pace(letters, sorts, now),
        lost[:MOST],
        max(len(lost) - MOST, 0),
    )


def _sorts(letters: Any, now: dt.datetime) -> dict[str, Sort]:
    waits = Q(state=State.WAITING)
    found: dict[str, Sort] = {}
    rows = letters.order_by().values("letter").annotate(
        waiting=Count("pk", filter=waits),
        later=Count("pk", filter=waits & Q(due_at__gt=now, attempts=0)),
        slowed=Count("pk", filter=waits & Q(attempts__gt=0, lease_until__isnull=True)),
        sent=Count("pk", filter=Q(state=State.SENT)),
        failed=Count("pk", filter=Q(state=State.FAILED) & ~Q(fault=CAME_BACK)),
        came_back=Count("pk", filter=Q(state=State.FAILED, fault=CAME_BACK)),
        last_put=Max("put_at"),
        first_due=Min("due_at", filter=waits),
    )  # fmt: skip
    for row in rows:
        found[row["letter"]] = Sort(**row)
    return found


def _pace(letters: Any, sorts: dict[str, Sort], now: dt.datetime) -> rules.Pace:
    waiting = sum(one.waiting - one.later for one in sorts.values())
    if not waiting:
        return rules.Pace(0, None, False)
    recent = letters.filter(state=State.SENT, sent_at__gt=now - WINDOW).order_by()
    went, first = recent.aggregate(went=Count("pk"), first=Min("sent_at")).values()
    due = min((one.first_due for one in sorts.values() if one.first_due is not None), default=None)
    return rules.pace(waiting=waiting, went=went, since=first, due_since=due, now=now)


def _paper(occasion: Occasion) -> list[Paper]:
    rows = Invitation.objects.filter(occasion=occasion, channel=Channel.PAPER, class_invitation__sent_at__isnull=False)
    still = Q(sent_at__isnull=True, reply__isnull=True)
    counted = rows.order_by("class_invitation__school_class__sort_key", "class_invitation_id").values_list(
        "class_invitation_id", "class_invitation__school_class__name"
    )
    found = counted.annotate(to_print=Count("pk", filter=still), printed=Count("pk", filter=Q(sent_at__isnull=False)))
    return [Paper(key, name, to_print, printed) for key, name, to_print, printed in found if to_print or printed]


def _lost(occasion: Occasion, letters: Any, sorts: dict[str, Sort], now: dt.datetime) -> list[Lost]:
    if not any(one.failed or one.came_back for one in sorts.values()):
        return []
    homes = _failed(letters)
    rows = Invitation.objects.filter(pk__in=list(homes)).select_related("class_invitation__school_class", "reply", "occasion")
    rows = rows.annotate(is_unreached=ExpressionWrapper(unreached(), output_field=BooleanField()))
    rows = list(rows.order_by("class_invitation__school_class__sort_key", "pk"))
    classes = list(occasion.class_invitations.values_list("school_class_id", flat=True))
    found = families(classes, [row.household_id for row in rows])
    got: dict[uuid.UUID, set[str]] = defaultdict(set)
    for about, letter in letters.filter(about__in=list(homes)).order_by().values_list("about", "letter").distinct():
        got[about].add(letter)
    lines = [
        _line(row, homes[row.pk], found[row.household_id], got[row.pk], sorts, now) for row in rows if row.household_id in found
    ]
    return [line for line in lines if line is not None]


def _failed(letters: Any) -> dict[uuid.UUID, _Home]:
    """By invitation, the letters that failed, unless a later one arrived there or the same goes again."""
    failed = letters.filter(state=State.FAILED)
    homes: dict[uuid.UUID, _Home] = defaultdict(_Home)
    dead = set(dead_letters(failed).order_by().values_list("pk", flat=True))
    for key, about, to, letter, put_at in failed.order_by("put_at", "pk").values_list("pk", "about", "to", "letter", "put_at"):
        homes[about].failed.append((letter, to, put_at))
        (homes[about].dead.add if key in dead else homes[about].dead.discard)(to)  # the last one says
    later = letters.filter(state__in=(State.SENT, State.WAITING), about__in=list(homes)).order_by()
    for about, to, letter, put_at, state in later.values_list("about", "to", "letter", "put_at", "state"):
        homes[about].failed = [
            one
            for one in homes[about].failed
            if not (one[1] == to and one[2] <= put_at and (state == State.SENT or one[0] == letter))
        ]
    return {about: home for about, home in homes.items() if home.failed}


def _line(row: Invitation, home: _Home, family: Family, got: set[str], sorts: dict[str, Sort], now: dt.datetime) -> Lost | None:
    names = {one.guardian_id: one.name for one in family.receivers}
    guardians = [(to, names[to], to not in home.dead) for to in dict.fromkeys(to for _l, to, _at in home.failed) if to in names]
    if not guardians:
        return None
    since = min(at for _letter, _to, at in home.failed)
    unreached_ = bool(getattr(row, "is_unreached", False)) and row.channel == Channel.MAIL
    reply = getattr(row, "reply", None)
    missed = [
        name
        for name in rules.TO_EVERYBODY
        if unreached_ and name in sorts and name not in got and (sorts[name].last_put or since) > since
        if name != "practical" or (reply is not None and reply.coming)
    ]
    failed = list(dict.fromkeys(letter for letter, _to, _at in home.failed))
    step = rules.next_for(
        corrected=any(better for _key, _name, better in guardians),
        unreached=unreached_,
        may_ask=reply is None and not row.is_let_go and row.occasion.cancelled_at is None and now < row.occasion.starts_at,
        changed=bool({"moved", "cancelled"} & {*failed, *missed}) and now < row.occasion.ends_at,
        on_paper=row.channel == Channel.PAPER,
    )
    children = ", ".join(dict.fromkeys(child.given_name for child in family.children))
    return Lost(row, guardians, ", ".join(one.name for one in family.receivers), children, failed, missed, step)
