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
