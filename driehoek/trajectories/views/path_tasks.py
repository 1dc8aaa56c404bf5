"""The tasks of a step: who does what, when."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import LEADERS, Action
from driehoek.meetings.views.paths import undo
from driehoek.meetings.views.undoing import Aside

from ..forms_path import PathTaskForm, task_values
from ..models import PathTask, Step
from ..services import working
from .path_parts import both_texts, refused

REMOVED = Aside("removed_path_tasks")


def _back(request: Any, step: Step) -> HttpResponse:
    """To where it was pressed: the whole path, or the page of the step."""
    if request.POST.get("from") == "path":
        return redirect("trajectory", request.school.slug, step.trajectory_id)
    return redirect("step", request.school.slug, step.pk)


def _names(request: Any) -> bool:
    return bool(request.who.roles & LEADERS)


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_http_methods(["GET", "HEAD", "POST"])
def path_task_new(request: Any, *, step: Step) -> HttpResponse:
    first = {"key": clock.new_id(), "due_on": max(step.due_on, clock.today()), "hours": 1}
    form = PathTaskForm(request.POST or None, initial=first, names=_names(request), is_new=True)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            working.add_task(step=step, by=request.who, **form.cleaned_data)
        except RuleBroken as broken:
            status = refused(form, broken)
        else:
            messages.success(request, _("De taak staat op de lijst."))
            return _back(request, step)
    shown = {"form": form, "step": step, "task": None, "both": None}
    return render(request, "trajectories/task.html", shown, status=status)


@allows(Action.RUN_TRAJECTORY, on=PathTask)
@require_http_methods(["GET", "HEAD", "POST"])
def path_task(request: Any, *, pathtask: PathTask) -> HttpResponse:
    names = _names(request)
    given: dict[str, Any] = {"names": names, "is_new": False, "owner": pathtask.owner}
    form = PathTaskForm(request.POST or None, initial=task_values(pathtask, names=names), **given)
    status, both = 422 if form.is_bound else 200, None
    if request.method == "POST" and form.is_valid():
        try:
            working.change_task(task=pathtask, by=request.who, **form.cleaned_data)
        except RuleBroken as broken:
            status = broken.status
            if broken.code == "edited":
                now = PathTask.for_gate().get(pk=pathtask.pk)
                theirs = {"title": now.title, "owner": now.owner, "hours": now.hours, "why": now.why}
                both = both_texts(form, task_values(now, names=names), theirs)
            else:
                refused(form, broken)
        else:
            messages.success(request, _("Bewaard."))
            return _back(request, pathtask.step)
    shown = {"form": form, "step": pathtask.step, "task": pathtask, "both": both}
    return render(request, "trajectories/task.html", shown, status=status)


@allows(Action.DO_PATH_TASK, on=PathTask)
@require_POST
def path_task_done(request: Any, *, pathtask: PathTask) -> HttpResponse:
    working.finish_task(task=pathtask, by=request.who)
    words = _("Gedaan: %(title)s") % {"title": pathtask.title}
    messages.success(request, words, extra_tags=undo(request, "path_task_open", pathtask.pk))
    return _back(request, pathtask.step)


@allows(Action.DO_PATH_TASK, on=PathTask)
@require_POST
def path_task_open(request: Any, *, pathtask: PathTask) -> HttpResponse:
    working.reopen_task(task=pathtask, by=request.who)
    messages.success(request, _("Staat weer open: %(title)s") % {"title": pathtask.title})
    return _back(request, pathtask.step)


@allows(Action.SEE_TRAJECTORY, on=PathTask)
@require_POST
def path_task_take(request: Any, *, pathtask: PathTask) -> HttpResponse:
    working.take_task(task=pathtask, by=request.who)
    messages.success(request, _("Fijn dat je dit doet: %(title)s") % {"title": pathtask.title})
    return _back(request, pathtask.step)


@allows(Action.RUN_TRAJECTORY, on=PathTask)
@require_POST
def path_task_remove(request: Any, *, pathtask: PathTask) -> HttpResponse:
    step = pathtask.step
    kept = working.remove_task(task=pathtask, by=request.who)
    REMOVED.keep(request, kept, step.pk)
    words = _("Van de lijst gehaald: %(title)s") % {"title": kept["title"]}
    messages.success(request, words, extra_tags=undo(request, "path_task_put_back", step.pk))
    return _back(request, step)


@allows(Action.RUN_TRAJECTORY, on=Step)
@require_POST
def path_task_put_back(request: Any, *, step: Step) -> HttpResponse:
    with REMOVED.taken(request, step.pk) as kept:
        working.put_back_task(step=step, kept=kept, by=request.who)
    messages.success(request, _("Staat weer op de lijst: %(title)s") % {"title": kept["title"]})
    return _back(request, step)
