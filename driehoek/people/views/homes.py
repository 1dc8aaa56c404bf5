"""Who belongs to a pupil and who lives where; and two entries that are one person."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.web.pages import page_of

from ..forms_families import MoveForm, NewGuardianForm, TwoForm
from ..forms_joining import JoinForm
from ..models import Guardian, Guardianship, Household, KeptApart, Pupil
from ..queries import alike as finding
from ..queries import families as queries
from ..queries.becoming import becomes
from ..services import homes as services
from ..services import joining
from ..services.families import HomeAsWanted


@allows(Action.EDIT_PEOPLE, on=Pupil)
@require_http_methods(["GET", "POST"])
def guardian_add(request: HttpRequest, *, pupil: Pupil) -> HttpResponse:
    homes = queries.homes_of(pupil)
    form = NewGuardianForm(request.POST, homes=homes) if request.method == "POST" else NewGuardianForm(homes=homes)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["home"]
        home = HomeAsWanted() if chosen == NewGuardianForm.NEW else Household.objects.get(pk=chosen)
        made = services.add_guardian(pupil=pupil, person=form.wanted(), bond=form.bond(), home=home, by=request.who)
        messages.success(request, _("%(name)s staat erbij.") % {"name": made})
        if chosen == NewGuardianForm.NEW:
            return redirect("home_edit", request.school.slug, made.pk)
        return redirect("pupil", request.school.slug, pupil.pk)
    q = request.GET.get("q", "")[:100]
    shown = {"form": form, "pupil": pupil, "q": q, "found": queries.found_guardians(pupil, q)}
    return render(request, "people/guardian_add.html", shown, status=422 if request.method == "POST" else 200)


@allows(Action.EDIT_PEOPLE, on=Pupil)
@require_POST
def guardian_link(request: HttpRequest, *, pupil: Pupil) -> HttpResponse:
    person = Guardian.objects.filter(pk=_key(request.POST.get("guardian", ""))).first()
    if person is None:
        raise Http404
    made = services.link_guardian(pupil=pupil, guardian=person, by=request.who)
    messages.success(
        request, _("%(name)s hoort nu ook bij dit kind. Kijk hieronder of gezag en relatie kloppen.") % {"name": person}
    )
    return redirect("bond_edit", request.school.slug, made.pk)


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


@allows(Action.EDIT_PEOPLE, on=Guardianship)
@require_POST
def bond_remove(request: HttpRequest, *, guardianship: Guardianship) -> HttpResponse:
    pupil, name = guardianship.pupil_id, str(guardianship.guardian)
    services.unlink(guardianship=guardianship, by=request.who)
    messages.success(request, _("%(name)s hoort niet meer bij dit kind.") % {"name": name})
    return redirect("pupil", request.school.slug, pupil)


@allows(Action.EDIT_PEOPLE, on=Guardian)
@require_POST
def home_own(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    left = services.own_home(guardian=guardian, by=request.who)
    back = reverse("home_back", args=[request.school.slug, guardian.pk, left.pk])
    words = _("%(name)s heeft nu een eigen adres en krijgt een eigen uitnodiging. Vul het adres in.") % {"name": guardian}
    messages.success(request, words, extra_tags=f"undo:{back}")
    return redirect("home_edit", request.school.slug, guardian.pk)


@allows(Action.EDIT_PEOPLE, on=Guardian)
@require_http_methods(["GET", "POST"])
def home_move(request: HttpRequest, *, guardian: Guardian) -> HttpResponse:
    homes = queries.other_homes(guardian)
    form = MoveForm(request.POST, homes=homes) if request.method == "POST" else MoveForm(homes=homes)
    if request.method == "POST" and form.is_valid():
        left = guardian.household_id
        services.move_home(guardian=guardian, household=Household.objects.get(pk=form.cleaned_data["home"]), by=request.who)
        back = reverse("home_back", args=[request.school.slug, guardian.pk, left])
        messages.success(request, _("%(name)s woont nu op dit adres.") % {"name": guardian}, extra_tags=f"undo:{back}")
        return redirect("guardian", request.school.slug, guardian.pk)
    shown = {"form": form, "guardian": guardian, "homes": homes}
    return render(request, "people/home_move.html", shown, status=422 if request.method == "POST" else 200)


@allows(Action.EDIT_PEOPLE, on=Guardian)
@require_POST
def home_back(request: HttpRequest, *, guardian: Guardian, household_id: uuid.UUID) -> HttpResponse:
    home = Household.objects.filter(pk=household_id).first()
    if home is None:
        raise Http404
    was_empty = not home.guardians.exists()
    services.move_home(guardian=guardian, household=home, by=request.who)
    messages.success(request, _("%(name)s woont weer op het oude adres.") % {"name": guardian})
    if was_empty and Guardian.objects.filter(household=guardian.household_id).exists():
        words = _(
            "Was er al een uitnodiging of een antwoord? Die bleef bij het andere adres. Zet voor %(name)s een nieuwe klaar."
        )
        messages.info(request, words % {"name": guardian})
    return redirect("guardian", request.school.slug, guardian.pk)


@allows(Action.EDIT_PEOPLE)
@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    page = page_of(finding.pairs(), request.GET)
    return render(request, "people/alike.html", {"page": page, "proposals": finding.proposals(page.object_list)})


@allows(Action.EDIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def alike_join(request: HttpRequest) -> HttpResponse:
    """First what becomes of them, since it can't be taken back. What was seen is what is done."""
    form = JoinForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return _again(request)
    stays, other = form.cleaned_data["stays"], form.cleaned_data["other"]
    home = form.cleaned_data["home"] or stays.household_id
    after = becomes(stays, other, home)
    if after is None:
        return _again(request)
    if request.method != "POST" or form.cleaned_data["seen"] != after.seen:
        shown = {"after": after, "changed": request.method == "POST"}
        return render(request, "people/alike_join.html", shown, status=409 if request.method == "POST" else 200)
    joining.join(stays=stays, other=other, home=home, by=request.who)
    messages.success(request, _("%(name)s is nu één ouder, met alle kinderen erbij.") % {"name": stays})
    return redirect("guardian", request.school.slug, stays.pk)


@allows(Action.EDIT_PEOPLE)
@require_POST
def alike_apart(request: HttpRequest) -> HttpResponse:
    form = TwoForm(request.POST)
    if not form.is_valid():
        return _again(request)
    made = joining.keep_apart(first=form.cleaned_data["stays"], second=form.cleaned_data["other"], by=request.who)
    back = reverse("alike_again", args=[request.school.slug, made.pk])
    messages.success(request, _("Goed, dat zijn twee mensen. We vragen het niet nog eens."), extra_tags=f"undo:{back}")
    return redirect("alike", request.school.slug)


def _again(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Een van deze twee is er niet meer. Dit is hoe het nu is."))
    return redirect("alike", request.school.slug)


@allows(Action.EDIT_PEOPLE, on=KeptApart)
@require_POST
def alike_again(request: HttpRequest, *, keptapart: KeptApart) -> HttpResponse:
    joining.propose_again(kept_apart=keptapart, by=request.who)
    messages.success(request, _("Deze twee staan er weer bij."))
    return redirect("alike", request.school.slug)
