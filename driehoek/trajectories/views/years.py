"""From one year to the next."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.library.texts import language_of
from driehoek.schools.calendar import school_calendar

from ..models import Trajectory
from ..queries.comparing import beside
from ..queries.learned import learned_in
from ..services import next_year as services
from ..services.reckoning import template_of
from ..year_forms import NextYearForm


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_http_methods(["GET", "HEAD", "POST"])
def trajectory_next(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    """Is there one already, that one."""
    there = services.next_of(trajectory)
    if there is not None:
        return redirect("trajectory", request.school.slug, there.pk)
    template = template_of(trajectory.template)
    form = NextYearForm(
        request.POST or None, from_on=services.first_day_after(trajectory), initial={"anchor_on": _a_year_on(request, trajectory)},
        counts_from_evening=template is None or template.counts_from == "evening",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, trajectory, form.cleaned_data["anchor_on"])
        except RuleBroken as broken:
            form.add_error("anchor_on", str(broken.message))
    shown = {"trajectory": trajectory, "form": form, "learned": learned_in(trajectory)}
    return render(request, "trajectories/next_year.html", shown, status=422 if form.is_bound else 200)


def _begin(request: Any, trajectory: Trajectory, anchor_on: dt.date) -> HttpResponse:
    started = services.start_next(trajectory=trajectory, anchor_on=anchor_on, by=request.who)
    if started.is_new:
        messages.success(request, _("Het volgende jaar staat klaar, met jullie eigen stappen en taken."))
    if started.avoided:
        messages.warning(
            request, _("Let op die dag: %(names)s. Het mag, maar misschien komen er weinig mensen.") % {"names": ", ".join(started.avoided)}
        )  # fmt: skip
    return redirect("trajectory", request.school.slug, started.trajectory.pk)


def _a_year_on(request: Any, trajectory: Trajectory) -> dt.date:
    """The same weekday a year later, in a later school year, on a day that the school works."""
    day = trajectory.anchor_on + dt.timedelta(weeks=52)
    return school_calendar(request.school).later(max(day, services.first_day_after(trajectory)))


@allows(Action.SEE_TRAJECTORY, on=Trajectory)
@require_safe
def trajectory_compare(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    """Totals of the school for everybody; classes only by the page of each evening, for who may see them."""
    found = beside(trajectory, language_of(get_language() or "nl"))
    shown = {"trajectory": trajectory, "found": found, "sees_classes": may(request.who, Action.SEE_REACH)}
    if found is None:
        there = services.next_of(trajectory)
        shown |= {"next": there, "can_begin": there is None and may(request.who, Action.RUN_TRAJECTORY)}
    return render(request, "trajectories/compare.html", shown)
