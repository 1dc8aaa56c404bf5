"""Before anything reaches the shared screen, a person looks at it."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion

from .. import queries, services
from ..models import Contribution

VERBS = {
    "approve": services.approve,
    "approve_as_it_is": partial(services.approve, as_it_is=True),
    "park": services.park,
    "wait": services.back_to_waiting,
}


@allows(Action.MODERATE, on=Occasion)
@require_GET
def moderate(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """`?v=` is the version that the screen shows: nothing new answers 204."""
    found = queries.waiting(occasion)
    if request.htmx and request.GET.get("v") == found.version:
        return HttpResponse(status=204)
    template = "voices/parts/waiting.html" if request.htmx else "voices/moderate.html"
    return render(request, template, {"found": found, "occasion": occasion, "may_release": may(request.who, Action.RELEASE_HELD)})


@allows(Action.MODERATE, on=Contribution)
@require_POST
def decide(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    """One tap. Had somebody else decided otherwise: 409 with how it is now."""
    verb = VERBS.get(request.POST.get("verdict", ""))
    problem = ""
    try:
        if verb:
            verb(contribution=contribution, by=request.who)
    except RuleBroken as broken:
        problem = str(broken.message)
    if request.htmx:
        shown = {"found": queries.waiting(contribution.occasion), "occasion": contribution.occasion, "problem": problem}
        shown["may_release"] = may(request.who, Action.RELEASE_HELD)
        return render(request, "voices/parts/waiting.html", shown, status=409 if problem else 200)
    if problem:
        messages.warning(request, problem)
    if request.POST.get("back") == "contribution" and request.who.kind == "staff":
        return redirect("contribution", request.school.slug, contribution.pk)
    return redirect("moderate", request.school.slug, contribution.occasion_id)


@allows(Action.SORT_HARVEST, on=Contribution)
@require_POST
def choose(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    """Quote these words in the report, or no longer."""
    picked = request.POST.get("picked") == "1"
    try:
        services.pick(contribution=contribution, picked=picked, by=request.who)
        said = _("Deze woorden staan als citaat in het verslag.") if picked else _("Deze woorden zijn geen citaat meer.")
        messages.success(request, said)
    except RuleBroken as broken:
        messages.warning(request, str(broken.message))
    if request.POST.get("back") == "theme" and contribution.theme_id:
        return redirect("theme", request.school.slug, contribution.theme_id)
    return redirect("contribution", request.school.slug, contribution.pk)


@allows(Action.RELEASE_HELD, on=Occasion)
@require_GET
def held(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """What looks like an attack on somebody who works here; every look is written down."""
    return render(request, "voices/held.html", {"occasion": occasion, "held": queries.held_back(occasion)})


@allows(Action.RELEASE_HELD, on=Contribution)
@require_POST
def release(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    """The leadership looked: it is no attack."""
    services.release(contribution=contribution, by=request.who)
    messages.success(request, _("Dit wacht nu weer bij ‘nog bekijken’."))
    return redirect("moderate_held", request.school.slug, contribution.occasion_id)
