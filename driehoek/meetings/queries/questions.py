"""The questions of the dialogue and the statements to react to: what was chosen for a meeting, and how one is asked."""

from collections.abc import Iterable
from typing import Any

from driehoek.library.reading import load_kinds, load_template
from driehoek.library.shapes import KindOfContribution, MeetingTemplate, Question, Statement
from driehoek.voices.models import TextSort
from driehoek.voices.queries import library

from ..models import Meeting, ProgrammeItem
from ..rules import opens

QUESTIONS, STATEMENTS = "questions", "statements"
SORTS = {QUESTIONS: TextSort.QUESTION, STATEMENTS: TextSort.STATEMENT}
GATHERS = "contributions"  # the stage of an item during which people say what they think


def programme_of(template: MeetingTemplate) -> list[str]:
    """Keys of the questions of the run-book that ships, in its order."""
    return [key for item in template.items for key in item.questions]


def planned_keys(meeting: Meeting, kind: str) -> list[str]:
    """What is chosen for this meeting; where nobody chose questions, those of the run-book."""
    chosen = meeting.chosen.get(kind)
    if chosen is not None:
        return list(chosen)
    return programme_of(load_template(meeting.template)) if kind == QUESTIONS else []


def planned(meeting: Meeting, kind: str, shelf: list[library.Entry] | None = None) -> list[Any]:
    """The same as texts, in the school's own words. What was hidden since stays; what is for the team falls out.

    One query, or none for who has the shelf already.
    """
    audience = load_template(meeting.template).audience
    found = library.entries(SORTS[kind]) if shelf is None else shelf
    by_key = {one.key: one.thing for one in found if library.may_be_chosen(one.audience, audience) and not one.is_dilemma}
    return [by_key[key] for key in planned_keys(meeting, kind) if key in by_key]


def planned_questions(meeting: Meeting) -> list[Question]:
    return planned(meeting, QUESTIONS)


def asked_at(meeting: Meeting) -> list[Question]:
    """What may be asked on the evening: what was chosen, or every question, those of the run-book first."""
    if QUESTIONS in meeting.chosen:
        return planned_questions(meeting)
    shape = load_template(meeting.template)
    order = programme_of(shape)
    found: Iterable[Question] = library.things(TextSort.QUESTION, for_meeting=shape.audience)
    return sorted(found, key=lambda one: order.index(one.key) if one.key in order else len(order))


def statements_at(meeting: Meeting) -> list[Question]:
    """The statements that were chosen, as the screen shows them. No query when there are none."""
    return [as_asked(one) for one in planned(meeting, STATEMENTS)] if meeting.chosen.get(STATEMENTS) else []


def questions_of(meeting: Meeting, item: ProgrammeItem) -> list[Question]:
    """What is asked during an item of the run-book, in order; nothing for an item that the school made itself.

    Where the school chose others than the run-book has, those are asked while people say what they think.
    """
    keys = next((one.questions for one in load_template(meeting.template).items if one.key == item.key), ())
    gathers = opens(item, GATHERS)
    planned_ = planned_questions(meeting) if keys or gathers else []
    return [one for one in planned_ if one.key in keys] or (planned_ if gathers else [])


def question_named(key: str) -> Question | None:
    """The question with this key, or the statement, as a question."""
    found = library.asked(key)
    return as_asked(found) if found else None


def as_asked(one: Question | Statement) -> Question:
    """A statement stands on the screen as a question does; what people say to it is what they experience."""
    if isinstance(one, Question):
        return one
    return Question(one.key, one.text, ("parent", "school"), "experience", one.ask_on, one.audience, one.theme)


def kinds() -> tuple[KindOfContribution, ...]:
    return load_kinds()
