"""Sources to choose from, one sort at a time. Searched in Python, since the databases fold letters differently."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from driehoek.people.names import folded
from driehoek.scans.models import Agreed, ChosenPoint, Fielding
from driehoek.scans.rules import as_content
from driehoek.voices.models import Contribution, Masking, Standing, Theme
from driehoek.voices.queries.pulse import APART

from ..models import SourceSort
from .sources import counted, counts_of, text_of

MOST_LOOKED, MOST_SHOWN = 600, 40


@dataclass(frozen=True)
class Found:
    sort: str
    about: uuid.UUID
    key: str
    words: str
    where: str
    voice: str = ""

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.sort}|{self.about}|{self.key}"


def find(sort: str, query: str) -> tuple[list[Found], int]:
    """What fits, and how many more there are than are shown. One query."""
    looks = {
        SourceSort.THEME: _themes,
        SourceSort.CONTRIBUTION: _quotes,
        SourceSort.ITEM: _items,
        SourceSort.POINT: _points,
        SourceSort.AGREED: _agreed,
    }
    wanted = folded(query[:100]).split()
    rows: Iterable[Found] = looks[SourceSort(sort)]()
    found = [one for one in rows if all(word in folded(f"{one.words} {one.where}") for word in wanted)]
    return found[:MOST_SHOWN], max(0, len(found) - MOST_SHOWN)


def _themes() -> Iterable[Found]:
    for one in counted(Theme.objects.select_related("occasion")).order_by("-occasion__starts_at", "position", "title", "pk")[
        :MOST_LOOKED
    ]:
        many = sum(count for _voice, count in counts_of(one))
        words = ngettext("%(theme)s: %(count)s inbreng", "%(theme)s: %(count)s keer inbreng", many)
        yield Found(SourceSort.THEME, one.pk, "", words % {"theme": one.title, "count": many}, one.occasion.title)


def _quotes() -> Iterable[Found]:
    rows = Contribution.objects.filter(standing=Standing.APPROVED, same_as=None).exclude(masking=Masking.MASKED).exclude(APART)
    for one in rows.select_related("theme").order_by("-picked", "pk")[: 5 * MOST_LOOKED]:
        if one.may_be_quoted:
            where = one.theme.title if one.theme else _("nog geen thema")
            yield Found(SourceSort.CONTRIBUTION, one.pk, "", one.text, where, one.voice)


def _items() -> Iterable[Found]:
    for fielding in (
        Fielding.objects.filter(frozen_at__isnull=False).select_related("version", "year").order_by("-closes_on", "pk")[:10]
    ):
        for item in as_content(fielding.version.content).items:
            yield Found(SourceSort.ITEM, fielding.pk, item.key, text_of(item), f"{fielding.title}, {fielding.year}")


def _points() -> Iterable[Found]:
    for one in ChosenPoint.objects.order_by("pk")[:MOST_LOOKED]:
        yield Found(SourceSort.POINT, one.pk, "", one.text, str(one.get_sort_display()))


def _agreed() -> Iterable[Found]:
    for one in Agreed.objects.select_related("session").order_by("-session__made_at", "pk")[:MOST_LOOKED]:
        yield Found(SourceSort.AGREED, one.session_id, one.about, one.text, one.session.title)


def as_source(value: str) -> dict[str, Any] | None:
    """The opposite of `Found.value`; None for anything else."""
    sort, _bar, rest = value.partition("|")
    about, _bar, key = rest.partition("|")
    try:
        return {"sort": sort, "about": uuid.UUID(about), "key": key}
    except ValueError:
        return None
