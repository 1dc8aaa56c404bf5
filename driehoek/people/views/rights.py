"""What I may see and do here, in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from driehoek.access.gate import allows
from driehoek.access.models import Membership, holds_today
from driehoek.access.policy import Action, Role
from driehoek.people.queries import mentors_today

from ..rights import SEES, rights_of
from ..words import MAY


@allows(Action.SEE_START)
@require_safe
def my_rights(request: HttpRequest) -> HttpResponse:
    rows = Membership.objects.filter(holds_today(), user_id=request.who.user_id).order_by("role")
    roles = [(Role(row.role).label, MAY[Role(row.role)], SEES[Role(row.role)], row.until) for row in rows]
    ties = mentors_today(staff__user_id=request.who.user_id).select_related("school_class").order_by("school_class__sort_key")
    shown = {"roles": roles, "rights": rights_of(request.who.roles), "ties": ties}
    return render(request, "people/my_rights.html", shown)
