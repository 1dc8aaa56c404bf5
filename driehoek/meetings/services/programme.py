"""Changing the run-book, item by item. The order is kept as 1, 2, 3 … within a meeting."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who

from .. import rules
from ..models import Meeting, ProgrammeItem
from .plan import screens_change

TEXTS = ("block", "title", "form", "who", "aim", "spoken", "needs", "remark")
MOST_ITEMS = 60


def add_item(*, by: Who, meeting: Meeting, after: int, minutes: int, **texts: str) -> ProgrammeItem:
    """A new item behind the one at position `after` (0: in front)."""
    rows = _locked(meeting)
    if len(rows) >= MOST_ITEMS:
        raise RuleBroken("too_many_items", _("Een draaiboek heeft hoogstens 60 onderdelen."), status=422)
    item = ProgrammeItem(meeting=meeting, position=after + 1, minutes=minutes, **_texts(texts))
    item.save()
    rows.insert(min(max(after, 0), len(rows)), item)
    _number(rows)
    _told(by, "add_item", item)
    return item


def change_item(*, by: Who, item: ProgrammeItem, minutes: int, **texts: str) -> None:
    _locked(item.meeting, item)
    item.minutes = minutes
    for name, text in _texts(texts).items():
        setattr(item, name, text)
    item.save(update_fields=["minutes", *texts])
    _told(by, "change_item", item)


def move_item(*, by: Who, item: ProgrammeItem, to: int) -> None:
    """Put the item at place `to`, counted from 0; beyond the end is the end."""
    rows = _locked(item.meeting, item)
    rows.remove(item)
    rows.insert(min(max(to, 0), len(rows)), item)
    _number(rows)
    _told(by, "move_item", item)


def shift_item(*, by: Who, item: ProgrammeItem, step: int) -> None:
    """One up (-1) or down (1)."""
    rows = _locked(item.meeting, item)
    move_item(by=by, item=item, to=rows.index(item) + step)


def remove_item(*, by: Who, item: ProgrammeItem) -> dict[str, Any]:
    """Take the item out; what is returned (plain values) puts it back with `put_back_item`."""
    rows = _locked(item.meeting, item)
    kept = {name: getattr(item, name) for name in (*TEXTS, "key", "stages", "minutes", "position")} | {"id": str(item.pk)}
    _told(by, "remove_item", item)
    rows.remove(item)
    item.delete()
    _number(rows)
    return kept


def put_back_item(*, by: Who, meeting: Meeting, kept: dict[str, Any]) -> None:
    """Undo of `remove_item`. Twice is once."""
    rows = _locked(meeting)
    key = uuid.UUID(kept["id"])
    if any(row.pk == key for row in rows):
        return
    item = ProgrammeItem(**{**kept, "id": key}, meeting=meeting)
    item.save(force_insert=True)
    rows.insert(min(item.position - 1, len(rows)), item)
    _number(rows)
    _told(by, "put_back_item", item)


def _texts(texts: dict[str, str]) -> dict[str, str]:
    if odd := texts.keys() - set(TEXTS):
        raise TypeError(f"not a text of an item: {sorted(odd)}")
    return texts


def _locked(meeting: Meeting, item: ProgrammeItem | None = None) -> list[ProgrammeItem]:
    """The items in order, with the meeting locked so that two people never number at the same time.

    Raises RuleBroken 'item_is_gone' when somebody else took `item` out while we waited.
    """
    fresh = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not rules.may_change_programme(fresh.state):
        raise RuleBroken("programme_is_history", _("De avond is geweest. Het draaiboek blijft zoals het was."))
    rows = list(ProgrammeItem.objects.filter(meeting=meeting))
    if item is not None and item not in rows:
        raise RuleBroken("item_is_gone", _("Iemand anders haalde dit onderdeel net uit het draaiboek. Zo staat het nu."))
    return rows


def _number(rows: list[ProgrammeItem]) -> None:
    changed = []
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            changed.append(row)
    ProgrammeItem.objects.bulk_update(changed, ["position"])


def _told(by: Who, act: str, item: ProgrammeItem) -> None:
    screens_change(item.meeting)
    trail.write(act, by=by, on=item)
