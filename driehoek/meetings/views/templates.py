"""Run-books of the school's own: keep one, see them, take one away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.library.reading import load_template, template_keys

from ..forms_preparing import KeepForm
from ..models import Meeting, OwnTemplate
from ..services import sources as services
from .paths import undo
from .undoing import Aside

REMOVED = Aside("removed_template")


@allows(Action.PLAN_MEETING)
@require_safe
def own_templates(request: HttpRequest) -> HttpResponse:
    rows = [(own, _base(own), sum(item["minutes"] for item in own.items)) for own in OwnTemplate.objects.all()]
    return render(request, "meetings/own_templates.html", {"rows": rows})


def _base(own: OwnTemplate) -> str:
    """The template that it began as; '–' for one that ships no more."""
    return load_template(own.based_on).title.say("nl") if own.based_on in template_keys() else "–"


@allows(Action.PLAN_MEETING, on=Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def template_keep(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    first: dict[str, Any] = {"key": clock.new_id(), "title": meeting.occasion.title}
    form = KeepForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        own = services.keep_template(by=request.who, meeting=meeting, **form.cleaned_data)
        messages.success(
            request, _("Bewaard als eigen draaiboek: %(title)s. Je vindt het bij een nieuwe bijeenkomst.") % {"title": own.title}
        )
        return redirect("programme", request.school.slug, meeting.pk)
    return render(
        request, "meetings/template_keep.html", {"form": form, "meeting": meeting}, status=422 if form.is_bound else 200
    )


@allows(Action.PLAN_MEETING, on=OwnTemplate)
@require_POST
def template_remove(request: HttpRequest, *, owntemplate: OwnTemplate) -> HttpResponse:
    REMOVED.keep(request, services.remove_template(by=request.who, own=owntemplate))
    words = _("Weg: %(title)s. Bijeenkomsten die ermee gemaakt zijn, blijven.") % {"title": owntemplate.title}
    messages.success(request, words, extra_tags=undo(request, "template_put_back"))
    return redirect("own_templates", request.school.slug)


@allows(Action.PLAN_MEETING)
@require_POST
def template_put_back(request: HttpRequest) -> HttpResponse:
    with REMOVED.taken(request) as kept:
        services.put_back_template(by=request.who, kept=kept)
    return redirect("own_templates", request.school.slug)
