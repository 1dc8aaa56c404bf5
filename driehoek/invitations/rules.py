"""What holds for asking people: the stop rule, who is asked through whom, what is our next step. Plain values only."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from driehoek.library import texts

MOST_REMINDERS = 2
DAYS_BETWEEN = 3
CODE_DAYS = 60  # after the occasion: so long a family can open the report with its own code
MOST_PEOPLE = 6
LONGEST_WORDS = 2000
LONGEST_NEED = 300
LONGEST_CHILD_NAME = 100
PARENT_LANGUAGES = texts.PARENT_LANGUAGES
CLASS_LINK = "class"  # purpose of the codes of a class


@dataclass(frozen=True)
class ChildInClass:
    class_id: uuid.UUID
    class_order: str
    born_on: dt.date | None = None


def youngest(children: Sequence[ChildInClass]) -> ChildInClass:
    """The child through whose class a household is invited: born last, or, when a birthday is unknown, in the first class."""
    in_order = sorted(children, key=lambda child: (child.class_order, str(child.class_id)))
    born = [child.born_on for child in in_order if child.born_on is not None]
    if len(born) < len(in_order):
        return in_order[0]
    return next(child for child in in_order if child.born_on == max(born))


def letter_language(first_guardian: str) -> str:
    """The language of a letter: what the first guardian chose when we write it, otherwise Dutch."""
    return first_guardian if first_guardian in PARENT_LANGUAGES else "nl"


class Stop(StrEnum):
    """Why a household gets no reminder now."""

    NOT_ASKED = "not_asked"
    ANSWERED = "answered"
    TWICE = "twice"
    TOO_SOON = "too_soon"
    STOPPED = "stopped"  # spoken to, or they asked for no more
    FIRST_REMIND = "first_remind"  # the personal attempt comes after the reminders
    OVER = "over"


def why_no_reminder(
    *,
    sent_at: dt.datetime | None,
    answered: bool,
    reminders: int,
    reminded_at: dt.datetime | None,
    starts_at: dt.datetime,
    now: dt.datetime,
    stopped: bool = False,
) -> Stop | None:
    """The stop rule: two reminders at most, three days apart, none after an answer ('no' is one) or once it has begun.

    `stopped`: the one personal attempt was made, or they asked for no more reminders.

    None means that a reminder is allowed.
    """
    if answered:
        return Stop.ANSWERED
    if now >= starts_at:
        return Stop.OVER
    if stopped:
        return Stop.STOPPED
    if sent_at is None:
        return Stop.NOT_ASKED
    if reminders >= MOST_REMINDERS:
        return Stop.TWICE
    if now < reminder_from(sent_at, reminded_at):
        return Stop.TOO_SOON
    return None


def why_no_attempt(
    *,
    sent_at: dt.datetime | None,
    answered: bool,
    reminders: int,
    stopped: bool,
    starts_at: dt.datetime,
    now: dt.datetime,
) -> Stop | None:
    """Why nobody of the school may try in person: one attempt, after both reminders, never after an answer. None: may."""
    if answered:
        return Stop.ANSWERED
    if now >= starts_at:
        return Stop.OVER
    if stopped:
        return Stop.STOPPED
    if sent_at is None:
        return Stop.NOT_ASKED
    return None if reminders >= MOST_REMINDERS else Stop.FIRST_REMIND


def reminder_from(sent_at: dt.datetime, reminded_at: dt.datetime | None) -> dt.datetime:
    """The first moment at which a next reminder may go out."""
    return max(sent_at, reminded_at or sent_at) + dt.timedelta(days=DAYS_BETWEEN)


def may_answer(day_ends: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> bool:
    """An answer can be given and changed until the day of the occasion is over."""
    return now <= max(day_ends, ends_at)


class Step(StrEnum):
    """Our next step for a class: what the school does, never what a family lacks."""

    CHOOSE = "choose"  # no mentor: the school itself approves
    ASK = "ask"  # ask the mentor to look and agree
    SEND = "send"
    OPEN_LINK = "open_link"  # no family is known by name: make the link of the class
    SPREAD = "spread"  # hand that link out
    MATCH = "match"  # say whose the answers without a name are
    OTHER_WAY = "other_way"  # mail did not arrive: print a letter
    PRINT = "print"
    REMIND = "remind"
    WAIT = "wait"
    CALL = "call"  # two reminders went out: one personal attempt, then stop
    DONE = "done"
    OVER = "over"
    NOBODY = "nobody"


@dataclass(frozen=True)
class ClassCounts:
    """Where the invitation of a class stands, in households."""

    invited: int
    approved: bool
    has_mentor: bool
    to_send: int
    to_print: int
    failed: int
    answered: int
    remindable: int
    to_call: int
    over: bool
    nameless: bool = False  # `invited` is what somebody typed
    link_is_out: bool = False
    unnamed: int = 0  # answers without a name
    let_go: int = 0  # without an answer, and we leave them in peace
    waited_long: bool = False  # the mentor was asked days ago


def next_step(counts: ClassCounts) -> tuple[Step, int]:
    """The first thing to do, with the number of families that it is about."""
    if counts.invited == 0:
        return Step.NOBODY, 0
    if counts.over:
        return Step.OVER, 0
    if not counts.approved:
        return (Step.ASK if counts.has_mentor and not counts.waited_long else Step.CHOOSE), counts.invited
    if counts.nameless:
        return _without_names(counts)
    return _after_approval(counts)


def _without_names(counts: ClassCounts) -> tuple[Step, int]:
    if not counts.link_is_out:
        return Step.OPEN_LINK, counts.invited
    left = counts.invited - counts.answered
    return (Step.SPREAD, left) if left > 0 else (Step.DONE, 0)


def _after_approval(counts: ClassCounts) -> tuple[Step, int]:
    ordered: Iterable[tuple[Step, int]] = (
        (Step.SEND, counts.to_send),
        (Step.OTHER_WAY, counts.failed),
        (Step.PRINT, counts.to_print),
        (Step.MATCH, counts.unnamed),
        (Step.REMIND, counts.remindable),
        (Step.CALL, counts.to_call),
        (Step.WAIT, counts.invited - counts.answered - counts.let_go),
    )
    return next(((step, count) for step, count in ordered if count > 0), (Step.DONE, counts.let_go))
