"""The parts of a session, how they follow one another, and how a spread of few people is shown. Plain values; no Django."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from driehoek.algorithms.disclosure import FEW, LEAST

TALK, MODEL, VISION, RESULT = "talk", "model", "vision", "result"
SHEETS, DOTS, PICTURE, TURNOUT = "sheets", "dots", "picture", "turnout"
EVERY, ALONE, SENTENCES = "every", "alone", "sentences"
STRENGTH, AMBITION = SORTS = ("strength", "ambition")
LATE = "late:"  # in `opened`, with part and key: what came in after that part was shown, and waits
SEEN = "seen:"  # in `opened`: a part of which something was shown, even when it is hidden again
TOGETHER = 3  # so many that came in later are shown at once, never fewer
AS_WRITTEN = "named:"  # in `opened`: a note with a name that the leader lets stand as it was written
MOST_NOTES = 800  # of one session
MOST_MINUTES = 240  # that one part may take
POINTS = (1, 2, 3, 4, 5)
GROUPED = 3  # who wrote, before their words stand together under where they stand
SPREAD = "spread"  # the part of the guide that is done question by question

# The parts that the guide of the library names, and what screens show in each.
FORMS = {
    "welcome": TALK, "goodbye": TALK, "model": MODEL, "vision": VISION, "sheets": SHEETS, "dots": DOTS, "picture": PICTURE,
    "turnout": TURNOUT, "alone": EVERY, "sentences": SENTENCES, "read": RESULT, "strengths": SHEETS, "ambitions": SHEETS,
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One part. `form` says what screens show, `question` what everybody answers alone, `sorts` what is written on the sheets.

    `guide` is the key of the part in the guide.
    """

    key: str
    form: str
    minutes: int
    guide: str
    question: str = ""
    sorts: tuple[str, ...] = ()


def steps_of(parts: Sequence[tuple[str, int]], questions: Sequence[str]) -> tuple[Step, ...]:
    """The parts of a session from those of its guide, (key, minutes) each. The spread becomes one part for each question."""
    found: list[Step] = []
    for key, minutes in parts:
        if key == SPREAD:
            found += [Step(one, ALONE, max(1, minutes // len(questions)), key, one) for one in questions]
            continue
        form = FORMS.get(key, TALK)
        found.append(Step(key, form, minutes, key, "vision" if form == VISION else "", _sorts(key) if form == SHEETS else ()))
    return tuple(found)


def _sorts(key: str) -> tuple[str, ...]:
    return {"strengths": (STRENGTH,), "ambitions": (AMBITION,)}.get(key, SORTS)


def part_of_sort(steps: Sequence[Step], sort: str) -> str:
    """The part in which notes of this sort are written and shown; '' in a session without sheets."""
    return next((one.key for one in steps if sort in one.sorts), "")


def step_at(steps: Sequence[Step], key: str) -> Step | None:
    return next((one for one in steps if one.key == key), None)


def beside(steps: Sequence[Step], key: str, places: int) -> Step | None:
    """The part so many places on (or back); None beyond either end. From an unknown one: the first."""
    keys = [one.key for one in steps]
    if key not in keys:
        return steps[0]
    place = keys.index(key) + places
    return steps[place] if 0 <= place < len(steps) else None


def seconds_left(step: Step, since: dt.datetime | None, now: dt.datetime) -> int:
    """Negative while it runs over."""
    return step.minutes * 60 - round((now - (since or now)).total_seconds())


def state_of(started_at: dt.datetime | None, closed_at: dt.datetime | None) -> str:
    """'planned', 'running' or 'closed'."""
    if closed_at is not None:
        return "closed"
    return "planned" if started_at is None else "running"


Change = Callable[[set[str]], set[str]]


def late_of(opened: Iterable[str], part: str = "") -> set[str]:
    """Keys of what waits in this part; without one in all."""
    start = f"{LATE}{part}:" if part else LATE
    return {one.rpartition(":")[2] for one in opened if one.startswith(start)}


def with_late(opened: Iterable[str], part: str, keys: Iterable[str]) -> list[str]:
    """`opened` with just these keys waiting in this part."""
    start = f"{LATE}{part}:"
    return sorted({*(one for one in opened if not one.startswith(start)), *(start + key for key in keys)})


def was_shown(opened: Collection[str], part: str) -> bool:
    """Now, or before it was hidden again: what comes in from then on waits."""
    return part in opened or f"{SEEN}{part}" in opened


def waits(count: int) -> int:
    """How many wait as the leader may know it: nothing under three, then 'some' (3), then steps of five."""
    return 0 if count < TOGETHER else max(TOGETHER, count // LEAST * LEAST)


@dataclass(frozen=True)
class Place:
    """How many stand at one of the five points: `size` 0 to 3 for a drawing, and `count` only where it may be said."""

    point: int
    size: int
    count: int | None


def strip(stands: Sequence[int]) -> list[Place] | None:
    """Where people stand, 1 to 5, as far as it may be shown; None for fewer than five, or when no two stand at one place.

    None and one are never told apart. Of fewer than twenty no number is told, and 'most' may be all.
    """
    people = len(stands)
    if people < LEAST:
        return None
    found = []
    for point in POINTS:
        count = sum(stand == point for stand in stands)
        size = 0 if count < 2 else 1 if 3 * count <= people else 2 if 3 * count <= 2 * people else 3
        found.append(Place(point, size, count if people >= FEW and count >= 2 else None))
    return found if any(one.size for one in found) else None


def words_grouped(said: Sequence[tuple[int | None, str]]) -> list[tuple[str, list[str]]]:
    """[('far' | 'between' | 'near' | '', words)]: below where people stand when each of those groups has three writers or more.

    With fewer, or when somebody wrote without saying where we stand, all words stand together. Nothing when fewer than five answered.
    """
    stood, wrote = sum(stand is not None for stand, _words in said), sum(bool(words) for _stand, words in said)
    if max(stood, wrote) < LEAST:
        return []
    groups: dict[str, list[str]] = {"far": [], "between": [], "near": []}
    for stand, words in said:
        if words:
            if stand is None:
                return [("", sorted(words for _stand, words in said if words))]
            groups["far" if stand <= 2 else "near" if stand >= 4 else "between"].append(words)
    filled = {name: sorted(words) for name, words in groups.items() if words}
    if any(len(words) < GROUPED for words in filled.values()) or len(filled) < 2:
        return [("", sorted(words for _stand, words in said if words))] if filled else []
    return list(filled.items())
