"""Addresses and words of screens, for tests."""

import re
from typing import Any

from django.urls import reverse


def at(route: str, *about: Any) -> str:
    return reverse(route, args=["klimboom", *about])


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
