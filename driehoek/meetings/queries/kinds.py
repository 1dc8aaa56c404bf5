"""The kinds of meeting to choose from, each with what it asks of people."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from driehoek.library.reading import load_tasks, load_template, template_keys


@dataclass(frozen=True)
class KindOfMeeting:
    """`hours` of all helpers together; `parts` are the blocks of its programme."""

    key: str
    title: str
    aim: str
    minutes: int
    hours: Decimal
    tasks: int
    has_tables: bool
    parts: list[str]


def kinds(sector: str) -> list[KindOfMeeting]:
    """Every template that ships, in the order in which they are offered. No questions to the database."""
    return [_kind(key, sector, get_language() or "nl") for key in template_keys()]


def _kind(key: str, sector: str, language: str) -> KindOfMeeting:
    template = load_template(key)
    tasks = [task for task in load_tasks(key) if not task.automatic]
    return KindOfMeeting(
        key=key,
        title=template.title.say(language, sector),
        aim=template.aim.say(language, sector),
        minutes=template.minutes,
        hours=sum((Decimal(str(task.hours)) for task in tasks), Decimal(0)),
        tasks=len(tasks),
        has_tables=template.needs_tables,
        parts=[block.title.say(language, sector) for block in template.blocks],
    )
