"""The preparation list: who does what, when."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import queries, services
from ..forms import TaskForm
from ..models import Meeting, PreparationTask
from .paths import plans, undo
from .undoing import Aside

REMOVED = Aside("removed_tasks")


@allows(Action.SEE_MEETINGS, on=Meeting)
@require_safe
def preparation(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    only_mine = request.GET.get("wie") == "ik"
    found = queries.preparation(meeting, request.who, request.school.sector, only_mine=only_mine)
    shown = {"meeting": meeting, "preparation": found, "only_mine": only_mine, "can_plan": plans(request)}
    return render(request, "meetings/preparation.html", shown)


def _back(request: Any, meeting: Meeting) -> HttpResponse:
    """To the list, filtered as it was."""
    address = reverse("preparation", args=[request.school.slug, meeting.pk])
    return redirect(address + ("?wie=ik" if request.POST.get("wie") == "ik" else ""))


@allows(Action.PLAN_MEETING, on=Meeting)
@require_http_methods(["GET", "POST"])
def task_new(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    form = TaskForm(request.POST or None, initial={"due_on": clock.today(), "hours": 1})
    if request.method == "POST" and form.is_valid():
        services.add_task(by=request.who, meeting=meeting, **form.cleaned_data)
        messages.success(request, _("De taak staat op de lijst."))
        return _back(request, meeting)
    return render(
        request, "meetings/task.html", {"form": form, "meeting": meeting, "task": None}, status=422 if form.is_bound else 200
    )


@allows(Action.PLAN_MEETING, on=PreparationTask)
@require_http_methods(["GET", "POST"])
def task_edit(request: HttpRequest, *, preparationtask: PreparationTask) -> HttpResponse:
    task = preparationtask
    first = {"title": task.title, "owner": task.owner_id, "due_on": task.due_on, "hours": task.hours, "why": task.why}
    form = TaskForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        services.change_task(by=request.who, task=task, **form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return _back(request, task.meeting)
    return render(
        request, "meetings/task.html", {"form": form, "meeting": task.meeting, "task": task}, status=422 if form.is_bound else 200
    )


@allows(Action.DO_TASK, on=PreparationTask)
@require_POST
def task_done(request: HttpRequest, *, preparationtask: PreparationTask) -> HttpResponse:
    services.finish_task(by=request.who, task=preparationtask)
    words = _("Gedaan: %(title)s") % {"title": preparationtask.title}
    messages.success(request, words, extra_tags=undo(request, "task_open", preparationtask.pk))
    return _back(request, preparationtask.meeting)


@allows(Action.DO_TASK, on=PreparationTask)
@require_POST
def task_open(request: HttpRequest, *, preparationtask: PreparationTask) -> HttpResponse:
    services.reopen_task(by=request.who, task=preparationtask)
    messages.success(request, _("Staat weer open: %(title)s") % {"title": preparationtask.title})
    return _back(request, preparationtask.meeting)


@allows(Action.SEE_MEETINGS, on=PreparationTask)
@require_POST
def task_take(request: HttpRequest, *, preparationtask: PreparationTask) -> HttpResponse:
    services.take_task(by=request.who, task=preparationtask)
    messages.success(request, _("Fijn dat je dit doet: %(title)s") % {"title": preparationtask.title})
    return _back(request, preparationtask.meeting)


@allows(Action.PLAN_MEETING, on=PreparationTask)
@require_POST
def task_remove(request: HttpRequest, *, preparationtask: PreparationTask) -> HttpResponse:
    meeting = preparationtask.meeting
    kept = services.remove_task(by=request.who, task=preparationtask)
    REMOVED.keep(request, kept, meeting.pk)
    words = _("Van de lijst gehaald: %(title)s") % {"title": kept["title"]}
    messages.success(request, words, extra_tags=undo(request, "task_put_back", meeting.pk))
    return _back(request, meeting)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def task_put_back(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    with REMOVED.taken(request, meeting.pk) as kept:
        services.put_back_task(by=request.who, meeting=meeting, kept=kept)
    messages.success(request, _("Staat weer op de lijst: %(title)s") % {"title": kept["title"]})
    return _back(request, meeting)
