"""An occasion is opened and changed."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode
from driehoek.access.who import Who
from driehoek.invitations import rules
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion
from driehoek.invitations.queries.changing import MOVED, MOVED_DAY
from driehoek.schools.scoping import current_school_id


def open_occasion(
    *,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str,
    reply_by: dt.date,
    has_interpreter: bool = True,
    has_childcare: bool = True,
    by: Who,
) -> Occasion:
    """Something that people can be asked to. Raises RuleBroken for times that can't be."""
    occasion = Occasion(
        title=title.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
        reply_by=reply_by,
        has_interpreter=has_interpreter,
        has_childcare=has_childcare,
    )
    _check(occasion)
    occasion.save()
    trail.write("open-occasion", by=by, on=occasion)
    return occasion


def change_occasion(*, occasion: Occasion, by: Who, **changes: Any) -> Occasion:
    """Change title, times, place or the last day to reply. Calendars see a new version; codes live along."""
    changed = [name for name, value in changes.items() if getattr(occasion, name) != value]
    if not changed:
        return occasion
    before = occasion.starts_at
    for name in changed:
        setattr(occasion, name, changes[name])
    _check(occasion)
    occasion.version += 1
    occasion.save(update_fields=[*changed, "version"])
    if "ends_at" in changed:
        _move_codes(occasion)
    trail.write("change-occasion", by=by, on=occasion)
    if {"starts_at", "ends_at", "place"} & set(changed):
        trail.write(MOVED if day_of(before) == day_of(occasion.starts_at) else MOVED_DAY, by=by, on=occasion)
    return occasion


def still_on(occasion: Occasion) -> None:
    """Raises RuleBroken when nobody is invited to it any more."""
    if occasion.cancelled_at is not None:
        raise RuleBroken("cancelled", _("Deze bijeenkomst gaat niet door."))
    if clock.now() >= occasion.ends_at:
        raise RuleBroken("over", _("Deze bijeenkomst is geweest. Uitnodigen kan niet meer."))


def day_of(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.SCHOOL_TIME).date()


def codes_end(occasion: Occasion) -> dt.datetime:
    return occasion.ends_at + dt.timedelta(days=rules.CODE_DAYS)


def _move_codes(occasion: Occasion) -> None:
    """An evening that moves three months later must not find every letter's code expired."""
    abouts = Invitation.objects.filter(occasion=occasion).values("pk")
    rows = AccessCode.objects.filter(school_id=current_school_id(), purpose__startswith="reply:", about__in=abouts)
    rows.filter(revoked_at__isnull=True).update(expires_at=codes_end(occasion))
    classes = ClassInvitation.objects.filter(occasion=occasion).values("pk")
    links = AccessCode.objects.filter(
        school_id=current_school_id(), purpose__startswith=f"{rules.CLASS_LINK}:", about__in=classes
    )
    links.filter(revoked_at__isnull=True).update(expires_at=occasion.ends_at)


def _check(occasion: Occasion) -> None:
    if not occasion.title or not occasion.place:
        raise RuleBroken("empty", _("Geef de bijeenkomst een naam en een plaats."), 422)
    if occasion.ends_at <= occasion.starts_at:
        raise RuleBroken("ends-first", _("De bijeenkomst eindigt na het begin. Kijk de tijden na."), 422)
    if occasion.reply_by > occasion.starts_at.astimezone(clock.SCHOOL_TIME).date():
        raise RuleBroken("reply-late", _("Antwoorden kan tot en met de dag zelf. Kies een eerdere dag."), 422)
