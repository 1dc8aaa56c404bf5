"""Addresses, and what a page says."""

import re
from typing import Any

from django.urls import reverse

HTMX = {"HX-Request": "true"}


def at(route: str, *about: Any, school: str = "klimboom") -> str:
    return reverse(route, args=[school, *about])


def html(answer: Any) -> str:
    return str(answer.content.decode())


def said(answer: Any) -> str:
    """What the page says, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html(answer)).split())


def found(pattern: str, page: str) -> str:
    """What the first group of `pattern` holds; the test fails here when it is not on the page."""
    hit = re.search(pattern, page)
    assert hit, f"{pattern} is not on the page"
    return hit[1]
