"""The action team: who prepares this one meeting together."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import StaffMember

from ..models import Meeting, TeamMember

MOST_MEMBERS = 40
_followers: list[Callable[[Meeting, Who], object]] = []


def when_team_changes(follow: Callable[[Meeting, Who], object]) -> None:
    """`follow(meeting, by)` is called, in the same transaction, when somebody joined the team of a meeting."""
    _followers.append(follow)


def add_member(
    *, by: Who, meeting: Meeting, key: uuid.UUID, layer: str, staff: StaffMember | None = None, name: str = ""
) -> TeamMember:
    """A colleague, or somebody by name. The same `key` twice is one; a colleague is in a team once."""
    if TeamMember.objects.filter(meeting=meeting).count() >= MOST_MEMBERS:
        raise RuleBroken("team_is_full", _("Een actieteam heeft hoogstens veertig leden."), 422)
    if staff is not None and TeamMember.objects.filter(meeting=meeting, staff=staff).exclude(pk=key).exists():
        raise RuleBroken("already_in_team", _("Deze collega zit al in het team."), 422)
    member = TeamMember(id=key, meeting=meeting, staff=staff, name="" if staff else name.strip(), layer=layer)
    TeamMember.objects.bulk_create([member], ignore_conflicts=True)
    trail.write("add_member", by=by, on=member)
    for follow in _followers:
        follow(meeting, by)
    return member


def remove_member(*, by: Who, member: TeamMember) -> dict[str, Any]:
    """Out of the team; what is returned (plain values) puts them back with `put_back_member`."""
    kept = {
        "key": str(member.pk),
        "layer": member.layer,
        "staff": str(member.staff_id) if member.staff_id else "",
        "name": member.name,
    }
    trail.write("remove_member", by=by, on=member)
    member.delete()
    return kept


def put_back_member(*, by: Who, meeting: Meeting, kept: dict[str, Any]) -> None:
    """Undo of `remove_member`. Twice is once."""
    staff = StaffMember.objects.filter(pk=kept["staff"]).first() if kept["staff"] else None
    add_member(by=by, meeting=meeting, key=uuid.UUID(kept["key"]), layer=kept["layer"], staff=staff, name=kept["name"])
