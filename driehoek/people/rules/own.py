"""What parents did with their own data, folded into what the school still has to look at."""

from collections.abc import Iterable
from uuid import UUID

CORRECTED, ASKED, REMOVED, DONE, REOPENED = "own-correct:", "own-ask:", "own-remove", "own-done", "own-reopen"
PREFIX = "own-"
CAME = "came-home"
"""Stands in the trail when somebody goes to live in another home."""
MOVES = (CAME, "own-home", "move-home")
MAY_CORRECT = ("given_name", "prefix", "surname", "email", "phone", "contact_language", "reached_by")
MAY_ASK = ("address", "authority")
WAITS = (*(f"{CORRECTED}{name}" for name in MAY_CORRECT), *(f"{ASKED}{what}" for what in MAY_ASK), REMOVED)
ACTS = (*WAITS, DONE, REOPENED)


def pending(acts: Iterable[str]) -> tuple[str, ...]:
    """Of one parent's acts, in their order, those that nobody at school dealt with: 'own-correct:email', 'own-remove', …

    'own-done' takes all that came before off the list, 'own-reopen' puts what the last one took back. Who removed their
    data has no corrections left to take over. Acts of another kind say nothing.
    """
    waiting: dict[str, None] = {}
    taken: dict[str, None] = {}
    for act in acts:
        if act == DONE:
            taken, waiting = waiting or taken, {}
        elif act == REOPENED:
            waiting, taken = {**taken, **waiting}, {}
        elif act == REMOVED:
            waiting = {one: None for one in waiting if not one.startswith(CORRECTED)} | {REMOVED: None}
        elif act.startswith((CORRECTED, ASKED)):
            waiting.pop(act, None)
            waiting[act] = None
    return tuple(waiting)


def last_waiting(acts: Iterable[tuple[UUID, str]]) -> UUID | None:
    """The key of the last thing that a parent did themselves; None when they did nothing."""
    return next((key for key, act in reversed(list(acts)) if act in WAITS), None)


def asks(acts: Iterable[str]) -> tuple[str, ...]:
    """What this parent asked and nobody at school dealt with yet: 'address', 'authority'."""
    return tuple(act.removeprefix(ASKED) for act in pending(acts) if act.startswith(ASKED))
