"""Meetings: the list, a new one, what was agreed, and the page with all steps."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.queries.changing import is_untold
from driehoek.invitations.told import TRANSLATED, outdated
from driehoek.web.pages import page_of

from .. import queries, services
from ..forms import FIRST_TEMPLATE, DetailsForm, MeetingForm, earlier_choices, first_values, own_choices
from ..models import Meeting
from ..queries.evaluation import lesson_for
from ..queries.kinds import kinds
from ..queries.path import other_times
from .paths import path_to, plans


@allows(Action.SEE_MEETINGS)
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.meetings(request.GET), request.GET)
    shown = {"page": page, "q": request.GET.get("q", ""), "sort": request.GET.get("sort", ""), "can_plan": plans(request)}
    return render(request, "meetings/list.html", shown)


@allows(Action.PLAN_MEETING)
@require_safe
def meeting_kinds(request: HttpRequest) -> HttpResponse:
    """What a meeting can be made from, each with what it asks of people."""
    shown = {"kinds": kinds(request.school.sector), "own": own_choices(), "earlier": earlier_choices()}
    return render(request, "meetings/kinds.html", shown)


@allows(Action.PLAN_MEETING)
@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("soort", "") or FIRST_TEMPLATE
    form = MeetingForm(request.POST or None, initial=None if request.POST else first_values(chosen, request.GET.get("dag", "")))
    if request.method == "POST" and form.is_valid():
        made = services.plan_meeting(by=request.who, wanted=services.Wanted(**form.cleaned_data))
        _tell(request, made)
        return redirect("meeting", request.school.slug, made.meeting.pk)
    shown = {"form": form, "kind": form.settle_on(chosen) if request.GET.get("soort") else ""}
    return render(request, "meetings/new.html", shown, status=422 if form.is_bound else 200)


def _tell(request: HttpRequest, made: services.Created) -> None:
    if not made.is_new:
        messages.info(request, _("Deze bijeenkomst had je al gemaakt. Hier staat ze."))
        return
    messages.success(request, _("De bijeenkomst staat klaar, met draaiboek en voorbereiding."))
    if made.moved_to_today:
        words = ngettext(
            "Het is kort dag: %(count)s taak begint daarom vandaag al.",
            "Het is kort dag: %(count)s taken beginnen daarom vandaag al.",
            made.moved_to_today,
        )
        messages.info(request, words % {"count": made.moved_to_today})


@allows(Action.SEE_MEETINGS, on=Meeting)
@require_safe
def meeting(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    found = queries.overview(meeting)
    steps = [asdict(step) | {"url": path_to(request, step.route, step.about)} for step in found.steps]
    # A step whose screen does not exist yet is left out.
    shown: dict[str, Any] = {"meeting": meeting, "overview": found, "book": found.book, "can_plan": plans(request)}
    shown |= {"lesson": lesson_for(meeting), "others": other_times(meeting), "is_over": meeting.occasion.ends_at <= clock.now()}
    shown["steps"] = [step for step in steps if step["url"] or step["state"] == "done"]
    shown["now"] = next((step for step in shown["steps"] if step["state"] == "now" and step["url"]), None)
    return render(request, "meetings/overview.html", shown)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_http_methods(["GET", "POST"])
def meeting_details(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    form = DetailsForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        day, begins, ends = values.pop("day"), values.pop("time"), values.pop("end")
        was = {name: getattr(meeting.occasion, name) for name in TRANSLATED}
        services.change_meeting(
            by=request.who, meeting=meeting, starts_at=clock.at(day, begins), ends_at=clock.at(day, ends), **values
        )
        messages.success(request, _("Bewaard. De tijden van het draaiboek schuiven mee."))
        if outdated(meeting.occasion, was):
            messages.warning(request, _("De titel of de plaats is veranderd. Kijk of de vertalingen nog hetzelfde zeggen."))
        if is_untold(meeting.occasion) and (where := path_to(request, "invite_change", meeting.occasion_id)):
            return redirect(where)  # people were invited to something else
        return redirect("meeting", request.school.slug, meeting.pk)
    return render(request, "meetings/details.html", {"form": form, "meeting": meeting}, status=422 if form.is_bound else 200)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def meeting_state(request: HttpRequest, *, meeting: Meeting, verb: str) -> HttpResponse:
    """`verb` is fixed by the address: 'settle' or 'reopen'. The evening has its own verbs."""
    services.change_state(by=request.who, meeting=meeting, verb=verb)
    messages.success(request, _("Het draaiboek is klaar.") if verb == "settle" else _("Het draaiboek is weer in voorbereiding."))
    return redirect("programme", request.school.slug, meeting.pk)
