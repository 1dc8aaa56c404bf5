"""What a frozen result says, as plain values read from its JSON. Nothing is computed from answers here: there are none left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from driehoek.algorithms.disclosure import Shown
from driehoek.algorithms.survey import Compared, Figure, Gap, Reliability, from_json

FORMAT = 1
SHOWN, UNSAID, FEW, ONE_CLASS = "shown", "unsaid", "few", "one_class"  # 'unsaid': enough answered, and there is no figure to show
SHARED, DIFFERENCE, TOO_EARLY, ONE_VOICE = "shared", "difference_shown", "too_early", "one_voice"
WHOLE = ""  # the view of the whole school


@dataclass(frozen=True)
class Answered:
    """How many of one voice: `words` is '46' or '≥ 45' ('' when it is not shown apart), `least` the number that it surely is.

    What is exact is exact everywhere: `least` is then that same number.
    """

    people: int
    words: str
    least: int
    standing: str

    @property
    def is_exact(self) -> bool:
        return self.words == str(self.least)

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.least / self.people)) if self.people else 0


@dataclass(frozen=True)
class Part:
    """One voice, of the whole school or of the years of one filter: {item: figure} on both scales."""

    answered: Answered
    now: Mapping[str, Figure] = field(default_factory=dict)
    important: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class YearsPart:
    years: tuple[str, ...]
    part: Part


@dataclass(frozen=True)
class VoiceResult:
    """One voice. `classes`: (names, people, words) in steps of five; `languages` likewise, school-wide. `weighted`, once asked for: {item: percent 'wel' with each year at its own weight}."""

    whole: Part
    trust: Mapping[str, Figure] = field(default_factory=dict)
    years: tuple[YearsPart, ...] = ()
    classes: tuple[tuple[tuple[str, ...], int, str], ...] = ()
    languages: tuple[tuple[str, int, str], ...] = ()
    weighted: Mapping[str, int] = field(default_factory=dict)
    reliability: Mapping[str, Reliability] = field(default_factory=dict)
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    on_board: bool = False


Pair = tuple[str, str]


@dataclass(frozen=True)
class Frozen:
    """`compared`: {pair of voices: {item: verdict}} of how it is now. `barriers`: of the parents of the whole school.

    `openly`: {voice: at least so many answers came without a personal link}, in steps of ten.
    """

    closed_on: str
    enough: bool
    voices: Mapping[str, VoiceResult] = field(default_factory=dict)
    compared: Mapping[Pair, Mapping[str, Compared]] = field(default_factory=dict)
    barriers: Mapping[str, Shown] = field(default_factory=dict)
    balanced: bool = False
    openly: Mapping[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> list[str]:
        """The voices that are shown apart."""
        return [voice for voice, one in self.voices.items() if one.whole.answered.standing == SHOWN]


def frozen(content: Mapping[str, Any]) -> Frozen:
    """What stands in a result. An empty or older one gives a result with nothing in it."""
    if content.get("format") != FORMAT:
        return Frozen("", False)
    return Frozen(
        closed_on=content["closed_on"],
        enough=content["enough"],
        voices={voice: _voice(one, content["balanced"]) for voice, one in content["voices"].items()},
        compared={
            (one["between"][0], one["between"][1]): {row["item"]: Compared(**row) for row in one["items"]}
            for one in content["compared"]
        },
        barriers={key: Shown(**share) for key, share in content["barriers"].items()},
        balanced=content["balanced"],
        openly=content.get("openly", {}),
    )


def _voice(data: Mapping[str, Any], balanced: bool) -> VoiceResult:
    return VoiceResult(
        whole=_part(data),
        trust=_Figures(data["trust"]),
        years=tuple(YearsPart(tuple(one["years"]), _part(one)) for one in data["years"]),
        classes=tuple((tuple(names), people, words) for names, people, words in data["classes"]),
        languages=tuple((language, people, words) for language, people, words in data["languages"]),
        weighted=data["weighted"] if balanced else {},
        reliability={part: Reliability(**one) for part, one in data["reliability"].items()},
        gaps={key: Gap(**one) for key, one in data["gaps"].items()},
        on_board=data["on_board"],
    )


def _part(data: Mapping[str, Any]) -> Part:
    return Part(Answered(**data["answered"]), _Figures(data["now"]), _Figures(data["important"]))


class _Figures(Mapping[str, Figure]):
    """Figures that are read when they are asked for: a page shows one filter of many."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data, self._read = data, dict[str, Figure]()

    def __getitem__(self, key: str) -> Figure:
        if key not in self._read:
            self._read[key] = from_json(self._data[key])
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


@dataclass(frozen=True)
class ItemFigures:
    """{voice: figure} on both scales. `verdict` of the voices together on how it is now; `side` 1 (wel), −1 (niet) or 0."""

    now: Mapping[str, Figure]
    important: Mapping[str, Figure]
    verdict: str = ONE_VOICE
    side: int = 0
    between: tuple[Pair, ...] = ()
    points: int = 0  # the widest difference between two voices, in percent points


def item_figures(found: Frozen, key: str) -> ItemFigures:
    """One item in the whole school, all voices beside each other."""
    shown = {voice: found.voices[voice] for voice in found.shown}
    now = {voice: one.whole.now[key] for voice, one in shown.items() if key in one.whole.now}
    important = {voice: one.whole.important[key] for voice, one in shown.items() if key in one.whole.important}
    verdicts = {pair: by_item[key] for pair, by_item in found.compared.items() if key in by_item}
    between = tuple(pair for pair, one in verdicts.items() if one.verdict == DIFFERENCE)
    points = max((abs(one.points) for one in verdicts.values()), default=0)
    said = {(one.verdict, one.side) for one in verdicts.values()}
    if between:
        return ItemFigures(now, important, DIFFERENCE, 0, between, points)
    if len(said) == 1 and (only := next(iter(said)))[0] == SHARED:
        return ItemFigures(now, important, SHARED, only[1], (), points)
    return ItemFigures(now, important, TOO_EARLY if verdicts else ONE_VOICE, 0, (), points)


def item_figures_of_years(found: Frozen, places: Mapping[str, int], key: str) -> ItemFigures:
    """The same in the years of one filter, {voice: the number of that filter}; nothing is compared there."""
    some = {voice: found.voices[voice].years[place].part for voice, place in places.items()}
    return ItemFigures(
        {voice: part.now[key] for voice, part in some.items() if key in part.now},
        {voice: part.important[key] for voice, part in some.items() if key in part.important},
    )
