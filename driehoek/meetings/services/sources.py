"""What a new meeting is made from: a template that ships, a run-book of the school's own, or an earlier meeting."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.clock import SCHOOL_TIME
from driehoek.library.reading import load_tasks, load_template, load_year_end_tasks, template_keys, word
from driehoek.library.shapes import Item, Task
from driehoek.schools.models import school_year_of

from ..models import Couples, Meeting, OwnTemplate, PreparationTask, ProgrammeItem
from ..rules import EARLIER, OWN

ITEM_FIELDS = ("key", "block", "title", "minutes", "form", "who", "aim", "spoken", "needs", "remark", "stages")
TASK_FIELDS = ("key", "day", "shift", "title", "why", "role")
RUN_BOOK_LANGUAGE = "nl"  # what is said in the hall and done by the team; English screens show it as it is
MOST_OWN = 50


@dataclass(frozen=True)
class Source:
    """`items` and `tasks` are rows without a meeting; `tasks` say their day in days from the meeting."""

    template: str
    items: list[ProgrammeItem]
    tasks: list[PreparationTask]
    classes: str
    table_size: int = 8
    couples: str = Couples.TOGETHER
    own: OwnTemplate | None = None
    chosen: dict[str, list[str]] = field(default_factory=dict)  # as `Meeting.chosen`
    earlier: uuid.UUID | None = None  # the meeting that this one follows


def source_of(choice: str, *, sector: str, day: dt.date) -> Source:
    """`choice` is the key of a template, 'own:<id>' or 'meeting:<id>'. Raises RuleBroken 'no_source' when it is gone."""
    if choice in template_keys():
        return _shipped(choice, sector, day)
    if choice.startswith(OWN):
        own = OwnTemplate.objects.filter(pk=_key(choice, OWN)).first()
        if own is not None and own.based_on in template_keys():
            return _own(own)
    if choice.startswith(EARLIER):
        meeting = Meeting.objects.select_related("occasion").filter(pk=_key(choice, EARLIER)).first()
        if meeting is not None:
            return _earlier(meeting)
    raise RuleBroken("no_source", _("Dit draaiboek is er niet meer. Kies een ander."), 422)


def _key(choice: str, kind: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(choice.removeprefix(kind))
    except ValueError:
        return None


# ---- what ships


def _shipped(key: str, sector: str, day: dt.date) -> Source:
    template = load_template(key)
    pairs = ((block, item) for block in template.blocks for item in block.items)
    items = [
        _item(place, block.title.say(RUN_BOOK_LANGUAGE, sector), item, sector) for place, (block, item) in enumerate(pairs, 1)
    ]
    tasks = [_task(one, one.day, sector) for one in load_tasks(key) if not one.automatic]
    ends = _year_end(day)
    tasks += [_task(one, (ends - day).days + one.day, sector) for one in load_year_end_tasks(key) if not one.automatic]
    return Source(key, items, tasks, template.classes)


def _year_end(day: dt.date) -> dt.date:
    return dt.date(school_year_of(clock.at(day, dt.time(12))) + 1, 7, 31)


def _item(position: int, block: str, item: Item, sector: str) -> ProgrammeItem:
    def say(text: Any) -> str:
        return str(text.say(RUN_BOOK_LANGUAGE, sector)).strip() if text is not None else ""

    return ProgrammeItem(
        position=position,
        key=item.key,
        block=block,
        title=say(item.title),
        minutes=item.minutes,
        form=item.form,
        who=", ".join(word(role, sector, RUN_BOOK_LANGUAGE) for role in item.who),
        aim=say(item.point),
        spoken=say(item.spoken),
        needs=say(item.materials),
        remark=say(item.remark),
        stages=" ".join(item.stages),
    )


def _task(task: Task, day: int, sector: str) -> PreparationTask:
    return PreparationTask(
        key=task.key,
        day=day,
        shift=task.shift,
        title=task.title.say(RUN_BOOK_LANGUAGE, sector),
        why=task.why.say(RUN_BOOK_LANGUAGE, sector),
        role=task.owner,
        hours=Decimal(str(task.hours)),
    )


# ---- the school's own


def _own(own: OwnTemplate) -> Source:
    items = [ProgrammeItem(position=place, **_known(_as_now(values), ITEM_FIELDS)) for place, values in enumerate(own.items, 1)]
    tasks = [PreparationTask(**_known(one, TASK_FIELDS), hours=Decimal(one.get("hours", "0"))) for one in own.tasks]
    return Source(own.based_on, items, tasks, load_template(own.based_on).classes, own=own)


def _as_now(values: dict[str, Any]) -> dict[str, Any]:
    """What was kept when an item had one stage."""
    return {"stages": values.get("stage", ""), **values}


def _known(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _earlier(meeting: Meeting) -> Source:
    """An earlier meeting as it was held; who did what stays with whoever still works here."""
    items = [
        ProgrammeItem(position=place, **{name: getattr(row, name) for name in ITEM_FIELDS})
        for place, row in enumerate(ProgrammeItem.objects.filter(meeting=meeting), 1)
    ]
    tasks = [_as_task(row, meeting) for row in PreparationTask.objects.filter(meeting=meeting).select_related("owner")]
    return Source(
        meeting.template, items, tasks, meeting.classes, meeting.table_size, meeting.couples, meeting.own_template, meeting.chosen,
        earlier=meeting.pk,
    )  # fmt: skip


def _as_task(row: PreparationTask, meeting: Meeting) -> PreparationTask:
    stays = row.owner is not None and row.owner.left_on is None
    values = {name: getattr(row, name) for name in TASK_FIELDS if name != "day"}
    return PreparationTask(**values, day=_days(row, meeting), hours=row.hours, owner=row.owner if stays else None)


def _days(row: PreparationTask, meeting: Meeting) -> int:
    held = meeting.occasion.starts_at.astimezone(SCHOOL_TIME).date()
    return row.day if row.day is not None else (row.due_on - held).days


# ---- keeping one


def keep_template(*, by: Who, key: uuid.UUID, meeting: Meeting, title: str) -> OwnTemplate:
    """Keep the run-book and the tasks of a meeting for later. The same `key` twice is one."""
    if OwnTemplate.objects.count() >= MOST_OWN:
        raise RuleBroken("too_many_templates", _("Er zijn al vijftig eigen draaiboeken. Haal er eerst een weg."), 422)
    source = _earlier(meeting)
    own = OwnTemplate(
        id=key,
        title=title,
        based_on=meeting.template,
        items=[{name: getattr(row, name) for name in ITEM_FIELDS} for row in source.items],
        tasks=[{name: getattr(row, name) for name in TASK_FIELDS} | {"hours": str(row.hours)} for row in source.tasks],
    )
    OwnTemplate.objects.bulk_create([own], ignore_conflicts=True)
    trail.write("keep_template", by=by, on=own)
    return own


def remove_template(*, by: Who, own: OwnTemplate) -> dict[str, Any]:
    """Take it away; meetings made from it stay. What is returned (plain values) puts it back."""
    kept = {"id": str(own.pk), "title": own.title, "based_on": own.based_on, "items": own.items, "tasks": own.tasks}
    trail.write("remove_template", by=by, on=own)
    own.delete()
    return kept


def put_back_template(*, by: Who, kept: dict[str, Any]) -> None:
    """Undo of `remove_template`. Twice is once."""
    own = OwnTemplate(**{**kept, "id": uuid.UUID(kept["id"])})
    OwnTemplate.objects.bulk_create([own], ignore_conflicts=True)
    trail.write("put_back_template", by=by, on=own)
