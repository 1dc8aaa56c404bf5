# ruff: noqa: F811  (fixtures are arguments too)
"""Strips typed in with the keyboard alone; and without script."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from driehoek import clock
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import ClassInvitation, Reply
from driehoek.invitations.tests.makers import invite, make_occasion
from driehoek.laws.browser import PHONE, chromium, desk, let_in, violations  # noqa: F401  (fixtures)
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(school: Any, carla: Who) -> str:
    """Three homes on paper, for an evening that is still to come on the clock of today."""
    with within(school):
        five = make_class("Groep 5", mentor=carla)
        for child, parent in (("Anna", "Ada"), ("Bram", "Bea"), ("Cas", "Cem")):
            make_child(child, five, make_home(parent))
        start = clock.now() + dt.timedelta(days=20)
        invite(make_occasion(starts_at=start, ends_at=start + dt.timedelta(hours=2), reply_by=start.date()), by=carla)
        own = ClassInvitation.objects.get()
    return f"/s/klimboom/uitnodigen/klas/{own.pk}/strookjes/"


def replies(school: Any) -> list[int]:
    with within(school, write=False):
        return sorted(Reply.objects.values_list("coming", flat=True))


def test_a_pile_is_typed_in_without_a_mouse(
    desk: BrowserContext, live_server: Any, client: Client, school: Any, dirk: Who, address: str
) -> None:
    sign_in(client, dirk)
    let_in(desk, live_server, client)
    page = desk.new_page()
    page.goto(address)
    fields = page.locator("[name$='-coming']")
    expect(fields.nth(0)).to_be_focused()
    for number, typed in enumerate("208"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        if number < 2:
            expect(fields.nth(number + 1)).to_be_focused()
    expect(page.locator("table").get_by_text("Bewaard", exact=True)).to_have_count(2)
    expect(page.get_by_role("alert")).to_have_text("Typ een cijfer van 0 tot en met 6. 0 is: komt niet.")
    expect(fields.nth(2)).to_have_attribute("aria-invalid", "true")
    assert replies(school) == [0, 2]
    assert violations(page) == []
    page.locator("button[name=terug]").first.press("Enter")
    expect(page.locator("table").get_by_text("Ongedaan gemaakt")).to_have_count(1)
    expect(fields.nth(0)).to_be_focused()
    assert replies(school) == [0]


def test_the_whole_form_is_saved_without_script_on_a_phone(
    chromium: Browser, live_server: Any, client: Client, school: Any, dirk: Who, address: str
) -> None:
    sign_in(client, dirk)
    made = chromium.new_context(viewport=PHONE, base_url=live_server.url, java_script_enabled=False, locale="nl-NL")
    let_in(made, live_server, client)
    page = made.new_page()
    page.goto(address)
    fields = page.locator("[name$='-coming']")
    fields.nth(0).fill("1")
    fields.nth(2).fill("3")
    fields.nth(2).press("Enter")
    expect(page.get_by_text("2 antwoorden zijn bewaard.")).to_be_visible()
    assert replies(school) == [1, 3]
    page.locator("button[name=terug]").first.click()
    expect(page.locator("button[name=terug]")).to_have_count(0)
    assert replies(school) == [3]
    made.close()
