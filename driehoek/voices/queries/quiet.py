"""Themes about which there was no news for six weeks, for the team."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from driehoek import clock
from driehoek.clock import SCHOOL_TIME
from driehoek.schools.asked import Asked

from .. import news
from ..models import Contribution, Standing, Theme

LOOKS_BACK = dt.timedelta(days=730)


@dataclass(frozen=True)
class Quiet:
    theme: Theme
    last_on: dt.date
    weeks: int


def quiet_themes(most: int = 0) -> list[Quiet]:
    """Of all evenings of the last two years, the longest silence first; `most` 0 is all. One query."""
    today = clock.today()
    found = []
    for theme in _spoken_about(since=clock.now() - LOOKS_BACK, until=clock.now() - news.QUIET_AFTER):
        last_on = last_news(theme)
        if is_quiet(theme, last_on):
            found.append(Quiet(theme, last_on, (today - last_on).days // 7))
    found.sort(key=lambda one: (one.last_on, one.theme.title))
    return found[:most] if most else found


def _themes_of(since: dt.datetime, until: dt.datetime) -> Any:
    said = Contribution.objects.filter(theme=OuterRef("pk")).exclude(standing=Standing.PARKED)
    rows = Theme.objects.filter(Exists(said), occasion__starts_at__gte=since, occasion__starts_at__lte=until)
    return rows.select_related("occasion", "answer__action")


_spoken_about = Asked(_themes_of)


def is_quiet(theme: Theme, last_on: dt.date) -> bool:
    answer = theme.answer
    kind, state = (answer.kind, answer.action.state if answer.action else None) if answer else (None, None)
    return news.is_quiet(kind=kind, action_state=state, last_on=last_on, today=clock.today())


def last_news(theme: Theme) -> dt.date:
    """The theme comes with its occasion, answer and action."""
    evening = theme.occasion.starts_at.astimezone(SCHOOL_TIME).date()
    answer = theme.answer
    if answer is None:
        return evening
    changed = (_day(answer.action.made_at), answer.action.done_on) if answer.action else ()
    return news.last_news(evening, _day(answer.given_at), (_day(answer.told_at), *changed))


def _day(moment: Any) -> dt.date:
    day: dt.date = moment.astimezone(SCHOOL_TIME).date()
    return day
