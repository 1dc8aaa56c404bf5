"""What changed after people were invited, and whether they heard. Read from the trail: it says what happened, and when."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Reply
from driehoek.outbox.letters import NotYet

from .arriving import unreached
from .invited import invited_to

MOVED, MOVED_DAY = "move-occasion", "move-occasion-day"
TOLD, LEFT = "tell-moved", "leave-untold"
UNDO = dt.timedelta(minutes=10)
"""So long after 'it is off' nobody was written to yet, and it can be taken back."""


@dataclass(frozen=True)
class Changed:
    """`at` is the last change; `is_untold` when who was invited before it did not hear; `day_at` when it went to another day.

    `moved_here`: class invitations that came from another occasion and heard so by themselves.
    """

    at: dt.datetime | None = None
    day_at: dt.datetime | None = None
    is_untold: bool = False
    was_told: bool = False
    moved_here: frozenset[uuid.UUID] = frozenset()


def changed(occasion: Occasion) -> Changed:
    """Two queries at most."""
    classes = ClassInvitation.objects.filter(occasion=occasion).order_by().values("pk")
    rows = TrailRow.objects.filter(Q(object_id=occasion.pk) | Q(object_id__in=classes), act__in=(MOVED, MOVED_DAY, TOLD, LEFT))
    at, day_at, settled, told = None, None, None, False
    moved: dict[uuid.UUID, dt.datetime] = {}
    heard: dict[uuid.UUID, dt.datetime] = {}
    for act, when, about in rows.order_by("at", "id").values_list("act", "at", "object_id"):
        if about != occasion.pk:
            (heard if act == TOLD else moved)[about] = when
        elif act in (TOLD, LEFT):
            settled, told = when, told or act == TOLD
        else:
            at, day_at = when, when if act == MOVED_DAY else day_at
    moved_here = frozenset(key for key, when in heard.items() if key not in moved or moved[key] <= when)
    if at is None or not _went_before(occasion, at):
        return Changed(moved_here=moved_here)
    return Changed(at, day_at, settled is None or settled < at, told, moved_here)


def _went_before(occasion: Occasion, moment: dt.datetime) -> bool:
    return ClassInvitation.objects.filter(occasion=occasion, sent_at__lte=moment).exists()


def is_untold(occasion: Occasion) -> bool:
    """Whether the organiser still has to say who hears about a change."""
    return occasion.cancelled_at is None and clock.now() < occasion.starts_at and changed(occasion).is_untold


def asks_again(invitation: Invitation, reply: Reply | None) -> bool:
    """Whether this answer was given for another day: the occasion moved, or their class went to another one. Asked once."""
    if reply is None:
        return False
    rows = TrailRow.objects.filter(object_id__in=[invitation.occasion_id, invitation.class_invitation_id], act=MOVED_DAY)
    return rows.filter(at__gt=reply.answered_at).exists()


@dataclass(frozen=True)
class Told:
    """Of one class, the families that hear it on paper; `came_back`: so many of them because no mail arrives there."""

    key: uuid.UUID
    name: str
    letters: int
    came_back: int


def on_paper(occasion: Occasion, *, only: Collection[uuid.UUID] | None = None) -> list[Told]:
    """Per class the letters to print, of all classes or of these class invitations; one query."""
    counted: dict[tuple[uuid.UUID, str], list[bool]] = {}
    found = invited_to(occasion).filter(_by_letter())
    if only is not None:
        found = found.filter(class_invitation__in=only)
    rows = found.order_by("class_invitation__school_class__sort_key", "class_invitation_id")
    for key, name, channel in rows.values_list("class_invitation_id", "class_invitation__school_class__name", "channel"):
        counted.setdefault((key, name), []).append(channel == Channel.MAIL)
    return [Told(key, name, len(many), sum(many)) for (key, name), many in counted.items()]


def told_on_paper(own: ClassInvitation) -> list[Invitation]:
    """Of one class, whom a letter tells."""
    rows = invited_to(own.occasion).filter(_by_letter(), class_invitation=own)
    return list(rows.select_related("occasion", "reply"))


def _by_letter() -> Q:
    """Who has no e-mail, and who is reached at no address, whatever they answered."""
    return Q(channel=Channel.PAPER) | unreached()


def may_still_be_undone(occasion: Occasion) -> bool:
    return occasion.cancelled_at is not None and clock.now() < occasion.cancelled_at + UNDO


def is_off(occasion: Occasion) -> bool:
    """For who makes a letter: whether it does not go on. Raises NotYet while that may still be undone, so nothing gets lost."""
    if occasion.cancelled_at is not None and may_still_be_undone(occasion):
        raise NotYet(occasion.cancelled_at + UNDO)
    return occasion.cancelled_at is not None
