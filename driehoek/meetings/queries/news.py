"""What is new since people last heard, and whom a letter about it reaches."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from driehoek.access.models import TrailRow
from driehoek.invitations.models import Channel, Occasion
from driehoek.invitations.queries.invited import invited_to
from driehoek.outbox.models import Message
from driehoek.voices.models import Contribution, Standing, Theme

from ..models import Meeting, MeetingState

LETTER = "news"
TURNS = ("action-finish", "action-stop", "action-reopen")


def mark_of(moment: dt.datetime) -> str:
    """Names a round of letters by the moment that the round before it went."""
    return str(round(moment.timestamp() * 1000))


def moment_of(mark: str) -> dt.datetime:
    """The moment behind `mark_of`, to the millisecond."""
    return dt.datetime.fromtimestamp(int(mark) / 1000, tz=dt.UTC)


def since(meeting: Meeting) -> dt.datetime | None:
    """When people last heard: the report, or the last round of news. None before the report."""
    if meeting.state != MeetingState.REPORTED or meeting.reported_at is None:
        return None
    about = invited_to(meeting.occasion).values("pk")
    last = Message.objects.filter(letter=LETTER, about__in=about).aggregate(last=Max("put_at"))["last"]
    return max(meeting.reported_at, last) if last else meeting.reported_at


def new_titles(occasion: Occasion, moment: dt.datetime) -> list[str]:
    """Themes whose answer, or the action behind it, changed after `moment`, as the school named them. Two queries."""
    said = Contribution.objects.filter(occasion=occasion, standing=Standing.APPROVED, theme__isnull=False).values("theme")
    themes = list(Theme.objects.filter(occasion=occasion, answer__isnull=False, pk__in=said).select_related("answer"))
    actions = [theme.answer.action_id for theme in themes if theme.answer.action_id]
    turned = TrailRow.objects.filter(object_id__in=actions, act__in=TURNS, at__gt=moment).values_list("object_id", flat=True)
    moved = set(turned) if actions else set()
    return [theme.title for theme in themes if theme.answer.given_at > moment or theme.answer.action_id in moved]


@dataclass(frozen=True)
class News:
    """`titles` that people have not heard about; `mail` and `paper` count households that were invited."""

    since: dt.datetime | None
    titles: list[str]
    mail: int
    paper: int


def news_of(meeting: Meeting) -> News:
    moment = since(meeting)
    channels: list[Any] = list(invited_to(meeting.occasion).values_list("channel", flat=True))
    mail = sum(channel == Channel.MAIL for channel in channels)
    return News(moment, new_titles(meeting.occasion, moment) if moment else [], mail, len(channels) - mail)
