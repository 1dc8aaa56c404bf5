"""'How was it?' for who was there: three statements, a tap for each. Once for each code, and nobody sees who."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.invitations.models import Invitation

from ..models import Meeting
from ..queries.evaluation import statements
from ..queries.report_whom import presence
from ..services import evaluation

KEPT = "taps"


@allows(Action.CONTRIBUTE, on=Meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def how_was_it(request: Any, *, meeting: Meeting) -> HttpResponse:
    mark = _mark(request, meeting)
    if request.method != "POST":
        return _page(request, meeting, mark)
    try:
        evaluation.take_taps(meeting=meeting, mark=mark, chosen=request.POST.dict())
    except RuleBroken as broken:
        return _page(request, meeting, mark, problem=str(broken.message), status=broken.status)
    return redirect("how_was_it", request.school.slug, meeting.pk)


def _page(request: HttpRequest, meeting: Meeting, mark: str, problem: str = "", status: int = 200) -> HttpResponse:
    shown = {
        "meeting": meeting,
        "statements": [(key, words, request.POST.get(key, "")) for key, words in statements(meeting, get_language() or "nl")],
        "is_open": evaluation.taps_open(meeting),
        "is_done": evaluation.has_tapped(meeting, mark),
        "is_absent": presence(meeting, request.who) == "absent",
        "problem": problem,
    }
    return render(request, "meetings/guest/taps.html", shown, status=status)


def _mark(request: Any, meeting: Meeting) -> str:
    """A family's own invitation; with the code of the hall, which everybody shares, this browser."""
    held = request.who.held("reply")
    own = Invitation.objects.filter(pk__in=held, occasion=meeting.occasion_id).values_list("pk", flat=True) if held else []
    found = next(iter(own), None)
    if found is not None:
        return str(found)
    kept = dict(request.session.get(KEPT, {}))
    if str(meeting.pk) not in kept:
        kept[str(meeting.pk)] = str(uuid.uuid4())
        request.session[KEPT] = kept
    return str(kept[str(meeting.pk)])
