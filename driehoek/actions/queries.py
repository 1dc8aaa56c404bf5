"""The list of actions."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from driehoek.people.names import folded
from driehoek.web.sorting import sort_choice

from .models import ActionItem, ActionState

SORTS = {"what": "title", "who": "owner__sort_key", "day": "due_on", "state": "state"}


def actions(query: Mapping[str, str]) -> Any:
    """Searched (`q`), filtered (`state`) and sorted (`sort`) as the address asks; first what comes first."""
    rows = ActionItem.objects.select_related("owner")
    if query.get("state") in ActionState.values:
        rows = rows.filter(state=query["state"])
    if wanted := query.get("q", "").strip()[:100]:
        rows = rows.filter(Q(title__icontains=wanted) | Q(owner__search_key__contains=folded(wanted)))
    sort = sort_choice(query, SORTS, "day")
    sign = "-" if sort.startswith("-") else ""
    return rows.order_by(sign + SORTS[sort.removeprefix("-")], "pk")
