"""Reads what a dialogue is made of: kinds of contribution, questions, themes, statements, dilemmas."""

from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar, cast

from driehoek.library import shapes
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES, Audience, languages_for, may_be_chosen
from driehoek.library.words import load_words


class HasAudience(Protocol):
    """A theme, a question, a statement, a dilemma, a message."""

    @property
    def audience(self) -> Audience: ...


Chosen = TypeVar("Chosen", bound=HasAudience)


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
    """All dialogue questions in the order in which they are asked; the seven of the parents' meeting come first."""
    source = open_file("questions.toml", load_words(folder), folder)
    themes = _theme_keys(folder)
    questions = tuple(_question(one, themes) for one in source.listed("questions"))
    no_doubles(source, "questions", [question.key for question in questions])
    source.inside("kinds")
    source.done()
    return questions


def _question(one: Source, themes: tuple[str, ...]) -> shapes.Question:
    text = one.text("text", languages_for(one.audience))
    question = shapes.Question(
        key=one.string("key"),
        text=text,
        voices=cast(tuple[shapes.Voice, ...], one.choices("voices", shapes.VOICES)),
        kind=cast(shapes.Kind, one.choice("kind", shapes.KINDS)),
        ask_on=one.text("ask_on", STAFF_LANGUAGES, "team"),
        audience=text.audience,
        theme=_theme_of(one, themes),
    )
    if text.audience == "team" and question.voices != ("school",):
        raise one.fail("voices", "a question for the team is for the school alone")
    one.done()
    return question


def _theme_keys(folder: Path) -> tuple[str, ...]:
    return tuple(theme.key for theme in load_themes(folder))


def _theme_of(one: Source, themes: tuple[str, ...]) -> str:
    return one.choice("theme", themes) if one.has("theme") else ""


@cache
def load_themes(folder: Path = CONTENT) -> tuple[shapes.Theme, ...]:
    source = open_file("themes.toml", load_words(folder), folder)
    themes = tuple(_theme(one) for one in source.listed("themes"))
    no_doubles(source, "themes", [theme.key for theme in themes])
    source.done()
    return themes


def _theme(one: Source) -> shapes.Theme:
    languages = languages_for(one.audience)
    title = one.text("title", languages)
    theme = shapes.Theme(
        key=one.string("key"),
        title=title,
        meaning=one.text("meaning", languages),
        question=one.text("question", languages),
        audience=title.audience,
        opening=one.text_if_any("opening", STAFF_LANGUAGES),
    )
    if theme.opening and theme.opening.placeholders:
        raise one.fail("opening", "holds a fill-in; an opening is said as it stands")
    one.done()
    return theme


@cache
def load_statements(folder: Path = CONTENT) -> tuple[shapes.Statement, ...]:
    source = _statements(folder)
    themes = _theme_keys(folder)
    statements = tuple(_statement(one, themes) for one in source.listed("statements"))
    no_doubles(source, "statements", [statement.key for statement in statements])
    source.take("dilemmas", list)
    source.done()
    return statements


def _statements(folder: Path) -> Source:
    return open_file("statements.toml", load_words(folder), folder)


def _statement(one: Source, themes: tuple[str, ...]) -> shapes.Statement:
    text = one.text("text", languages_for(one.audience))
    statement = shapes.Statement(
        key=one.string("key"),
        text=text,
        audience=text.audience,
        theme=_theme_of(one, themes),
        ask_on=one.text("ask_on", STAFF_LANGUAGES, "team"),
    )
    one.done()
    return statement


@cache
def load_dilemmas(folder: Path = CONTENT) -> tuple[shapes.Dilemma, ...]:
    """Dilemmas for a session of the team; none of them can be for anybody else."""
    source = _statements(folder)
    dilemmas = tuple(_dilemma(one) for one in source.listed("dilemmas"))
    no_doubles(source, "dilemmas", [dilemma.key for dilemma in dilemmas])
    return dilemmas


def _dilemma(one: Source) -> shapes.Dilemma:
    if one.audience != "team":
        raise one.fail("audience", "must be team: a dilemma of the staff is not put before parents")
    title, situation, one_side, other_side, question = (
        one.text(key, STAFF_LANGUAGES) for key in ("title", "situation", "one_side", "other_side", "question")
    )
    dilemma = shapes.Dilemma(one.string("key"), title, situation, one_side, other_side, question, title.audience)
    one.done()
    return dilemma


def questions_for(
    template: shapes.MeetingTemplate, themes: tuple[str, ...] = (), folder: Path = CONTENT
) -> tuple[shapes.Question, ...]:
    """What may be asked at this meeting: those of its programme first, then those of its themes, then general ones."""
    programme = [key for item in template.items for key in item.questions]
    found = [one for one in selectable(load_questions(folder), template.audience) if one.theme in {"", *themes}]
    ours = sorted((one for one in found if one.key in programme), key=lambda one: programme.index(one.key))
    rest = [one for one in found if one.key not in programme]
    return (*ours, *(one for one in rest if one.theme), *(one for one in rest if not one.theme))
