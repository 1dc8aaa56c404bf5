"""Which way a list is sorted, read from and written to the address: `?sort=name` up, `?sort=-name` down."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SortLink:
    """Address of a column head, and how the list is sorted by it now: 'ascending', 'descending' or ''."""

    href: str
    direction: str


def sort_link(query: Any, column: str) -> SortLink:
    """Make the link of a column. `query` is `request.GET`, or None outside a request. Sorting starts at page one again."""
    now = query.get("sort", "") if query is not None else ""
    direction = {column: "ascending", f"-{column}": "descending"}.get(now, "")
    turned = f"-{column}" if direction == "ascending" else column
    if query is None:
        return SortLink(f"?sort={turned}", direction)
    changed = query.copy()
    changed["sort"] = turned
    changed.pop("page", None)
    return SortLink("?" + changed.urlencode(), direction)


def sort_choice(query: Mapping[str, str], allowed: Collection[str], default: str) -> str:
    """Read the wish of the address; what is not `allowed` gives the default. For use in `order_by`."""
    wish = query.get("sort", default)
    return wish if wish.removeprefix("-") in allowed else default
