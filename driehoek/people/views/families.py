"""One pupil and one guardian as the school knows them, and what it corrects about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from ..forms_families import BondForm, HomeForm, PersonForm, RevealForm
from ..models import Guardian, Guardianship, Pupil
from ..queries import families as queries
from ..services import families as services
from ..services.revealing import Reason, Secret, has_seen, reveal
from ..words_families import hears_words


@allows(Action.SEE_PEOPLE, on=Pupil)
@require_safe
def pupil(request: HttpRequest, *, pupil: Pupil) -> HttpResponse:
    shown = {"page": queries.pupil_page(pupil), "may_edit": may(request.who, Action.EDIT_PEOPLE)}
    return render(request, "people/pupil.html", shown)


@allows(Action.EDIT_PEOPLE, on=Pupil)
@require_POST
def pupil_adult(request: HttpRequest, *, pupil: Pupil) -> HttpResponse:
    agrees = request.POST.get("agrees") == "1"
    services.agree_as_adult(pupil=pupil, agrees=agrees, by=request.who)
    words = (
        _("Genoteerd: de leerling vindt goed dat ouders horen.")
        if agrees
        else _("Genoteerd: ouders horen niet meer over deze leerling.")
    )
    messages.success(request, words)
    return redirect("pupil", request.school.slug, pupil.pk)


@allows(Action.SEE_PEOPLE, on=Guardian)
@require_safe
def guardian(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    return render(request, "people/guardian.html", _guardian(request, guardian))


def _guardian(request: Any, guardian: Guardian) -> dict[str, Any]:
    forms = {what: RevealForm(initial={"what": what}, auto_id=f"id_{what}_%s") for what in Secret.values}
    return {
        "page": queries.guardian_page(guardian),
        "may_edit": may(request.who, Action.EDIT_PEOPLE),
        "may_reveal": may(request.who, Action.REVEAL_SECRET),
        "reveal_address": forms[Secret.ADDRESS.value],
        "reveal_phone": forms[Secret.PHONE.value],
        "revealed": None,
    }


@allows(Action.REVEAL_SECRET, on=Guardian)
@require_POST
@never_cache
def guardian_reveal(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    """What is secret, on this answer alone: no address leads back to it."""
    what = request.POST.get("what", "")
    form = RevealForm(request.POST, auto_id=f"id_{what if what in Secret.values else ''}_%s")
    if not form.is_valid():
        shown = _guardian(request, guardian)
        if what in Secret.values:
            shown[f"reveal_{what}"] = form
        return render(request, "people/guardian.html", shown, status=422)
    wanted, reason = Secret(form.cleaned_data["what"]), Reason(form.cleaned_data["reason"])
    lines = reveal(guardian=guardian, what=wanted, reason=reason, by=request.who)
    shown = {"guardian": guardian, "what": wanted, "lines": lines, "reason": reason.label}
    return render(request, "people/revealed.html", shown)


@allows(Action.EDIT_PEOPLE, on=Guardian)
@require_http_methods(["GET", "POST"])
def guardian_edit(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    known = has_seen(Secret.PHONE, guardian, by=request.who)
    form = PersonForm(request.POST if request.method == "POST" else None, guardian=guardian, has_seen=known)
    if request.method == "POST" and form.is_valid():
        services.change_guardian(guardian=guardian, wanted=form.wanted(), by=request.who)
        messages.success(request, _("Bewaard. Een volgend bestand maakt dit niet ongedaan, tenzij daar iets nieuws in staat."))
        return redirect("guardian", request.school.slug, guardian.pk)
    shown = {"form": form, "guardian": guardian}
    return render(request, "people/guardian_edit.html", shown, status=_status(request))


@allows(Action.EDIT_PEOPLE, on=Guardian)
@require_http_methods(["GET", "POST"])
def home_edit(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    home = guardian.household
    known = has_seen(Secret.ADDRESS, home, by=request.who)
    form = HomeForm(request.POST if request.method == "POST" else None, home=home, has_seen=known)
    if request.method == "POST" and form.is_valid():
        services.change_home(household=home, wanted=form.wanted(), by=request.who)
        messages.success(request, _("Het adres is bewaard."))
        return redirect("guardian", request.school.slug, guardian.pk)
    others = list(home.guardians.exclude(pk=guardian.pk).order_by("sort_key", "pk"))
    shown = {"form": form, "guardian": guardian, "others": others, "was_secret": home.is_secret}
    return render(request, "people/home_edit.html", shown, status=_status(request))


@allows(Action.EDIT_PEOPLE, on=Guardianship)
@require_http_methods(["GET", "POST"])
def bond_edit(request: HttpRequest, *, guardianship: Guardianship) -> HttpResponse:
    form = BondForm(request.POST, bond=guardianship) if request.method == "POST" else BondForm(bond=guardianship)
    if request.method == "POST" and form.is_valid():
        heard = services.change_guardianship(guardianship=guardianship, wanted=form.wanted(), by=request.who)
        words = _("Bewaard. %(name)s %(hears)s.") % {"name": guardianship.guardian, "hears": hears_words(heard)}
        messages.success(request, words)
        return redirect("pupil", request.school.slug, guardianship.pupil_id)
    return render(request, "people/bond_edit.html", {"form": form, "bond": guardianship}, status=_status(request))


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
