"""The worker reads what came in: likely themes, who says nearly the same, names, an attack on somebody who works here.

It may be killed at any moment, and any number may run: a lease decides who reads an occasion, and what was not finished is done
again. Reading takes seconds and changes nothing, so no transaction is open meanwhile.
"""

import datetime as dt
import logging
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from driehoek import clock
from driehoek.invitations.models import Occasion
from driehoek.people.queries.naming import NamesOfSchool, names_of_school
from driehoek.schools.scoping import everywhere, within

from .. import machine
from ..models import Contribution, Reading, Standing, SuggestionWork, Theme
from ..personal import Recogniser
from .releasing import hold_back

if TYPE_CHECKING:
    from driehoek.algorithms.themes import shapes

log = logging.getLogger(__name__)
LEASE = dt.timedelta(seconds=120)
RECENT = dt.timedelta(days=60)  # older notes are read when somebody sorts at their occasion
AT_ONCE = 20  # occasions
NOTHING = machine.Thought(None, (), False, ())  # of what lies apart
MOST_FRESH = 200  # notes read at once, so that the first suggestions are there soon


def suggest_again(occasion: Occasion) -> None:
    """People sorted or named something: let the worker suggest anew. Within the transaction of what they did."""
    if not SuggestionWork.objects.filter(occasion=occasion).update(wanted=True):
        SuggestionWork.objects.bulk_create([SuggestionWork(occasion=occasion)], ignore_conflicts=True)


def read_waiting() -> int:
    """Read what is new and suggest anew where that is wanted, in every school; how many occasions. Outside any transaction."""
    now = clock.now()
    with everywhere("which contributions of any school were not read yet"):
        new = Contribution.objects.filter(reading__isnull=True, day__gte=clock.today() - RECENT).order_by()
        due = set(new.values_list("school_id", "occasion_id").distinct()[:AT_ONCE])
        due |= set(SuggestionWork.objects.filter(_due(now)).order_by().values_list("school_id", "occasion_id")[:AT_ONCE])
    return sum(_read_occasion(school, occasion) for school, occasion in sorted(due))


def _due(now: dt.datetime) -> Q:
    return Q(wanted=True, lease_until__isnull=True) | Q(lease_until__lt=now)


def _read_occasion(school: uuid.UUID, occasion: uuid.UUID) -> int:
    with within(school):
        if not _taken(occasion):
            return 0
    with within(school, write=False):
        heap = _gather(occasion)
    made = _made_of(heap)
    with within(school):
        _keep(made)
        SuggestionWork.objects.filter(occasion=occasion).update(lease_until=None)
    return 1


def _taken(occasion: uuid.UUID) -> bool:
    """One conditional update decides who reads it. Who sorts meanwhile makes it wanted again."""
    now = clock.now()
    SuggestionWork.objects.bulk_create([SuggestionWork(occasion_id=occasion)], ignore_conflicts=True)
    free = SuggestionWork.objects.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=now), occasion=occasion)
    return bool(free.update(wanted=False, lease_until=now + LEASE))


@dataclass(frozen=True)
class Heap:
    """All that is to be thought about at one occasion."""

    rows: list[Contribution]
    readings: dict[uuid.UUID, Reading]
    themes: "list[shapes.Theme]"
    names: NamesOfSchool


def _gather(occasion: uuid.UUID) -> Heap:
    from driehoek.algorithms.themes import shapes

    rows = list(Contribution.objects.filter(occasion=occasion).order_by("pk"))
    readings = {one.contribution_id: one for one in Reading.objects.filter(contribution__occasion=occasion)}
    named = Theme.objects.filter(occasion=occasion).order_by("pk").values_list("pk", "title", "meaning", "library_key")
    themes = [shapes.Theme(str(key), title, meaning, seed) for key, title, meaning, seed in named]
    return Heap(rows, readings, themes, names_of_school())


def _made_of(heap: Heap) -> list[Reading]:
    """Readings that are new or changed."""
    using = machine.engine()
    rows = _some(heap)
    shown = [row for row in rows if row.standing != Standing.PARKED]
    notes = [
        machine.Note(str(row.pk), row.text, str(row.theme_id) if row.theme_id else None, _vector(row, heap, using))
        for row in shown
    ]
    thoughts = dict(zip((row.pk for row in shown), machine.think(notes, heap.themes, using=using), strict=True))
    recogniser, found = Recogniser(heap.names), []
    for row in rows:
        reading = heap.readings.get(row.pk) or Reading(contribution=row)
        values = _values(row, thoughts.get(row.pk, NOTHING))
        if not _is_read(row, heap):
            values |= {"spans": recogniser.spans(row.text), "attack": recogniser.attack(row.text, row.giver_name)}
        if reading.digest == "" or any(_plain(getattr(reading, name)) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(reading, name, value)
            found.append(reading)
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _some(heap: Heap) -> list[Contribution]:
    """What was read before and the first of what is new: the rest follows at once, in the next round."""
    fresh = [row for row in heap.rows if not _is_read(row, heap)][MOST_FRESH:]
    later = {row.pk for row in fresh}
    return [row for row in heap.rows if row.pk not in later]


def _is_read(row: Contribution, heap: Heap) -> bool:
    reading = heap.readings.get(row.pk)
    return reading is not None and reading.digest == machine.digest(row.text)


def _vector(row: Contribution, heap: Heap, using: str) -> bytes | None:
    reading = heap.readings.get(row.pk)
    if reading is None or not _is_read(row, heap) or reading.engine != using or reading.vector is None:
        return None
    return bytes(reading.vector)


def _values(row: Contribution, thought: machine.Thought) -> dict[str, Any]:
    return {
        "digest": machine.digest(row.text),
        "engine": machine.MODEL if thought.vector is not None else machine.WORDS,
        "vector": thought.vector,
        "likely": [[theme, confidence] for theme, confidence in thought.likely],
        "certain": thought.certain,
        "similar": list(thought.similar),
    }


def _keep(made: list[Reading]) -> None:
    """Nothing is kept of a contribution that went meanwhile, or whose words changed: that is read anew.

    Contributions are locked before what was read in them, as everywhere, and who let one through meanwhile did so.
    """
    keys = [one.contribution_id for one in made]
    locked = Contribution.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    now = {key: machine.digest(text) for key, text in locked.values_list("pk", "text")}
    fitting = [one for one in made if now.get(one.contribution_id) == one.digest]
    before = {one.contribution_id: one for one in Reading.objects.filter(contribution__in=list(now))}
    news = False
    for one in fitting:
        old = before.get(one.contribution_id)
        same = old is not None and old.digest == one.digest
        one.pk, one.released_by_id = old.pk if old else one.pk, old.released_by_id if old and same else None
        news = news or bool(one.attack) and not (old and same and old.attack)
    fields = ["digest", "engine", "vector", "likely", "certain", "similar", "spans", "attack", "released_by"]
    Reading.objects.bulk_update([one for one in fitting if one.contribution_id in before], fields, batch_size=200)
    Reading.objects.bulk_create(
        [one for one in fitting if one.contribution_id not in before], batch_size=200, ignore_conflicts=True
    )
    hold_back([one for one in fitting if one.attack and one.released_by_id is None], is_news=news)
