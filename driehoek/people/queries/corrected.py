"""What parents corrected, asked or removed themselves, until somebody took it over in the administration."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.people.models import Guardian
from driehoek.people.rules import own as rules


@dataclass(frozen=True)
class Waiting:
    """What one parent did, as acts of `rules.own`, and the day and key of the last of them."""

    guardian: uuid.UUID
    acts: tuple[str, ...]
    day: dt.date
    last: uuid.UUID


@dataclass(frozen=True)
class CorrectedLine:
    """`corrections` are (field, value now); a secret number is never shown here: its value is ''."""

    guardian: Guardian
    children: list[str]
    corrections: list[tuple[str, str]]
    asks: list[str]
    is_removed: bool
    day: dt.date
    last: uuid.UUID


def waiting() -> list[Waiting]:
    """The latest first. One question, read from the trail: it holds who did what, and no words of anybody."""
    rows = TrailRow.objects.filter(act__in=rules.ACTS).order_by("at", "pk")
    acts: dict[uuid.UUID, list[str]] = {}
    last: dict[uuid.UUID, tuple[dt.datetime, uuid.UUID]] = {}
    for key, guardian, act, at in rows.values_list("pk", "object_id", "act", "at"):
        acts.setdefault(guardian, []).append(act)
        if act in rules.WAITS:
            last[guardian] = (at, key)
    ready = [(*last[who], who, left) for who, done in acts.items() if who in last and (left := rules.pending(done))]
    here = set(Guardian.objects.filter(pk__in=[who for _at, _key, who, _left in ready]).values_list("pk", flat=True))
    ready.sort(key=lambda one: (one[0], str(one[2])), reverse=True)
    return [Waiting(who, left, at.astimezone(clock.SCHOOL_TIME).date(), key) for at, key, who, left in ready if who in here]


def described(found: list[Waiting]) -> list[CorrectedLine]:
    """Lines for one page, in their order. Three questions, whatever their number."""
    keys = [one.guardian for one in found]
    people = {row.pk: row for row in Guardian.objects.filter(pk__in=keys).prefetch_related("children__pupil")}
    return [_line(people[one.guardian], one) for one in found if one.guardian in people]


def _line(guardian: Guardian, one: Waiting) -> CorrectedLine:
    fields = [act.removeprefix(rules.CORRECTED) for act in one.acts if act.startswith(rules.CORRECTED)]
    return CorrectedLine(
        guardian=guardian,
        children=[str(bond.pupil) for bond in guardian.children.all()],
        corrections=[(name, _value(guardian, name)) for name in fields],
        asks=[act.removeprefix(rules.ASKED) for act in one.acts if act.startswith(rules.ASKED)],
        is_removed=rules.REMOVED in one.acts,
        day=one.day,
        last=one.last,
    )


def _value(guardian: Any, name: str) -> str:
    if name == "phone" and guardian.phone_is_secret:
        return ""
    return str(getattr(guardian, name))
