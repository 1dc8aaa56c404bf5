"""Guard 2, the door: `@allows(Action.X, on=Model)` opens the school, asks the table, fetches, answers 404 to strangers.

A view without `@allows`, `@public` or `@signed_in` is never run: it answers 500. Views of libraries stand on `THIRD_PARTY`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from driehoek.schools.asked import Asked
from driehoek.schools.models import School, SchoolRow
from driehoek.schools.scoping import within

from . import trail
from .errors import RuleBroken
from .policy import TABLE, Action, has_tie
from .who import Who, stepped_up, who_is

View = Callable[..., HttpResponseBase]
SAFE = {"GET", "HEAD", "OPTIONS"}
# The library asks a password again here. Who has only that may not get rid of what is asked beside it.
ABOUT_THE_FACTOR = {
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
school_called = Asked(lambda slug: School.objects.filter(slug=slug).order_by())
_things: dict[Any, Asked] = {}
THIRD_PARTY = ("allauth.", "django.views.i18n", "django.views.static", "django.contrib.staticfiles")


def may(who: Who, action: Action, thing: Any = None) -> bool:
    """Whether this person may do this to this thing. The step-up is the door's business."""
    rule = TABLE[action]
    return bool(who.roles & rule.roles) or any(has_tie(tie, who, thing) for tie in sorted(rule.ties))


def allows(action: Action, on: Any = None, by: str = "") -> Callable[[View], View]:
    """Guard a view at /s/<school>/…. With `on`, the address' `<uuid:by>` is fetched and handed to the view instead."""
    if action not in TABLE:
        raise ImproperlyConfigured(f"{action} is not in the table")

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, school: str, **address: Any) -> HttpResponseBase:
            found = next(iter(school_called(slug=school)), None)
            if found is None:
                return _stranger(request, action)
            try:
                with within(found, write=request.method not in SAFE):
                    return _inside(request, found, action, on, by, view, address)
            except RuleBroken as broken:
                return broken_rule(request, broken)

        guarded.guard = action  # type: ignore[attr-defined]  # a mark on a function
        guarded.guards = on  # type: ignore[attr-defined]  # a mark on a function
        return guarded

    return declare


def _inside(
    request: HttpRequest, school: School, action: Action, on: Any, by: str, view: View, address: dict[str, Any]
) -> HttpResponseBase:
    who = who_is(request, school.pk)
    request.school, request.who = school, who  # type: ignore[attr-defined]  # what the gate adds
    rule = TABLE[action]
    if not who.roles and not (rule.guests and who.passes):
        return _stranger(request, action)
    thing = None
    if on is not None:
        key = address.pop(by or f"{on._meta.model_name}_id")
        thing = _called(on).first(pk=key)
        if thing is None:
            raise Http404
        if isinstance(thing, SchoolRow):
            thing.school = school  # known already: no join, no query
        address[on._meta.model_name] = thing
    if not may(who, action, thing):
        raise Http404
    if rule.step_up and not who.stepped_up:
        return step_up(request)
    if rule.looks:
        trail.write(f"look:{action}", by=who, on=thing)
    return view(request, **address)


def _called(model: Any) -> Asked:
    """The question for one row of this model, with what belongs to it."""
    if model not in _things:
        _things[model] = Asked(lambda pk: getattr(model, "for_gate", model.objects.all)().filter(pk=pk).order_by())
    return _things[model]


def _stranger(request: HttpRequest, action: Action) -> HttpResponseBase:
    """Nobody learns whether something exists: who is not signed in is sent to the door, others see nothing."""
    if not request.user.is_authenticated and not TABLE[action].guests and request.method in SAFE:
        return redirect_to_login(request.get_full_path())
    raise Http404


def step_up(request: HttpRequest) -> HttpResponse:
    """Ask the second factor, or first to set one up; then come back here."""
    back = request.get_full_path() if request.method in SAFE else "/"
    return redirect(reverse("step_up") + "?" + _query(next=back))


def _query(**values: str) -> str:
    from urllib.parse import urlencode

    return urlencode(values)


def broken_rule(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    return render(request, "409.html", {"message": broken.message, "code": broken.code}, status=broken.status)


def public(reason: str) -> Callable[[View], View]:
    """Declare a view that anybody may see, with the reason why."""

    def declare(view: View) -> View:
        view.guard = reason  # type: ignore[attr-defined]  # a mark on a function
        return view

    return declare


def signed_in(reason: str) -> Callable[[View], View]:
    """Declare a view for any member of staff, outside a school (the choice of school, the second factor)."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **address: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            return view(request, **address)

        guarded.guard = reason  # type: ignore[attr-defined]  # a mark on a function
        return guarded

    return declare


def declared(view: Any) -> bool:
    return hasattr(view, "guard") or view.__module__.startswith(THIRD_PARTY)


class Undeclared(RuntimeError):
    """A view that nobody guards: never run."""


class DeclaredOnly:
    """Middleware: refuses to run a view that has no guard, and asks the second factor before it is taken away or copied."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, options: Any) -> HttpResponse | None:
        if not declared(view):
            raise Undeclared(f"{view.__module__}.{view.__name__} has no guard.")
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in ABOUT_THE_FACTOR and request.user.is_authenticated and not stepped_up(request):
            return step_up(request)
        return None
