"""Where a line comes from, in words and with its way there. One query for each sort of source, whatever the number of lines."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.scans.models import ChosenPoint, Fielding, TeamSession
from driehoek.voices.models import Contribution, Standing, Theme, Voice

from ..models import LineSource, SourceSort


@dataclass(frozen=True)
class Source:
    """One source of a line. `words` say what it is, `url` leads there ('' when it is gone), `counts` how often each voice said it.

    `is_quote`: the words of somebody, to be shown below the line.
    """

    sort: str
    about: uuid.UUID
    key: str
    words: str
    url: str
    is_gone: bool = False
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def is_quote(self) -> bool:
        return self.sort == SourceSort.CONTRIBUTION and not self.is_gone


@dataclass
class Known:
    """What the sources of many lines are, by key."""

    school_slug: str
    themes: dict[uuid.UUID, Theme] = field(default_factory=dict)
    counts: dict[uuid.UUID, Counter[str]] = field(default_factory=dict)
    contributions: dict[uuid.UUID, Contribution] = field(default_factory=dict)
    points: dict[uuid.UUID, ChosenPoint] = field(default_factory=dict)
    fieldings: dict[uuid.UUID, Fielding] = field(default_factory=dict)
    sessions: dict[uuid.UUID, TeamSession] = field(default_factory=dict)


def known(rows: Iterable[LineSource], school_slug: str) -> Known:
    """At most six queries."""
    keys: dict[str, set[uuid.UUID]] = {}
    for row in rows:
        keys.setdefault(row.sort, set()).add(row.about)
    found = Known(school_slug)
    if themes := keys.get(SourceSort.THEME):
        found.themes = {one.pk: one for one in Theme.objects.filter(pk__in=themes)}
        said = Contribution.objects.filter(theme__in=themes, standing=Standing.APPROVED).order_by()
        for theme, voice in said.values_list("theme_id", "voice"):
            found.counts.setdefault(theme, Counter())[voice] += 1
    if some := keys.get(SourceSort.CONTRIBUTION):
        found.contributions = {one.pk: one for one in Contribution.objects.filter(pk__in=some)}
    if some := keys.get(SourceSort.POINT):
        found.points = {one.pk: one for one in ChosenPoint.objects.filter(pk__in=some)}
    if some := keys.get(SourceSort.ITEM):
        found.fieldings = {one.pk: one for one in Fielding.objects.filter(pk__in=some)}
    if some := keys.get(SourceSort.AGREED):
        found.sessions = {one.pk: one for one in TeamSession.objects.filter(pk__in=some)}
    return found


def source_of(row: LineSource, found: Known) -> Source:
    words, url, counts = _told(row, found)
    return Source(row.sort, row.about, row.key, words or _("is teruggenomen"), url, not words or row.gone_at is not None, counts)


def _told(row: LineSource, found: Known) -> tuple[str, str, tuple[tuple[str, int], ...]]:
    at = found.school_slug
    if row.sort == SourceSort.THEME and (theme := found.themes.get(row.about)):
        counts = found.counts.get(theme.pk, Counter())
        many = sum(counts.values())
        words = ngettext("%(theme)s: %(count)s inbreng", "%(theme)s: %(count)s keer inbreng", many)
        pairs = tuple((str(Voice(voice).label), counts[voice]) for voice in Voice.values if counts[voice])
        return words % {"theme": theme.title, "count": many}, reverse("theme", args=[at, theme.pk]), pairs
    if row.sort == SourceSort.CONTRIBUTION and (one := found.contributions.get(row.about)):
        return (one.text, reverse("contribution", args=[at, one.pk]), ()) if one.may_be_quoted else ("", "", ())
    if row.sort == SourceSort.POINT and (point := found.points.get(row.about)):
        return point.text, reverse("scan_chosen", args=[at]), ()
    if row.sort == SourceSort.ITEM and (fielding := found.fieldings.get(row.about)):
        return fielding.title, reverse("scan_result", args=[at, fielding.pk]), ()
    if row.sort == SourceSort.AGREED and (session := found.sessions.get(row.about)):
        return session.title, reverse("session", args=[at, session.pk]), ()
    return "", "", ()
