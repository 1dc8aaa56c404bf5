"""The states of an activity, what it waits for, and which are taken along to a next year. Plain values; no Django."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from .rules import ACTIVITY_TRANSITIONS

IDEA, PLANNED, DONE, STOPPED = "idea", "planned", "done", "stopped"
FORWARD = ("plan", "hold", "stop", "unplan", "unhold", "revive")  # verbs that a screen offers
KEEP, ADAPT = "keep", "adapt"
MOST_ACTIVITIES = 300  # of one plan
MOST_PEOPLE = 20_000  # that came, or were meant to
EARLIEST, FURTHEST = dt.timedelta(days=2 * 366), dt.timedelta(days=4 * 366)  # around the day on which a day is typed


def may_turn(state: str, verb: str) -> bool:
    return state in ACTIVITY_TRANSITIONS[verb][0]


def becomes(verb: str) -> str:
    return ACTIVITY_TRANSITIONS[verb][1]


def back(before: str, after: str) -> str:
    """The verb that brings an activity from `after` to `before` again."""
    return next(verb for verb, (froms, to) in ACTIVITY_TRANSITIONS.items() if after in froms and to == before)


def can_be_meant(day: dt.date, today: dt.date) -> bool:
    """Whether a day of an activity can be meant: not years ago, not years away."""
    return today - EARLIEST <= day <= today + FURTHEST


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What of an activity decides what it waits for. `has_say`: it says where parents get a say."""

    state: str
    planned_on: dt.date | None = None
    has_ambition: bool = True
    has_lead: bool = True
    is_procedure: bool = False
    has_say: bool = False
    came: int | None = None
    verdict: str = ""


def hindered(facts: Facts, is_settled: bool) -> str:
    """Why an idea can't be planned yet: 'plan' (not settled), 'day', 'say' (a procedure that forgets parents), or ''."""
    if not is_settled:
        return "plan"
    if facts.planned_on is None:
        return "day"
    return "say" if facts.is_procedure and not facts.has_say else ""


def waits(facts: Facts, today: dt.date) -> list[str]:
    """The next steps of an activity, the most pressing first: 'ambition', 'say', 'lead', 'held', 'count', 'verdict'.

    Never who should have done it, and never by how much.
    """
    found = []
    if facts.state in {PLANNED, DONE} and not facts.has_ambition:
        found.append("ambition")
    if facts.state == PLANNED:
        steps = {
            "say": facts.is_procedure and not facts.has_say,
            "lead": not facts.has_lead,
            "held": facts.planned_on is not None and facts.planned_on <= today,
        }
        found += [step for step, is_so in steps.items() if is_so]
    if facts.state == DONE:
        found += [step for step, is_so in {"count": facts.came is None, "verdict": not facts.verdict}.items() if is_so]
    return found


def is_taken_along(verdict: str) -> bool:
    """Whether a next year begins with it."""
    return verdict in {KEEP, ADAPT}


def share(came: int | None, meant_for: int | None) -> int | None:
    """Who came of each hundred who were meant; None while either is not known, and when more came than that."""
    if came is None or not meant_for or came > meant_for:
        return None
    return round(100 * came / meant_for)


def totals(rows: Iterable[tuple[int | None, int | None]]) -> tuple[int, int, int]:
    """(came, meant, activities) over those of which both numbers are known."""
    known = [(came, meant) for came, meant in rows if came is not None and meant is not None]
    return sum(came for came, _meant in known), sum(meant for _came, meant in known), len(known)
