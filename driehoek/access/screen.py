"""What every page knows: the school, the person in words, and the menu. No query beyond what the gate did."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from driehoek.web.languages import offered

from . import gate
from .policy import Action, Role


@dataclass(frozen=True)
class NavItem:
    label: Any
    url: str
    icon: str
    here: bool


@dataclass(frozen=True)
class _Entry:
    order: int
    label: Any
    route: str
    icon: str
    action: Action
    parts: tuple[str, ...]


_entries: list[_Entry] = []


def register_nav(order: int, label: Any, route: str, icon: str, action: Action, *, parts: tuple[str, ...] = ()) -> None:
    """A menu item for who may do `action`; `route` is a url name that takes only the school.

    `parts` are beginnings of addresses behind /s/<school>/ that belong to it besides its own, such as 'oogst/'.
    """
    _entries.append(_Entry(order, label, route, icon, action, parts))
    _entries.sort(key=lambda entry: entry.order)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor; a page is put together from several templates, so what it knows is kept with the request."""
    kept: dict[str, Any] | None = request.__dict__.get("frame")
    if kept is None:
        kept = _frame(request)
        if hasattr(request, "who"):
            request.__dict__["frame"] = kept
    return kept


def _frame(request: HttpRequest) -> dict[str, Any]:
    who, school = getattr(request, "who", None), getattr(request, "school", None)
    is_staff = who is not None and who.kind == "staff"
    known: dict[str, Any] = {"languages": settings.STAFF_LANGUAGES if is_staff else offered(), "demo": settings.DEMO}
    if who is None or school is None:
        return known
    known |= {"who": who, "school": school, "school_name": school.name, "user_name": who.name}
    if who.kind != "staff":
        return known
    root = f"/s/{school.slug}/"
    items = []
    for entry in _entries:
        if gate.may(who, entry.action):
            url = reverse(entry.route, args=[school.slug])
            here = request.path == url or (url != root and request.path.startswith(url))
            items.append(
                NavItem(entry.label, url, entry.icon, here or request.path.removeprefix(root).startswith(entry.parts or ("\0",)))
            )
    known["nav_items"] = items
    known["role_words"] = ", ".join(str(Role(role).label) for role in sorted(who.roles))
    return known
