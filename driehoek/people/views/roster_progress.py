"""How far the worker is with a large file: a page that refreshes itself, also without JavaScript, and may be closed."""

import datetime as dt
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from driehoek import clock
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from .. import services
from ..models import RosterImport, RosterUpload, RosterWork
from ..roster_work import Wanted
from .roster import steps

EVERY = 2  # seconds
LONG = dt.timedelta(seconds=20)


@allows(Action.IMPORT_ROSTER)
@require_safe
def roster_progress(request: HttpRequest, *, rosterupload_id: uuid.UUID) -> HttpResponse:
    """Leads on by itself: to the look at what was read, or to what was read in."""
    work = RosterWork.objects.filter(upload_id=rosterupload_id).defer("reading").first()
    if work is None:
        if RosterImport.objects.filter(pk=rosterupload_id).exists():
            return _on(request, "roster_done", rosterupload_id)
        if not RosterUpload.objects.filter(pk=rosterupload_id).exists():
            raise services.gone()
    if work is None or work.wanted == Wanted.NOTHING:
        return _on(request, "roster_preview", rosterupload_id)
    now = clock.now()
    is_reading = work.wanted == Wanted.READ
    shown = {
        "work": work,
        "steps": steps(1 if is_reading else 2),
        "every": EVERY,
        "is_reading": is_reading,
        "has_begun": bool(work.attempts),
        "is_again": work.attempts > 1,
        "is_late": not work.attempts and work.asked_at < now - LONG,
        "is_nearly": is_reading and work.done * 100 >= work.rows * 98,  # headings are no rows
        "seconds": int((now - work.asked_at).total_seconds()),
    }
    return render(request, "people/roster_progress.html", shown)


def _on(request: HttpRequest, name: str, key: uuid.UUID) -> HttpResponse:
    """To the next page as a whole, also when only a part of this one was asked."""
    if request.htmx:
        return HttpResponseClientRedirect(reverse(name, args=[request.school.slug, key]))
    return redirect(name, request.school.slug, key)
