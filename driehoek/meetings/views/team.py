"""The action team of one meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..forms_preparing import MemberForm
from ..models import Meeting, TeamMember
from ..queries.team import team_of
from ..services import team as services
from .paths import path_to, undo
from .undoing import Aside

REMOVED = Aside("removed_members")


@allows(Action.PLAN_MEETING, on=Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    form = MemberForm(request.POST or None, initial={"key": clock.new_id()})
    if request.method == "POST" and form.is_valid():
        made = services.add_member(by=request.who, meeting=meeting, **form.cleaned_data)
        messages.success(request, _("%(name)s doet mee.") % {"name": made.staff or made.name})
        return redirect("team", request.school.slug, meeting.pk)
    shown = {
        "meeting": meeting,
        "form": form,
        "team": team_of(meeting),
        "own_page": path_to(request, "team_of_meeting", meeting.pk),
    }
    return render(request, "meetings/team.html", shown, status=422 if form.is_bound else 200)


@allows(Action.PLAN_MEETING, on=TeamMember)
@require_POST
def team_remove(request: HttpRequest, *, teammember: TeamMember) -> HttpResponse:
    meeting, name = teammember.meeting, str(teammember.staff or teammember.name)
    kept = services.remove_member(by=request.who, member=teammember)
    REMOVED.keep(request, kept, meeting.pk)
    messages.success(
        request, _("Niet meer in het team: %(name)s") % {"name": name}, extra_tags=undo(request, "team_put_back", meeting.pk)
    )
    return redirect("team", request.school.slug, meeting.pk)


@allows(Action.PLAN_MEETING, on=Meeting)
@require_POST
def team_put_back(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    with REMOVED.taken(request, meeting.pk) as kept:
        services.put_back_member(by=request.who, meeting=meeting, kept=kept)
    return redirect("team", request.school.slug, meeting.pk)
