"""Lines: added, changed, moved, taken out and put back. Two people at once lose nothing: who was second sees both texts."""

import uuid
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.library.partnership import Partnership

from .. import rules
from ..cleaning import clean
from ..models import Chapter, Line, Plan


def add(*, plan: Plan, chapter: str, partnership: str = "", text: str, key: uuid.UUID | None = None, by: Who) -> Line:
    """A line of one's own, without a source. The same `key` again (sent twice) is the same line."""
    _known(chapter, partnership)
    words = _words(text)
    if Line.objects.filter(plan=plan).count() >= rules.MOST_LINES:
        raise RuleBroken("full", _("Het plan is vol: er staan al 1.200 regels in."), 422)
    last = Line.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    row = Line(plan=plan, chapter=chapter, partnership=partnership, text=words, position=(last or 0) + 1, edited_by_id=by.user_id)
    if key is not None:
        row.pk = key
    Line.objects.bulk_create([row], ignore_conflicts=True)
    line: Line | None = Line.objects.filter(pk=row.pk, plan=plan).first()
    if line is None:
        raise RuleBroken("gone", _("Dit is veranderd. Laad de pagina opnieuw."))
    trail.write("add_plan_line", by=by, on=line)
    return line


def change(*, line: Line, text: str, partnership: str, chapter: str, seen: int, by: Who) -> Line:
    """Other words, or another place. `seen`: the `edits` that the form showed; RuleBroken 409 'edited' when somebody was first."""
    _known(chapter, partnership)
    values: dict[str, Any] = {"text": _words(text), "partnership": partnership, "chapter": chapter}
    values |= {"edits": F("edits") + 1, "edited_at": clock.now(), "edited_by_id": by.user_id}
    if Line.objects.filter(pk=line.pk, edits=seen, dropped_at=None).update(**values) != 1:
        raise RuleBroken(
            "edited", _("Een collega heeft deze regel net ook veranderd. Beide teksten staan hieronder: kies, of voeg ze samen.")
        )
    trail.write("change_plan_line", by=by, on=line)
    line.refresh_from_db()
    return line


def move(*, line: Line, up: bool, by: Who) -> None:
    """One place up or down within its chapter; at the end nothing happens."""
    Plan.objects.select_for_update(no_key=True).filter(pk=line.plan_id).order_by("pk").values_list("pk").first()
    rows = list(Line.objects.filter(plan=line.plan_id, chapter=line.chapter, dropped_at=None).order_by("position", "pk"))
    place = next((place for place, one in enumerate(rows) if one.pk == line.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    here, there = rows[place], rows[other]
    if len({one.position for one in rows}) == len(rows):
        here.position, there.position = there.position, here.position
        rows = [here, there]
    else:
        rows[place], rows[other] = there, here
        for number, (one, position) in enumerate(zip(rows, sorted(one.position for one in rows), strict=True)):
            one.position = position + number
    Line.objects.bulk_update(rows, ["position"])
    trail.write("move_plan_line", by=by, on=line)


def drop(*, line: Line, by: Who) -> None:
    """Take a line out; it can be put back."""
    if Line.objects.filter(pk=line.pk, dropped_at=None).update(dropped_at=clock.now()):
        trail.write("drop_plan_line", by=by, on=line)


def put_back(*, line: Line, by: Who) -> None:
    if Line.objects.filter(pk=line.pk, dropped_at__isnull=False).update(dropped_at=None):
        trail.write("put_back_plan_line", by=by, on=line)


def _known(chapter: str, partnership: str) -> None:
    if chapter not in Chapter.values or (partnership and partnership not in Partnership.values):
        raise RuleBroken("unknown", _("Laad de pagina opnieuw."), 422)


def _words(text: str) -> str:
    if len(text) > 10 * rules.MOST_TEXT:
        raise RuleBroken("too-long", _("Deze tekst is te lang. Knip haar in meer regels."), 422)
    words = clean(text)
    if not rules.plain(words).strip():
        raise RuleBroken("empty", _("Er staat nog niets. Schrijf eerst de regel."), 422)
    if len(words) > rules.MOST_TEXT:
        raise RuleBroken("too-long", _("Deze tekst is te lang. Knip haar in meer regels."), 422)
    return words
