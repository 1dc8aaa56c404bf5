"""All addresses of the product, asked from the resolver, and one request that leaves nothing behind."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from driehoek.access.policy import Action

from .addresses import arguments
from .world import Side

SLUG = "school"


@dataclass(frozen=True)
class Address:
    name: str
    view: Any
    parameters: tuple[str, ...]  # without the school

    @property
    def action(self) -> Action | None:
        guard = getattr(self.view, "guard", None)
        return guard if isinstance(guard, Action) else None

    def path(self, slug: str, *sides: Side) -> str:
        values = arguments(self.name, list(self.parameters), sides)
        return reverse(self.name, kwargs=({SLUG: slug} if self.in_school else {}) | values)

    @property
    def in_school(self) -> bool:
        return self.action is not None


def _walk(resolver: Any, before: tuple[str, ...]) -> Iterator[Address]:
    for one in resolver.url_patterns:
        parameters = before + tuple(one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from _walk(one, parameters)
        elif isinstance(one, URLPattern):
            yield Address(one.name or repr(one.pattern), one.callback, tuple(name for name in parameters if name != SLUG))


@cache
def addresses() -> tuple[Address, ...]:
    return tuple(_walk(get_resolver(), ()))


def ask(client: Client, method: str, path: str, **data: Any) -> HttpResponseBase:
    """One request; what it changed, in the database and in the browser, is undone."""
    cookies = client.cookies.output()
    with transaction.atomic():
        answer = client.get(path, data) if method == "GET" else client.post(path, data)
        answer.words = words_of(answer)
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.clear()
        client.cookies.load(cookies.replace("Set-Cookie: ", "").replace("\r\n", "; "))
    return answer


def words_of(answer: Any) -> str:
    """What a person can read in an answer, headers included; a PDF is opened."""
    assert not answer.streaming, "an answer that streams would be made after the school is closed"
    head = " ".join(f"{name}: {value}" for name, value in answer.items())
    if answer.get("Content-Type", "").startswith("application/pdf"):
        return head + " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return head + answer.content.decode(errors="replace")
