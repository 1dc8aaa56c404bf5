"""The list of actions. Searched and sorted in Python, since the databases fold letters differently; a school has tens of them."""

from collections.abc import Callable, Mapping
from typing import Any

from driehoek.people.names import folded
from driehoek.web.sorting import sort_choice

from .models import ActionItem, ActionState

SORTS: dict[str, Callable[[ActionItem], Any]] = {
    "what": lambda one: folded(one.title),
    "who": lambda one: one.owner.sort_key if one.owner else "\uffff",
    "day": lambda one: one.due_on,
    "state": lambda one: ActionState.values.index(one.state),
}


def actions(query: Mapping[str, str]) -> list[ActionItem]:
    """Searched (`q`), filtered (`state`) and sorted (`sort`) as the address asks; otherwise first what comes first. One query."""
    rows = ActionItem.objects.select_related("owner").order_by("due_on", "pk")
    if query.get("state") in ActionState.values:
        rows = rows.filter(state=query["state"])
    wanted = folded(query.get("q", "")[:100])
    found = [one for one in rows if not wanted or wanted in folded(f"{one.title} {one.owner or ''}")]
    sort = sort_choice(query, SORTS, "day")
    return sorted(found, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
