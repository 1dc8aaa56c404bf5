# ruff: noqa: F811  (fixtures are arguments too)
"""The page of papers: nothing that axe finds wrong, nothing over the edge of a phone, a mistake beside its field."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.laws.browser import chromium, let_in, phone, violations  # noqa: F401  (fixtures)

from .makers import make_meeting
from .pages import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_of_papers_on_a_phone(phone: BrowserContext, live_server: Any, client: Client, school: Any, dirk: Who) -> None:
    meeting = make_meeting(school, dirk)
    sign_in(client, dirk)
    let_in(phone, live_server, client)
    page = phone.new_page()
    page.goto(at("meeting_papers", meeting.pk))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    signs = page.get_by_role("region", name="Tafelbordjes")
    signs.get_by_label("Vanaf nummer").fill("99")
    signs.get_by_role("button").click()
    expect(page.locator("#tafelbordjes-first")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
