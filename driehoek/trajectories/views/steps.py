"""One step: what it is, its tasks, and everything that a school may do with it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows, may
from driehoek.access.policy import Action
from driehoek.meetings.views.paths import undo
from driehoek.meetings.views.undoing import Aside

from ..forms_path import StepForm, WhyForm, step_values
from ..models import Step, Trajectory
from ..queries.path import page_of_path, page_of_step
from ..services import arranging, stepping
from .leading import step_button
from .path_parts import both_texts, refused

REMOVED, EARLIER = Aside("removed_steps"), Aside("earlier_steps")
TURNS = {
    "begin": stepping.start_step, "nog-niet": stepping.not_started, "klaar": stepping.finish_step, "toch-niet": stepping.reopen_step,
    "terug": stepping.take_back, "tel-mee": arranging.count_again,
}  # fmt: skip
BACK = {"begin": "nog-niet", "klaar": "toch-niet"}


@allows(Action.SEE_TRAJECTORY, on=Step)
@require_safe
def step(request: Any, *, step: Step) -> HttpResponse:
    return _page(request, step)


def _page(request: Any, step: Step, why: WhyForm | None = None, status: int = 200) -> HttpResponse:
    line, before, behind = page_of_step(step, request.who, request.school.sector)
    can_run = may(request.who, Action.RUN_TRAJECTORY) and step.trajectory.ended_at is None
    shown = {
        "step": step, "line": line, "before": before, "behind": behind, "button": step_button(request, line), "can_run": can_run,
        "can_tick": can_run, "is_own": arranging.is_own(step), "why": why or WhyForm(), "trajectory": step.trajectory,
    }  # fmt: skip
    return render(request, "trajectories/step.html", shown, status=status)


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_POST
def step_turn(request: Any, *, step: Step, verb: str) -> HttpResponse:
    """begin, nog-niet, klaar, toch-niet, terug (no longer left out), tel-mee (counts from the evening again)."""
    if verb not in TURNS:
        raise Http404
    TURNS[verb](step=step, by=request.who)
    tags = undo(request, "step_turn", step.pk, BACK[verb]) if verb in BACK else ""
    messages.success(request, _said(verb, step, request), extra_tags=tags)
    if verb == "klaar":
        return redirect("trajectory", request.school.slug, step.trajectory_id)
    return redirect("step", request.school.slug, step.pk)


def _said(verb: str, step: Step, request: Any) -> str:
    if verb == "begin":
        return _("Begonnen: %(title)s") % {"title": step.title}
    if verb == "klaar":
        page = page_of_path(step.trajectory, request.who, request.school.sector)
        words = _("Klaar: %(title)s") % {"title": step.title}
        if left := next(line.tasks_open for line in page.steps if line.row.pk == step.pk):
            words += ". " + ngettext("%(n)s taak blijft open", "%(n)s taken blijven open", left) % {"n": left}
        if page.now is None:
            return f"{words}. " + _("Alle stappen zijn gedaan.")
        here = {"title": page.now.row.title, "day": date_format(page.now.row.due_on, "j F")}
        return f"{words}. " + _("Hierna: %(title)s, %(day)s.") % here
    if verb == "tel-mee":
        return _("Deze stap schuift weer mee met de avond.")
    return _("De stap staat weer open: %(title)s") % {"title": step.title}


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def steps_earlier(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    """All that came before an evening that was held already is done."""
    keys = stepping.finish_earlier(trajectory=trajectory, by=request.who)
    EARLIER.keep(request, {"keys": [str(key) for key in keys]}, trajectory.pk)
    tags = undo(request, "steps_earlier_undo", trajectory.pk)
    words = ngettext("%(n)s stap staat op klaar.", "%(n)s stappen staan op klaar.", len(keys))
    messages.success(request, words % {"n": len(keys)}, extra_tags=tags)
    return redirect("trajectory", request.school.slug, trajectory.pk)


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def steps_earlier_undo(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    with EARLIER.taken(request, trajectory.pk) as kept:
        stepping.reopen_steps(trajectory=trajectory, keys=[uuid.UUID(key) for key in kept["keys"]], by=request.who)
    messages.success(request, _("De stappen staan weer open."))
    return redirect("trajectory", request.school.slug, trajectory.pk)


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_POST
def step_leave_out(request: Any, *, step: Step) -> HttpResponse:
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, step, form, 422)
    try:
        stepping.leave_out(step=step, why=form.cleaned_data["why"], by=request.who)
    except RuleBroken as broken:
        return _page(request, step, form, refused(form, broken))
    words = _("Overgeslagen: %(title)s") % {"title": step.title}
    messages.success(request, words, extra_tags=undo(request, "step_turn", step.pk, "terug"))
    return redirect("trajectory", request.school.slug, step.trajectory_id)


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_http_methods(["GET", "HEAD", "POST"])
def step_new(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    last = Step.objects.filter(trajectory=trajectory).last()
    first = {"key": clock.new_id(), "due_on": clock.today(), "after": request.GET.get("na") or (last.pk if last else None)}
    form = StepForm(request.POST or None, initial=first, trajectory=trajectory)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = arranging.add_step(trajectory=trajectory, by=request.who, **form.cleaned_data)
        except RuleBroken as broken:
            status = refused(form, broken)
        else:
            messages.success(request, _("De stap staat op het pad."))
            _tell_free(request, made)
            return redirect("step", request.school.slug, made.pk)
    shown = {"form": form, "trajectory": trajectory, "step": None, "both": None}
    return render(request, "trajectories/step_form.html", shown, status=status)


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_http_methods(["GET", "HEAD", "POST"])
def step_edit(request: Any, *, step: Step) -> HttpResponse:
    form = StepForm(request.POST or None, initial=step_values(step))
    status, both = 422 if form.is_bound else 200, None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            arranging.change_step(step=step, by=request.who, **said)
        except RuleBroken as broken:
            status = broken.status
            if broken.code == "edited":
                now = Step.objects.get(pk=step.pk)
                both = both_texts(form, step_values(now), {"title": now.title, "why": now.why})
            else:
                refused(form, broken)
        else:
            messages.success(request, _("Bewaard."))
            if said["due_on"] != said["was_on"]:
                step.due_on = said["due_on"]
                _tell_free(request, step)
            return redirect("step", request.school.slug, step.pk)
    shown = {"form": form, "trajectory": step.trajectory, "step": step, "both": both}
    return render(request, "trajectories/step_form.html", shown, status=status)


def _tell_free(request: Any, step: Step) -> None:
    if name := arranging.is_free(step.due_on):
        messages.info(request, _("Op deze dag werkt niemand (%(name)s). Dat mag, als jullie het zo willen.") % {"name": name})


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_POST
def step_move(request: Any, *, step: Step) -> HttpResponse:
    arranging.move_step(step=step, up=request.POST.get("to") == "up", by=request.who)
    messages.success(request, _("Verplaatst. De dag schuift mee als dat nodig is."))
    return redirect("step", request.school.slug, step.pk)


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_POST
def step_remove(request: Any, *, step: Step) -> HttpResponse:
    trajectory = step.trajectory
    kept = arranging.remove_step(step=step, by=request.who)
    REMOVED.keep(request, kept, trajectory.pk)
    words = _("Van het pad gehaald: %(title)s") % {"title": kept["title"]}
    messages.success(request, words, extra_tags=undo(request, "step_put_back", trajectory.pk))
    return redirect("trajectory", request.school.slug, trajectory.pk)


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def step_put_back(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    with REMOVED.taken(request, trajectory.pk) as kept:
        arranging.put_back_step(trajectory=trajectory, kept=kept, by=request.who)
    messages.success(request, _("Staat weer op het pad: %(title)s") % {"title": kept["title"]})
    return redirect("trajectory", request.school.slug, trajectory.pk)
