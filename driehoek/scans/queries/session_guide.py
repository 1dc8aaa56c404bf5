"""The parts of a session and what the leader says in each, from the guide of the library."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from driehoek.library.reading_scan import load_session_guide, load_vision_closings, load_vision_questions
from driehoek.library.shapes_scan import SessionGuide
from driehoek.schools.models import School

from .. import session_rules
from ..models import SessionKind, TeamSession


@dataclass(frozen=True)
class Said:
    """One part in words. `on_paper`: how to do it without screen or phones. `ask_on`: to go on asking, '' for none."""

    key: str
    title: str
    minutes: int
    aim: str
    say: str
    needed: str
    on_paper: str
    ask_on: str = ""


def steps(session: TeamSession) -> tuple[session_rules.Step, ...]:
    return steps_of_kind(session.kind)


@cache
def steps_of_kind(kind: str) -> tuple[session_rules.Step, ...]:
    parts = [(one.key, one.minutes) for one in guide(kind).steps]
    return session_rules.steps_of(parts, [one.key for one in load_vision_questions()])


def guide(kind: str) -> SessionGuide:
    return load_session_guide()[kind]


def said(kind: str, step: session_rules.Step, school: School) -> Said:
    """This part in the language of the page; a question of the vision carries its own words."""
    language, sector = get_language() or "nl", school.sector
    found = next(one for one in guide(kind).steps if one.key == step.guide)
    question = questions(school).get(step.question) if kind == SessionKind.VISION else None
    return Said(
        key=step.key,
        title=question[0] if question else found.title.say(language, sector),
        minutes=step.minutes,
        aim=found.aim.say(language, sector),
        say=found.say.say(language, sector),
        needed=found.needed.say(language, sector),
        on_paper=found.on_paper.say(language, sector),
        ask_on=question[1] if question else "",
    )


def questions(school: School) -> dict[str, tuple[str, str]]:
    """{question of the vision: (its words, words to go on asking)}, in their order."""
    language = get_language() or "nl"
    return {
        one.key: (one.text.say(language, school.sector), one.ask_on.say(language, school.sector))
        for one in load_vision_questions()
    }


def with_stand(question: str) -> bool:
    """Whether people also say where the school stands."""
    return any(one.scale for one in load_vision_questions() if one.key == question)


def closings(school: School) -> dict[str, tuple[str, str]]:
    """{sentence at the end: (what it is about, how it may begin)}."""
    language = get_language() or "nl"
    return {
        one.key: (one.text.say(language, school.sector), one.start.say(language, school.sector)) for one in load_vision_closings()
    }
