# ruff: noqa: F811  (fixtures are arguments too)
"""A parent on a telephone: fill in, lose the connection, come back, send, and it is in. In Dutch, and in Arabic."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from driehoek.laws.browser import chromium, let_in, phone, violations  # noqa: F401  (fixtures)
from driehoek.library.reading_scan import load_instrument
from driehoek.schools.scoping import within

from ..models import Version
from ..services.answering import sheets_of
from .makers_asked import make_asked_class, make_fielding, make_tickets
from .test_guest import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_filled_in_survives_a_lost_connection_and_arrives_once(
    phone: BrowserContext, live_server: Any, client: Client, school: Any
) -> None:
    with within(school):
        fielding = make_fielding()
        Version.objects.update(content=load_instrument("full", "po"))
        (ticket,) = make_tickets(fielding, make_asked_class(fielding))
    address = opened(client, school, "scan", ticket)
    let_in(phone, live_server, client)
    page = phone.new_page()
    page.goto(f"{address}?taal=ar")
    assert violations(page) == []
    page.goto(address)
    page.get_by_role("button", name="Begin").click()
    item = page.locator("#deel-1 fieldset").first
    item.get_by_label("grotendeels").check()
    item.locator("summary").click()
    item.get_by_label("heel belangrijk").check()
    assert violations(page) == []
    for _part in range(7):
        page.get_by_role("button", name="Verder").click()
    page.goto(f"{page.url.partition('#')[0]}#deel-7")
    page.locator("#deel-7 textarea").first.fill("De juf belt ook als het goed gaat")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Wis wat hier is ingevuld").click()
    page.get_by_role("button", name="Nee, laat staan").click()
    phone.set_offline(True)
    page.get_by_role("button", name="Versturen").click()
    expect(page.locator("#told")).to_contain_text("Nog niet verstuurd")
    page.close()
    phone.set_offline(False)
    page = phone.new_page()
    page.route("**/v/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.goto(f"{address}#deel-1")
    expect(page.locator("#deel-1 fieldset").first.get_by_label("heel belangrijk")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    page.unroute("**/v/**")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel")
    assert page.evaluate("localStorage.length") == 0
    assert violations(page) == []
    with within(school):
        (sheet,) = sheets_of(fielding)
    assert (dict(sheet.now), dict(sheet.important)) == ({"societal_place": 4}, {"societal_place": 5})
    assert list(sheet.words.values()) == ["De juf belt ook als het goed gaat"]
