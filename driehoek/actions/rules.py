"""The states of an action, as data."""

OPEN, DONE, STOPPED = "open", "done", "stopped"

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
