"""The evening at the door: who is in, and the codes to hand out."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from driehoek.access.gate import allows, may
from driehoek.access.policy import Action

from ..models import Attendee, Meeting
from ..queries.door import code_sheet, door
from ..services.attendance import check_in, check_out
from ..services.live import issue_live_codes
from ..services.seating import seat_late


@allows(Action.CHECK_IN, on=Meeting)
@require_GET
def arrivals(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, "meetings/live/door_list.html" if part else "meetings/live/door.html", _context(request, meeting))


def _context(request: HttpRequest, meeting: Meeting) -> dict[str, object]:
    asked = request.POST if request.method == "POST" else request.GET
    shown = door(meeting, asked.get("q", "").strip()[:100], asked.get("page"))
    may_divide = may(request.who, Action.DIVIDE, meeting)
    return {"meeting": meeting, "door": shown, "may_divide": may_divide}


@allows(Action.CHECK_IN, on=Meeting)
@require_POST
def arrive(request: HttpRequest, *, meeting: Meeting, attendee_id: uuid.UUID) -> HttpResponse:
    """One tap: in, out again, or a seat for who came without one."""
    attendee = Attendee.for_gate().filter(meeting=meeting, pk=attendee_id).first()
    if attendee is None:
        raise Http404
    verb = {"out": check_out, "seat": seat_late}.get(request.POST.get("do", ""), check_in)
    verb(by=request.who, attendee=attendee)
    if request.htmx:
        return render(request, "meetings/live/door_list.html", _context(request, meeting))
    return redirect(reverse("live_door", args=[request.school.slug, meeting.pk]))


@allows(Action.PRINT, on=Meeting)
@require_http_methods(["GET", "POST"])
def code_page(request: HttpRequest, *, meeting: Meeting) -> HttpResponse:
    """Every code of the evening, to hand out or to print. A POST makes the ones that are missing."""
    if request.method == "POST":
        issue_live_codes(meeting=meeting, by=request.who)
        return redirect("live_codes", request.school.slug, meeting.pk)
    return render(request, "meetings/live/codes.html", {"meeting": meeting, "sheet": code_sheet(meeting)})
