"""What the content of trajectories and teams consists of: frozen dataclasses, no behaviour beyond sums."""

from dataclasses import dataclass

from driehoek.library.shapes import Role, Shift
from driehoek.library.texts import Text


@dataclass(frozen=True)
class PathWork:
    """A task of a step. `day`: days from the day of the evening (or from the first day, see `Path.counts_from`).

    `text`: key of a ReadyText that goes with it, or ''. `hours`: an estimate for all helpers together.
    """

    key: str
    title: Text
    why: Text
    day: int
    owner: Role
    hours: float
    shift: Shift
    text: str


@dataclass(frozen=True)
class PathStep:
    """`sort`: a value of `trajectories.models.StepSort`. `opens`: stages of the menu that appear when it starts."""

    key: str
    sort: str
    title: Text
    why: Text
    day: int
    shift: Shift
    opens: tuple[str, ...]
    work: tuple[PathWork, ...]


@dataclass(frozen=True)
class Path:
    """A template of a trajectory. `counts_from`: 'evening' or 'start'. `meeting`: key of the template of its meeting, or ''."""

    key: str
    title: Text
    what: Text  # in two sentences, for who chooses
    suits: Text  # when it fits a school
    counts_from: str
    meeting: str
    steps: tuple[PathStep, ...]

    def hours_by_role(self) -> dict[str, float]:
        """Estimated hours of everybody in a role, the tasks of its meeting not counted."""
        found: dict[str, float] = {}
        for step in self.steps:
            for work in step.work:
                found[work.owner] = found.get(work.owner, 0.0) + work.hours
        return found


@dataclass(frozen=True)
class ReadyText:
    """A text to send or hand over: to the MR, the privacy officer, the board. Paragraphs with an empty line between.

    `body`: a value of `trajectories.models.BodySort`, or ''. It may hold fill-ins {school}, {title}, {day}, {leader}.
    """

    key: str
    body: str
    title: Text
    text: Text


@dataclass(frozen=True)
class IntakeQuestion:
    key: str
    title: Text
    hint: Text


@dataclass(frozen=True)
class FocalPoint:
    """Something for a partnership team to begin with. `partnership`: which of the five."""

    key: str
    partnership: str
    title: Text
    why: Text


@dataclass(frozen=True)
class FirstPoint:
    """A point of the agenda of the first meeting of a team."""

    key: str
    title: Text
    minutes: int
    how: Text


@dataclass(frozen=True)
class TeamWords:
    """The words of one sort of team. What parents read is in all their languages.

    `sees`, `does`, `never`: what a member without an account can see and do, and what they never see, each a sentence.
    """

    sort: str
    purpose: Text
    expected: Text
    term: Text
    call: Text  # the open call, for parents
    sees: tuple[Text, ...]
    does: tuple[Text, ...]
    never: tuple[Text, ...]
    first_agenda: tuple[FirstPoint, ...]
