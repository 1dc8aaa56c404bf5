"""The session while it runs, for who leads it: their own screen, and the large one for everybody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..models import TeamSession
from ..queries import session_screen
from ..services import sessions as verbs

SESSION, UNCHANGED = "session_id", 204


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_GET
def lead(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    """The page; with ?v= its moving part, or 204 when that is what the screen shows already."""
    return _screen(request, teamsession, "scans/session_lead.html", "scans/session_lead_now.html")


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_GET
def hall(request: HttpRequest, *, teamsession: TeamSession) -> HttpResponse:
    return _screen(request, teamsession, "scans/session_hall.html", "scans/session_hall_now.html")


def _screen(request: HttpRequest, session: TeamSession, page: str, part: str) -> HttpResponse:
    asked, count = request.GET.get("v"), session_screen.written(session)
    if asked is not None and asked == session_screen.version(session, count):
        return HttpResponse(status=UNCHANGED)
    return render(request, page if asked is None else part, _shown(request, session, count))


def _shown(request: HttpRequest, session: TeamSession, count: int, problem: str = "") -> dict[str, Any]:
    return {"session": session, "now": session_screen.screen(session, request.school, count), "problem": problem}


@allows(Action.LEAD_SESSION, on=TeamSession, by=SESSION)
@require_POST
def turn(request: HttpRequest, *, teamsession: TeamSession, verb: str) -> HttpResponse:
    """Begin, go on, back, longer, to a part, show, hide, close, open again. Then how it stands now; a no shows it too."""
    leaving, part = request.POST.get("step", "")[:40], request.POST.get("part", "")[:40]
    given = {"session": teamsession, "by": request.who}
    ways: dict[str, Any] = {
        "begin": lambda: verbs.start(**given),
        "verder": lambda: verbs.go(places=1, leaving=leaving, **given),
        "terug": lambda: verbs.go(places=-1, leaving=leaving, **given),
        "langer": lambda: verbs.longer(leaving=leaving, **given),
        "naar": lambda: verbs.go_to(step=part, **given),
        "toon": lambda: verbs.open_part(part=part, **given),
        "verberg": lambda: verbs.shut_part(part=part, **given),
        "sluit": lambda: verbs.close(**given),
        "heropen": lambda: verbs.reopen(**given),
    }
    if verb not in ways:
        raise Http404
    problem, status = "", 200
    try:
        ways[verb]()
    except RuleBroken as broken:
        problem, status = str(broken.message), broken.status
    if status == 200 and not request.htmx:
        return redirect(_back(request), request.school.slug, teamsession.pk)
    fresh: TeamSession = TeamSession.for_gate().get(pk=teamsession.pk)
    fresh.school = request.school
    template = "scans/session_lead_now.html" if request.htmx else "scans/session_lead.html"
    return render(request, template, _shown(request, fresh, session_screen.written(fresh), problem), status=status)


def _back(request: HttpRequest) -> str:
    return {"tafel": "session_desk", "sessie": "session"}.get(request.POST.get("back", ""), "session_lead")
