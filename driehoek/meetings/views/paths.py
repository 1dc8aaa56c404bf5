"""Links to screens of other capabilities: only when they exist and this person may open them."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

from driehoek.access import gate
from driehoek.access.policy import TABLE, Action


def path_to(request: Any, route: str, *about: Any) -> str:
    """The address of `route` for the open school, or '' when there is none or its door stays shut for this person's roles."""
    try:
        address = reverse(route, args=[request.school.slug, *about])
    except NoReverseMatch:
        return ""
    action = _guard_of(route, address) if route not in _guards else _guards[route]
    return address if isinstance(action, Action) and request.who.roles & TABLE[action].roles else ""


_guards: dict[str, Any] = {}


def _guard_of(route: str, address: str) -> Any:
    """A route has one view, so its guard is looked up once."""
    return _guards.setdefault(route, getattr(resolve(address).func, "guard", None))


def plans(request: HttpRequest) -> bool:
    """Whether this person may change the meeting, or only look."""
    return gate.may(request.who, Action.PLAN_MEETING)


def undo(request: Any, route: str, *about: Any) -> str:
    """The tag that puts 'Maak ongedaan' in a message."""
    return "undo:" + reverse(route, args=[request.school.slug, *about])
