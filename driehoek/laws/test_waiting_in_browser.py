# ruff: noqa: F811  (fixtures are arguments too)
"""What a phone sends without a network waits there, says so, and arrives once: in a session of the team, and in a round."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from driehoek.invitations.tests.makers import make_occasion
from driehoek.laws.browser import chromium, let_in, phone, violations  # noqa: F401  (fixtures)
from driehoek.people.tests.makers import make_home
from driehoek.scans.models import Note
from driehoek.scans.services import sessions
from driehoek.scans.tests.test_session_screens import joined
from driehoek.scans.tests.test_sessions import make
from driehoek.schools.scoping import within
from driehoek.voices.models import Reaction
from driehoek.voices.tests.makers import make_invitation, opened
from driehoek.voices.tests.polling import make_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _lose_answers(page: Page) -> None:
    """The server hears it and its answer gets lost: nobody can tell that on the phone."""

    def heard_without_an_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.fulfill(status=502)
        else:
            route.continue_()

    page.route("**/s/**", heard_without_an_answer)


def _again(page: Page) -> Page:
    """The tab is closed and the page opened anew, with a network."""
    address, phone = page.url, page.context
    page.close()
    fresh = phone.new_page()
    fresh.goto(address)
    return fresh


def test_a_note_of_a_session_waits_and_arrives_once(phone: BrowserContext, live_server: Any, school: Any, dirk: Any) -> None:
    with within(school):
        session = make(dirk)
        sessions.go_to(session=session, step="sheets", by=dirk)
    let_in(phone, live_server, joined(school, session))
    page = phone.new_page()
    page.goto(reverse("session_phone", args=[school.slug, session.pk]))
    assert violations(page) == []
    page.locator('input[name="sheet"]').first.check()
    page.get_by_label("Eén ding per briefje").fill("We bellen ook als het goed gaat")
    _lose_answers(page)
    page.get_by_role("button", name="Leg het erbij").click()
    expect(page.locator("#mine")).to_contain_text("nog niet verstuurd")
    page = _again(page)
    expect(page.locator("#mine [data-state]")).to_have_text("verstuurd")
    expect(page.locator("#mine")).to_contain_text("We bellen ook als het goed gaat")
    with within(school):
        assert [one.text for one in Note.objects.all()] == ["We bellen ook als het goed gaat"]


def test_an_answer_in_a_round_waits_and_counts_once(
    phone: BrowserContext, live_server: Any, client: Any, school: Any, dirk: Any
) -> None:
    with within(school):
        occasion = make_occasion()
        invitation = make_invitation(occasion, make_home("Aïcha"))
        poll = make_round(occasion, dirk)
        opened(client, "reply", invitation.pk, occasion)
    let_in(phone, live_server, client)
    page = phone.new_page()
    page.goto(reverse("react", args=[school.slug, poll.pk]))
    _lose_answers(page)
    page.get_by_role("button", name="Eens", exact=True).click()
    page.get_by_role("button", name="Oneens", exact=True).click()
    expect(page.locator("#told")).to_contain_text("Nog niet verstuurd")
    page = _again(page)
    expect(page.locator("#place")).to_have_text("3 van 4")
    for _wait in range(100):
        if not page.evaluate("localStorage.length"):
            break
        page.wait_for_timeout(100)
    with within(school):
        assert sorted(Reaction.objects.values_list("value", flat=True)) == [-1, 1]
