"""Long lists in pages of fifty."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

PAGE_SIZE = 50
NO_KEY = uuid.UUID(int=0)


def page_of(items: Any, query: Mapping[str, str], *, size: int = PAGE_SIZE, name: str = "page") -> Page[Any]:
    """Give the page that the address asks for (`?page=2`). Anything odd gives the nearest page that exists, never an error."""
    return Paginator(items, size).get_page(query.get(name))


def beginning(route: str, *before: str) -> str:
    """The address of `route` without its last argument, a key, and the slash behind it: for lists with a link in every row."""
    whole = reverse(route, args=[*before, NO_KEY])
    start, found, end = whole.partition(f"{NO_KEY}/")
    if not found or end:
        raise ValueError(f"the address of {route} does not end in a key")
    return start


def around(route: str, *before: str) -> tuple[str, str]:
    """The address of `route` whose last argument is a key, up to that key and from it on: made once for a list, whatever its length."""
    start, _found, end = reverse(route, args=[*before, NO_KEY]).partition(str(NO_KEY))
    return start, end


def numbers_around(here: int, last: int, beside: int = 1) -> Sequence[int | None]:
    """Page numbers to show: the first, the last and those beside `here`; None stands for a gap of two or more.

    >>> numbers_around(6, 12)
    [1, None, 5, 6, 7, None, 12]
    """
    wanted = sorted({1, last, *range(max(1, here - beside), min(last, here + beside) + 1)})
    shown: list[int | None] = []
    before = 0
    for number in wanted:
        if number - before == 2:
            shown.append(number - 1)
        elif number - before > 2:
            shown.append(None)
        shown.append(number)
        before = number
    return shown
