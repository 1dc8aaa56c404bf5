"""Guard 3: every change is written with who, what, when, on what, in the same transaction. Ids only."""

import hashlib
import uuid
from typing import Any

from .models import TrailLink, TrailRow
from .who import Who


def write(act: str, *, by: Who, on: Any = None) -> None:
    """Write one line in the open school. `act` is a code, `on` any row (or None)."""
    TrailRow.objects.create(
        actor_kind=by.kind,
        actor=by.user_id or _guest(by, on),
        act=act,
        object_type=on._meta.label_lower if on is not None else "",
        object_id=on.pk if on is not None and isinstance(on.pk, uuid.UUID) else None,
    )


def _guest(by: Who, on: Any) -> uuid.UUID | None:
    """What a guest's code is about: of several in one browser (a family's own, the hall's) the one that opened this."""
    held = [item.about for item in by.passes]
    if on is not None and on.pk in held:
        return uuid.UUID(str(on.pk))
    return held[-1] if held else None


def _digest(before: str, row: TrailRow) -> str:
    line = "|".join(
        str(part)
        for part in (before, row.pk, row.at.timestamp(), row.actor_kind, row.actor, row.act, row.object_type, row.object_id)
    )
    return hashlib.sha256(line.encode()).hexdigest()


def link(limit: int = 2_000) -> int:
    """Hang the rows that have no link yet on the chain of the open school. Run by the worker, one at a time a school."""
    last = TrailLink.objects.order_by("-number").first()
    number, before = (last.number, last.digest) if last else (0, "")
    links = []
    for row in TrailRow.objects.filter(link__isnull=True).order_by("at", "pk")[:limit]:
        number, before = number + 1, _digest(before, row)
        links.append(TrailLink(row=row, number=number, digest=before))
    TrailLink.objects.bulk_create(links)
    return len(links)


def broken_link() -> int | None:
    """The number of the first link that does not fit, or None when the chain of the open school is whole."""
    before = ""
    for number, item in enumerate(TrailLink.objects.select_related("row").order_by("number"), start=1):
        if item.number != number or item.digest != _digest(before, item.row):
            return number
        before = item.digest
    return None
