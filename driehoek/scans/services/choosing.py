"""What the team chose for the plan: strengths and ambitions, from a result or from a session. Everything can be taken back."""

import uuid
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.partnership import Partnership
from driehoek.voices.services import words

from ..models import ChosenPoint, Fielding, Note, PointSort, TeamSession

MOST_TEXT = 300
MOST = 60  # strengths and ambitions of one session or result; nobody works on more
Kept = dict[str, Any]


def choose(
    *,
    session: TeamSession | None = None,
    fielding: Fielding | None = None,
    sort: str,
    partnership: str,
    text: str,
    note: Note | None = None,
    item: str = "",
    dots: int | None = None,
    of_people: int | None = None,
    by: Who,
) -> ChosenPoint:
    """Choose a point; the same note, or the same item of the same result as the same sort, twice is one point.

    Raises RuleBroken 422 for a sort, a partnership or a text that can't be taken, 'too-many-chosen' beyond sixty.
    """
    if sort not in PointSort.values or partnership not in Partnership.values:
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)
    line = words.take_line(text, MOST_TEXT, empty=_("Schrijf op wat jullie kiezen."))
    rows = ChosenPoint.objects.filter(session=session, fielding=fielding)
    if found := _there(session, fielding, sort, note, item):
        return found
    if rows.count() >= MOST:
        raise RuleBroken("too-many-chosen", _("Er zijn al zestig punten gekozen. Haal er eerst een weg."), 422)
    last = ChosenPoint.objects.aggregate(last=Max("position"))["last"]
    point: ChosenPoint = ChosenPoint.objects.create(
        session=session, fielding=fielding, note=note, item=item[:40], sort=sort, partnership=partnership, text=line, dots=dots,
        of_people=of_people, position=0 if last is None else last + 1,
    )  # fmt: skip
    trail.write("choose_point", by=by, on=point)
    return point


def _there(session: TeamSession | None, fielding: Fielding | None, sort: str, note: Note | None, item: str) -> ChosenPoint | None:
    """Two people who press at the same moment wait for each other at what the point comes from."""
    for thing in (session, fielding):
        if thing is not None:
            type(thing).objects.select_for_update(no_key=True).filter(pk=thing.pk).order_by("pk").values_list("pk").first()
    if note is not None:
        found = ChosenPoint.objects.filter(session=session, note=note, sort=sort)
    elif item:
        found = ChosenPoint.objects.filter(session=session, fielding=fielding, item=item, sort=sort)
    else:
        return None
    there: ChosenPoint | None = found.first()
    return there


def move(*, point: ChosenPoint, step: int, by: Who) -> None:
    """One place up (−1) or down (1) among what was chosen of its sort in its partnership; at the end nothing happens."""
    beside = list(
        ChosenPoint.objects.select_for_update(no_key=True).filter(sort=point.sort, partnership=point.partnership).order_by("pk")
    )
    beside.sort(key=lambda one: (one.position, one.made_at, str(one.pk)))
    here = next((at for at, one in enumerate(beside) if one.pk == point.pk), None)
    if here is None or not 0 <= here + step < len(beside):
        return
    places = sorted({one.position for one in beside})
    if len(places) < len(beside):  # chosen at the same moment
        places = list(range(places[0], places[0] + len(beside)))
    beside.insert(here + step, beside.pop(here))
    changed = [one for one, place in zip(beside, places, strict=True) if one.position != place]
    for one, place in zip(beside, places, strict=True):
        one.position = place
    ChosenPoint.objects.bulk_update(changed, ["position"])
    trail.write("move_point", by=by, on=point)


def drop(*, point: ChosenPoint, by: Who) -> Kept:
    """Take a point off; what is returned makes it again."""
    kept = {name: getattr(point, name) for name in ("item", "sort", "partnership", "text", "dots", "of_people", "position")}
    for name in ("session_id", "fielding_id", "note_id"):
        key = getattr(point, name)
        kept[name] = str(key) if key else ""
    trail.write("drop_point", by=by, on=point)
    point.delete()
    return kept


def put_back(*, kept: Kept, by: Who) -> ChosenPoint:
    """Choose again what was dropped, at its place. What it came from may be gone meanwhile; the words stay."""
    try:
        values = {name: kept[name] for name in ("item", "sort", "partnership", "text", "dots", "of_people", "position")}
        keys = {name: uuid.UUID(kept[name]) if kept[name] else None for name in ("session_id", "fielding_id", "note_id")}
    except (KeyError, TypeError, ValueError) as wrong:
        raise RuleBroken("gone", _("Terugzetten kan niet meer.")) from wrong
    for name, model in (("session_id", TeamSession), ("fielding_id", Fielding), ("note_id", Note)):
        if keys[name] and not model._default_manager.filter(pk=keys[name]).exists():
            keys[name] = None
    same: ChosenPoint | None = ChosenPoint.objects.filter(
        **keys, sort=values["sort"], item=values["item"], text=values["text"]
    ).first()
    if same:
        return same
    point: ChosenPoint = ChosenPoint.objects.create(**values, **keys)
    trail.write("choose_point", by=by, on=point)
    return point
