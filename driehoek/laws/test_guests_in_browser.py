# ruff: noqa: F811  (fixtures are arguments too)
"""Every page that a parent or another guest can come to, in every language, at the width of a small phone: axe finds nothing, and
nothing sticks out.

The pages are those that the resolver knows, and what their forms answer when they are sent as they stand, when the meeting is ready, while
it runs and once it is reported (not while it is planned, nor while its harvest is sorted); one of each make (address, templates, status). The test client makes them; one browser page shows them, without their scripts,
which would go on asking. What scripts do is walked in the browser tests of each page.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from driehoek.invitations.models import Reply
from driehoek.meetings.models import MeetingState
from driehoek.schools.scoping import within

from .addresses import ADDRESSES
from .browser import chromium, context  # noqa: F401  (fixtures)
from .html import Page as Parsed
from .html import faults_of
from .test_pages import _bring_to, _whole
from .walking import addresses, ask
from .world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
STATES = (MeetingState.READY, MeetingState.RUNNING, MeetingState.REPORTED)
GUESTS = ("aicha", "joined", "scribe", "class")  # the leader of the evening reads what staff reads
OPEN = ("code_entry", "code", "quiet")  # guests' pages without a school
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
# What depends on the words alone; colours, roles and order are those of one template, read whole in one language of each direction.
OF_WORDS = (
    "aria-command-name aria-input-field-name aria-toggle-field-name button-name document-title empty-heading frame-title html-has-lang"
    " html-lang-valid html-xml-lang-mismatch image-alt input-button-name label link-name list listitem select-name summary-name"
    " svg-img-alt valid-lang".split()
)
LOOK = """rules => axe.run(rules ? {runOnly: {type: "rule", values: rules}} : {}).then(found => [
    ...found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`),
    ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["wider than the phone"] : []),
])"""


def _paths(world: World) -> Iterator[tuple[str, str, str]]:
    """(name, guest, path)."""
    for address in addresses():
        for guest in GUESTS:
            if address.in_school and guest in ADDRESSES[address.name]:
                yield address.name, guest, address.path("klimboom", world.home)
    yield "nothing there", "aicha", "/bestaat-niet/"
    for name in OPEN:
        yield name, "aicha", reverse(name, args=["K7M4PQ9XT2AB"][: 0 if name == "code_entry" else 1])


def _pages(world: World) -> Iterator[tuple[str, str, str]]:
    """(where, language, html): one of each make in every language."""
    seen: set[Any] = set()
    clients = {guest: world.client(guest) for guest in GUESTS}
    for state in STATES:
        _bring_to(world, state)
        if state == MeetingState.RUNNING:
            with within(world.home.school):
                Reply.objects.all().delete()
        for name, guest, path in _paths(world):
            client = clients[guest]
            client.cookies["taal"] = LANGUAGES[0]
            for number, first in enumerate(_answers(client, path)):
                make = (name, number, first.status_code, *(one.name for one in first.templates))
                if make in seen or not _is_whole_page(first):
                    continue
                seen.add(make)
                for language in LANGUAGES:
                    client.cookies["taal"] = language
                    answer = _answers(client, path, number)[-1]
                    yield f"{name} ({guest}, {state}, {number})", language, answer.content.decode()


def _answers(client: Any, path: str, only: int | None = None) -> list[Any]:
    """The page itself, and what each of its forms answers; with `only` what the form with that number does, 0 for none."""
    page: Any = ask(client, "GET", path)
    forms = Parsed(page.content.decode()).forms if only != 0 and _is_whole_page(page) else []
    posts = [form for form in forms if form.method == "post"]
    chosen = posts if only is None else posts[only - 1 : only]
    return [page, *(ask(client, "POST", form.action or path, **form.values) for form in chosen)]


def _is_whole_page(answer: Any) -> bool:
    return answer.get("Content-Type", "").startswith("text/html") and _whole(answer)


def _faults(page: Page, html: str, language: str) -> list[str]:
    page.set_content(SCRIPT.sub("", html), wait_until="load")
    found: list[str] = page.evaluate(LOOK, None if language in {"nl", "ar"} else OF_WORDS)
    return found + faults_of(html, language)


def test_every_page_of_guests_is_whole_in_every_language(chromium: Browser, live_server: Any) -> None:
    world = make_world()
    made = context(chromium, live_server, NARROW)
    page = made.new_page()
    page.goto(f"{live_server.url}{settings.STATIC_URL}web/css/base.css")  # what pages ask for lies beside it
    page.add_script_tag(path=AXE_FILE_PATH)
    faults, shown = [], set()
    for where, language, html in _pages(world):
        shown.add(where)
        faults += [f"{where} in {language}: {fault}" for fault in _faults(page, html, language)]
    made.close()
    assert not faults, "\n".join(faults)
    assert len(shown) > 30, sorted(shown)
