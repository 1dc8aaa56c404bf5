"""Calendars that programs fetch: of one colleague by a secret link, and of one trajectory."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from driehoek.access import codes, limits
from driehoek.access.gate import allows, public
from driehoek.access.limits import Limit
from driehoek.access.policy import Action
from driehoek.access.where import client_address
from driehoek.library.texts import language_of
from driehoek.people.agenda import FEED
from driehoek.schools.scoping import within
from driehoek.web import errors

from ..models import Trajectory
from ..queries import feeds as queries
from ..services import feeds as services

FROM_ONE_PLACE = Limit("feed-ip", 600, 60)  # one calendar service fetches for many schools
ONE_FEED = Limit("feed", 30, 600)


@public("a calendar program fetches this by itself, without a cookie; the address is the key of one colleague, who can end it")
@require_safe
def agenda_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Wrong, ended, of a closed account or of who left: all are simply not there."""
    if not limits.take(FROM_ONE_PLACE, client_address(request)):
        return errors.too_many(request, 60)
    found = codes.find(token[:100])
    if found is None or found.purpose != f"{FEED}:link":
        raise Http404
    if not limits.take(ONE_FEED, str(found.pk)):
        return errors.too_many(request, 600)
    with within(found.school, write=False):
        reader = queries.reader_of(found.about)
        if reader is None:
            raise Http404
        who, language = reader
        made = queries.feed_of(who, language, found.school)
    return _calendar(request, made, "driehoek.ics")


@allows(Action.SEE_TRAJECTORY, on=Trajectory)
@require_safe
def trajectory_agenda(request: Any, *, trajectory: Trajectory) -> HttpResponse:
    made = queries.days_of(trajectory, language_of(get_language() or "nl"), request.school)
    return _calendar(request, made, f"{slugify(trajectory.title) or 'traject'}.ics", as_attachment=True)


def _calendar(request: HttpRequest, made: bytes, name: str, *, as_attachment: bool = False) -> HttpResponse:
    """Kept by nobody but the one who asked, and sent again only when something changed."""
    etag = f'"{hashlib.sha256(made).hexdigest()[:32]}"'
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment, name)
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse)
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@allows(Action.SEE_START)
@require_safe
def my_agenda(request: Any) -> HttpResponse:
    link = queries.link_of(request.who.user_id)
    shown: dict[str, Any] = {"link": link}
    if link is not None:
        address = settings.SITE_URL + reverse("agenda_feed", args=[codes.plain(link.code)])
        shown |= {"address": address, "opens": "webcal://" + address.partition("://")[2]}
    return render(request, "trajectories/my_agenda.html", shown)


@allows(Action.SEE_START)
@require_POST
def my_agenda_new(request: Any) -> HttpResponse:
    had = queries.link_of(request.who.user_id) is not None
    services.new_link(by=request.who)
    told = _("Er is een nieuwe link. De oude werkt niet meer: zet de nieuwe in je agenda.") if had else _("Je link is gemaakt.")
    messages.success(request, told)
    return redirect("my_agenda", request.school.slug)


@allows(Action.SEE_START)
@require_POST
def my_agenda_end(request: Any) -> HttpResponse:
    services.end_link(by=request.who)
    messages.success(request, _("De link werkt niet meer. Wat er al in je agenda stond, haal je daar zelf weg."))
    return redirect("my_agenda", request.school.slug)
