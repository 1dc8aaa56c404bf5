"""From filled-in questionnaires to what may be shown of them: the one place where both are there. Plain values; no Django.

What comes out is the JSON that `result_shapes.frozen` reads. Everything in it went through `algorithms.disclosure`: nothing is left
out later, on the way to a screen.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import combinations
from typing import Any

from driehoek.algorithms import survey
from driehoek.algorithms.disclosure import APART
from driehoek.algorithms.disclosure.response import Speakers

from .result_shapes import FEW, FORMAT, ONE_CLASS, SHOWN, UNSAID
from .rules import PARENTS, PUPIL, VOICES, Content, Item, Sheet

FEWEST = 10  # answers in all; of fewer nothing is shown
STEP_OPENLY = 10  # in which is told how many answers had no personal link
OF_A_CLASS = (PARENTS, PUPIL)  # voices that a year level can be told of
Counts = dict[str, dict[str, survey.Distribution]]


@dataclass(frozen=True)
class ClassAsked:
    """A class as it was asked: `people` who could answer, by voice. In an order that everybody may know."""

    key: str
    name: str
    years: tuple[str, ...]
    people: Mapping[str, int]


@dataclass(frozen=True)
class Asked:
    """Who could answer: {voice: people} of the school, the classes in order, and of parents who was asked in which language.

    `is_part`: the school has more classes than these.
    """

    people: Mapping[str, int]
    classes: Sequence[ClassAsked]
    speakers: Speakers = field(default_factory=dict)
    is_part: bool = False


@dataclass(frozen=True)
class _Counted:
    """One voice: what is kept of it, and what others are compared with while the exact figures are still at hand.

    `is_told`: so many answered, as may be shown, that figures of it may be.
    """

    kept: dict[str, Any]
    now: Mapping[str, survey.Figure]
    people: int
    exact: bool
    is_told: bool

    @property
    def has_figures(self) -> bool:
        return any(self.kept[name] for name in ("now", "important", "trust"))


def count(
    content: Content,
    sheets: Sequence[Sheet],
    asked: Asked,
    *,
    closed_on: dt.date,
    on_board: Collection[str] = (),
    openly: Mapping[str, int] | None = None,
    balanced: bool = False,
) -> dict[str, Any]:
    """The content of a result. `on_board`: voices of which open answers lie on the board. `openly`: {voice: answers that came
    without a personal link}; a heap of forged ones shows there.
    """
    by_voice = {voice: [one for one in sheets if one.voice == voice] for voice in VOICES}
    enough, alone = len(sheets) >= FEWEST, of_one_class(sheets, asked)
    there = [voice for voice, some in by_voice.items() if enough and len(some) >= APART]
    counted = {voice: _voice(content, voice, by_voice[voice], asked) for voice in there if voice not in alone}
    told = {voice: one for voice, one in counted.items() if one.is_told}
    barriers = _barriers(content, by_voice[PARENTS], told[PARENTS].exact) if PARENTS in told else {}
    shown = {voice: one for voice, one in told.items() if one.has_figures or (voice == PARENTS and barriers)}
    voices = {}
    for voice, some in by_voice.items():
        if voice in told:
            voices[voice] = told[voice].kept if voice in shown else _without_figures(told[voice].kept)
        elif some or asked.people.get(voice):
            voices[voice] = _nothing_of(int(asked.people.get(voice, 0)), ONE_CLASS if voice in alone else FEW)
    return {
        "format": FORMAT,
        "closed_on": closed_on.isoformat(),
        "enough": bool(told or on_board),
        "voices": {voice: one | {"on_board": voice in on_board} for voice, one in voices.items()},
        "compared": [_compared(shown, one, other) for one, other in combinations(shown, 2)],
        "barriers": barriers,
        "balanced": balanced,
        "openly": {voice: number // STEP_OPENLY * STEP_OPENLY for voice, number in (openly or {}).items() if voice in shown},
    }


def of_one_class(sheets: Sequence[Sheet], asked: Asked) -> set[str]:
    """Voices of which figures could be those of one class of several: of its teacher. Of these nothing is shown, and no words are kept."""
    found = set()
    for voice in OF_A_CLASS if asked.is_part else ():
        classes, in_class = _classes(voice, [one for one in sheets if one.voice == voice], asked)
        if classes and not survey.is_of_more_classes(survey.live(classes, in_class), classes):
            found.add(voice)
    return found


def _classes(voice: str, sheets: Sequence[Sheet], asked: Asked) -> tuple[list[survey.AskedClass], dict[str, int]]:
    """Classes where this voice was asked, and {class: answers}; none for staff."""
    answered = Counter(one.class_id for one in sheets)
    classes = [
        survey.AskedClass(one.key, one.years, max(int(one.people[voice]), answered[one.key]))
        for one in asked.classes
        if one.people.get(voice) and voice in OF_A_CLASS
    ]
    return classes, {one.key: answered[one.key] for one in classes}


def _voice(content: Content, voice: str, sheets: Sequence[Sheet], asked: Asked) -> _Counted:
    classes, in_class = _classes(voice, sheets, asked)
    known = set(in_class)
    if known:
        response = survey.final(classes, in_class, asked.speakers if voice == PARENTS else None)
        names = {one.key: one.name for one in asked.classes}
    else:
        response, names = survey.final_without_classes(max(int(asked.people.get(voice, 0)), len(sheets)), len(sheets)), {}
    groups = survey.year_groups(response, classes) if names else ()
    items, trust = content.items_for(voice), content.trust_for(voice)
    now = survey.tables(_counts(sheets, "now", items, known), response, groups, weigh=True)
    important = survey.tables(_counts(sheets, "important", items, known), response, groups)
    gaps = {
        key: survey.gap(one, important.whole[key], response.people) for key, one in now.whole.items() if key in important.whole
    }
    kept = {
        "answered": _answered(response, SHOWN),
        "now": _kept(now.whole),
        "important": _kept(important.whole),
        "trust": _kept(survey.tables(_counts(sheets, "now", trust, known), response).whole),
        "years": [_years(group, now, important, place) for place, group in enumerate(groups) if now.groups or important.groups],
        "classes": [
            [[names.get(key, key) for key in row.names], row.people, row.words if row.is_shown else ""]
            for row in (response.classes if names else ())
        ],
        "languages": [[row.names[0], row.people, row.words] for row in response.languages],
        "weighted": dict(now.weighted),
        "reliability": _hanging_together(items, sheets),
        "gaps": {key: asdict(one) for key, one in gaps.items()},
    }  # fmt: skip
    return _Counted(kept, now.whole, response.people, response.exact is not None, kept["answered"]["least"] >= APART)


def _answered(response: survey.Response, standing: str) -> dict[str, Any]:
    least = response.at_least if response.exact is None else response.exact
    return {"people": response.people, "words": response.words, "least": least, "standing": standing}


def _years(group: survey.YearGroup, now: survey.Tables, important: survey.Tables, place: int) -> dict[str, Any]:
    answered = {"people": group.people, "words": f"≥ {group.at_least}", "least": group.at_least, "standing": SHOWN}
    return {
        "years": list(group.years),
        "answered": answered,
        "now": _kept(now.groups[place][1]) if place < len(now.groups) else {},
        "important": _kept(important.groups[place][1]) if place < len(important.groups) else {},
    }


def _without_figures(kept: dict[str, Any]) -> dict[str, Any]:
    """Enough answered, but of no item enough had an opinion, or there were only open questions."""
    return kept | {"answered": kept["answered"] | {"standing": UNSAID}}


def _nothing_of(people: int, standing: str) -> dict[str, Any]:
    """Of nine answers it is the same as of none: a voice that stays silent is not told apart."""
    return {
        "answered": {"people": people, "words": "", "least": 0, "standing": standing},
        **{name: {} for name in ("now", "important", "trust", "weighted", "reliability", "gaps")},
        "years": [],
        "classes": [],
        "languages": [],
    }


def _counts(sheets: Sequence[Sheet], scale: str, items: Iterable[Item], known: Collection[str]) -> Counts:
    """{item: {class: distribution}}; who has no class, or an unknown one, counts in the whole."""
    by_class: dict[str, list[Mapping[str, int]]] = {}
    for one in sheets:
        by_class.setdefault(one.class_id if one.class_id in known else survey.NOBODY, []).append(getattr(one, scale))
    return {
        item.key: {key: survey.distribution(row[item.key] for row in rows if item.key in row) for key, rows in by_class.items()}
        for item in items
    }


def _kept(figures: Mapping[str, survey.Figure]) -> dict[str, Any]:
    return {key: one.as_json for key, one in figures.items()}


def _compared(shown: Mapping[str, _Counted], one: str, other: str) -> dict[str, Any]:
    """From the figures themselves: from those that are kept less would be seen."""
    people = {voice: shown[voice].people for voice in (one, other)}
    return {"between": [one, other], "items": [asdict(row) for row in survey.compare(shown[one].now, shown[other].now, people)]}


def _barriers(content: Content, parents: Sequence[Sheet], exact: bool) -> dict[str, Any]:
    found = {
        one.key: survey.ticked(sum(one.key in sheet.barriers for sheet in parents), len(parents), exact=exact)
        for one in content.barriers
    }
    return {key: asdict(share) for key, share in found.items() if share is not None}


def _hanging_together(items: Iterable[Item], sheets: Sequence[Sheet]) -> dict[str, Any]:
    parts: dict[str, list[str]] = {}
    for item in items:
        parts.setdefault(item.partnership, []).append(item.key)
    rows = [one.now for one in sheets]
    return {part: _without_count(asdict(survey.reliability(rows, keys))) for part, keys in parts.items()}


def _without_count(found: dict[str, Any]) -> dict[str, Any]:
    """How many filled in everything is told only as 'at least thirty': beside other counts it would tell who left something out."""
    rounded = {key: round(value, 2) if isinstance(value, float) else value for key, value in found.items()}
    return rounded | {"complete": 0}
