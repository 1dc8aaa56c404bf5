"""Who has an account, and what for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.models import Membership
from driehoek.access.policy import Action
from driehoek.web.pages import page_of

from .. import queries, services
from ..forms import AccountForm


@allows(Action.SEE_ACCOUNTS)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "")[:100]
    page = page_of(queries.colleagues_without_account(q), request.GET)
    shown = {"accounts": queries.accounts(request.who.user_id), "page": page, "q": q}
    return render(request, "people/accounts.html", shown)


@allows(Action.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def account_give(request: HttpRequest) -> HttpResponse:
    colleagues = queries.colleagues_without_account()
    if request.method != "POST":
        return render(request, "people/account_give.html", {"form": AccountForm(colleagues=colleagues, initial=_chosen(request))})
    form = AccountForm(request.POST, colleagues=colleagues)
    if form.is_valid():
        try:
            user = services.give_account(**form.cleaned_data, by=request.who)
        except RuleBroken as broken:
            form.add_error("email", str(broken.message))
        else:
            messages.success(request, _("%(name)s heeft een account. De uitleg is onderweg per mail.") % {"name": user})
            return redirect("accounts", request.school.slug)
    return render(request, "people/account_give.html", {"form": form}, status=422)


def _chosen(request: Any) -> dict[str, Any]:
    """The colleague whose line was pressed; anything odd is nobody."""
    key = request.GET.get("collega", "")
    person = next((each for each in queries.colleagues_without_account() if str(each.pk) == key), None)
    return {"staff": person.pk, "email": person.email, "roles": ["teacher"]} if person else {}


@allows(Action.MANAGE_ACCOUNTS, on=Membership)
@require_POST
def account_end_role(request: HttpRequest, *, membership: Membership) -> HttpResponse:
    services.end_role(membership=membership, by=request.who)
    messages.success(request, _("De rol stopt vandaag."))
    return redirect("accounts", request.school.slug)
