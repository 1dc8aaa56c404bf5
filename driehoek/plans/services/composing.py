"""A first draft, composed from what people said and what the scan chose. People edit it; composing again adds only what is new."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils.html import escape
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.scans.models import Fielding, TeamSession
from driehoek.schools.models import SchoolYear

from .. import rules
from ..models import Line, LineSource, Plan, SourceSort
from ..queries.counting import without
from ..queries.drawing import Drawn, drawn

MOST_COMPOSED = 200  # lines at once


@dataclass(frozen=True)
class _Made:
    line: Line
    sources: tuple[LineSource, ...]


def start(
    *,
    title: str,
    year: SchoolYear,
    occasions: Collection[Occasion] = (),
    fieldings: Collection[Fielding] = (),
    sessions: Collection[TeamSession] = (),
    by: Who,
) -> Plan:
    """A plan that draws from these boards, questionnaires and sessions, with its first draft."""
    draws = {"occasions": _keys(occasions), "fieldings": _keys(fieldings), "sessions": _keys(sessions)}
    plan: Plan = Plan.objects.create(title=" ".join(title.split())[:120] or _("Visie- en ambitieplan"), year=year, draws=draws)
    trail.write("start_plan", by=by, on=plan)
    compose(plan=plan, by=by)
    return plan


def compose(*, plan: Plan, by: Who) -> int:
    """Add a line for everything that the plan draws from and no line came from yet; how many were added.

    What somebody edited, moved or took out stays as it is.
    """
    Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).order_by("pk").values_list("pk").first()
    used = set(LineSource.objects.filter(line__plan=plan).values_list("sort", "about", "key"))
    count = Line.objects.filter(plan=plan).count()
    made = list(_lines(plan, drawn(plan), used, count, by.user_id))[:MOST_COMPOSED]
    Line.objects.bulk_create([one.line for one in made], batch_size=200)
    LineSource.objects.bulk_create([source for one in made for source in one.sources], batch_size=500)
    if made:
        trail.write("compose_plan", by=by, on=plan)
    return len(made)


def recount(*, plan: Plan, by: Who) -> int:
    """Lines that tell how often something was said, and nothing else than the theme, tell it as it is now; how many changed."""
    Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).order_by("pk").values_list("pk").first()
    now = {one.sources[0][1]: one.words for one in drawn(plan) if one.sources[0][0] == SourceSort.THEME}
    rows = LineSource.objects.filter(line__plan=plan, line__dropped_at=None, sort=SourceSort.THEME, about__in=list(now))
    done = 0
    for row in rows.select_related("line").order_by("line", "pk"):
        words, was = now[row.about], rules.plain(row.line.text)
        if was == words or without(was) != without(words):
            continue
        told = {"text": f"<p>{escape(words)}</p>", "edits": F("edits") + 1, "edited_at": clock.now(), "edited_by_id": by.user_id}
        done += Line.objects.filter(pk=row.line_id, edits=row.line.edits).update(**told)
    if done:
        trail.write("recount_plan", by=by, on=plan)
    return done


def _lines(
    plan: Plan, found: Iterable[Drawn], used: set[tuple[str, uuid.UUID, str]], count: int, by: uuid.UUID | None
) -> Iterable[_Made]:
    for one in found:
        if one.sources[0] in used:
            continue
        line = Line(
            plan=plan,
            chapter=one.chapter,
            partnership=one.partnership,
            text=f"<p>{escape(one.words)}</p>",
            position=count,
            edited_by_id=by,
        )
        count += 1
        yield _Made(line, tuple(LineSource(line=line, sort=sort, about=about, key=key) for sort, about, key in one.sources))
        used.update(one.sources)


def _keys(rows: Iterable[Occasion | Fielding | TeamSession]) -> list[str]:
    return [str(row.pk) for row in rows]
