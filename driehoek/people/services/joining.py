"""Two rows that are one person become one; or somebody says that they are two, and it is not proposed again."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.outbox.models import Message
from driehoek.people.models import Authority, Guardian, Guardianship, Household, KeptApart, Restriction
from driehoek.people.queries.state import digest
from driehoek.people.rules import corrections
from driehoek.people.rules.joining import joined_keys

from .parting import leave
from .untying import tied_again

_followers: list[Callable[[uuid.UUID, uuid.UUID], None]] = []


def register_follower(follow: Callable[[uuid.UUID, uuid.UUID], None]) -> None:
    """`follow(left, stays)`: a home was left empty because its people live in the other; take over what hangs on it."""
    _followers.append(follow)


def join(*, stays: Guardian, other: Guardian, home: uuid.UUID, by: Who) -> Guardian:
    """One person from two. `stays` keeps name and what is filled in; the rest comes from `other`. `home` is that of one of them.

    Raises RuleBroken: 'same-row', 'joined' when one of them is not there any more, 'other-home'.
    """
    if stays.pk == other.pk:
        raise RuleBroken("same-row", _("Kies twee verschillende ouders."), status=422)
    rows = {row.pk: row for row in Guardian.objects.select_for_update().filter(pk__in=[stays.pk, other.pk]).order_by("pk")}
    if len(rows) < 2:
        raise RuleBroken("joined", _("Dit is al gedaan. Open de pagina opnieuw."))
    one: Guardian = rows[stays.pk]
    gone: Guardian = rows[other.pk]
    homes = {one.household_id, gone.household_id}
    if home not in homes:
        raise RuleBroken("other-home", _("Kies het adres van een van deze twee."), status=422)
    _bonds(one, gone)
    _fill(one, gone)
    kept = _kept_home(homes, home)
    _move(one, kept)
    Message.objects.filter(to=gone.pk).update(to=one.pk)  # what still waits reaches them too
    KeptApart.objects.filter(Q(first=gone) | Q(second=gone)).delete()
    gone.delete()
    one.save()
    tied_again(one, Guardianship.objects.filter(guardian=one).values_list("pupil_id", flat=True))
    for left in homes - {home}:
        if Guardian.objects.filter(household=left).exists():
            leave([left])
        else:
            for follow in _followers:
                follow(left, home)
    trail.write("join-guardians", by=by, on=one)
    return one


def _kept_home(homes: set[uuid.UUID], home: uuid.UUID) -> Household:
    """What is secret with either stays secret; what came along from the other was shared until it was there."""
    kept: Household = Household.objects.select_for_update().get(pk=home)
    if not kept.is_secret and Household.objects.filter(pk__in=homes, is_secret=True).exists():
        before, after = {"is_secret": False}, {"is_secret": True}
        kept.corrected = corrections.mark(kept.corrected, "is_secret", before, after, digest)
        kept.is_secret = True
    moments = Household.objects.filter(pk__in=homes, shared_until__isnull=False).values_list("shared_until", flat=True)
    kept.shared_until = max(moments, default=None)
    kept.save(update_fields=["is_secret", "corrected", "shared_until"])
    return kept


def _move(one: Guardian, home: Household) -> None:
    before = {corrections.HOME: one.household.match_key}
    one.corrected = corrections.mark(one.corrected, corrections.HOME, before, {corrections.HOME: home.match_key}, digest)
    one.household = home


def _fill(one: Any, gone: Any) -> None:
    """What `one` lacks; what is secret with either stays secret, what was asked with either was asked."""
    for name in ("email", "phone", "works_here_id"):
        if not getattr(one, name):
            setattr(one, name, getattr(gone, name))
    if gone.language_asked_on and (one.language_asked_on is None or one.language_asked_on < gone.language_asked_on):
        one.contact_language, one.language_asked_on = gone.contact_language, gone.language_asked_on
    one.phone_is_secret = one.phone_is_secret or gone.phone_is_secret
    one.reached_by = one.reached_by or gone.reached_by
    one.last_in_file_at = max((at for at in (one.last_in_file_at, gone.last_in_file_at) if at), default=None)
    if one.email or one.phone:
        one.withdrawn_at = None
    one.match_key, marks = joined_keys(one.match_key, one.corrected, gone.match_key, gone.corrected)
    one.corrected = marks


def _bonds(one: Guardian, gone: Guardian) -> None:
    mine = {row.pupil_id: row for row in Guardianship.objects.select_for_update().filter(guardian=one)}
    for row in Guardianship.objects.select_for_update().filter(guardian=gone):
        if row.pupil_id in mine:
            _unite(mine[row.pupil_id], row)
        else:
            row.guardian = one
            row.save(update_fields=["guardian"])


def _unite(keep: Any, row: Any) -> None:
    """One bond from two about one child: where they differ, the stricter holds until somebody looks."""
    strict = {Restriction.NONE: 0, Restriction.THROUGH_LEADER: 1, Restriction.NO_CONTACT: 2}
    keep.may_receive = keep.may_receive and row.may_receive
    keep.restriction = max(keep.restriction, row.restriction, key=lambda one: strict[Restriction(one)])
    keep.corrected = {**row.corrected, **keep.corrected}
    if keep.authority == Authority.UNKNOWN or row.authority == Authority.NO:
        for name in ("authority", "authority_since", "authority_until"):
            setattr(keep, name, getattr(row, name))
    for name in ("relation", "document", "information_asked_on"):
        setattr(keep, name, getattr(keep, name) or getattr(row, name))
    keep.position = min(keep.position, row.position)
    keep.save()
    row.delete()


def keep_apart(*, first: Guardian, second: Guardian, by: Who) -> KeptApart:
    """They look alike and are two people. Twice is once."""
    if first.pk == second.pk:
        raise RuleBroken("same-row", _("Kies twee verschillende ouders."), status=422)
    low, high = sorted((first, second), key=lambda each: str(each.pk))
    made: KeptApart = KeptApart.objects.get_or_create(first=low, second=high)[0]
    trail.write("keep-apart", by=by, on=made)
    return made


def propose_again(*, kept_apart: KeptApart, by: Who) -> None:
    """Undo of `keep_apart`."""
    trail.write("propose-again", by=by, on=kept_apart)
    kept_apart.delete()
