"""What changed after people were invited, and whether they heard. Read from the trail: it says what happened, and when."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from driehoek import clock
from driehoek.access.models import TrailRow
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Reply
from driehoek.outbox.letters import NotYet
from driehoek.outbox.models import Message, State

from .arriving import Ways, ways, with_dead
from .invited import invited_to

MOVED, MOVED_DAY = "move-occasion", "move-occasion-day"
TOLD, LEFT = "tell-moved", "leave-untold"
OFF_SAID, MOVE_SAID = ("cancelled",), ("moved", "invitation")  # letters that say so
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
    told_of: dt.datetime | None = None  # the change that people were told of last
    came_at: Mapping[uuid.UUID, dt.datetime] = field(default_factory=dict)  # class invitation: when it came here


def changed(occasion: Occasion) -> Changed:
    """Two queries at most."""
    classes = ClassInvitation.objects.filter(occasion=occasion).order_by().values("pk")
    rows = TrailRow.objects.filter(Q(object_id=occasion.pk) | Q(object_id__in=classes), act__in=(MOVED, MOVED_DAY, TOLD, LEFT))
    at, day_at, settled, told, told_of = None, None, None, False, None
    moved: dict[uuid.UUID, dt.datetime] = {}
    heard: dict[uuid.UUID, dt.datetime] = {}
    for act, when, about in rows.order_by("at", "id").values_list("act", "at", "object_id"):
        if about != occasion.pk:
            (heard if act == TOLD else moved)[about] = when
        elif act in (TOLD, LEFT):
            settled, told, told_of = when, told or act == TOLD, at if act == TOLD else told_of
        else:
            at, day_at = when, when if act == MOVED_DAY else day_at
    moved_here = frozenset(key for key, when in heard.items() if key not in moved or moved[key] <= when)
    if at is None or not _went_before(occasion, at):
        return Changed(moved_here=moved_here, came_at=moved)
    return Changed(at, day_at, settled is None or settled < at, told, moved_here, told_of, moved)


def _went_before(occasion: Occasion, moment: dt.datetime) -> bool:
    return ClassInvitation.objects.filter(occasion=occasion, sent_at__lte=moment).exists()


def is_untold(occasion: Occasion) -> bool:
    """Whether the organiser still has to say who hears about a change."""
    if occasion.version == 0 or occasion.cancelled_at is not None or clock.now() >= occasion.starts_at:
        return False
    return changed(occasion).is_untold


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
    """Per class the letters to print, of all classes or of these class invitations."""
    return by_class(who_hears(occasion, only=only))


def by_class(found: Ways) -> list[Told]:
    counted: dict[tuple[uuid.UUID, str], list[bool]] = {}
    for row in found.on_paper:
        key = row.class_invitation_id, row.class_invitation.school_class.name
        counted.setdefault(key, []).append(row.channel == Channel.MAIL and row.pk not in found.without_address)
    return [Told(key, name, len(many), sum(many)) for (key, name), many in counted.items()]


def told_on_paper(own: ClassInvitation) -> list[Invitation]:
    """Of one class, whom a letter tells."""
    return who_hears(own.occasion, only=[own.pk]).on_paper


def who_hears(occasion: Occasion, *, only: Collection[uuid.UUID] | None = None) -> Ways:
    """How each home that was invited hears what changed: who was not told by mail gets a letter, whatever they answered.

    Before it is told, as it would be told now. Of a class that came from elsewhere and was not told of that, nobody.
    """
    rows = invited_to(occasion).select_related("occasion", "reply", "class_invitation__school_class")
    if only is not None:
        rows = rows.filter(class_invitation__in=only)
    rows = list(with_dead(rows).order_by("class_invitation__school_class__sort_key", "class_invitation_id", "pk"))
    if occasion.cancelled_at is not None:
        since = {row.pk: occasion.cancelled_at for row in rows}
        return ways(occasion, rows, heard=_heard(occasion, since, OFF_SAID), is_out=True)
    happened = changed(occasion)
    if not was_told(happened):
        return ways(occasion, rows)
    told = {row.pk: told_of(happened, row.class_invitation_id) for row in rows}
    since = {key: at for key, at in told.items() if at is not None}
    rows = [row for row in rows if row.pk in since]
    return ways(occasion, rows, heard=_heard(occasion, since, MOVE_SAID), is_out=True)


def was_told(happened: Changed) -> bool:
    """Whether somebody heard of the last change."""
    return not happened.is_untold and bool(happened.told_of or happened.moved_here)


def told_of(happened: Changed, class_invitation: uuid.UUID) -> dt.datetime | None:
    """The change that the homes of this class were told of; None when they were told of none."""
    came, told = happened.came_at.get(class_invitation), happened.told_of
    if class_invitation in happened.moved_here and came is not None:
        return max(came, told) if told is not None else came
    return None if told is None or (came is not None and came > told) else told


def _heard(occasion: Occasion, since: Mapping[uuid.UUID, dt.datetime], letters: tuple[str, ...]) -> set[uuid.UUID]:
    """To whom one of these letters went by mail, or still goes, since the moment of their change."""
    ours = Invitation.objects.filter(occasion=occasion).order_by().values("pk")
    sent = Message.objects.filter(about__in=ours, letter__in=letters, state__in=(State.SENT, State.WAITING)).order_by()
    return {about for about, put_at in sent.values_list("about", "put_at") if about in since and put_at >= since[about]}


def may_still_be_undone(occasion: Occasion) -> bool:
    return occasion.cancelled_at is not None and clock.now() < occasion.cancelled_at + UNDO


def is_off(occasion: Occasion) -> bool:
    """For who makes a letter: whether it does not go on. Raises NotYet while that may still be undone, so nothing gets lost."""
    if occasion.cancelled_at is not None and may_still_be_undone(occasion):
        raise NotYet(occasion.cancelled_at + UNDO)
    return occasion.cancelled_at is not None
