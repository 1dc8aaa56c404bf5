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
    stage: str


_entries: list[_Entry] = []


def register_nav(
    order: int, label: Any, route: str, icon: str, action: Action, *, parts: tuple[str, ...] = (), stage: str = ""
) -> None:
    """A menu item for who may do `action`; `route` is a url name that takes only the school.

    `parts` are beginnings of addresses behind /s/<school>/ that belong to it besides its own, such as 'oogst/'.
    `stage`: it appears when the school's trajectory comes there (`School.menu`); '' is always. Pages stay open by their address.
    """
    _entries.append(_Entry(order, label, route, icon, action, parts, stage))
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
        if _shows(entry, school.menu, request.path.removeprefix(root)) and gate.may(who, entry.action):
            url = reverse(entry.route, args=[school.slug])
            here = request.path == url or (url != root and request.path.startswith(url))
            items.append(
                NavItem(entry.label, url, entry.icon, here or request.path.removeprefix(root).startswith(entry.parts or ("\0",)))
            )
    known["nav_items"] = items
    known["role_words"] = ", ".join(str(Role(role).label) for role in sorted(who.roles))
    return known


def _shows(entry: _Entry, menu: list[str] | None, path: str) -> bool:
    """Whether it stands in the menu already; the item of the page that somebody is on always does."""
    return not entry.stage or menu is None or entry.stage in menu or path.startswith(entry.parts or ("\0",))


def stages() -> list[tuple[str, Any]]:
    """Every stage of the menu with the word of its item, in the order of the menu."""
    return [(entry.stage, entry.label) for entry in _entries if entry.stage]
