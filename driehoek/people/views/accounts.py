"""Who has an account, and what for."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.models import Membership
from driehoek.access.policy import Action, Role
from driehoek.web.pages import page_of

from .. import queries, services
from ..forms_accounts import AccountForm
from ..models import SchoolClass
from ..queries.proposals import waiting_proposals
from ..services.proposing import PROPOSED

FIELDS = {"ends-before": "until", "two-periods": "since"}  # where a refusal is said


@allows(Action.SEE_ACCOUNTS)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "")[:100]
    page = page_of(queries.colleagues_without_account(q), request.GET)
    shown = {"accounts": queries.accounts(request.who.user_id), "page": page, "q": q}
    shown["proposals"] = waiting_proposals()
    return render(request, "people/accounts.html", shown)


@allows(Action.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def account_give(request: HttpRequest) -> HttpResponse:
    colleagues = queries.colleagues_without_account()
    if request.method != "POST":
        form = AccountForm(colleagues=colleagues, classes=_classes(), initial=_chosen(request))
        return render(request, "people/account_give.html", {"form": form})
    form = AccountForm(request.POST, colleagues=colleagues, classes=_classes())
    if form.is_valid():
        try:
            with transaction.atomic():  # refused is refused as a whole
                user = services.give_account(**form.cleaned_data, by=request.who)
        except RuleBroken as broken:
            form.add_error(FIELDS.get(broken.code, "email"), str(broken.message))
        else:
            messages.success(request, _("%(name)s heeft een account. De uitleg is onderweg per mail.") % {"name": user})
            return redirect("accounts", request.school.slug)
    return render(request, "people/account_give.html", {"form": form}, status=422)


def _classes() -> Any:
    """Of this school year and of one that is being prepared."""
    year = queries.current_year()
    return SchoolClass.objects.filter(year__starts_in__gte=year.starts_in if year else 0)


def _chosen(request: Any) -> dict[str, Any]:
    """The colleague whose line was pressed; anything odd is nobody."""
    key = request.GET.get("collega", "")
    person = next((each for each in queries.colleagues_without_account() if str(each.pk) == key), None)
    role = request.GET.get("rol", "")
    role = role if role in PROPOSED else Role.TEACHER.value
    return {"staff": person.pk, "email": person.email, "roles": [role]} if person else {}


@allows(Action.MANAGE_ACCOUNTS, on=Membership)
@require_POST
def account_end_role(request: HttpRequest, *, membership: Membership) -> HttpResponse:
    services.end_role(membership=membership, by=request.who)
    messages.success(request, _("De rol is gestopt."))
    return redirect("accounts", request.school.slug)
