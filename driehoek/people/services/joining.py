"""Two rows that are one person become one; or somebody says that they are two, and it is not proposed again."""

import uuid
from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian, Guardianship, Household, KeptApart
from driehoek.people.queries.state import digest
from driehoek.people.rules import corrections
from driehoek.people.rules.joining import fill, unite

from .closing import close_own
from .parting import leave
from .untying import tied_again

Unite = Callable[[uuid.UUID, uuid.UUID], None]
_unitings: list[Unite] = []


def register_uniting(unite_with: Unite) -> None:
    """`unite_with(stays, gone)`: two guardians are one person; take over what hangs on the row that goes, before it is gone."""
    _unitings.append(unite_with)


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
    fill(one, gone)
    kept = _kept_home(homes, home)
    _move(one, kept)
    Message.objects.filter(to=gone.pk).update(to=one.pk)  # what still waits reaches them too
    KeptApart.objects.filter(Q(first=gone) | Q(second=gone)).delete()
    for unite_with in _unitings:
        unite_with(one.pk, gone.pk)
    gone.delete()
    one.save()
    tied_again(one, Guardianship.objects.filter(guardian=one).values_list("pupil_id", flat=True))
    close_own([other.pk])
    for left in homes - {home}:
        leave({one.pk: (left, home)})
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


def _bonds(one: Guardian, gone: Guardian) -> None:
    mine = {row.pupil_id: row for row in Guardianship.objects.select_for_update().filter(guardian=one)}
    for row in Guardianship.objects.select_for_update().filter(guardian=gone):
        if row.pupil_id in mine:
            unite(mine[row.pupil_id], row)
            mine[row.pupil_id].save()
            row.delete()
        else:
            row.guardian = one
            row.save(update_fields=["guardian"])


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
