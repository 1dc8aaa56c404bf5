"""How sending goes: per sort of letter what waits, went and failed, how fast, and what comes next for who was not reached."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from driehoek import clock
from driehoek.invitations import rules_sending as rules
from driehoek.invitations.models import Channel, Invitation, Occasion
from driehoek.outbox.bounces import CAME_BACK, DEAD
from driehoek.outbox.models import Message, State
from driehoek.people.models import Guardian

from .arriving import Pair, dead_ends, families_of, living, may_go_again, still_failed
from .families import Family

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

    `guardians` are (key, name, what is known of the address) of whose mail failed.
    """

    invitation: Invitation
    guardians: list[tuple[uuid.UUID, str, rules.Address]]
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


def progress(occasion: Occasion) -> Progress:
    """Everything about the letters of one occasion. Twelve queries at most, whatever the number; homes are cut off in SQL."""
    now = clock.now()
    ours = Invitation.objects.filter(occasion=occasion).order_by().values("pk")
    letters = Message.objects.filter(about__in=ours).exclude(state=State.DROPPED)
    sorts = _sorts(letters, now)
    lost, more = _lost(occasion, sorts, now)
    return Progress(
        [sorts[name] for name in rules.LETTERS if name in sorts],
        _paper(occasion),
        _pace(letters, sorts, now),
        lost,
        more,
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


def _lost(occasion: Occasion, sorts: dict[str, Sort], now: dt.datetime) -> tuple[list[Lost], int]:
    """The first homes that something did not reach, and how many more there are."""
    if not any(one.failed or one.came_back for one in sorts.values()):
        return [], 0
    at_home = Guardian.objects.filter(pk=OuterRef("to"), household=OuterRef(OuterRef("household")))
    failed = still_failed(Message.objects.filter(Exists(at_home), about=OuterRef("pk")))
    homes = Invitation.objects.filter(Exists(failed), occasion=occasion)
    rows = list(
        homes.select_related("class_invitation__school_class", "reply", "occasion").order_by(
            "class_invitation__school_class__sort_key", "pk"
        )[:MOST]
    )
    more = homes.count() - MOST if len(rows) == MOST else 0
    keys = [row.pk for row in rows]
    found, dead = families_of(occasion, rows), dead_ends(occasion, keys)
    again = may_go_again(occasion, rows, found, dead)
    ours = Message.objects.filter(about__in=keys).exclude(state=State.DROPPED).order_by()
    faults: dict[uuid.UUID, list[Message]] = defaultdict(list)
    for one in still_failed(ours).order_by("put_at", "pk"):
        faults[one.about].append(one)
    got: dict[uuid.UUID, set[str]] = defaultdict(set)
    for about, letter in ours.values_list("about", "letter").distinct():
        got[about].add(letter)
    lines = [
        _line(row, faults[row.pk], found[row.household_id], got[row.pk], sorts, now, dead, row.pk in again)
        for row in rows
        if row.household_id in found
    ]
    return [line for line in lines if line is not None], max(more, 0)


def _line(
    row: Invitation,
    faults: list[Message],
    family: Family,
    got: set[str],
    sorts: Mapping[str, Sort],
    now: dt.datetime,
    dead: set[Pair],
    again: bool,
) -> Lost | None:
    names = {one.guardian_id: one.name for one in family.receivers}
    faults = [one for one in faults if one.to in names]
    if not faults:
        return None
    back = {one.to for one in faults if one.fault in DEAD}
    guardians = [
        (to, names[to], rules.address_of(dead=(row.pk, to) in dead, came_back=to in back))
        for to in dict.fromkeys(one.to for one in faults)
    ]
    since = min(one.put_at for one in faults)
    is_unreached = row.channel == Channel.MAIL and not living(row, family, dead)
    reply = getattr(row, "reply", None)
    missed = [
        name
        for name in rules.TO_EVERYBODY
        if is_unreached and name in sorts and name not in got and (sorts[name].last_put or since) > since
        if name != "practical" or (reply is not None and reply.coming)
    ]
    failed = list(dict.fromkeys(one.letter for one in faults))
    step = rules.next_for(
        again=again,
        unreached=is_unreached,
        may_ask=reply is None and not row.is_let_go and row.occasion.cancelled_at is None and now < row.occasion.starts_at,
        changed=bool({"moved", "cancelled"} & {*failed, *missed}) and now < row.occasion.ends_at,
        on_paper=row.channel == Channel.PAPER,
    )
    children = ", ".join(dict.fromkeys(child.given_name for child in family.children))
    return Lost(row, guardians, ", ".join(one.name for one in family.receivers), children, failed, missed, step)
