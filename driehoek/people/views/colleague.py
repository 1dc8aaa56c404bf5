"""One colleague: what they may, whom they teach, what they have in hand; a lost second factor, and leaving school."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import queries
from ..forms_accounts import HandOverForm
from ..handover import open_work
from ..models import ClassTeacher, StaffMember
from ..queries.teaching import works_here
from ..services import factors, handing_over, leaving

HANDED = "handed_over"


def _shown(request: Any, staff: StaffMember) -> dict[str, Any]:
    work = [(each, reverse(each.route, args=[request.school.slug, each.about])) for each in open_work(staff)]
    is_me = staff.user_id is not None and staff.user_id == request.who.user_id
    shown = {"staff": staff, "colleague": queries.colleague(staff), "work": work, "is_me": is_me}
    return shown | {"hand_over": HandOverForm(colleagues=_others(staff)) if work else None}


def _others(staff: StaffMember) -> Any:
    return StaffMember.objects.filter(works_here()).exclude(pk=staff.pk)


@allows(Action.SEE_ACCOUNTS, on=StaffMember)
@require_safe
def colleague(request: HttpRequest, *, staffmember: StaffMember) -> HttpResponse:
    return render(request, "people/colleague.html", _shown(request, staffmember))


@allows(Action.MANAGE_ACCOUNTS, on=StaffMember)
@require_http_methods(["GET", "POST"])
def colleague_leave(request: HttpRequest, *, staffmember: StaffMember) -> HttpResponse:
    """GET asks: roles and sessions that ended don't come back by themselves."""
    if request.method != "POST":
        return render(request, "people/colleague_leave.html", _shown(request, staffmember) | {"leaving": True})
    leaving.leave_school(staff=staffmember, by=request.who)
    messages.success(request, _("%(name)s is weg van school en kan niet meer inloggen.") % {"name": staffmember})
    return redirect("colleague", request.school.slug, staffmember.pk)


@allows(Action.MANAGE_ACCOUNTS, on=StaffMember)
@require_POST
def colleague_hand_over(request: HttpRequest, *, staffmember: StaffMember) -> HttpResponse:
    """All open work to one colleague, from either page where it stands."""
    is_leaving = "leave" in request.POST
    form = HandOverForm(request.POST, colleagues=_others(staffmember))
    if not form.is_valid():
        page = "people/colleague_leave.html" if is_leaving else "people/colleague.html"
        shown = _shown(request, staffmember) | {"hand_over": form, "leaving": is_leaving}
        return render(request, page, shown, status=422)
    to = form.cleaned_data["to"]
    given = handing_over.hand_over(staff=staffmember, to=to, by=request.who)
    request.session[HANDED] = {"from": str(staffmember.pk), "to": str(to.pk), "keys": [str(key) for key in given]}
    words = ngettext("%(count)s taak of actie is nu van %(name)s.", "%(count)s taken en acties zijn nu van %(name)s.", len(given))
    back = "undo:" + reverse("colleague_take_back", args=[request.school.slug, staffmember.pk])
    messages.success(request, words % {"count": len(given), "name": to}, extra_tags=back)
    return redirect("colleague_leave" if is_leaving else "colleague", request.school.slug, staffmember.pk)


@allows(Action.MANAGE_ACCOUNTS, on=StaffMember)
@require_POST
def colleague_take_back(request: HttpRequest, *, staffmember: StaffMember) -> HttpResponse:
    kept = request.session.get(HANDED)
    to = StaffMember.objects.filter(pk=kept["to"]).first() if kept and kept["from"] == str(staffmember.pk) else None
    if kept is None or to is None:
        raise Http404
    del request.session[HANDED]
    keys = [uuid.UUID(key) for key in kept["keys"]]
    count = handing_over.take_back(staff=staffmember, to=to, keys=keys, by=request.who)
    words = ngettext(
        "%(count)s taak of actie is terug bij %(name)s.", "%(count)s taken en acties zijn terug bij %(name)s.", count
    )
    told = [words % {"count": count, "name": staffmember}]
    told += [_("De rest is intussen klaar of bij een ander.")] if count < len(keys) else []
    messages.success(request, " ".join(told))
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
