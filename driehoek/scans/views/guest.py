"""A personal link, or a colleague on their own: fill in, send, read that it is in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST

from driehoek.access import limits
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action

from ..models import Ticket
from ..rules import PARENTS, PUPIL
from ..services import answering
from .guest_page import (
    NOT_TAKEN,
    TOO_MANY,
    Filling,
    broken,
    does_not_fit,
    done,
    is_shut,
    language_for,
    may_go_on,
    page,
    secret,
    shut,
    slowly,
    thanks,
    told,
    wants_json,
)

COOKIE, COOKIE_DAYS = "verstuurd", 60
SENDING = limits.Limit("scan", 30, 300)
View = Callable[..., HttpResponseBase]


def in_their_language(view: View) -> View:
    @wraps(view)
    def spoken(request: HttpRequest, *, ticket: Ticket) -> HttpResponseBase:
        language = language_for(request, ticket.language)
        with override(language):
            answer = view(request, ticket=ticket)
            answer.headers["Content-Language"] = language
        return answer

    return spoken


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.ANSWER_SCAN, on=Ticket)
@in_their_language
def scan_form(request: Any, *, ticket: Ticket) -> HttpResponseBase:
    """The questionnaire of one person; once sent, that it is in. Sent twice counts once, and says the same.

    Only the browser that sent it hears that: whoever opens a copy of the letter finds the form, answered or not.
    """
    form = filling(request, ticket)
    if request.method != "POST":
        if request.COOKIES.get(COOKIE) == _sent_here(ticket):
            return thanks(request, form)
        return shut(request, form) if is_shut(ticket.fielding) or ticket.declined else page(request, form)
    typed = form.typed(request)
    if problem := does_not_fit(typed):
        return told(request, form, typed, NOT_TAKEN, problem, "long")
    if not may_go_on((SENDING, secret("limit", ticket.pk))):
        return told(request, form, typed, TOO_MANY, slowly(), "fast")
    try:
        answering.submit(ticket=ticket, sheet=typed)
    except RuleBroken as rule:
        return broken(request, form, typed, rule)
    answer = done() if wants_json(request) else redirect(form.address)
    answer.set_cookie(
        COOKIE, _sent_here(ticket), max_age=None if ticket.voice == PUPIL else COOKIE_DAYS * 86_400, path=request.path,
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


def _sent_here(ticket: Ticket) -> str:
    """What a browser keeps that sent something for this ticket, whether it counted or not. A pupil's, until it is closed."""
    return secret("sent", ticket.pk)


@require_POST
@allows(Action.ANSWER_SCAN, on=Ticket)
@in_their_language
def scan_let_go(request: Any, *, ticket: Ticket) -> HttpResponseBase:
    """They answered by the link of the class, on paper or by telephone: no reminder any more. The form stays open."""
    answering.let_go(ticket=ticket)
    return redirect(_address(request, "scan_form", ticket, klaar="1"))


def filling(request: Any, ticket: Ticket) -> Filling:
    person = ticket.guardian or ticket.staff or ticket.pupil
    own = ticket.staff is not None and request.who.user_id is not None and ticket.staff.user_id == request.who.user_id
    return Filling(
        fielding=ticket.fielding,
        voice=ticket.voice,
        address=_address(request, "scan_form", ticket),
        draft=secret("draft", ticket.fielding_id, ticket.pk),
        personal=True,
        name=person.given_name if person and not own else "",
        own=own,
        let_go=_address(request, "scan_let_go", ticket) if ticket.voice == PARENTS else "",
    )


def _address(request: Any, route: str, ticket: Ticket, **more: str) -> str:
    """In the language that this address named, if it did."""
    asked = request.GET.get("taal", "")
    values = ({"taal": asked} if asked in dict(settings.LANGUAGES) else {}) | more
    address = reverse(route, args=[request.school.slug, ticket.pk])
    return f"{address}?{urlencode(values)}" if values else address
