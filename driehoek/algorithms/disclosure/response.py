"""How many answered, per class, year and language: while it runs and afterwards, without anybody being told apart.

Who did *not* answer is as private as who did: with 22 of 24 in, 'at least 20' would tell that at most four did not.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from driehoek.algorithms.disclosure.audit import NARROW, Network, is_hidden

LEAST = 5  # people that a cell has at least, of who answered and of who did not
STEP = 5
SPEAKERS = 10  # people asked in a language before it is shown
APART = 60  # people asked in all before classes are shown on their own
SCHOOL = 100  # people asked in all before languages are shown: in a small school they tell who is meant
GROUP = 10  # answers in a group of years
TEACHERS = 2  # classes of which surely `LEAST` answered in a group of years: one class is one teacher
NEARLY_ALL = 0.8  # of the answers of a group: more of one class would be the figures of that class

Speakers = Mapping[tuple[str, str], tuple[int, int]]  # {(class key, language): (asked, answered)}


@dataclass(frozen=True)
class AskedClass:
    """A class in the public order of the school: its `years` (a combined class has several) and `people` who could answer."""

    key: str
    years: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Row:
    """The classes (or the years, or the language) `names` together: of `people` at least `at_least` and at most `at_most` answered.

    `is_shown` is False when so few are asked that nothing can be said apart.
    """

    names: tuple[str, ...]
    people: int
    at_least: int
    at_most: int

    @property
    def is_shown(self) -> bool:
        return self.people >= 2 * LEAST

    @property
    def words(self) -> str:
        """'0–4', '5–9', … and '≥ 15' for the highest step that may be shown, or for a sum of steps."""
        one_step = self.at_most < self.people and self.at_most - self.at_least < STEP
        return f"{self.at_least}–{self.at_most}" if one_step or not self.at_least else f"≥ {self.at_least}"


@dataclass(frozen=True)
class Response:
    """`classes`: small ones together with their neighbours. `years`: sums of `classes`. `languages` only where they may be shown.

    `at_least` of `people` answered; `exact` how many, once it is over and if that tells nothing of a small class.
    """

    classes: tuple[Row, ...]
    years: tuple[Row, ...]
    languages: tuple[Row, ...]
    people: int
    at_least: int
    exact: int | None = None

    @property
    def words(self) -> str:
        return f"≥ {self.at_least}" if self.exact is None else str(self.exact)


@dataclass(frozen=True)
class YearGroup:
    """Years that are shown together, with their classes. `at_least`: answers."""

    years: tuple[str, ...]
    classes: tuple[str, ...]
    people: int
    at_least: int


def step_of(answered: int, people: int, most: int | None = None) -> tuple[int, int]:
    """(at least, at most): the step of five in which `answered` lies; the highest leaves five who may not have answered.

    `most`: no step above this. Raises ValueError for more answers than people.
    """
    if not 0 <= answered <= people:
        raise ValueError(f"{answered} of {people} people answered")
    highest = max(0, min(people - LEAST, people if most is None else most)) // STEP * STEP
    if people < 2 * LEAST or not highest:
        return 0, people
    at_least = min(answered // STEP * STEP, highest)
    return at_least, people if at_least == highest else at_least + STEP - 1


def live(classes: Sequence[AskedClass], answered: Mapping[str, int]) -> Response:
    """While it runs, of one voice. `answered`: {class key: answers}. May be asked at every answer; there is no exact total, no language."""
    rows = _rows(classes, answered)
    return Response(rows, _years(rows, classes), (), sum(row.people for row in rows), sum(row.at_least for row in rows))


def languages(classes: Sequence[AskedClass], answered: Mapping[str, int], speakers: Speakers) -> tuple[Row, ...]:
    """Contact languages, school-wide. `speakers`: {(class key, language): (asked, answered)}; answers without a known language are in neither.

    ⚠ Not at every answer: when a class and a language make a step at once, the last answer was one of both. Work it out once a night,
    keep it, and show what was kept. A language is left out when it would tell something of a class where most of its speakers are.
    """
    rows, spoken = _rows(classes, answered), _languages(speakers)
    return spoken if _is_safe(classes, answered, speakers, rows, spoken, None) else ()


def final(classes: Sequence[AskedClass], answered: Mapping[str, int], speakers: Speakers | None = None) -> Response:
    """Of one voice, after closing: the same steps, languages, and the exact total unless that tells a small class."""
    plain, total = live(classes, answered), sum(_clipped(one, answered) for one in classes)
    exact = total if _may_be_exact(classes, plain.classes, total) else None
    spoken = _languages(speakers or {})
    if not _is_safe(classes, answered, speakers or {}, plain.classes, spoken, exact):
        spoken = ()
    return replace(plain, languages=spoken, exact=exact)


def final_without_classes(people: int, answered: int) -> Response:
    """Of a voice that has no classes (staff)."""
    at_least, _most = step_of(answered, people)
    return Response((), (), (), people, at_least, answered if answered >= LEAST and people - answered >= LEAST else None)


def year_groups(response: Response, classes: Sequence[AskedClass]) -> tuple[YearGroup, ...]:
    """Which years are shown together: neighbours until the figures are surely not those of one class; () when that leaves one group.

    Made from what `response` shows, so the grouping itself tells nothing.
    """
    groups: list[list[Row]] = []
    waiting: list[Row] = []
    for row in response.years:
        waiting.append(row)
        if _of_more_than_one(waiting, response, classes):
            groups.append(waiting)
            waiting = []
    while waiting and groups:  # who is left goes with who stood before, until that too is of more than one class
        waiting = groups.pop() + waiting
        if _of_more_than_one(waiting, response, classes):
            groups.append(waiting)
            waiting = []
    if len(groups) < 2:
        return ()
    return tuple(
        YearGroup(
            tuple(year for row in group for year in row.names),
            _keys_of(group, classes),
            sum(row.people for row in group),
            sum(row.at_least for row in group),
        )
        for group in groups
    )


def is_of_more_classes(response: Response, classes: Sequence[AskedClass]) -> bool:
    """Of a voice that was asked in a part of the school: would its figures be more than those of one class? From what is shown only."""
    others = response.people - max((one.people for one in classes), default=0)
    if others < 2 * LEAST:
        return False
    return len(response.classes) == 1 or _of_more_than_one(response.years, response, classes)


def _of_more_than_one(years: Sequence[Row], response: Response, classes: Sequence[AskedClass]) -> bool:
    """Surely ten answers, five or more of each of two classes (or rows of small ones), and of none nearly all.

    Nearly all is what the steps make sure: the row at its least beside all others at their most.
    """
    keys = set(_keys_of(years, classes))
    rows = [row for row in response.classes if keys & set(row.names)]
    most = sum(row.at_most for row in rows)
    return (
        sum(row.at_least for row in rows) >= GROUP
        and sum(row.at_least >= LEAST for row in rows) >= TEACHERS
        and all(row.at_least <= NEARLY_ALL * (row.at_least + most - row.at_most) for row in rows)
    )


def _may_be_exact(classes: Sequence[AskedClass], rows: Sequence[Row], total: int) -> bool:
    """Not near either end of what the steps leave open, as it would tell each class: there all of them are at an end of their step.

    Decided from the steps and the total alone, and alike at both ends: so a total that isn't shown doesn't tell at which end it is.
    """
    people, least, most = sum(row.people for row in rows), sum(row.at_least for row in rows), sum(row.at_most for row in rows)
    if not LEAST <= total <= people - LEAST:
        return False
    if len(rows) == 1:
        others = people - max(one.people for one in classes)
        return least > 0 and most < people and (others >= NARROW or len(classes) == 1)
    return least + NARROW <= total <= most - NARROW


def _keys_of(rows: Sequence[Row], classes: Sequence[AskedClass]) -> tuple[str, ...]:
    years = {year for row in rows for year in row.names}
    return tuple(one.key for one in classes if years & set(one.years))


def _clipped(one: AskedClass, answered: Mapping[str, int]) -> int:
    return min(one.people, answered.get(one.key, 0))


def _rows(classes: Sequence[AskedClass], answered: Mapping[str, int]) -> tuple[Row, ...]:
    """Classes, small ones with those that follow (the last with those before). Sizes are public, so this tells nothing of answers.

    A small school is one row: there the exact total, which tells whether there is a result at all, is worth more than the classes.
    """
    parts: list[list[AskedClass]] = []
    waiting: list[AskedClass] = []
    people = sum(one.people for one in classes)
    least = 2 * LEAST if people >= APART else people
    for one in classes:
        waiting.append(one)
        if sum(each.people for each in waiting) >= least:
            parts.append(waiting)
            waiting = []
    if waiting:
        parts = [*parts[:-1], parts[-1] + waiting] if parts else [waiting]
    found = []
    for part in parts:
        people = sum(one.people for one in part)
        at_least, at_most = step_of(sum(_clipped(one, answered) for one in part), people)
        found.append(Row(tuple(one.key for one in part), people, at_least, at_most))
    return tuple(found)


def _years(rows: Sequence[Row], classes: Sequence[AskedClass]) -> tuple[Row, ...]:
    """Years as sums of what is shown of classes; years that share a combined class, or a row, stand together."""
    of_class = {one.key: one.years for one in classes}
    parts: list[tuple[list[str], list[Row]]] = []
    for row in rows:
        names = list(dict.fromkeys(year for key in row.names for year in of_class[key]))
        met = [part for part in parts if set(part[0]) & set(names)]
        joined = list(dict.fromkeys([*(name for part in met for name in part[0]), *names]))
        place = parts.index(met[0]) if met else len(parts)
        parts = [part for part in parts if part not in met]
        parts.insert(place, (joined, [*(each for part in met for each in part[1]), row]))
    return tuple(
        Row(tuple(names), *(sum(getattr(row, name) for row in part) for name in ("people", "at_least", "at_most")))
        for names, part in parts
    )


def _languages(speakers: Speakers) -> tuple[Row, ...]:
    """A step is never so high that most of its speakers would have to be in one class."""
    found = []
    school = sum(asked for asked, _answered in speakers.values())
    for language in sorted({language for _key, language in speakers}):
        cells = [both for (_key, one), both in speakers.items() if one == language]
        people, answered = (sum(both[place] for both in cells) for place in (0, 1))
        if people >= SPEAKERS and school >= SCHOOL:
            window = step_of(answered, people, people - max(asked for asked, _answered in cells))
            found.append(Row((language,), people, *window))
    return tuple(row for row in found if (row.at_least, row.at_most) != (0, row.people))


def _is_safe(
    classes: Sequence[AskedClass],
    answered: Mapping[str, int],
    speakers: Speakers,
    rows: Sequence[Row],
    spoken: Sequence[Row],
    exact: int | None,
) -> bool:
    """Is no class, language, or language of a class, of which few answered or few did not, found within one?

    Raises ValueError when more speakers answered in a class than people.
    """
    network, cells = Network(), []
    people = sum(one.people for one in classes)
    total = sum(_clipped(one, answered) for one in classes)
    cells.append((network.arc("end", "all", total, (0, people) if exact is None else (exact, exact)), people))
    for row in rows:
        flow = sum(_clipped(one, answered) for one in classes if one.key in row.names)
        cells.append((network.arc("all", row.names, flow, (row.at_least, row.at_most)), row.people))
        for one in classes:
            if one.key in row.names:
                cells.append((network.arc(row.names, ("class", one.key), _clipped(one, answered), (0, one.people)), one.people))
    windows = {row.names[0]: (row.at_least, row.at_most) for row in spoken}
    spoke: dict[str, int] = defaultdict(int)
    asked_in: dict[str, int] = defaultdict(int)
    unknown = total - sum(said for _asked, said in speakers.values())  # answers by the link of a class, or on paper
    for one in classes:
        rest, others = _clipped(one, answered), one.people
        for (key, language), (asked, said) in speakers.items():
            if key == one.key and asked:
                cells.append((network.arc(("class", key), ("language", language), said, (0, asked)), asked))
                spoke[language], asked_in[language] = spoke[language] + said, asked_in[language] + asked
                rest, others = rest - said, others - asked
        network.arc(("class", one.key), "end", rest, (0, one.people if unknown else others))
    for language, asked in asked_in.items():
        window = windows.get(language, (0, asked))
        cells.append((network.arc(("language", language), "end", spoke[language], window), asked))
    return all(is_hidden(network, arc, asked) for arc, asked in cells)
