"""The talk before the beginning. Two people who write at once lose nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..forms_path import IntakeForm, intake_values
from ..models import Intake, Step, StepSort, Trajectory
from ..services import noting, stepping


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_http_methods(["GET", "HEAD", "POST"])
def trajectory_intake(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    intake = Intake.objects.filter(trajectory=trajectory).first()
    given: dict[str, Any] = {"sector": request.school.sector, "language": get_language() or "nl"}
    form = IntakeForm(request.POST or None, initial=intake_values(intake), **given)
    if request.method != "POST":
        return _page(request, trajectory, intake, form)
    if not form.is_valid():
        return _page(request, trajectory, intake, form, status=422)
    said = form.cleaned_data
    try:
        noting.save_intake(
            trajectory=trajectory, answers=form.answers, who_along=said["who_along"], held_on=said["held_on"], seen=said["seen"],
            by=request.who,
        )  # fmt: skip
    except RuleBroken as broken:
        if broken.code == "edited":
            return _both(request, trajectory, form)
        form.add_error(None, str(broken.message))
        return _page(request, trajectory, intake, form, status=broken.status)
    for step in Step.for_gate().filter(trajectory=trajectory, sort=StepSort.INTAKE, started_at=None):
        stepping.start_step(step=step, by=request.who)
    messages.success(request, _("Bewaard."))
    return redirect("trajectory_intake", request.school.slug, trajectory.pk)


def _both(request: Any, trajectory: Trajectory, form: IntakeForm) -> HttpResponse:
    """Somebody was first: what stands there beside what was typed, and a form that goes on from what was typed."""
    there = Intake.objects.get(trajectory=trajectory)
    theirs, form.data = intake_values(there), form.data.copy()
    form.data["seen"] = str(there.edits)
    names = [*[f"q_{key}" for key in form.keys], "who_along"]
    both = [
        {"label": form.fields[name].label, "theirs": str(theirs.get(name, "")), "mine": form.typed(name)}
        for name in names
        if str(theirs.get(name, "")).split() != form.typed(name).split()
    ]
    return _page(request, trajectory, there, form, status=409, both=both)


def _page(
    request: Any, trajectory: Trajectory, intake: Intake | None, form: IntakeForm, status: int = 200, both: Any = None
) -> HttpResponse:
    step = Step.objects.filter(trajectory=trajectory, sort=StepSort.INTAKE).first()
    shown = {"trajectory": trajectory, "intake": intake, "form": form, "both": both, "step": step, "is_empty": not form.keys}
    return render(request, "trajectories/intake.html", shown, status=status)
