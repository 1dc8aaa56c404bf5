"""Where a line comes from, in words and with its way there. At most four queries, whatever the number of lines."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.scans.models import Agreed, ChosenPoint, Fielding
from driehoek.scans.rules import SCHOOL, VOICES, Item, as_content
from driehoek.voices.models import Contribution, Standing, Theme, Voice
from driehoek.voices.queries.pulse import APART

from ..models import LineSource, SourceSort
from .counting import counts_in


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
    counts: tuple[tuple[str, int], ...] = ()  # voice, how often
    voice: str = ""  # of a quote
    row: Any = None  # key of the row, to take it off

    @property
    def label(self) -> str:
        return str(SourceSort(self.sort).label)

    @property
    def is_quote(self) -> bool:
        return self.sort == SourceSort.CONTRIBUTION and not self.is_gone


@dataclass
class Known:
    """What the sources of many lines are, by key."""

    school_slug: str
    themes: dict[uuid.UUID, Theme] = field(default_factory=dict)
    contributions: dict[uuid.UUID, Contribution] = field(default_factory=dict)
    points: dict[uuid.UUID, str] = field(default_factory=dict)
    fieldings: dict[uuid.UUID, Fielding] = field(default_factory=dict)
    items: dict[tuple[uuid.UUID, str], str] = field(default_factory=dict)
    agreed: dict[tuple[uuid.UUID, str], tuple[str, str]] = field(default_factory=dict)  # the sentence, the title of the session


def with_team(sources: Any) -> Any:
    """Sources with what the team said beside them (`point`, `sentence`, `session`), so that this asks no query of its own."""
    point = ChosenPoint.objects.filter(pk=OuterRef("about")).order_by()
    agreed = Agreed.objects.filter(session=OuterRef("about"), about=OuterRef("key")).order_by()
    return sources.annotate(
        point=Subquery(point.values("text")[:1]),
        sentence=Subquery(agreed.values("text")[:1]),
        session=Subquery(agreed.values("session__title")[:1]),
    )


def known(rows: Iterable[Any], school_slug: str) -> Known:
    """`rows`: of `with_team`. At most three queries."""
    keys: dict[str, set[uuid.UUID]] = {}
    found = Known(school_slug)
    for row in rows:
        keys.setdefault(row.sort, set()).add(row.about)
        if row.sort == SourceSort.POINT and row.point:
            found.points[row.about] = row.point
        if row.sort == SourceSort.AGREED and row.sentence:
            found.agreed[row.about, row.key] = (row.sentence, row.session)
    if some := keys.get(SourceSort.THEME):
        found.themes = {one.pk: one for one in counted(Theme.objects.filter(pk__in=some))}
    if some := keys.get(SourceSort.CONTRIBUTION):
        found.contributions = {one.pk: one for one in Contribution.objects.filter(pk__in=some).exclude(APART)}
    if some := keys.get(SourceSort.ITEM):
        for fielding in Fielding.objects.filter(pk__in=some).select_related("version"):
            found.fieldings[fielding.pk] = fielding
            found.items |= {(fielding.pk, item.key): text_of(item) for item in as_content(fielding.version.content).items}
    return found


def counted(themes: Any) -> Any:
    """Themes with how often each voice said something about them, as `n_<voice>`."""
    approved = Q(contributions__standing=Standing.APPROVED)
    return themes.annotate(
        **{f"n_{voice}": Count("contributions", filter=approved & Q(contributions__voice=voice)) for voice in Voice.values}
    )


def counts_of(theme: Any) -> tuple[tuple[str, int], ...]:
    """Of a theme of `counted`: voice, how often; voices that said nothing are left out."""
    pairs = ((str(voice), int(getattr(theme, f"n_{voice}"))) for voice in Voice.values)
    return tuple((voice, many) for voice, many in pairs if many)


def text_of(item: Item) -> str:
    """The statement as the school reads it, else as anybody does."""
    texts = [item.texts.get(voice, {}).get("nl", "") for voice in (SCHOOL, *VOICES)]
    return next(filter(None, texts), "")


def is_gone(row: LineSource, found: Known) -> bool:
    """The same as that of its `Source`, without telling what it is."""
    if row.gone_at is not None:
        return True
    if row.sort == SourceSort.THEME:
        return row.about not in found.themes
    if row.sort == SourceSort.CONTRIBUTION:
        one = found.contributions.get(row.about)
        return one is None or not one.may_be_quoted
    if row.sort == SourceSort.POINT:
        return row.about not in found.points
    if row.sort == SourceSort.ITEM:
        return row.about not in found.fieldings
    return (row.about, row.key) not in found.agreed


def tells_too_much(words: str, rows: Iterable[LineSource], found: Known) -> bool:
    """Whether a line says that a voice spoke about its theme more often than it does now: somebody took words back."""
    themes = [row.about for row in rows if row.sort == SourceSort.THEME]
    theme = found.themes.get(themes[0]) if len(themes) == 1 else None
    return theme is not None and any(many > getattr(theme, f"n_{voice}") for voice, many in counts_in(words).items())


def source_of(row: LineSource, found: Known) -> Source:
    words, url, counts = _told(row, found) if row.gone_at is None else ("", "", ())
    voice = counts[0][0] if row.sort == SourceSort.CONTRIBUTION and counts else ""
    said = words or _("is teruggenomen")
    return Source(row.sort, row.about, row.key, said, url, not words, () if voice else counts, voice, row.pk)


def _told(row: LineSource, found: Known) -> tuple[str, str, tuple[tuple[str, int], ...]]:
    """Words, way there, and how often each voice said it or, of a quote, whose voice it is."""
    at = found.school_slug
    if row.sort == SourceSort.THEME and (theme := found.themes.get(row.about)):
        counts = counts_of(theme)
        many = sum(count for _voice, count in counts)
        words = ngettext("%(theme)s: %(count)s inbreng", "%(theme)s: %(count)s keer inbreng", many)
        return words % {"theme": theme.title, "count": many}, reverse("theme", args=[at, theme.pk]), counts
    if row.sort == SourceSort.CONTRIBUTION and (one := found.contributions.get(row.about)):
        return (one.text, reverse("contribution", args=[at, one.pk]), ((one.voice, 1),)) if one.may_be_quoted else ("", "", ())
    if row.sort == SourceSort.POINT and (point := found.points.get(row.about)):
        return point, reverse("scan_chosen", args=[at]) + f"#p-{row.about}", ()
    if row.sort == SourceSort.ITEM and (fielding := found.fieldings.get(row.about)):
        text = found.items.get((fielding.pk, row.key), "")
        words = _("‘%(text)s’ (%(title)s)") % {"text": text, "title": fielding.title} if text else fielding.title
        return words, reverse("scan_result", args=[at, fielding.pk]) + (f"#i-{row.key}" if text else ""), ()
    if row.sort == SourceSort.AGREED and (agreed := found.agreed.get((row.about, row.key))):
        words = _("‘%(text)s’ (%(title)s)") % {"text": agreed[0], "title": agreed[1]}
        return words, reverse("session", args=[at, row.about]), ()
    return "", "", ()


def is_there(sort: str, about: uuid.UUID, key: str) -> bool:
    """Whether a source exists and may be shown."""
    row: Any = LineSource(sort=sort, about=about, key=key)
    row.point = ChosenPoint.objects.filter(pk=about).values_list("text", flat=True).first()
    agreed = Agreed.objects.filter(session=about, about=key).values_list("text", "session__title").first()
    row.sentence, row.session = agreed or ("", "")
    return not source_of(row, known([row], "-")).is_gone
