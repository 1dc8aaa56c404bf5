"""What has an answer, and what still waits for one."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from driehoek import clock
from driehoek.invitations.models import Occasion

from ..models import Contribution, Standing, Theme
from .quiet import LOOKS_BACK, is_quiet, last_news


@dataclass(frozen=True)
class Line:
    """`quiet_since`: the last day with news, when that is more than six weeks ago and something is still open."""

    theme: Theme
    count: int
    quiet_since: dt.date | None = None


@dataclass(frozen=True)
class Answers:
    """`open` contributions have no answer of their own and none by their theme; `loose` of those have no theme."""

    lines: list[Line]
    total: int
    open: int
    loose: int
    own: list[Contribution]


def answers(occasion: Occasion) -> Answers:
    """Every theme of an occasion with its answer; what was put apart does not count. Three queries."""
    themes = list(Theme.objects.filter(occasion=occasion).select_related("occasion", "answer__action__owner"))
    said = Contribution.objects.filter(occasion=occasion).exclude(standing=Standing.PARKED).order_by("pk")
    pairs = list(said.values_list("theme_id", "answer_id"))
    answered = {theme.pk for theme in themes if theme.answer_id}
    counts: dict[uuid.UUID | None, int] = {}
    for theme_id, _answer in pairs:
        counts[theme_id] = counts.get(theme_id, 0) + 1
    waits = [theme_id for theme_id, answer_id in pairs if answer_id is None and theme_id not in answered]
    own = list(said.filter(answer__isnull=False).select_related("answer__action", "theme"))
    lines = sorted((_line(theme, counts.get(theme.pk, 0)) for theme in themes), key=_first_what_waits)
    return Answers(lines, len(pairs), len(waits), waits.count(None), own)


def _line(theme: Theme, count: int) -> Line:
    last_on = last_news(theme)
    return Line(theme, count, last_on if count and is_quiet(theme, last_on) else None)


def _first_what_waits(line: Line) -> tuple[bool, int]:
    return line.theme.answer_id is not None, -line.count


@dataclass(frozen=True)
class OpenAt:
    occasion: Occasion
    count: int


@dataclass(frozen=True)
class OpenOfSchool:
    """Contributions of the last two years without an answer of their own or by their theme, and at which occasions."""

    count: int
    occasions: list[OpenAt]


def open_of_school() -> OpenOfSchool:
    """What was put apart does not count, and neither does what was said for an evening that still has to come. One query."""
    open_ = Q(contributions__answer__isnull=True) & Q(contributions__theme__answer__isnull=True)
    begun = Occasion.objects.filter(starts_at__gt=clock.now() - LOOKS_BACK, starts_at__lte=clock.now(), cancelled_at__isnull=True)
    many = Count("contributions", filter=open_ & ~Q(contributions__standing=Standing.PARKED))
    rows = begun.annotate(many=many).filter(many__gt=0).order_by("-starts_at", "pk")
    found = [OpenAt(row, row.many) for row in rows]
    return OpenOfSchool(sum(one.count for one in found), found)


def open_count(occasion: Occasion) -> int:
    """How many contributions still have no answer."""
    said = Contribution.objects.filter(occasion=occasion, answer__isnull=True).exclude(standing=Standing.PARKED)
    return said.filter(Q(theme__isnull=True) | Q(theme__answer__isnull=True)).count()
