"""Before anything reaches the shared screen, a person looks at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.models import Occasion

from .. import queries, services
from ..models import Contribution
from ..signals import tell_changed


@allows(Action.MODERATE, on=Occasion)
@require_GET
def moderate(request: HttpRequest, *, occasion: Occasion) -> HttpResponse:
    """`?v=` is the version that the screen shows: nothing new answers 204."""
    found = queries.waiting(occasion)
    if request.GET.get("v") == found.version:
        return HttpResponse(status=204)
    template = "voices/parts/waiting.html" if request.htmx else "voices/moderate.html"
    return render(request, template, {"found": found, "occasion": occasion})


@allows(Action.MODERATE, on=Contribution)
@require_POST
def decide(request: HttpRequest, *, contribution: Contribution) -> HttpResponse:
    verbs = {"approve": services.approve, "park": services.park, "wait": services.back_to_waiting}
    verb = verbs.get(request.POST.get("verdict", ""))
    if verb:
        verb(contribution=contribution, by=request.who)
        tell_changed(contribution.occasion)
    if request.htmx:
        return render(
            request,
            "voices/parts/waiting.html",
            {"found": queries.waiting(contribution.occasion), "occasion": contribution.occasion},
        )
    return redirect("moderate", request.school.slug, contribution.occasion_id)
