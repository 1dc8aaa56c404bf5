"""The doors: where a code is opened, which school, the second factor."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from driehoek.schools.scoping import everywhere
from driehoek.web import errors

from . import codes, limits
from .gate import public, signed_in
from .models import Membership, holds_today
from .where import client_address
from .who import stepped_up


@public("the front door: leads staff to their school and parents to the code page")
@require_http_methods(["GET", "HEAD"])
def front(request: HttpRequest) -> HttpResponse:
    if settings.DEMO and not request.user.is_authenticated:
        return redirect("demo_cast")
    if not request.user.is_authenticated:
        return redirect("code_entry")
    with everywhere("which schools does this member of staff work for"):
        rows = Membership.objects.filter(holds_today(), user_id=request.user.pk).select_related("school").order_by("school__name")
        schools = {row.school.slug: row.school.name for row in rows}
    if len(schools) == 1:
        return redirect("start", school=next(iter(schools)))
    return render(request, "access/schools.html", {"schools": schools})


@public("anybody may type a code; what it opens is checked at the POST")
@never_cache
@require_http_methods(["GET", "POST"])
def code_entry(request: HttpRequest, code: str = "") -> HttpResponse:
    """GET shows the same page for every code, right or wrong; only the POST opens it."""
    if request.method == "GET":
        return render(request, "access/guest/code.html", {"code": code, "of_hall": codes.is_of_hall(code)})
    typed = (request.POST.get("code") or code).strip()[:100]
    if not limits.take(limits.CODE_HALL, client_address(request)):
        return errors.too_many(request, 60)
    found = codes.find(typed)
    if found is None:
        if not _may_guess_again(request):
            return errors.too_many(request, 60)
        problem = _("Deze code werkt niet (meer). Kijk of alle letters kloppen, of vraag de school om een nieuwe.")
        return render(request, "access/guest/code.html", {"code": code, "typed": typed, "problem": problem}, status=422)
    codes.open_in(request, found)
    return redirect(codes.landing(found))


def _may_guess_again(request: HttpRequest) -> bool:
    """Wrong codes count per browser: a hall shares one address. 58 bits do the rest."""
    if request.session.session_key is None:
        request.session.create()
    return limits.take(limits.CODE_GUESSES, str(request.session.session_key))


@signed_in("asks a second factor of the person who is signed in")
def step_up(request: HttpRequest) -> HttpResponse:
    """Explain why a second factor is asked here, with the one button that goes on."""
    wanted = request.GET.get("next", "/")
    here = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    back = wanted if here else "/"
    if stepped_up(request):
        return HttpResponseRedirect(back)  # redirect() would take a word for the name of an address
    from allauth.mfa.utils import is_mfa_enabled

    has_factor = is_mfa_enabled(request.user)
    route = "mfa_reauthenticate" if has_factor else "mfa_activate_totp"
    return render(
        request, "access/step_up.html", {"has_factor": has_factor, "go_on": f"{reverse(route)}?{urlencode({'next': back})}"}
    )
