"""Reads what a dialogue is made of: kinds of contribution, questions, themes."""

from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from driehoek.library import shapes
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES, may_be_chosen
from driehoek.library.words import load_words

Chosen = TypeVar("Chosen", shapes.Theme, shapes.Question)


def selectable(texts: tuple[Chosen, ...], meeting_audience: str) -> tuple[Chosen, ...]:
    """Those that may be chosen for a meeting with this audience; team texts never for one with parents."""
    return tuple(one for one in texts if may_be_chosen(one.audience, meeting_audience))


@cache
def load_kinds(folder: Path = CONTENT) -> tuple[shapes.KindOfContribution, ...]:
    source = open_file("questions.toml", load_words(folder), folder)
    kinds = []
    for key, one in source.named("kinds"):
        if key not in shapes.KINDS:
            raise one.fail("", "is no kind of contribution")
        label = one.text("label", PARENT_LANGUAGES)
        says, hint = (
            one.text("parent_says", PARENT_LANGUAGES),
            one.text("hint", PARENT_LANGUAGES),
        )
        one.done()
        kinds.append(shapes.KindOfContribution(cast(shapes.Kind, key), label, says, hint))
    if tuple(kind.key for kind in kinds) != shapes.KINDS:
        raise source.fail("kinds", f"must be {', '.join(shapes.KINDS)}, in this order")
    return tuple(kinds)


@cache
def load_questions(folder: Path = CONTENT) -> tuple[shapes.Question, ...]:
    """All dialogue questions in the order in which they are asked."""
    source = open_file("questions.toml", load_words(folder), folder)
    questions = tuple(_question(one) for one in source.listed("questions"))
    no_doubles(source, "questions", [question.key for question in questions])
    source.inside("kinds")
    source.done()
    return questions


def _question(one: Source) -> shapes.Question:
    text = one.text("text", PARENT_LANGUAGES)
    question = shapes.Question(
        key=one.string("key"),
        text=text,
        voices=cast(tuple[shapes.Voice, ...], one.choices("voices", shapes.VOICES)),
        kind=cast(shapes.Kind, one.choice("kind", shapes.KINDS)),
        ask_on=one.text("ask_on", STAFF_LANGUAGES, "team"),
        audience=text.audience,
    )
    one.done()
    return question


@cache
def load_themes(folder: Path = CONTENT) -> tuple[shapes.Theme, ...]:
    source = open_file("themes.toml", load_words(folder), folder)
    themes = []
    for one in source.listed("themes"):
        title, meaning = (
            one.text("title", PARENT_LANGUAGES),
            one.text("meaning", PARENT_LANGUAGES),
        )
        question = one.text("question", PARENT_LANGUAGES)
        themes.append(shapes.Theme(one.string("key"), title, meaning, question, title.audience))
        one.done()
    no_doubles(source, "themes", [theme.key for theme in themes])
    source.done()
    return tuple(themes)
