"""The plan as it reads now: chapters with lines, and the sources of each."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe

from driehoek.library.partnership import GROUPS, Partnership, PartnershipGroup

from .. import rules
from ..cleaning import clean
from ..models import Activity, ActivityState, Chapter, Comment, Line, LineSource, Plan, PlannedAction
from .sources import Known, Source, is_gone, known, source_of, tells_too_much, with_team

ORDER = [*Partnership.values, ""]
GOES_ON = [ActivityState.IDEA, ActivityState.PLANNED, ActivityState.DONE]


@dataclass(frozen=True)
class ReadLine:
    """A line with its sources; without one it is marked. What each source is, is told when it is shown."""

    line: Line
    rows: Sequence[LineSource]
    found: Known
    comments: int = 0  # that nobody closed yet
    actions: int = 0
    activities: int = 0  # of the programme, without those that were stopped

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        return tuple(source_of(one, self.found) for one in self.rows)

    @cached_property
    def _gone(self) -> list[bool]:
        return [is_gone(one, self.found) for one in self.rows]

    @cached_property
    def html(self) -> SafeString:
        """Cleaned once more, since it goes onto a page as it is."""
        return shown(self.line.text, 4 if self.line.chapter == Chapter.AMBITIONS else 3)

    @cached_property
    def alone(self) -> SafeString:
        """Where it stands by itself."""
        return shown(self.line.text)

    @cached_property
    def key(self) -> SafeString:
        """Of the line, for its addresses."""
        return mark_safe(str(self.line.pk))  # hexadecimal

    @cached_property
    def words(self) -> str:
        """The beginning, to tell one button from the other."""
        words = " ".join(rules.plain(self.line.text).split())
        return f"{words[:59]}…" if len(words) > 60 else words

    @property
    def quotes(self) -> tuple[Source, ...]:
        return tuple(one for one in self.sources if one.is_quote)

    @property
    def has_source(self) -> bool:
        return not all(self._gone)

    @cached_property
    def lost_source(self) -> bool:
        """Taken back, or told of more often than it was said."""
        return any(self._gone) or tells_too_much(self.line.text, self.rows, self.found)


@dataclass(frozen=True)
class ReadGroup:
    """The lines of one partnership. `group` is the group of the model that it belongs to."""

    key: str
    label: str
    group: str
    lines: tuple[ReadLine, ...]


@dataclass(frozen=True)
class ReadChapter:
    key: str
    label: str
    lines: tuple[ReadLine, ...]

    @property
    def groups(self) -> list[ReadGroup]:
        """Ambitions by partnership, in the three groups of the model; other chapters are one group without a name."""
        if self.key != Chapter.AMBITIONS:
            return [ReadGroup("", "", "", self.lines)] if self.lines else []
        found = [
            ReadGroup(part, str(Partnership(part).label), str(PartnershipGroup(group).label), self._of(part))
            for group, parts in GROUPS.items()
            for part in parts
        ]
        return [one for one in [*found, ReadGroup("", "", "", self._of(""))] if one.lines]

    def _of(self, partnership: str) -> tuple[ReadLine, ...]:
        return tuple(one for one in self.lines if one.line.partnership == partnership)


def shown(text: str, level: int = 0) -> SafeString:
    """Safe HTML for a page. Headings within a line become headings of `level`; 0: bold paragraphs, where they would stand loose."""
    made = clean(text or "<p></p>")
    start, end = (f"<h{level}>", f"</h{level}>") if level else ("<p><strong>", "</strong></p>")
    for old in ("h3", "h4"):
        made = made.replace(f"<{old}>", start).replace(f"</{old}>", end)
    return mark_safe(made)  # nh3 made it


def chapters(plan: Plan, school_slug: str) -> list[ReadChapter]:
    """The chapters in order, also those without a line. At most five queries."""
    read = lines_of(plan, school_slug)
    return [
        ReadChapter(chapter, str(Chapter(chapter).label), tuple(one for one in read if one.line.chapter == chapter))
        for chapter in Chapter.values
    ]


def lines_of(plan: Plan, school_slug: str) -> list[ReadLine]:
    rows = in_order(
        Line.objects.filter(plan=plan, dropped_at=None).annotate(
            comments_open=_many(Comment, "line", closed_at=None),
            actions_there=_many(PlannedAction, "ambition"),
            activities_there=_many(Activity, "ambition", state__in=GOES_ON),
        )
    )
    sources = _sources_of(plan, with_team)
    found = known((one for some in sources.values() for one in some), school_slug)
    return [
        ReadLine(row, sources.get(row.pk, []), found, row.comments_open, row.actions_there, row.activities_there) for row in rows
    ]


def in_order(lines: Any) -> list[Line]:
    """By chapter, and within one by partnership as the model has them."""
    found: list[Line] = list(lines.order_by("position", "pk"))
    return sorted(found, key=lambda one: (Chapter.values.index(one.chapter), ORDER.index(one.partnership)))


def _sources_of(plan: Plan, read: Callable[[Any], Any]) -> dict[uuid.UUID, list[LineSource]]:
    found: dict[uuid.UUID, list[LineSource]] = {}
    for source in read(LineSource.objects.filter(line__plan=plan, line__dropped_at=None)).order_by("pk"):
        found.setdefault(source.line_id, []).append(source)
    return found


def line_of(line: Line, school_slug: str) -> ReadLine:
    """One line with its sources. At most four queries."""
    sources = list(with_team(LineSource.objects.filter(line=line)).order_by("pk"))
    found = known(sources, school_slug)
    return ReadLine(line, sources, found)


def _many(model: Any, to: str, **given: Any) -> Any:
    """How many rows of `model` hang on a line."""
    rows = model.objects.filter(**{to: OuterRef("pk")}, **given).order_by().values(to).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def text_of(plan: Plan) -> rules.PlanText:
    """As it reads now. Two queries."""
    sources = _sources_of(plan, lambda rows: rows)
    rows = in_order(Line.objects.filter(plan=plan, dropped_at=None))
    return rules.PlanText(plan.title, tuple(_as_text(row, sources.get(row.pk, ())) for row in rows))


def as_lines(lines: Iterable[ReadLine]) -> tuple[rules.TextLine, ...]:
    return tuple(_as_text(one.line, one.rows) for one in lines)


def _as_text(line: Line, sources: Iterable[LineSource]) -> rules.TextLine:
    told = tuple(f"{source.sort}|{source.about}|{source.key}" for source in sources)
    return rules.TextLine(str(line.pk), line.chapter, line.partnership, line.text, told, line.edits)
