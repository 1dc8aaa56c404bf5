"""The plan as it reads now: chapters with lines, and the sources of each."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from driehoek.library.partnership import Partnership
from driehoek.schools.scoping import current_school_id

from .. import rules
from ..models import Chapter, Line, LineSource, Plan
from .sources import Source, known, source_of

ORDER = [*Partnership.values, ""]


@dataclass(frozen=True)
class ReadLine:
    """A line with its sources; without one it is marked."""

    line: Line
    sources: tuple[Source, ...]

    @property
    def has_source(self) -> bool:
        return any(not one.is_gone for one in self.sources)

    @property
    def lost_source(self) -> bool:
        return any(one.is_gone for one in self.sources)


@dataclass(frozen=True)
class ReadChapter:
    key: str
    label: str
    lines: tuple[ReadLine, ...]


def chapters(plan: Plan, school_slug: str) -> list[ReadChapter]:
    """The chapters in order, also those without a line. At most nine queries."""
    read = lines_of(plan, school_slug)
    return [
        ReadChapter(chapter, str(Chapter(chapter).label), tuple(one for one in read if one.line.chapter == chapter))
        for chapter in Chapter.values
    ]


def lines_of(plan: Plan, school_slug: str) -> list[ReadLine]:
    rows = list(Line.objects.filter(plan=plan, dropped_at=None).order_by("position", "pk"))
    rows.sort(key=lambda one: (Chapter.values.index(one.chapter), ORDER.index(one.partnership)))
    sources: dict[uuid.UUID, list[LineSource]] = {}
    for source in LineSource.objects.filter(line__plan=plan, line__dropped_at=None).order_by("pk"):
        sources.setdefault(source.line_id, []).append(source)
    found = known((one for some in sources.values() for one in some), school_slug)
    return [ReadLine(row, tuple(source_of(one, found) for one in sources.get(row.pk, []))) for row in rows]


def text_of(plan: Plan) -> rules.PlanText:
    return rules.PlanText(plan.title, tuple(_as_text(lines_of(plan, str(current_school_id())))))


def _as_text(lines: Iterable[ReadLine]) -> Iterable[rules.TextLine]:
    for one in lines:
        sources = tuple(f"{source.sort}|{source.about}|{source.key}" for source in one.sources)
        yield rules.TextLine(str(one.line.pk), one.line.chapter, one.line.partnership, one.line.text, sources)
