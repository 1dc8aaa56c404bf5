"""Reads the preparation and follow-up of a meeting."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

from driehoek.library import shapes
from driehoek.library.reading_templates import load_template, template_keys
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import STAFF_LANGUAGES
from driehoek.library.words import load_words


@cache
def load_all_tasks(folder: Path = CONTENT) -> tuple[shapes.Task, ...]:
    """Every task of every kind of meeting, in the order of their days; those of the end of the year last."""
    source = open_file("preparation.toml", load_words(folder), folder)
    templates = template_keys(folder)
    tasks = tuple(_task(one, templates) for one in source.listed("tasks"))
    no_doubles(source, "tasks", [task.key for task in tasks])
    for before, after in zip(tasks, tasks[1:], strict=False):
        if (shapes.ANCHORS.index(after.anchor), after.day) < (shapes.ANCHORS.index(before.anchor), before.day):
            raise source.fail(f"tasks[{after.key}].day", "stands after a later day")
    source.done()
    return tasks


@cache
def load_tasks(template: str = "parents_meeting", folder: Path = CONTENT) -> tuple[shapes.Task, ...]:
    """The tasks of a meeting made from this template, with its owners and hours; days count from the meeting."""
    return tuple(task for task in _of(template, folder) if task.anchor == "meeting")


@cache
def load_year_end_tasks(template: str = "parents_meeting", folder: Path = CONTENT) -> tuple[shapes.Task, ...]:
    """What is done at the end of the school year of the meeting; days count from 31 July."""
    return tuple(task for task in _of(template, folder) if task.anchor == "school_year_end")


def _of(key: str, folder: Path) -> list[shapes.Task]:
    template = load_template(key, folder)
    absent = {"action_team", "discussion_leader"}.difference(template.preparation)
    chosen = [
        task
        for task in load_all_tasks(folder)
        if set(template.preparation).issuperset(task.needs) and (not task.only or key in task.only)
    ]
    return [
        replace(
            task,
            owner=template.prepared_by if task.owner in absent else task.owner,
            hours=task.hours_for.get(key, task.hours),
        )
        for task in chosen
    ]


def _task(one: Source, templates: tuple[str, ...]) -> shapes.Task:
    task = shapes.Task(
        key=one.string("key"),
        title=one.text("title", STAFF_LANGUAGES),
        why=one.text("why", STAFF_LANGUAGES),
        day=one.whole("day", -365, 365),
        anchor=cast(shapes.Anchor, one.choice("anchor", shapes.ANCHORS, "meeting")),
        owner=cast(shapes.Role, one.choice("owner", shapes.ROLES)),
        hours=one.hours("hours"),
        hours_for=_hours_for(one, templates),
        shift=cast(shapes.Shift, one.choice("shift", shapes.SHIFTS)),
        automatic=one.flag("automatic"),
        needs=cast(tuple[shapes.Need, ...], one.choices("needs", shapes.NEEDS, ())),
        only=one.choices("only", templates, ()),
    )
    one.done()
    return task


def _hours_for(one: Source, templates: tuple[str, ...]) -> dict[str, float]:
    if not one.has("hours_for"):
        return {}
    inner = one.inside("hours_for")
    if unknown := set(inner.table) - set(templates):
        raise inner.fail(min(unknown), "is no template")
    return {key: inner.hours(key) for key in inner.table}
