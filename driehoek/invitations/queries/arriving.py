"""At which homes and addresses letters arrive, and so how each home hears something: the one place that decides it."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower, Trim

from driehoek import clock
from driehoek.invitations import rules_sending as rules
from driehoek.invitations.models import Channel, ClassInvitation, DeadAddress, Invitation, Occasion
from driehoek.outbox.bounces import DEAD
from driehoek.outbox.models import Message, State

from .families import Family, families

Pair = tuple[uuid.UUID, uuid.UUID]
NONE: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class Ways:
    """How homes hear what goes to everybody: each in one way.

    `mails` are (guardian, invitation, number of the letter within the family). `on_paper` homes get no mail: nobody there has an
    address where letters arrive, or they want paper. `nobody` are homes where nobody may be written to any more.
    """

    mails: list[tuple[uuid.UUID, uuid.UUID, int]]
    by_mail: AbstractSet[uuid.UUID]
    on_paper: list[Invitation]
    nobody: list[Invitation]
    without_address: AbstractSet[uuid.UUID] = NONE  # of those on paper: where nobody has an address for mail


def ways(occasion: Occasion, rows: Iterable[Invitation], *, heard: AbstractSet[uuid.UUID] = NONE, is_out: bool = False) -> Ways:
    """Three queries, whatever the number. `heard` had this letter by mail already; when it `is_out`, all others get it on paper."""
    rows = list(rows)
    found = families_of(occasion, rows)
    dead = dead_among(occasion, rows)
    mails: list[tuple[uuid.UUID, uuid.UUID, int]] = []
    by_mail: set[uuid.UUID] = set()
    on_paper, nobody, without = [], [], set()
    for row in rows:
        family = found.get(row.household_id)
        alive = living(row, family, dead)
        if row.pk in heard:
            by_mail.add(row.pk)
        elif family is None:
            nobody.append(row)
        elif alive and not is_out:
            by_mail.add(row.pk)
            mails += [(guardian, row.pk, number) for guardian, number in alive.items()]
        else:
            on_paper.append(row)
            if not family.letters:
                without.add(row.pk)
    return Ways(mails, by_mail, on_paper, nobody, without)


def families_of(occasion: Occasion, rows: Collection[Invitation]) -> dict[uuid.UUID, Family]:
    """By household, those of these invitations that may still be written to."""
    if not rows:
        return {}
    classes = ClassInvitation.objects.filter(occasion=occasion).order_by().values("school_class_id")
    return families(classes, [row.household_id for row in rows])


def living(row: Invitation, family: Family | None, dead: AbstractSet[Pair]) -> dict[uuid.UUID, int]:
    """{guardian: number of the letter within the family} of this home, for each address where letters arrive; none on paper."""
    if family is None or row.channel != Channel.MAIL:
        return {}
    return {
        group[0].guardian_id: number
        for number, group in enumerate(family.letters)
        if not any((row.pk, one.guardian_id) in dead for one in group)
    }


def out_of_reach(occasion: Occasion, rows: Iterable[Invitation]) -> set[uuid.UUID]:
    """Of these: homes that were invited by mail, and get none now. What waits says nothing about an address that failed."""
    return {row.pk for row in ways(occasion, (one for one in rows if one.channel == Channel.MAIL)).on_paper}


def with_dead(rows: Any) -> Any:
    """Invitations that know whether a letter about them died: then nobody asks where, if none did."""
    return rows.annotate(has_dead=Exists(dead_letters(Message.objects.filter(about=OuterRef("pk")))))


def dead_among(occasion: Occasion, rows: Iterable[Invitation]) -> set[Pair]:
    """`dead_ends` of these invitations, without a query when they all know that there are none."""
    return dead_ends(occasion) if any(getattr(row, "has_dead", True) for row in rows) else set()


def dead_ends(occasion: Occasion, only: Collection[uuid.UUID] | None = None) -> set[Pair]:
    """(invitation, guardian) whose last letter failed at the address that stands now. One query."""
    ours = Invitation.objects.filter(occasion=occasion).order_by().values("pk") if only is None else only
    later = Message.objects.filter(about=OuterRef("about"), to=OuterRef("to"), state=State.SENT, put_at__gte=OuterRef("put_at"))
    rows = dead_letters(Message.objects.filter(about__in=ours)).filter(~Exists(later))
    return set(rows.order_by().values_list("about", "to"))


def dead_letters(letters: Any) -> Any:
    """Of these letters: those that failed because nothing arrives at their address, unless that has been corrected since."""
    corrected = DeadAddress.objects.filter(message=OuterRef("pk")).alias(
        was=Lower("email"), stands=Lower(Trim("guardian__email"))
    )
    return letters.filter(~Exists(corrected.exclude(stands="").exclude(stands=F("was"))), state=State.FAILED, fault__in=DEAD)


def still_failed(letters: Any) -> Any:
    """Of these letters: those that failed, unless the same goes or went again, or is not wanted any more.

    A question is answered for by any letter that arrived since: it says the same, or comes too late.
    """
    same = Message.objects.filter(about=OuterRef("about"), to=OuterRef("to"), put_at__gte=OuterRef("put_at"))
    same = same.exclude(pk=OuterRef("pk"))
    again = same.filter(letter=OuterRef("letter")).exclude(state=State.FAILED)
    asked = same.filter(Q(state=State.SENT) | Q(state=State.WAITING, letter__in=rules.ASKING))
    return letters.filter(~Exists(again), state=State.FAILED).exclude(Exists(asked), letter__in=rules.ASKING)


def may_go_again(
    occasion: Occasion, rows: Collection[Invitation], found: Mapping[uuid.UUID, Family], dead: AbstractSet[Pair]
) -> dict[uuid.UUID, list[Message]]:
    """By invitation, the failed letters that may go once more: to who has a living address, within the stop rule, and not two
    questions to one reader. `rows` come with their reply. One query."""
    now = clock.now()
    named = {row.pk: row for row in rows}
    last: dict[uuid.UUID, dict[tuple[str, uuid.UUID], Message]] = {}
    for one in still_failed(Message.objects.filter(about__in=list(named))).order_by("put_at", "pk"):
        last.setdefault(one.about, {})[one.letter, one.to] = one
    out = {}
    for about, letters in last.items():
        row, family = named[about], found.get(named[about].household_id)
        alive = living(row, family, dead)
        readers = (
            {one.guardian_id for group in family.letters if group[0].guardian_id in alive for one in group} if family else set()
        )
        reply = getattr(row, "reply", None)
        home = rules.Standing(
            answered=reply is not None,
            comes=reply is not None and reply.coming > 0,
            let_go=row.is_let_go,
            on_paper=row.channel == Channel.PAPER,
            cancelled=occasion.cancelled_at is not None,
            begun=now >= occasion.starts_at,
            over=now >= occasion.ends_at,
        )
        ready = [
            one
            for (letter, to), one in letters.items()
            if to in readers and rules.may_go_again(letter, home) and not (letter == "reminder" and ("invitation", to) in letters)
        ]
        if ready:
            out[about] = ready
    return out
