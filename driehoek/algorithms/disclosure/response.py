"""How many answered, per class, year and language: while it runs and afterwards, without anybody being told apart.

Who did *not* answer is as private as who did: with 22 of 24 in, 'at least 20' would tell that at most four did not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5  # people that a cell has at least, of who answered and of who did not
STEP = 5
SPEAKERS = 10  # people asked in a language before it is shown
GROUP = 10  # answers in a group of years
TEACHERS = 2  # classes in a group of years: one class is one teacher


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
        """'0–4', '5–9', … and '≥ 15' for the highest step that may be shown."""
        return f"≥ {self.at_least}" if self.at_most == self.people else f"{self.at_least}–{self.at_most}"


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


def step_of(answered: int, people: int) -> tuple[int, int]:
    """(at least, at most): the step of five in which `answered` lies; the highest leaves five who may not have answered."""
    raise NotImplementedError


def live(classes: Sequence[AskedClass], answered: Mapping[str, int]) -> Response:
    """While it runs, of one voice. `answered`: {class key: answers}. May be asked at every answer; there is no exact total, no language."""
    raise NotImplementedError


def languages(
    classes: Sequence[AskedClass], answered: Mapping[str, int], speakers: Mapping[tuple[str, str], tuple[int, int]]
) -> tuple[Row, ...]:
    """Contact languages, school-wide. `speakers`: {(class key, language): (asked, answered)}.

    ⚠ Not at every answer: when a class and a language make a step at once, the last answer was one of both. Work it out once a night,
    keep it, and show what was kept. A language is left out when it would tell something of a class where most of its speakers are.
    """
    raise NotImplementedError


def final(
    classes: Sequence[AskedClass],
    answered: Mapping[str, int],
    speakers: Mapping[tuple[str, str], tuple[int, int]] | None = None,
) -> Response:
    """Of one voice, after closing: the same steps, languages, and the exact total unless that tells a small class."""
    raise NotImplementedError


def final_without_classes(people: int, answered: int) -> Response:
    """Of a voice that has no classes (staff)."""
    raise NotImplementedError


def year_groups(response: Response, classes: Sequence[AskedClass]) -> tuple[YearGroup, ...]:
    """Which years are shown together: neighbours until there are surely ten answers of two classes; () when that leaves one group.

    Made from what `response` shows, so the grouping itself tells nothing.
    """
    raise NotImplementedError
