"""Roles that a file mentions for colleagues: proposals, on which an administrator says yes or no, once."""

import uuid
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.models import Membership
from driehoek.access.policy import Role
from driehoek.access.services import give_role
from driehoek.access.who import Who
from driehoek.people.models import RoleProposal, StaffMember
from driehoek.people.roster.shapes import Staff

BATCH = 500
# What a file may propose. The administrator's own role is never among it.
ROLES: dict[str, Role] = {
    "school_leader": Role.SCHOOL_LEADER,
    "class_teacher": Role.TEACHER,
    "subject_teacher": Role.TEACHER,
    "teacher": Role.TEACHER,
}

PROPOSED = frozenset(role.value for role in ROLES.values())


def propose(people: Iterable[Staff], ids: Mapping[str, uuid.UUID]) -> list[RoleProposal]:
    """Write down the roles that the file mentions and that somebody does not have; what was asked before is not asked again."""
    wanted = dict.fromkeys(
        (ids[person.key], ROLES[each.role].value)
        for person in people
        if person.key in ids
        for each in person.suggestions
        if each.role in ROLES
    )
    asked = set(RoleProposal.objects.order_by().values_list("staff_id", "role"))
    fresh = [pair for pair in wanted if pair not in asked]
    if not fresh:
        return []
    held = set(Membership.objects.order_by().values_list("user_id", "role"))
    staff = {row.pk: row for row in StaffMember.objects.filter(left_on__isnull=True)}
    rows = [
        RoleProposal(staff_id=key, role=role) for key, role in fresh if key in staff and (staff[key].user_id, role) not in held
    ]
    RoleProposal.objects.bulk_create(rows, batch_size=BATCH)
    return rows


def accept(*, proposal: RoleProposal, by: Who) -> bool:
    """Give the proposed role. False when there is no account yet to give it to: then nothing has changed.

    Raises RuleBroken 'decided' when somebody said no meanwhile, 'has-left' when the colleague left.
    """
    row = _locked(proposal)
    if row.said_yes is False:
        raise RuleBroken("decided", _("Hier is al nee op gezegd. Open de pagina opnieuw."))
    if row.staff.left_on is not None and row.staff.left_on <= clock.today():
        raise RuleBroken("has-left", _("Deze collega is weg van school. Daarom krijgt die geen rol."))
    user = row.staff.user
    if user is None:
        return False
    give_role(user=user, role=Role(proposal.role), by=by)
    _decide(proposal, by, said_yes=True)
    return True


def _locked(proposal: RoleProposal) -> RoleProposal:
    row: RoleProposal = RoleProposal.objects.select_for_update(of=("self",)).select_related("staff__user").get(pk=proposal.pk)
    return row


def settle(*, staff: StaffMember, roles: Collection[Role]) -> None:
    """These roles were given by another way: what proposed them is answered."""
    waiting = RoleProposal.objects.filter(staff=staff, role__in=[role.value for role in roles], said_yes__isnull=True)
    waiting.update(said_yes=True, decided_at=clock.now())


def decline(*, proposal: RoleProposal, by: Who) -> None:
    if _locked(proposal).said_yes:
        raise RuleBroken("decided", _("Hier is al ja op gezegd. Neem de rol weg bij de accounts."))
    _decide(proposal, by, said_yes=False)


def reconsider(*, proposal: RoleProposal, by: Who) -> None:
    """Take a 'no' back; a role that was given is taken where roles are taken."""
    if proposal.said_yes is False:
        _decide(proposal, by, said_yes=None)


def _decide(proposal: RoleProposal, by: Who, *, said_yes: bool | None) -> None:
    proposal.said_yes = said_yes
    proposal.decided_at = None if said_yes is None else clock.now()
    proposal.save(update_fields=["said_yes", "decided_at"])
    trail.write("decide-role-proposal", by=by, on=proposal)
