"""What a plan can draw from: themes with what each voice said, what a session agreed on, what was chosen from a scan."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from driehoek.library.partnership import Partnership
from driehoek.scans.models import Agreed, ChosenPoint, PointSort
from driehoek.voices.models import Contribution, Kind, Standing, Theme

from ..models import Chapter, Plan, SourceSort
from .counting import told

Key = tuple[str, uuid.UUID, str]
MOST_QUOTES = 2
CHAPTER_OF: dict[str, str] = {
    Kind.GOES_WELL: Chapter.STRENGTHS,
    Kind.OFFER: Chapter.STRENGTHS,
    Kind.WISH: Chapter.WISHES,
    Kind.NEED: Chapter.WISHES,
    Kind.TIP: Chapter.WISHES,
    Kind.DIFFICULT: Chapter.WISHES,
    Kind.EXPECTATION: Chapter.EXPECTATIONS,
    Kind.QUESTION: Chapter.EXPECTATIONS,
}
ORDER = [*Partnership.values, ""]


@dataclass(frozen=True)
class Drawn:
    """A line that could be: its words, and where it comes from; of a theme also what may be quoted."""

    chapter: str
    partnership: str
    words: str
    sources: tuple[Key, ...]


def drawn(plan: Plan) -> list[Drawn]:
    """In the order of the chapters, and within one in that of the model. Four queries, whatever was said."""
    found = [*_agreed(plan), *_points(plan), *_themes(plan)]
    return sorted(found, key=lambda one: (Chapter.values.index(one.chapter), ORDER.index(one.partnership)))


def _agreed(plan: Plan) -> Iterable[Drawn]:
    """The sentences of the vision: where we are, want to be and how we get there; of a sheet, an ambition or a strength."""
    for one in Agreed.objects.filter(session__in=plan.draws.get("sessions", [])).order_by("session_id", "pk"):
        sheet, _part, sort = one.about.partition(":")
        if sheet in Partnership.values:
            chapter = Chapter.STRENGTHS if sort == PointSort.STRENGTH else Chapter.AMBITIONS
            yield Drawn(chapter, sheet, one.text, ((SourceSort.AGREED, one.session_id, one.about),))
        else:
            yield Drawn(Chapter.VISION, "", one.text, ((SourceSort.AGREED, one.session_id, one.about),))


def _points(plan: Plan) -> Iterable[Drawn]:
    draws = plan.draws
    rows = ChosenPoint.objects.all()
    chosen = [one for one in rows if _draws(one, draws)]
    for one in chosen:
        chapter = Chapter.STRENGTHS if one.sort == PointSort.STRENGTH else Chapter.AMBITIONS
        sources: list[Key] = [(SourceSort.POINT, one.pk, "")]
        if one.fielding_id and one.item:
            sources.append((SourceSort.ITEM, one.fielding_id, one.item))
        yield Drawn(chapter, one.partnership, one.text, tuple(sources))


def _draws(one: ChosenPoint, draws: dict[str, list[str]]) -> bool:
    return str(one.session_id) in draws.get("sessions", []) or str(one.fielding_id) in draws.get("fieldings", [])


def _themes(plan: Plan) -> Iterable[Drawn]:
    """A theme stands in the chapter of what was said most about it; a line says how often each voice said it."""
    themes = list(Theme.objects.filter(occasion__in=plan.draws.get("occasions", [])).order_by("position", "title", "pk"))
    kinds: dict[uuid.UUID, Counter[str]] = {}
    voices: dict[uuid.UUID, Counter[str]] = {}
    rows = Contribution.objects.filter(theme__in=[theme.pk for theme in themes], standing=Standing.APPROVED).order_by()
    for theme, kind, voice in rows.values_list("theme_id", "kind", "voice"):
        kinds.setdefault(theme, Counter())[CHAPTER_OF.get(kind, "")] += 1
        voices.setdefault(theme, Counter())[voice] += 1
    quotes: dict[uuid.UUID, list[Key]] = {}
    for one in rows.filter(picked=True, same_as=None).order_by("pk"):
        if one.may_be_quoted:
            quotes.setdefault(one.theme_id, []).append((SourceSort.CONTRIBUTION, one.pk, ""))
    for theme in themes:
        if theme.pk not in kinds:
            continue
        chapters = {chapter: count for chapter, count in kinds[theme.pk].items() if chapter}
        chapter = max(chapters, key=lambda one: chapters[one]) if chapters else Chapter.WISHES.value
        words = said(theme, voices[theme.pk])
        yield Drawn(chapter, "", words, ((SourceSort.THEME, theme.pk, ""), *quotes.get(theme.pk, [])[:MOST_QUOTES]))


def said(theme: Theme, counts: Counter[str]) -> str:
    """'Contact: wat we horen en wanneer. 12 keer van ouders, 3 keer van school.'"""
    head = f"{theme.title}: {theme.meaning}" if theme.meaning else f"{theme.title}."
    return f"{head.rstrip('.')}. {told(counts)}."
