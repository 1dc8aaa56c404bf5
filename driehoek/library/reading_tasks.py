"""Reads the preparation and follow-up of a meeting."""

from functools import cache
from pathlib import Path
from typing import cast

from driehoek.library import shapes
from driehoek.library.source import CONTENT, Source, no_doubles, open_file
from driehoek.library.texts import STAFF_LANGUAGES
from driehoek.library.words import load_words


@cache
def load_tasks(folder: Path = CONTENT) -> tuple[shapes.Task, ...]:
    """Tasks of one parents' meeting in the order of their days, from -70 to +90."""
    source = open_file("preparation.toml", load_words(folder), folder)
    tasks = tuple(_task(one) for one in source.listed("tasks"))
    no_doubles(source, "tasks", [task.key for task in tasks])
    for before, after in zip(tasks, tasks[1:], strict=False):
        if after.day < before.day:
            raise source.fail(f"tasks[{after.key}].day", "stands after a later day")
    source.done()
    return tasks


def _task(one: Source) -> shapes.Task:
    task = shapes.Task(
        key=one.string("key"),
        title=one.text("title", STAFF_LANGUAGES),
        why=one.text("why", STAFF_LANGUAGES),
        day=one.whole("day", -365, 365),
        owner=cast(shapes.Role, one.choice("owner", shapes.ROLES)),
        hours=one.hours("hours"),
        shift=cast(shapes.Shift, one.choice("shift", shapes.SHIFTS)),
        automatic=one.flag("automatic"),
    )
    one.done()
    return task
