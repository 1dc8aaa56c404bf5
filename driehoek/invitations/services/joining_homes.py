"""When the people of one home turn out to live in another, what was asked and answered goes along."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.models import AccessCode
from driehoek.access.who import WORKER
from driehoek.invitations.models import Invitation, OpenReply, Outcome, Reply
from driehoek.schools.scoping import current_school_id

from .calling import QUIET

GOES_ALONG = (
    "occasion_id",
    "class_invitation_id",
    "language",
    "channel",
    "reminders",
    "reminded_at",
    "attempt_at",
    "attempt_outcome",
)


def close_links(homes: Collection[uuid.UUID]) -> None:
    """Who left these homes, or has no child here any more, still has their links: they end. The next letter brings new ones."""
    codes.revoke_all("reply", list(Invitation.objects.filter(household__in=homes).values_list("pk", flat=True)))


NO_NEEDS: dict[str, Any] = {"interpreter": "", "childcare": 0, "other_need": ""}


def follow(left: uuid.UUID, stays: uuid.UUID, shared: bool) -> None:
    """The invitations of the home `left` become those of `stays`; an evening that both were asked to is one invitation.

    Its links all open the one that stays; of two answers the later counts. When `shared`, what was asked for at home does not
    go along: others live in `stays`.
    """
    if shared:
        Reply.objects.filter(invitation__household=left).update(**NO_NEEDS)
        OpenReply.objects.filter(matched_to__household=left).update(name="", **NO_NEEDS)
    there = {row.occasion_id: row for row in Invitation.objects.filter(household=stays).select_related("reply")}
    for row in Invitation.objects.select_for_update(of=("self",)).filter(household=left).order_by("pk"):
        twin = there.get(row.occasion_id)
        if twin is None:
            row.household_id = stays
            row.save(update_fields=["household"])
        else:
            into(twin, row)


def keep_stop(left: uuid.UUID, to: uuid.UUID) -> None:
    """Who goes from the home `left` was reminded, spoken to or let go there: their first invitation at `to` knows that."""
    there = Invitation.objects.filter(household=to).order_by().values("occasion")
    stop = Q(reminders__gt=0) | Q(attempt_at__isnull=False) | ~Q(attempt_outcome="")
    rows = Invitation.objects.filter(stop, household=left, occasion__ends_at__gt=clock.now()).exclude(occasion__in=there)
    for row in rows.order_by("pk"):
        made = Invitation(household_id=to, **{name: getattr(row, name) for name in GOES_ALONG})
        Invitation.objects.bulk_create([made], ignore_conflicts=True)
        if row.attempt_outcome == Outcome.NO_MORE:
            trail.write(QUIET, by=WORKER, on=made)


def into(twin: Invitation, row: Invitation) -> None:
    """The invitation `row` goes up in `twin`."""
    replies = {reply.invitation_id: reply for reply in Reply.objects.filter(invitation__in=[twin.pk, row.pk])}
    mine, other = replies.get(twin.pk), replies.get(row.pk)
    if other is not None and (mine is None or mine.answered_at < other.answered_at):
        if mine is not None:
            mine.delete()
        other.invitation = twin
        other.save(update_fields=["invitation"])
    OpenReply.objects.filter(matched_to=row).update(matched_to=twin)
    AccessCode.objects.filter(school_id=current_school_id(), about=row.pk, purpose__startswith="reply:").update(about=twin.pk)
    for name in ("sent_at", "reminded_at"):
        setattr(twin, name, getattr(twin, name) or getattr(row, name))
    twin.reminders = max(twin.reminders, row.reminders)
    quiet = Outcome.NO_MORE in (twin.attempt_outcome, row.attempt_outcome)
    if not twin.is_let_go:  # who was spoken to in either home was spoken to
        twin.attempt_at, twin.attempt_outcome = row.attempt_at, row.attempt_outcome
        twin.caller_id = twin.caller_id or row.caller_id
    if quiet:  # who asked for it in either home asked for it
        twin.attempt_outcome = Outcome.NO_MORE
    twin.save(update_fields=["sent_at", "reminded_at", "reminders", "attempt_at", "attempt_outcome", "caller"])
    row.delete()
