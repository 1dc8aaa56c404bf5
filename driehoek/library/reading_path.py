"""Reads the templates of trajectories, the ready texts and the questions of the intake."""

from functools import cache
from pathlib import Path as Folder
from typing import cast

from driehoek.library import shapes
from driehoek.library.reading_templates import template_keys
from driehoek.library.shapes_path import IntakeQuestion, Path, PathStep, PathWork, ReadyText
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES
from driehoek.library.words import load_words

# As in trajectories.models and in the menu; a test holds them to each other, for the library knows no database.
SORTS = (
    "bodies", "intake", "scan", "vision", "questionnaire", "turnout", "meeting", "plan", "team", "programme", "evaluation", "own",
)  # fmt: skip
MENU = ("scan", "meeting", "plan", "teams", "actions")
COUNTS_FROM = ("evening", "start")
BODIES = ("mr", "privacy", "board")
FILL_INS = frozenset({"school", "title", "day", "leader"})


@cache
def load_paths(folder: Folder = CONTENT) -> tuple[Path, ...]:
    """Every template, the strategy trajectory first. A step is ready on its day: its tasks come before it or on it."""
    source = open_file("trajectories.toml", load_words(folder), folder)
    paths = tuple(_path(one, ("", *template_keys(folder)), tuple(load_ready_texts(folder))) for one in source.listed("paths"))
    no_doubles(source, "paths", [path.key for path in paths])
    source.done()
    return paths


def _path(one: Source, meetings: tuple[str, ...], texts: tuple[str, ...]) -> Path:
    path = Path(
        key=one.string("key"),
        title=one.text("title", STAFF_LANGUAGES),
        what=one.text("what", STAFF_LANGUAGES),
        suits=one.text("suits", STAFF_LANGUAGES),
        counts_from=one.choice("counts_from", COUNTS_FROM),
        meeting=_one_of(one, "meeting", meetings),
        steps=tuple(_step(inner, texts) for inner in one.listed("steps")),
    )
    no_doubles(one, "steps", [step.key for step in path.steps])
    if (path.meeting != "") != any(step.sort == "meeting" for step in path.steps):
        raise one.fail("meeting", "goes with a step of the sort 'meeting'")
    if path.counts_from == "evening" and [step.day for step in path.steps if step.sort == "meeting"] != [0]:
        raise one.fail("counts_from", "the evening is the day that the days count from")
    for before, after in zip(path.steps, path.steps[1:], strict=False):
        if after.day <= before.day:
            raise one.fail(f"steps[{after.key}].day", "does not come after the step before it")
    one.done()
    return path


def _step(one: Source, texts: tuple[str, ...]) -> PathStep:
    step = PathStep(
        key=one.string("key"),
        sort=one.choice("sort", SORTS),
        title=one.text("title", STAFF_LANGUAGES),
        why=one.text("why", STAFF_LANGUAGES),
        day=one.whole("day", -365, 365),
        shift=cast(shapes.Shift, one.choice("shift", shapes.SHIFTS)),
        opens=one.choices("opens", MENU),
        work=tuple(_work(inner, texts) for inner in one.listed("work")),
    )
    no_doubles(one, "work", [work.key for work in step.work])
    days = [*(work.day for work in step.work), step.day]
    if days != sorted(days):
        raise one.fail("work", "a day comes before an earlier one, or after the day of the step")
    one.done()
    return step


def _work(one: Source, texts: tuple[str, ...]) -> PathWork:
    work = PathWork(
        key=one.string("key"),
        title=one.text("title", STAFF_LANGUAGES),
        why=one.text("why", STAFF_LANGUAGES),
        day=one.whole("day", -365, 365),
        owner=cast(shapes.Role, one.choice("owner", shapes.ROLES)),
        hours=one.hours("hours"),
        shift=cast(shapes.Shift, one.choice("shift", shapes.SHIFTS)),
        text=one.choice("text", texts) if one.has("text") else "",
    )
    one.done()
    return work


def _one_of(one: Source, key: str, allowed: tuple[str, ...]) -> str:
    """A name that may be empty where '' is allowed."""
    found: str = one.take(key, str)
    if found not in allowed:
        raise one.fail(key, f"'{found}' is not one of {', '.join(filter(None, allowed))}")
    return found


@cache
def load_ready_texts(folder: Folder = CONTENT) -> dict[str, ReadyText]:
    """By key. What is for parents is in all their languages."""
    source = open_file("ready_texts.toml", load_words(folder), folder)
    texts = tuple(_ready_text(one) for one in source.listed("texts"))
    no_doubles(source, "texts", [text.key for text in texts])
    if absent := [body for body in BODIES if body not in {text.body for text in texts}]:
        raise source.fail("texts", f"none for {', '.join(absent)}")
    source.done()
    return {text.key: text for text in texts}


def _ready_text(one: Source) -> ReadyText:
    languages = PARENT_LANGUAGES if one.audience == "parents" else STAFF_LANGUAGES
    text = ReadyText(
        key=one.string("key"),
        body=_one_of(one, "body", ("", *BODIES)),
        title=one.text("title", languages),
        text=one.text("text", languages),
    )
    if strange := (text.title.placeholders | text.text.placeholders) - FILL_INS:
        raise one.fail("text", f"no fill-in {min(strange)} here")
    one.done()
    return text


@cache
def load_intake(folder: Folder = CONTENT) -> tuple[IntakeQuestion, ...]:
    """The questions of the talk before the beginning, in order."""
    source = open_file("intake.toml", load_words(folder), folder)
    questions = tuple(_question(one) for one in source.listed("questions"))
    no_doubles(source, "questions", [question.key for question in questions])
    source.done()
    return questions


def _question(one: Source) -> IntakeQuestion:
    question = IntakeQuestion(one.string("key"), one.text("title", STAFF_LANGUAGES), one.text("hint", STAFF_LANGUAGES))
    one.done()
    return question
