"""Who is invited, through which class: rows are made, nothing goes out yet."""

import uuid
from collections.abc import Iterable

from driehoek.access import trail
from driehoek.access.who import Who
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.families import Family, families
from driehoek.invitations.words import other_sessions
from driehoek.people.models import SchoolClass
from driehoek.people.queries import mentors_today
from driehoek.schools.models import school_year_of
from driehoek.schools.statistics import look_again


def prepare_class_invitations(
    *, occasion: Occasion, classes: Iterable[SchoolClass] | None = None, by: Who
) -> list[ClassInvitation]:
    """One invitation per class in its mentor's name, one per household through its youngest child's class.

    Without `classes`: every class of the occasion's school year. Doing it again adds who is new and corrects what has
    not gone out yet; what was sent stays as it is. Of an evening with several sessions a class, and a household, is asked
    to one.
    """
    elsewhere = list(Occasion.objects.filter(pk__in=other_sessions(occasion.pk), cancelled_at__isnull=True))
    if classes is None:
        there = ClassInvitation.objects.filter(occasion__in=elsewhere).values_list("school_class_id", flat=True)
        year = SchoolClass.objects.filter(year__starts_in=school_year_of(occasion.starts_at))
        classes = year.exclude(pk__in=list(there)) if elsewhere else year
    class_ids = [one.pk for one in classes]
    by_class = _class_invitations(occasion, class_ids)
    found = families(class_ids)
    kept = _correct_unsent(occasion, by_class, found)
    if elsewhere:
        kept |= set(Invitation.objects.filter(occasion__in=elsewhere).values_list("household_id", flat=True))
    fresh = [
        Invitation(occasion=occasion, household_id=household, **how_invited(family, by_class))
        for household, family in found.items()
        if household not in kept
    ]
    Invitation.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    trail.write("prepare-invitations", by=by, on=occasion)
    look_again(len(fresh))
    return list(by_class.values())


def _class_invitations(occasion: Occasion, class_ids: list[uuid.UUID]) -> dict[uuid.UUID, ClassInvitation]:
    mentors: dict[uuid.UUID, uuid.UUID] = {}
    ties = mentors_today(school_class__in=class_ids)
    for class_id, staff_id in ties.order_by("id").values_list("school_class_id", "staff_id"):
        mentors.setdefault(class_id, staff_id)
    new = [ClassInvitation(occasion=occasion, school_class_id=key, sender_id=mentors.get(key)) for key in class_ids]
    ClassInvitation.objects.bulk_create(new, ignore_conflicts=True)
    rows = ClassInvitation.objects.filter(occasion=occasion, school_class__in=class_ids)
    by_class = {row.school_class_id: row for row in rows.select_related("school_class", "sender")}
    for row in by_class.values():
        if row.approved_at is None and row.sender_id != mentors.get(row.school_class_id):
            row.sender_id = mentors.get(row.school_class_id)
            row.save(update_fields=["sender"])
    return by_class


def _correct_unsent(
    occasion: Occasion, by_class: dict[uuid.UUID, ClassInvitation], found: dict[uuid.UUID, Family]
) -> set[uuid.UUID]:
    """Bring invitations that lie ready up to date; the households that have one already."""
    rows = list(Invitation.objects.filter(occasion=occasion))
    ours = {one.pk for one in by_class.values()}
    changed, gone = [], []
    for row in rows:
        if row.sent_at is not None or row.class_invitation_id not in ours:
            continue
        family = found.get(row.household_id)
        if family is None:
            gone.append(row.pk)
            continue
        for name, value in how_invited(family, by_class).items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                changed.append(row)
    Invitation.objects.bulk_update(list(dict.fromkeys(changed)), ["class_invitation", "language", "channel"], batch_size=300)
    Invitation.objects.filter(pk__in=gone, reply__isnull=True).delete()
    return {row.household_id for row in rows}


def how_invited(family: Family, by_class: dict[uuid.UUID, ClassInvitation]) -> dict[str, object]:
    """Through which class, in which language and by which way a family is asked; `by_class` has the classes of the occasion."""
    return {
        "class_invitation_id": by_class[family.class_id].pk,
        "language": family.language,
        "channel": Channel.MAIL if family.letters else Channel.PAPER,
    }
