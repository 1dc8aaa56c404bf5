"""What a telephone shows in a session: the part of now, and what this browser wrote in it itself."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from driehoek.schools.models import School

from .. import session_rules
from ..models import Alone, Dot, TeamSession
from . import session_guide
from .session_dots import dots_part, dotted
from .session_names import for_all
from .session_screen import Group, groups, part_of, phase_of, question_words, step_of

Voter = Callable[[str], str]


@dataclass(frozen=True)
class Asked:
    """One question with the own answer; `is_open` when everybody sees the answers, or saw this one, so that nothing can be added."""

    key: str
    text: str
    ask_on: str
    is_open: bool
    with_stand: bool
    said: str = ""
    stand: int | None = None


@dataclass(frozen=True)
class Choice:
    id: uuid.UUID
    sheet: str
    text: str
    dots: int


@dataclass(frozen=True)
class Part:
    version: int
    phase: str
    form: str
    step: str
    title: str
    say: str
    is_open: bool
    budget: int
    is_last: bool = False
    sorts: tuple[str, ...] = ()
    groups: list[Group] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    @property
    def of_guide(self) -> bool:
        """Whether the question stands in what the leader says, not in the title."""
        return any(one.key == "vision" for one in self.asked)

    @property
    def left(self) -> int:
        return self.budget - sum(one.dots for one in self.choices)


def part(session: TeamSession, school: School, voter: Voter) -> Part:
    """At most six queries."""
    step = step_of(session)
    said = session_guide.said(session.kind, step, school)
    phase = phase_of(session)
    running = phase == "open"
    shows_model = step.form in {session_rules.MODEL, session_rules.SHEETS, session_rules.DOTS}
    return Part(
        version=session.version,
        phase=phase,
        form=step.form,
        step=step.key,
        title=said.title,
        say=said.say,
        is_open=part_of(step) in session.opened,
        budget=session.budget,
        is_last=not any(one.question or one.sorts or one.form == session_rules.DOTS for one in _behind(session, step)),
        sorts=step.sorts,
        groups=groups(school) if running and shows_model else [],
        asked=_asked(session, step, school, voter) if running else [],
        choices=_choices(session, school, voter("")) if running and step.form == session_rules.DOTS else [],
    )


def _behind(session: TeamSession, step: session_rules.Step) -> tuple[session_rules.Step, ...]:
    steps = session_guide.steps(session)
    return steps[steps.index(step) + 1 :]


def _asked(session: TeamSession, step: session_rules.Step, school: School, voter: Voter) -> list[Asked]:
    keys = [step.question] if step.question else []
    if step.form == session_rules.EVERY:
        keys = [one.question for one in session_guide.steps(session) if one.question]
    voters = {voter(key): key for key in keys}
    rows = Alone.objects.filter(session=session, voter__in=list(voters)) if keys else Alone.objects.none()
    mine = {row.question: row for row in rows}
    found = []
    for key in keys:
        text, ask_on = question_words(session, key, school)
        row = mine.get(key)
        stand = session_guide.with_stand(key)
        was_shown = session_rules.was_shown(session.opened, key)
        is_fixed = was_shown and row is not None and str(row.pk) not in session_rules.late_of(session.opened, key)
        found.append(
            Asked(
                key, text, ask_on, key in session.opened or is_fixed, stand, row.text if row else "", row.stand if row else None
            )
        )
    return found


def _choices(session: TeamSession, school: School, voter: str) -> list[Choice]:
    if dots_part(session) in session.opened:
        return []
    titles = {
        one.key: (place, one.title) for place, one in enumerate(one for group in groups(school) for one in group.partnerships)
    }
    mine = dict(Dot.objects.filter(note__session=session, voter=voter).order_by().values_list("note", "count"))
    found = list(dotted(session))
    safe = for_all(session, found)
    rows = sorted(found, key=lambda row: (titles[row.sheet][0], str(row.pk)))
    return [Choice(row.pk, titles[row.sheet][1], safe[row.pk], mine.get(row.pk, 0)) for row in rows]
