"""The list of trajectories, a new one, and the whole path on one page."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from driehoek import clock
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.meetings.views.paths import path_to

from ..forms_path import StartForm
from ..models import StepSort, Trajectory
from ..queries import path as queries
from ..queries.reached import evenings
from ..queries.starting import first_day, preview
from ..services import starting
from .leading import step_button


@allows(Action.SEE_TRAJECTORY)
@require_safe
def trajectories(request: Any) -> HttpResponse:
    found = queries.trajectories()
    can_run = may(request.who, Action.RUN_TRAJECTORY)
    shown = {"trajectories": found, "can_run": can_run, "offers": [] if found else queries.offers(request.school.sector)}
    return render(request, "trajectories/list.html", shown)


@allows(Action.RUN_TRAJECTORY)
@require_http_methods(["GET", "HEAD", "POST"])
def trajectory_new(request: Any) -> HttpResponse:
    """?soort= the template; without one, what there is to choose. The day is looked at before anything is made."""
    offers = queries.offers(request.school.sector)
    said = request.POST if request.method == "POST" else request.GET
    offer = next((one for one in offers if one.key == (said.get("template") or said.get("soort"))), None)
    if offer is None:
        return render(request, "trajectories/kinds.html", {"offers": offers})
    anchor = _day(said.get("anchor_on", ""))
    first = {"key": clock.new_id(), "template": offer.key, "title": said.get("title") or offer.title}
    first["anchor_on"] = anchor or first_day(offer.counts_from, request.school)
    form = StartForm(request.POST or None, initial=first, counts_from=offer.counts_from)
    if request.method == "POST" and "kijk" in request.POST and form.is_valid():
        seen = {"soort": offer.key, "title": form.cleaned_data["title"], "anchor_on": form.cleaned_data["anchor_on"].isoformat()}
        return redirect(f"{reverse('trajectory_new', args=[request.school.slug])}?{urlencode(seen)}")
    if request.method == "POST" and form.is_valid():
        made = starting.start_trajectory(by=request.who, **form.cleaned_data)
        if made.is_new:
            messages.success(request, _("Het traject staat klaar. Begin met de eerste stap, in je eigen tempo."))
            _warn(request, made.avoided)
        return redirect("trajectory", request.school.slug, made.trajectory.pk)
    day = anchor if form.is_bound else first["anchor_on"]
    shown = {"form": form, "offer": offer, "preview": preview(offer.key, day, request.school) if day else None}
    shown["calendar_path"] = path_to(request, "calendar")
    return render(request, "trajectories/new.html", shown, status=422 if form.is_bound else 200)


def _warn(request: Any, avoided: tuple[str, ...]) -> None:
    if avoided:
        words = _("Op de dag van de avond: %(names)s. Misschien komen er dan minder mensen. Je kunt de dag nog veranderen.")
        messages.warning(request, words % {"names": ", ".join(avoided)})


def _day(words: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(words)
    except ValueError:
        return None
    return day if abs(day - clock.today()) <= starting.FARTHEST else None


@allows(Action.RUN_TRAJECTORY)
@require_safe
def trajectory_day(request: Any) -> HttpResponse:
    """A part of a page: what speaks against a day, and how the steps come out."""
    day = _day(request.GET.get("anchor_on", ""))
    found = preview(request.GET.get("template", "")[:40], day, request.school) if day else None
    shown = {"preview": found, "calendar_path": path_to(request, "calendar")}
    return render(request, "trajectories/parts/preview.html", shown)


@allows(Action.SEE_TRAJECTORY, on=Trajectory)
@require_safe
def trajectory(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    page = queries.page_of_path(trajectory, request.who, request.school.sector)
    meetings = [line.thing.row for line in page.steps if line.row.sort == StepSort.MEETING and line.thing]
    can_run = may(request.who, Action.RUN_TRAJECTORY) and trajectory.ended_at is None
    shown = {
        "trajectory": trajectory,
        "page": page,
        "steps": [(line, step_button(request, line)) for line in page.steps],
        "now_button": step_button(request, page.now) if page.now else None,
        "evening": evenings(meetings),
        "can_run": can_run,
        "may_run": may(request.who, Action.RUN_TRAJECTORY),
        "can_tick": can_run,
        "agenda_path": path_to(request, "trajectory_agenda", trajectory.pk),
        "next_path": path_to(request, "trajectory_next", trajectory.pk),
        "compare_path": path_to(request, "trajectory_compare", trajectory.pk),
    }
    return render(request, "trajectories/trajectory.html", shown)
