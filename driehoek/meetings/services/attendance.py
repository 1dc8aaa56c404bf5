"""Who comes: guests from the replies, colleagues from a list, and whoever stands at the door."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Reply
from driehoek.invitations.queries.receiving import names_of_homes
from driehoek.people.models import StaffMember
from driehoek.voices.models import Voice

from ..models import Attendee, Meeting
from ..queries.open_guests import open_guests
from .open_guests import fresh_open_guests, join_matched
from .sources import RUN_BOOK_LANGUAGE

MOST_ATTENDEES = 1_000


def gather(*, by: Who, meeting: Meeting) -> int:
    """Bring the list in line with the replies; how many guests were added. Who has arrived is never taken off."""
    replies = list(
        Reply.objects.filter(invitation__occasion_id=meeting.occasion_id)
        .select_related("invitation__class_invitation__school_class")
        .order_by("invitation_id")
    )
    known = open_guests(meeting)
    moved, joined = join_matched(meeting, known)
    names = names_of_homes({reply.invitation.household_id for reply in replies})
    coming = {reply.invitation_id: reply.coming for reply in replies}
    guests = list(Attendee.objects.filter(meeting=meeting, invitation__isnull=False))
    gone = [g.pk for g in guests if g.place > coming.get(g.invitation_id, 0) and g.arrived_at is None]
    Attendee.objects.filter(pk__in=gone).delete()
    there = {(guest.invitation_id, guest.place) for guest in guests}
    keys = set(Attendee.objects.filter(meeting=meeting, pk__in=known).values_list("pk", flat=True))
    by_invitation = {reply.invitation_id: reply for reply in replies}
    with override(RUN_BOOK_LANGUAGE):
        _rename(guests, by_invitation, names)
        for guest in joined:
            _name_now(guest, by_invitation.get(guest.invitation_id), names)
        fresh = fresh_open_guests(meeting, known, keys)
        for reply in replies:
            home = names.get(reply.invitation.household_id, [])
            for place in range(1, reply.coming + 1):
                if (reply.invitation_id, place) not in there:
                    label = reply.invitation.class_invitation.school_class.name
                    name = _guest_name(home, place, reply.coming, label, reply.by_other)
                    fresh.append(
                        Attendee(
                            meeting=meeting,
                            invitation=reply.invitation,
                            place=place,
                            name=name,
                            voice=Voice.PARENTS,
                            class_label=label,
                        )
                    )
    Attendee.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh or gone or moved:
        trail.write("gather_attendees", by=by, on=meeting)
    return len(fresh)


def _name_now(guest: Attendee, reply: Reply | None, names: dict[uuid.UUID, list[str]]) -> None:
    """Who came as 'ouder van Noor' gets the name of the family that it turned out to be."""
    if reply is not None:
        guest.class_label = reply.invitation.class_invitation.school_class.name
        home = names.get(reply.invitation.household_id, [])
        guest.name = _guest_name(home, guest.place, reply.coming, guest.class_label, reply.by_other)
        guest.save(update_fields=["name", "class_label"])


def _rename(guests: list[Attendee], replies: dict[uuid.UUID, Reply], names: dict[uuid.UUID, list[str]]) -> None:
    """Now somebody else comes, or now they come themselves: the list says so, unless somebody wrote another name there."""
    for guest in guests:
        reply = replies.get(guest.invitation_id) if guest.invitation_id else None
        if reply is None or guest.arrived_at is not None or guest.place != 1 or not reply.coming:
            continue
        home, label = names.get(reply.invitation.household_id, []), guest.class_label
        now = _guest_name(home, 1, reply.coming, label, reply.by_other)
        before = {_guest_name(home, 1, coming, label, not reply.by_other) for coming in (1, 2)}
        if guest.name in before and guest.name != now:
            Attendee.objects.filter(pk=guest.pk, name=guest.name).update(name=now)


def _guest_name(known: list[str], place: int, coming: int, label: str, by_other: bool = False) -> str:
    """'Bas', 'Aïcha of Bas' when one of the two comes, 'gast van Aïcha' for who comes along or in their place."""
    if not known:
        return _("gast uit %(label)s") % {"label": label}
    if by_other:
        return _("gast van %(name)s") % {"name": known[0][:180]}
    if coming == 1 and len(known) > 1:
        return _("%(one)s of %(other)s") % {"one": known[0][:95], "other": known[1][:95]}
    if place <= len(known):
        return known[place - 1][:200]
    return _("gast van %(name)s") % {"name": known[0][:180]}


def choose_staff(*, by: Who, meeting: Meeting, staff: Iterable[StaffMember]) -> None:
    """Exactly these colleagues take part; who has arrived stays."""
    wanted = {member.pk: member for member in staff}
    there = Attendee.objects.filter(meeting=meeting, staff__isnull=False)
    there.exclude(staff_id__in=wanted).filter(arrived_at__isnull=True).delete()
    present = set(there.values_list("staff_id", flat=True))
    fresh = [
        Attendee(meeting=meeting, staff=member, name=str(member)[:200], voice=Voice.SCHOOL)
        for key, member in wanted.items()
        if key not in present
    ]
    Attendee.objects.bulk_create(fresh, ignore_conflicts=True)
    trail.write("choose_staff", by=by, on=meeting)


def add_by_hand(*, by: Who, meeting: Meeting, key: uuid.UUID, name: str, voice: str, class_label: str = "") -> Attendee:
    """Somebody at the door. `key` was made with the form: sent twice is one person."""
    if Attendee.objects.filter(meeting=meeting).count() >= MOST_ATTENDEES:
        raise RuleBroken("hall_is_full", _("Er staan al 1000 mensen op de lijst."), status=422)
    row = Attendee(id=key, meeting=meeting, name=name, voice=voice, class_label=class_label, arrived_at=clock.now())
    Attendee.objects.bulk_create([row], ignore_conflicts=True)
    there: Attendee | None = Attendee.objects.filter(pk=key, meeting=meeting).first()
    if there is None:
        raise RuleBroken("stale_form", _("Dit formulier is te oud. Open het opnieuw."))
    trail.write("add_attendee", by=by, on=there)
    return there


def check_in(*, by: Who, attendee: Attendee) -> None:
    """Is here; a second time changes nothing."""
    if Attendee.objects.filter(pk=attendee.pk, arrived_at__isnull=True).update(arrived_at=clock.now()):
        trail.write("check_in", by=by, on=attendee)


def check_out(*, by: Who, attendee: Attendee) -> None:
    """Undo of a check-in by mistake."""
    if Attendee.objects.filter(pk=attendee.pk, arrived_at__isnull=False).update(arrived_at=None):
        trail.write("check_out", by=by, on=attendee)


def take_off(*, by: Who, attendee: Attendee) -> None:
    """Somebody who was added by hand, by mistake."""
    if attendee.invitation_id or attendee.pk in open_guests(attendee.meeting):
        raise RuleBroken("came_by_reply", _("Deze gast staat hier door een antwoord op de uitnodiging. Verander het antwoord."))
    trail.write("take_off", by=by, on=attendee)
    attendee.delete()
