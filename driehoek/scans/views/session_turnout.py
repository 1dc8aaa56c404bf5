"""The turnout plan: how all parents will be there. It can be written down in the session and go on afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..forms_sessions import TurnoutForm
from ..models import TeamSession, TurnoutLine, TurnoutPlan
from ..queries.session_outcome import classes_now, mentors_of
from ..services.session_turnout import save_turnout

SESSION = "session_id"
USUAL = "wishes_evening"  # what a team scan leads to


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_http_methods(["GET", "POST"])
def turnout(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    plan = TurnoutPlan.objects.filter(session=teamsession).first()
    lines = {one.school_class_id: one for one in TurnoutLine.objects.filter(plan=plan)} if plan else {}
    first = {
        "meeting_on": plan.meeting_on if plan else None,
        "template": plan.template if plan else USUAL,
        "everybody": plan.everybody if plan else "",
    }
    classes = classes_now()
    form = TurnoutForm(
        request.POST or None,
        initial=first,
        classes=classes,
        lines=lines,
        mentors={} if plan else mentors_of(classes),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        save_turnout(
            session=teamsession, meeting_on=said["meeting_on"], template=said["template"], everybody=said["everybody"],
            lines=form.lines(), by=request.who,
        )  # fmt: skip
        messages.success(request, _("Het plan staat. Je kunt het nog veranderen."))
        return redirect("session", request.school.slug, teamsession.pk)
    shown = {"form": form, "session": teamsession}
    return render(request, "scans/session_turnout.html", shown, status=422 if form.is_bound else 200)
