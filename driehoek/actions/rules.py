"""The states of an action, and what an answer needs. Plain values."""

import datetime as dt

OPEN, DONE, STOPPED = "open", "done", "stopped"
MOST_TITLE, MOST_RESULT, MOST_ANSWER, MOST_NEWS = 300, 1_000, 2_000, 1_000
FURTHEST = dt.timedelta(days=1_000)

# verb: (from, to)
TRANSITIONS: dict[str, tuple[frozenset[str], str]] = {
    "finish": (frozenset({OPEN}), DONE),
    "stop": (frozenset({OPEN}), STOPPED),
    "reopen": (frozenset({DONE, STOPPED}), OPEN),
}


def may_turn(state: str, verb: str) -> bool:
    return state in TRANSITIONS[verb][0]


def becomes(verb: str) -> str:
    return TRANSITIONS[verb][1]


def is_near(day: dt.date, today: dt.date) -> bool:
    """Whether a promised day can be meant: from today on, and not three years away."""
    return today <= day <= today + FURTHEST


def missing(kind: str, *, news_on: dt.date | None, action_title: str, action_due_on: dt.date | None) -> dict[str, str]:
    """What an answer still needs: field -> reason. 'Later' is a promise of a day; an action is a promise with one."""
    found = {}
    if kind == "later" and news_on is None:
        found["news_on"] = "day"
    if action_title and kind != "we_do":
        found["kind"] = "action"
    if action_title and action_due_on is None:
        found["action_due_on"] = "day"
    if action_due_on and not action_title:
        found["action_title"] = "title"
    return found
