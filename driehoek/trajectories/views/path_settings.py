"""What was agreed about a trajectory: its name, its day, its end, and how much of the menu the school sees."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.access.screen import stages
from driehoek.meetings.views.paths import path_to, undo

from ..forms_path import SettingsForm, settings_of
from ..models import Trajectory
from ..queries.path import page_of_path
from ..services import menu, starting
from ..services.reckoning import Moved
from .path_parts import refused


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_http_methods(["GET", "HEAD", "POST"])
def trajectory_settings(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    form = SettingsForm(request.POST or None, initial=settings_of(trajectory))
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        untouched = said["anchor_on"] == said["was_on"]
        try:
            _change(request, trajectory, title=said["title"], anchor_on=trajectory.anchor_on if untouched else said["anchor_on"])
        except RuleBroken as broken:
            status = refused(form, broken)
        else:
            return redirect("trajectory", request.school.slug, trajectory.pk)
    shown_stages = request.school.menu
    parts = [(str(label), shown_stages is None or stage in shown_stages) for stage, label in stages()]
    shown = {
        "form": form,
        "trajectory": trajectory,
        "whole_menu": shown_stages is None,
        "calendar_path": path_to(request, "calendar"),
        "parts": parts,
    }
    return render(request, "trajectories/settings.html", shown, status=status)


def _change(request: Any, trajectory: Trajectory, *, title: str, anchor_on: dt.date) -> None:
    was = trajectory.anchor_on
    moved, against = starting.change_trajectory(trajectory=trajectory, title=title, anchor_on=anchor_on, by=request.who)
    messages.success(request, _moved_words(moved) if was != anchor_on else _("Bewaard."))
    if against:
        words = _("Op de dag van de avond: %(names)s. Misschien komen er dan minder mensen.")
        messages.warning(request, words % {"names": ", ".join(against)})


def _moved_words(moved: Moved) -> str:
    if not moved.total:
        return _("Bewaard. Er hoefde niets te schuiven.")
    steps = ngettext("%(n)s stap", "%(n)s stappen", moved.steps) % {"n": moved.steps}
    tasks = ngettext("%(n)s taak", "%(n)s taken", moved.tasks) % {"n": moved.tasks}
    return _("Bewaard. %(steps)s en %(tasks)s schoven mee.") % {"steps": steps, "tasks": tasks}


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def trajectory_follow(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    """Count from the day for which its meeting was planned."""
    day = page_of_path(trajectory, request.who, request.school.sector).other_day
    if day is not None:
        _change(request, trajectory, title=trajectory.title, anchor_on=day)
    return redirect("trajectory", request.school.slug, trajectory.pk)


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def trajectory_end(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    starting.end_trajectory(trajectory=trajectory, by=request.who)
    messages.success(
        request,
        _("Het traject is afgesloten. Alles blijft te lezen."),
        extra_tags=undo(request, "trajectory_reopen", trajectory.pk),
    )
    return redirect("trajectory", request.school.slug, trajectory.pk)


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def trajectory_reopen(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    starting.reopen_trajectory(trajectory=trajectory, by=request.who)
    messages.success(request, _("Het traject is weer open."))
    return redirect("trajectory", request.school.slug, trajectory.pk)


@allows(Action.RUN_TRAJECTORY)
@require_POST
def trajectory_menu(request: Any) -> HttpResponse:
    """`show` is 'all', or 'steps' for the menu that grows along with the path."""
    if request.POST.get("show") == "steps":
        menu.grow_along(by=request.who)
        messages.success(request, _("Het menu groeit weer mee met de stappen."))
    else:
        menu.show_all(by=request.who)
        messages.success(request, _("Het hele menu staat er nu."))
    return redirect("trajectories", request.school.slug)
