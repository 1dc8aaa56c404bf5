"""One colleague: what they may, whom they teach, what they have in hand; a lost second factor, and leaving school."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import queries
from ..handover import open_work
from ..models import ClassTeacher, StaffMember
from ..services import factors, leaving


def _shown(request: Any, staff: StaffMember) -> dict[str, Any]:
    work = [(each, reverse(each.route, args=[request.school.slug, each.about])) for each in open_work(staff)]
    is_me = staff.user_id is not None and staff.user_id == request.who.user_id
    return {"staff": staff, "colleague": queries.colleague(staff), "work": work, "is_me": is_me}


@allows(Action.SEE_ACCOUNTS, on=StaffMember)
@require_safe
def colleague(request: HttpRequest, *, staffmember: StaffMember) -> HttpResponse:
    return render(request, "people/colleague.html", _shown(request, staffmember))


@allows(Action.MANAGE_ACCOUNTS, on=StaffMember)
@require_http_methods(["GET", "POST"])
def colleague_leave(request: HttpRequest, *, staffmember: StaffMember) -> HttpResponse:
    """GET asks: roles and sessions that ended don't come back by themselves."""
    if request.method != "POST":
        return render(request, "people/colleague_leave.html", _shown(request, staffmember))
    leaving.leave_school(staff=staffmember, by=request.who)
    messages.success(request, _("%(name)s is weg van school en kan niet meer inloggen.") % {"name": staffmember})
    return redirect("colleague", request.school.slug, staffmember.pk)


@allows(Action.MANAGE_ACCOUNTS, on=ClassTeacher)
@require_POST
def colleague_stop_class(request: HttpRequest, *, classteacher: ClassTeacher) -> HttpResponse:
    leaving.stop_teaching(tie=classteacher, by=request.who)
    messages.success(request, _("Gestopt. Deze klas is niet meer van deze collega."))
    return redirect("colleague", request.school.slug, classteacher.staff_id)


@allows(Action.MANAGE_ACCOUNTS, on=StaffMember)
@require_http_methods(["GET", "POST"])
def colleague_factor(request: HttpRequest, *, staffmember: StaffMember) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/colleague_factor.html", _shown(request, staffmember))
    try:
        factors.reset_factor(staff=staffmember, by=request.who)
    except RuleBroken as broken:
        shown = _shown(request, staffmember) | {"refused": str(broken.message)}
        return render(request, "people/colleague_factor.html", shown, status=broken.status)
    messages.success(
        request, _("De tweede stap van %(name)s is gewist. We sturen een mail dat dit is gebeurd.") % {"name": staffmember}
    )
    return redirect("colleague", request.school.slug, staffmember.pk)
