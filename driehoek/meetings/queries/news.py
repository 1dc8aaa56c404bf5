"""What is new since people last heard, and whom a letter about it reaches."""

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from driehoek.access.models import TrailRow
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.arriving import Ways, ways, with_dead
from driehoek.invitations.queries.invited import invited_to
from driehoek.outbox.models import Message, State
from driehoek.voices.models import Contribution, Standing, Theme

from ..models import Meeting, MeetingState

LETTER = "news"
TOLD = "tell-news"
PRINTED = "print-news"  # of one class
HANDED = "hand-out-news"  # letters alone: people heard what stood in them


def mark_of(moment: dt.datetime) -> str:
    """Names a round of letters by the moment that the round before it went."""
    return str(round(moment.timestamp() * 1000))


def mark_of_news(since: dt.datetime | None, titles: list[str]) -> str:
    """Names what is new and since when, so that nobody tells what they did not see."""
    shown = "\n".join([mark_of(since) if since else "", *sorted(titles)])
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def moment_of(mark: str) -> dt.datetime:
    """The moment behind `mark_of`, to the millisecond."""
    return dt.datetime.fromtimestamp(int(mark) / 1000, tz=dt.UTC)


def since(meeting: Meeting) -> dt.datetime | None:
    """When people last heard: the report, or the last round of news. None before the report."""
    return _heard(meeting)[-1] if _is_reported(meeting) else None


def told_after(meeting: Meeting) -> dt.datetime | None:
    """When people had heard before the last round, for its letters on paper; None while there was no round."""
    heard = _heard(meeting) if _is_reported(meeting) else []
    return heard[-2] if len(heard) > 1 else None


def _is_reported(meeting: Meeting) -> bool:
    return meeting.state == MeetingState.REPORTED and meeting.reported_at is not None


def _heard(meeting: Meeting) -> list[dt.datetime]:
    """The report and each round of news after it, in order. A round of letters counts from when the first of its classes was last
    printed: what was answered after that stands in no letter. One query."""
    assert meeting.reported_at is not None
    rounds = Q(object_id=meeting.pk, act__in=(TOLD, HANDED))
    classes = ClassInvitation.objects.filter(occasion=meeting.occasion_id).order_by().values("pk")
    rows = TrailRow.objects.filter(rounds | Q(object_id__in=classes, act=PRINTED), at__gt=meeting.reported_at)
    heard, printed = [meeting.reported_at], dict[uuid.UUID | None, dt.datetime]()
    for act, about, at in rows.order_by("at", "id").values_list("act", "object_id", "at"):
        if act == PRINTED:
            printed[about] = at
        else:
            heard.append(min(printed.values(), default=at) if act == HANDED else at)
            printed = {}
    return heard


def new_titles(occasion: Occasion, moment: dt.datetime) -> list[str]:
    """Themes about which there was news after `moment`: of the answer, of its action, or written. As the school named them. One query."""
    said = Contribution.objects.filter(occasion=occasion, standing=Standing.APPROVED, theme__isnull=False).values("theme")
    themes = list(Theme.objects.filter(occasion=occasion, answer__isnull=False, pk__in=said).select_related("answer"))
    return [theme.title for theme in themes if theme.answer.told_at > moment]


@dataclass(frozen=True)
class Pile:
    """The letters on paper of one class."""

    class_invitation_id: uuid.UUID
    name: str
    count: int


@dataclass(frozen=True)
class News:
    """`titles` that people have not heard about; `mail` counts households that were invited, `piles` who gets a letter.

    `told`: the titles of the last round, while there is nothing newer.
    """

    since: dt.datetime | None
    titles: list[str]
    mail: int
    piles: list[Pile]
    told: list[str]

    @property
    def mark(self) -> str:
        """Of what stands on the screen."""
        return mark_of_news(self.since, self.titles)

    @property
    def paper(self) -> int:
        return sum(pile.count for pile in self.piles)


def news_of(meeting: Meeting) -> News:
    """Ten queries at most."""
    moment = since(meeting)
    titles = new_titles(meeting.occasion, moment) if moment else []
    found = ways_of(meeting, is_new=bool(titles))
    told = [] if titles else on_paper(meeting)
    return News(moment, titles, len(found.by_mail), piles_of(found.on_paper), told)


def on_paper(meeting: Meeting) -> list[str]:
    """What a letter on paper tells now: what is new, or what the last round told."""
    moment = since(meeting)
    titles = new_titles(meeting.occasion, moment) if moment else []
    before = None if titles else told_after(meeting)
    return new_titles(meeting.occasion, before) if before else titles


def is_new(meeting: Meeting) -> bool:
    """Whether there is something that people have not heard about."""
    moment = since(meeting)
    return moment is not None and bool(new_titles(meeting.occasion, moment))


def ways_of(meeting: Meeting, *, is_new: bool) -> Ways:
    """How each home hears the news: with `is_new` as it would go now, else how it went. Who did not get the mail gets a letter."""
    before = None if is_new else told_after(meeting)
    if before is None:
        return ways(meeting.occasion, in_order(invited_to(meeting.occasion)))
    rows = in_order(invited_to(meeting.occasion).annotate(had_mail=Exists(went(LETTER, mark_of(before)))))
    return ways(meeting.occasion, rows, heard={row.pk for row in rows if row.had_mail}, is_out=True)


def went(letter: str, round_: str) -> Any:
    """The letters of this round about an invitation that went by mail, or still go."""
    sent = Message.objects.filter(about=OuterRef("pk"), letter=letter, once__endswith=f":{round_}")
    return sent.filter(state__in=(State.SENT, State.WAITING))


def in_order(rows: Any) -> list[Any]:
    """By class, as letters are handed out; with their class. One query."""
    named = with_dead(rows).select_related("class_invitation__school_class")
    return list(named.order_by("class_invitation__school_class__sort_key", "class_invitation__school_class__name", "pk"))


def piles_of(rows: Iterable[Invitation]) -> list[Pile]:
    """Of these invitations, in their order."""
    counted = Counter((row.class_invitation_id, row.class_invitation.school_class.name) for row in rows)
    return [Pile(key, name, count) for (key, name), count in counted.items()]
