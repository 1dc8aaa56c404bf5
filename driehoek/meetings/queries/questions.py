"""The questions of the dialogue, from the library: which belong to an item, and how one is asked."""

from driehoek.library.reading import load_kinds, load_questions, load_template, selectable
from driehoek.library.shapes import KindOfContribution, Question


def questions_of(template: str, item: str) -> list[Question]:
    """What is asked during an item of the run-book, in order; nothing for an item that the school made itself."""
    keys = next((one.questions for one in load_template(template).items if one.key == item), ())
    return [one for one in load_questions() if one.key in keys]


def all_questions(template: str) -> list[Question]:
    """Every question that may be asked at this kind of meeting; those of the programme first, in its order."""
    shape = load_template(template)
    programme = [key for item in shape.items for key in item.questions]
    chosen = selectable(load_questions(), shape.audience)
    return sorted(chosen, key=lambda one: programme.index(one.key) if one.key in programme else len(programme))


def question_named(key: str) -> Question | None:
    return next((one for one in load_questions() if one.key == key), None)


def kinds() -> tuple[KindOfContribution, ...]:
    return load_kinds()
