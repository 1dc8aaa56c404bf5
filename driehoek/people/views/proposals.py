"""Yes or no to a role that a file mentions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from driehoek.access.gate import allows
from driehoek.access.policy import Action, Role

from .. import services
from ..models import RoleProposal


@allows(Action.MANAGE_ACCOUNTS, on=RoleProposal)
@require_POST
def proposal_yes(request: HttpRequest, *, roleproposal: RoleProposal) -> HttpResponse:
    """Give the role; who has no account gets one first, on the page for that with everything filled in."""
    if not services.accept(proposal=roleproposal, by=request.who):
        chosen = urlencode({"collega": roleproposal.staff_id, "rol": roleproposal.role})
        return redirect(f"{reverse('account_give', args=[request.school.slug])}?{chosen}")
    words = _("%(name)s is nu ook %(role)s.") % {"name": roleproposal.staff, "role": Role(roleproposal.role).label}
    messages.success(request, words)
    return redirect("accounts", request.school.slug)


@allows(Action.MANAGE_ACCOUNTS, on=RoleProposal)
@require_POST
def proposal_no(request: HttpRequest, *, roleproposal: RoleProposal) -> HttpResponse:
    services.decline(proposal=roleproposal, by=request.who)
    undo = reverse("proposal_ask_again", args=[request.school.slug, roleproposal.pk])
    messages.success(request, _("Goed, we stellen dit niet meer voor."), extra_tags=f"undo:{undo}")
    return redirect("accounts", request.school.slug)


@allows(Action.MANAGE_ACCOUNTS, on=RoleProposal)
@require_POST
def proposal_ask_again(request: HttpRequest, *, roleproposal: RoleProposal) -> HttpResponse:
    services.reconsider(proposal=roleproposal, by=request.who)
    return redirect("accounts", request.school.slug)
