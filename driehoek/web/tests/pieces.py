"""Small things that the tests of this folder share."""

from typing import Any

from django.template import engines
from django.test import RequestFactory


def rendered(source: str, address: str = "/", **values: Any) -> str:
    """Render a template of one line, as a page at `address` would."""
    request = RequestFactory().get(address)
    return str(engines["django"].from_string("{% load look %}" + source).render(values, request))
