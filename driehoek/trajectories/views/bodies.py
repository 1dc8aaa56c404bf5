"""MR, privacy officer and board from the start: what they were told, what they said, and texts that are ready to send."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import LEADERS, OFFICE, Action
from driehoek.documents import ready_text
from driehoek.meetings.views.paths import undo
from driehoek.meetings.views.undoing import Aside
from driehoek.people.guest_words import language_name

from ..forms_path import BodyForm, body_values
from ..models import BodySort, Step, StepSort, Trajectory
from ..queries import bodies as queries
from ..services import noting, stepping
from .path_parts import refused

FILES: dict[str, tuple[Any, str]] = {
    "docx": (ready_text.ready_text_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (ready_text.ready_text_pdf, "application/pdf"),
}
FORGOTTEN = Aside("forgotten_bodies")


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_safe
def trajectory_bodies(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    return _page(request, trajectory)


def _page(request: Any, trajectory: Trajectory, sent: BodyForm | None = None, body: str = "", status: int = 200) -> HttpResponse:
    found = queries.bodies_of(trajectory, request.school)
    sees = _sees_names(request)
    forms = [(one, BodyForm(initial=body_values(one.answer), prefix=one.body, names=sees)) for one in found]
    if sent is not None:
        forms = [(one, sent if body == one.body else form) for one, form in forms]
    step = Step.objects.filter(trajectory=trajectory, sort=StepSort.BODIES).first()
    shown = {
        "trajectory": trajectory, "forms": forms, "texts": queries.other_texts(trajectory, request.school), "step": step, "sent": body,
        "told": sum(one.answer is not None for one in found), "sees_names": sees,
    }  # fmt: skip
    return render(request, "trajectories/bodies.html", shown, status=status)


def _sees_names(request: Any) -> bool:
    """Who spoke for a body may be a parent: that is for the office, not for an adviser from elsewhere."""
    return bool(request.who.roles & OFFICE)


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def trajectory_body(request: Any, *, trajectory: Trajectory, body: str) -> HttpResponse:
    if body not in BodySort.values:
        raise Http404
    form = BodyForm(request.POST, prefix=body, names=_sees_names(request))
    if not form.is_valid():
        return _page(request, trajectory, form, body, status=422)
    try:
        noting.note_body(trajectory=trajectory, body=body, by=request.who, **form.cleaned_data)
    except RuleBroken as broken:
        return _page(request, trajectory, form, body, status=refused(form, broken))
    for step in Step.for_gate().filter(trajectory=trajectory, sort=StepSort.BODIES, started_at=None):
        stepping.start_step(step=step, by=request.who)
    messages.success(request, _("Bewaard: %(body)s") % {"body": BodySort(body).label})
    return redirect("trajectory_bodies", request.school.slug, trajectory.pk)


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def trajectory_body_forget(request: Any, *, trajectory: Trajectory, body: str) -> HttpResponse:
    kept = noting.forget_body(trajectory=trajectory, body=body, by=request.who)
    if kept is not None:
        FORGOTTEN.keep(request, kept, f"{trajectory.pk}:{body}")
        tags = undo(request, "trajectory_body_put_back", trajectory.pk, body)
        messages.success(request, _("Weggehaald: %(body)s") % {"body": BodySort(body).label}, extra_tags=tags)
    return redirect("trajectory_bodies", request.school.slug, trajectory.pk)


@allows(Action.RUN_TRAJECTORY, on=Trajectory)
@require_POST
def trajectory_body_put_back(request: Any, *, trajectory: Trajectory, body: str) -> HttpResponse:
    with FORGOTTEN.taken(request, f"{trajectory.pk}:{body}") as kept:
        noting.put_back_body(trajectory=trajectory, kept=kept, by=request.who)
    messages.success(request, _("Staat er weer: %(body)s") % {"body": BodySort(body).label})
    return redirect("trajectory_bodies", request.school.slug, trajectory.pk)


def _filled(request: Any, trajectory: Trajectory, text: str) -> queries.Filled:
    leader = request.who.name if request.who.roles & LEADERS else ""
    found = queries.filled(trajectory, text, request.school, leader, request.GET.get("taal", "nl"))
    if found is None:
        raise Http404
    return found


@allows(Action.SEE_TRAJECTORY, on=Trajectory)
@require_safe
def trajectory_text(request: Any, *, trajectory: Trajectory, text: str) -> HttpResponse:
    found = _filled(request, trajectory, text)
    shown = {
        "trajectory": trajectory, "text": found, "step": queries.step_of(trajectory, text),
        "parts": ready_text.parts_of(found.text), "files": (("docx", "Word"), ("pdf", "PDF")),
        "tongues": [(code, language_name(code)) for code in found.languages],
    }  # fmt: skip
    return render(request, "trajectories/text.html", shown)


@allows(Action.SEE_TRAJECTORY, on=Trajectory)
@require_safe
def trajectory_text_file(request: Any, *, trajectory: Trajectory, text: str, kind: str) -> HttpResponse:
    """`kind` is docx or pdf."""
    if kind not in FILES:
        raise Http404
    found = _filled(request, trajectory, text)
    make, sort = FILES[kind]
    made = make(title=found.title, text=found.text, school=request.school.name, language=found.language)
    answer = HttpResponse(made, content_type=sort)
    answer["Content-Disposition"] = content_disposition_header(True, f"{slugify(found.title) or 'tekst'}.{kind}")
    return answer
