"""The link of a class, for its parents: a way in equal to a personal one. Nobody is asked who they are; a browser counts once, and
once more for another parent on the same telephone. What tells browsers apart is kept in the browser alone."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from driehoek import clock
from driehoek.access import limits
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import allows
from driehoek.access.policy import Action
from driehoek.access.where import client_address

from ..models import AskedClass, Mark, Way
from ..rules import PARENTS
from ..services import answering
from .guest_page import (
    NOT_TAKEN,
    TOO_MANY,
    Filling,
    broken,
    does_not_fit,
    done,
    full,
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

COOKIE, COOKIE_DAYS = "vragenlijst", 180
MARK = re.compile(r"[0-9a-f]{32}")
BROWSER = limits.Limit("scan-browser", 20, 300)
ADDRESS = limits.Limit("scan-address", 1200, 60)  # a hall of three hundred behind one address sends in one minute
View = Callable[..., HttpResponseBase]


def with_a_mark(view: View) -> View:
    """In the language of the telephone, and with a random mark that this browser keeps for this fielding: in whichever class."""

    @wraps(view)
    def marked(request: Any, *, askedclass: AskedClass) -> HttpResponseBase:
        cookie = f"{COOKIE}-{secret('cookie', askedclass.fielding_id)[:8]}"
        kept = request.COOKIES.get(cookie, "")
        request.mark = kept if MARK.fullmatch(kept) else clock.secret_id().hex
        language = language_for(request)
        with override(language):
            answer = view(request, askedclass=askedclass)
            answer.headers["Content-Language"] = language
        if request.mark != kept:
            answer.set_cookie(
                cookie, request.mark, max_age=COOKIE_DAYS * 86_400, path=_above(request.path), httponly=True,
                samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return answer

    return marked


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.ANSWER_SCAN, on=AskedClass, by="asked_class_id")
@with_a_mark
def scan_class_form(request: Any, *, askedclass: AskedClass) -> HttpResponseBase:
    """The questionnaire for whoever holds the link of the class. With ?ander=1 for a second parent on this telephone."""
    asked = askedclass
    form = _filling(request, asked)
    if is_shut(asked.fielding) and request.method != "POST":
        return shut(request, form)
    digest = answering.digest_of(asked.fielding, "browser", f"{request.mark}|{_nth(request)}")
    if request.method != "POST":
        there = Mark.objects.filter(fielding=asked.fielding, digest=digest).exists()
        if there:
            return thanks(request, form)
        return full(request, form) if answering.is_full(asked, PARENTS) else page(request, form)
    typed = form.typed(request)
    if problem := does_not_fit(typed):
        return told(request, form, typed, NOT_TAKEN, problem, "long")
    if not _may_go_on(request, asked):
        return told(request, form, typed, TOO_MANY, slowly(), "fast")
    try:
        answering.submit_openly(asked_class=asked, voice=PARENTS, way=Way.LINK, digest=digest, sheet=typed)
    except RuleBroken as rule:
        return broken(request, form, typed, rule)
    return done() if wants_json(request) else redirect(form.address)


def _above(path: str) -> str:
    """'/school/vk/' of '/school/vk/<key>/': the links of all classes."""
    return path.rstrip("/").rpartition("/")[0] + "/"


def _nth(request: HttpRequest) -> int:
    return 2 if request.GET.get("ander") == "1" else 1


def _may_go_on(request: Any, asked: AskedClass) -> bool:
    browser = (BROWSER, secret("limit", asked.pk, request.session.session_key))
    return may_go_on(browser, (ADDRESS, secret("limit", client_address(request))))


def _filling(request: Any, asked: AskedClass) -> Filling:
    nth = _nth(request)
    return Filling(
        fielding=asked.fielding,
        voice=PARENTS,
        address=_address(request, asked, ander="1" if nth == 2 else ""),
        draft=secret("draft", asked.pk, request.mark, nth),
        other=_address(request, asked, ander="1") if nth == 1 else "",
        class_name=asked.school_class.name,
        keeps="&ander=1" if nth == 2 else "",
    )


def _address(request: Any, asked: AskedClass, **more: str) -> str:
    """In the language that the page is in."""
    values = {"taal": get_language() or "", **more}
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('scan_class_form', args=[request.school.slug, asked.pk])}?{query}"
