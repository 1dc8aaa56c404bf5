"""Do we reach all parents? Per class: what went out, what came back, and our next step. The same few queries for any school."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.invitations import rules, words
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Outcome
from driehoek.outbox.models import Message, State
from driehoek.web.charts import Row

from .arriving import dead_among, families_of, living, with_dead
from .changing import MOVE_SAID, OFF_SAID, Changed, changed, told_of, was_told
from .families import Family
from .open_replies import Unnamed, unnamed_by_class
from .steps import words_for
from .waiting import waited_long


@dataclass(frozen=True)
class ClassReach:
    """One class. Households, unless it says people. `said` did not come, but said something under their own name.

    While no family is known by name, `invited` is the number that somebody typed.
    """

    key: uuid.UUID
    name: str
    sender: str
    approved: bool
    in_mentors_name: bool
    invited: int
    reached: int
    answered: int
    coming: int
    people: int
    said: int
    step: rules.Step
    count: int
    unnamed: int = 0  # answers without a name, counted in with the others

    @property
    def step_words(self) -> str:
        return words_for(self.step, self.count, self.sender)

    @property
    def bar(self) -> Row:
        open_ = max(self.invited - self.answered, 0)
        beside = _("%(come)d komen · %(open)d nog niet") % {"come": self.coming, "open": open_}
        return Row(self.name, [self.coming, self.said], self.invited, beside)


@dataclass(frozen=True)
class NotArrived:
    """A family whom no mail reaches, with another way to offer."""

    invitation_id: uuid.UUID
    names: str
    children: str
    class_name: str
    class_key: uuid.UUID


@dataclass(frozen=True)
class Reach:
    classes: list[ClassReach]
    to_ask: int
    to_send: int
    remindable: int
    over: bool
    not_arrived: list[NotArrived]
    by_language: dict[str, tuple[int, int]]
    not_told: int  # families whom 'it moved' or 'it is off' did not reach, though they are written to by mail

    def total(self, name: str) -> int:
        return sum(getattr(one, name) for one in self.classes)

    @property
    def totals(self) -> dict[str, int]:
        return {name: self.total(name) for name in ("invited", "reached", "answered", "coming", "people", "said", "unnamed")}

    @property
    def bars(self) -> list[Row]:
        return [one.bar for one in self.classes if one.invited]


@dataclass(frozen=True)
class _Line:
    """One invitation, as far as reach counts it."""

    key: uuid.UUID
    household: uuid.UUID
    channel: str
    sent_at: dt.datetime | None
    reminders: int
    reminded_at: dt.datetime | None
    coming: int | None
    arrived: bool
    attempt_at: dt.datetime | None
    outcome: str
    language: str
    unreached: bool

    @property
    def answered(self) -> bool:
        return self.coming is not None

    @property
    def let_go(self) -> bool:
        return not self.answered and (self.attempt_at is not None or self.outcome == Outcome.NO_MORE)

    @property
    def reached(self) -> bool:
        return self.answered or self.arrived or (self.channel == Channel.PAPER and self.sent_at is not None)

    @property
    def lost(self) -> bool:
        return self.comes_back and not self.answered and not self.let_go

    @property
    def comes_back(self) -> bool:
        """Nothing arrives by mail: from every address of the home it comes back, or there is none any more."""
        return self.unreached and self.channel == Channel.MAIL


def reach(occasion: Occasion) -> Reach:
    """Everything that the screen of one occasion shows."""
    now = clock.now()
    rows = list(ClassInvitation.objects.filter(occasion=occasion).select_related("school_class", "sender"))
    waited = waited_long(rows)
    invited = _invited(occasion)
    found = families_of(occasion, invited)
    lines = _lines(occasion, invited, found)
    gave = words.givers(occasion)
    open_ = unnamed_by_class(occasion)
    classes = [_class(row, lines[row.pk], open_.get(row.pk, Unnamed()), gave, occasion, now, row.pk in waited) for row in rows]
    named = {row.pk: row for row in rows}
    return Reach(
        classes=classes,
        to_ask=sum(one.step == rules.Step.ASK for one in classes),
        to_send=sum(_to_send(row, lines[row.pk]) for row in rows if row.approved_at),
        remindable=sum(_remindable(one, occasion, now) for many in lines.values() for one in many),
        over=_nothing_goes_out(occasion, now),
        not_arrived=[] if _nothing_goes_out(occasion, now) else _not_arrived(named, lines, found),
        by_language=_by_language(lines),
        not_told=_not_told(occasion, invited, found) if now < occasion.ends_at else 0,
    )


def _not_told(occasion: Occasion, invited: list[Any], found: Mapping[uuid.UUID, Family]) -> int:
    """Of who is written to by mail: to whom no letter of the change went that still stands as sent. Two queries at most."""
    off = occasion.cancelled_at
    happened = changed(occasion) if off is None and any(row.has_news for row in invited) else Changed()
    if off is None and not was_told(happened):
        return 0
    count = 0
    for row in invited:
        since = off or told_of(happened, row.class_invitation_id)
        family = found.get(row.household_id)
        if since is None or row.sent_at is None or row.channel != Channel.MAIL or family is None or not family.letters:
            continue
        count += row.heard_at is None or row.heard_at < since
    return count


def _by_language(lines: dict[uuid.UUID, list[_Line]]) -> dict[str, tuple[int, int]]:
    """Families that were asked, and that answered, by the language that they are written to in."""
    found: dict[str, tuple[int, int]] = {}
    for line in (one for many in lines.values() for one in many if one.sent_at is not None):
        asked, answered = found.get(line.language, (0, 0))
        found[line.language] = asked + 1, answered + line.answered
    return found


def _to_send(row: ClassInvitation, lines: list[_Line]) -> int:
    """Families that a press on the button would ask; of a class without names all that were typed, until its link is out."""
    if not lines:
        return row.school_class.family_count or 0 if row.sent_at is None else 0
    return sum(_waits(one) for one in lines if _by_mail(row, one))


def _waits(line: _Line) -> bool:
    return line.sent_at is None and not line.answered


def _by_mail(row: ClassInvitation, line: _Line) -> bool:
    """Paper counts as to be sent only until the class is released; after that it is to be printed."""
    return line.channel == Channel.MAIL or row.sent_at is None


def _invited(occasion: Occasion) -> list[Any]:
    """Invitations with their reply, whether a mail arrived and one died, and when the last went that says what changed."""
    letters = Message.objects.filter(about=OuterRef("pk"))
    said = letters.filter(letter__in=MOVE_SAID if occasion.cancelled_at is None else OFF_SAID)
    rows = Invitation.objects.filter(occasion=occasion).select_related("reply").annotate(
        arrived=Exists(letters.filter(letter__in=("invitation", "reminder"), state=State.SENT)),
        has_news=Exists(letters.filter(letter="moved")),
        heard_at=Subquery(said.filter(state__in=(State.SENT, State.WAITING)).order_by("-put_at").values("put_at")[:1]),
    )  # fmt: skip
    return list(with_dead(rows).order_by())


def _lines(occasion: Occasion, invited: list[Any], found: Mapping[uuid.UUID, Family]) -> dict[uuid.UUID, list[_Line]]:
    dead = dead_among(occasion, invited)
    lines: dict[uuid.UUID, list[_Line]] = defaultdict(list)
    for row in invited:
        family = found.get(row.household_id)
        lost = family is not None and row.sent_at is not None and not living(row, family, dead)
        reply = getattr(row, "reply", None)
        lines[row.class_invitation_id].append(
            _Line(
                row.pk, row.household_id, row.channel, row.sent_at, row.reminders, row.reminded_at,
                reply.coming if reply else None, row.arrived, row.attempt_at, row.attempt_outcome, row.language, lost,
            )
        )  # fmt: skip
    return lines


def _remindable(line: _Line, occasion: Occasion, now: dt.datetime) -> bool:
    if occasion.cancelled_at is not None:
        return False
    stop = rules.why_no_reminder(
        sent_at=line.sent_at,
        answered=line.answered,
        reminders=line.reminders,
        reminded_at=line.reminded_at,
        starts_at=occasion.starts_at,
        now=now,
        stopped=line.let_go,
    )
    return stop is None and not line.comes_back


def _nothing_goes_out(occasion: Occasion, now: dt.datetime) -> bool:
    return occasion.cancelled_at is not None or now >= occasion.ends_at


def _callable(line: _Line, occasion: Occasion, now: dt.datetime) -> bool:
    stop = rules.why_no_attempt(
        sent_at=line.sent_at,
        answered=line.answered,
        reminders=line.reminders,
        stopped=line.let_go,
        starts_at=occasion.starts_at,
        now=now,
    )
    return stop is None


def _class(
    row: ClassInvitation,
    lines: list[_Line],
    open_: Unnamed,
    gave: set[uuid.UUID],
    occasion: Occasion,
    now: dt.datetime,
    waited: bool,
) -> ClassReach:
    answered = [line for line in lines if line.answered]
    unsent = [line for line in lines if _waits(line)]
    counts = rules.ClassCounts(
        invited=len(lines) or row.school_class.family_count or open_.answers,
        approved=row.approved_at is not None,
        has_mentor=row.sender is not None and bool(row.sender.email),
        to_send=sum(_by_mail(row, line) for line in unsent),
        to_print=sum(not _by_mail(row, line) and not line.let_go for line in unsent),
        failed=sum(line.lost for line in lines),
        answered=len(answered) + open_.answers,
        remindable=sum(_remindable(line, occasion, now) for line in lines),
        to_call=sum(_callable(line, occasion, now) for line in lines),
        let_go=sum(line.let_go for line in lines),
        waited_long=waited,
        over=_nothing_goes_out(occasion, now),
        nameless=not lines,
        link_is_out=row.sent_at is not None,
        unnamed=open_.answers,
    )
    step, count = rules.next_step(counts)
    return ClassReach(
        key=row.pk,
        name=row.school_class.name,
        sender=str(row.sender or ""),
        approved=counts.approved,
        in_mentors_name=bool(row.sender and row.sender.user_id and row.sender.user_id == row.approved_by_id),
        invited=counts.invited,
        reached=sum(line.reached for line in lines) + open_.answers,
        answered=counts.answered,
        coming=sum((line.coming or 0) > 0 for line in answered) + open_.coming,
        people=sum(line.coming or 0 for line in answered) + open_.people,
        said=sum(line.coming == 0 and line.household in gave for line in answered),
        step=step,
        count=count,
        unnamed=open_.answers,
    )


def _not_arrived(
    rows: dict[uuid.UUID, ClassInvitation], lines: dict[uuid.UUID, list[_Line]], found: Mapping[uuid.UUID, Family]
) -> list[NotArrived]:
    lost = [(rows[key], line) for key, many in lines.items() if key in rows for line in many if line.lost]
    return [
        NotArrived(
            line.key,
            ", ".join(one.name for one in found[line.household].receivers),
            _names(child.given_name for child in found[line.household].children),
            row.school_class.name,
            row.pk,
        )
        for row, line in lost
        if line.household in found
    ]


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
