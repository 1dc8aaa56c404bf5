"""The table of who leads a session: everything that may be seen already, and what can be typed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from driehoek.schools.models import School

from .. import session_rules
from ..models import Agreed, Alone, Note, TeamSession
from . import session_guide
from .session_dots import Counted, counted, dots_part
from .session_names import masked, named
from .session_screen import Closing, Question, Sheet, phase_of, question_words, sheets


@dataclass(frozen=True)
class Desk:
    """`opened`: {sort: whether its notes are shown}; `hidden`: how many are written, in steps of five, before that. `waiting`: parts of which more can be shown."""

    phase: str
    sheets: list[Sheet] = field(default_factory=list)
    sorts: tuple[str, ...] = ()
    parts: dict[str, str] = field(default_factory=dict)
    opened: dict[str, bool] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    named: list[Note] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    counted: Counted | None = None
    dots_part: str = ""


def desk_of(session: TeamSession, school: School, typed: Mapping[str, str] | None = None) -> Desk:
    """At most ten queries. `typed`: sentences that could not be kept, to stand there still."""
    steps = session_guide.steps(session)
    said = dict(Agreed.objects.filter(session=session).values_list("about", "text")) | dict(typed or {})
    sorts = tuple(sort for sort in session_rules.SORTS if session_rules.part_of_sort(steps, sort))
    found = counted(session) if sorts else None
    keys = [one.question for one in steps if one.question]
    answers: dict[str, list[tuple[int | None, str]]] = {}
    rows = Alone.objects.filter(session=session).exclude(pk__in=_late_answers(session, keys)).order_by("pk")
    for question, stand, text in rows.values_list("question", "stand", "text"):
        answers.setdefault(question, []).append((stand, text))
    safe = masked(session, {words for some in answers.values() for _stand, words in some})
    questions = []
    for key in keys:
        is_open, mine = key in session.opened, [(stand, safe[words]) for stand, words in answers.get(key, [])]
        stands = [stand for stand, _words in mine if stand is not None]
        text, ask_on = question_words(session, key, school)
        questions.append(
            Question(
                key,
                text,
                ask_on,
                is_open,
                said.get(key, ""),
                session_rules.strip(stands) if is_open else None,
                session_rules.words_grouped(mine) if is_open else [],
                session_guide.with_stand(key),
            )
        )
    parts = {sort: session_rules.part_of_sort(steps, sort) for sort in sorts}
    closes = any(one.form == session_rules.SENTENCES for one in steps)
    closings = session_guide.closings(school).items() if closes else []
    return Desk(
        phase=phase_of(session),
        sheets=_shown(sheets(session, school, said, found, every=True), parts, session) if sorts else [],
        sorts=sorts,
        parts=parts,
        opened={sort: part in session.opened for sort, part in parts.items()},
        waiting=frozenset(
            part for part in parts.values() if session_rules.waits(len(session_rules.late_of(session.opened, part)))
        ),
        named=named(session, sorts) if sorts else [],
        questions=questions,
        closings=[Closing(key, text, start, said.get(key, "")) for key, (text, start) in closings],
        counted=found,
        dots_part=dots_part(session),
    )


def _late_answers(session: TeamSession, questions: list[str]) -> set[str]:
    return {key for question in questions for key in session_rules.late_of(session.opened, question)}


def _shown(found: list[Sheet], parts: dict[str, str], session: TeamSession) -> list[Sheet]:
    """Also what was taken off, but nothing of a sort that is not shown yet: who leads would see notes come in one by one."""
    hidden = {sort for sort, part in parts.items() if part not in session.opened}
    return [
        Sheet(
            one.key,
            one.title,
            one.meaning,
            one.group,
            [] if session_rules.STRENGTH in hidden else one.strengths,
            [] if session_rules.AMBITION in hidden else one.ambitions,
            one.strength_sentence,
            one.ambition_sentence,
        )
        for one in found
    ]
