# ruff: noqa: F811  (fixtures are arguments too)
"""A parent's own data on a phone, without script: from the invitation to removed."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from driehoek.access import codes
from driehoek.access.who import WORKER, Who
from driehoek.invitations import services
from driehoek.invitations.models import Invitation
from driehoek.invitations.services import Given
from driehoek.invitations.tests.makers import invite, make_occasion
from driehoek.laws.browser import PHONE, chromium, violations  # noqa: F401  (fixtures)
from driehoek.people.models import Guardian, Guardianship
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(school: Any, carla: Who) -> Invitation:
    school.reply_to, school.phone = "school@example.org", "06-00000001"
    school.save()
    with within(school):
        five = make_class("Groep 5", mentor=carla)
        home = make_home("Aïcha", mails=("een.heel.lang.adres.van.aicha.amrani@voorbeeldprovider.example.org",), is_secret=True)
        make_child("Noor", five, home)
        Guardianship.objects.update(relation="mother", authority="yes")
        invitation = invite(make_occasion(), by=carla)["Aïcha"]
        services.reply(invitation=invitation, given=Given(coming=2, other_need="Een stoel met leuning"), by=WORKER)
        return invitation


def fits(page: Page) -> None:
    """Nothing hangs over the edge of the phone."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_whole_way_without_script(
    chromium: Browser, live_server: Any, school: Any, asked: Invitation, language: str, tmp_path: Any
) -> None:
    made = chromium.new_context(viewport=PHONE, base_url=live_server.url, java_script_enabled=False)
    made.add_cookies([{"name": "taal", "value": language, "url": live_server.url}])
    page = made.new_page()
    with within(school, write=False):
        link = codes.codes_for("reply", [asked.pk])[asked.pk]["link"]
        guardian = Guardian.objects.get()
    page.goto(f"/c/{link}")
    page.locator("main form button").click()
    page.locator("footer a").click()
    page.screenshot(path=tmp_path / f"{language}-1-who.png", full_page=True)
    page.locator("main label").first.click()
    page.locator("main form button").click()
    expect(page.locator(".notice.done")).to_be_visible()
    with within(school):
        [code] = codes.issue("own", guardian.pk, asked.occasion.ends_at.replace(year=2099))
    page.goto(f"/c/{codes.plain(code)}")
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.screenshot(path=tmp_path / f"{language}-2-own.png", full_page=True)
    page.locator("main a.button").first.click()
    page.locator("#id_phone").fill("12")
    page.locator("main form .button").first.click()
    expect(page.locator("#id_phone")).to_have_value("12")
    page.screenshot(path=tmp_path / f"{language}-3-wrong.png", full_page=True)
    page.locator("#id_phone").fill("0612345678")
    page.locator("main form .button").first.click()
    expect(page.locator(".notice.done").first).to_be_visible()
    page.locator('button[value="address"]').click()
    page.screenshot(path=tmp_path / f"{language}-4-asked.png", full_page=True)
    page.locator('a[href$="verwijderen/"]').click()
    page.screenshot(path=tmp_path / f"{language}-5-remove.png", full_page=True)
    page.locator("button.danger").click()
    expect(page.locator(".notice.done")).to_be_visible()
    page.screenshot(path=tmp_path / f"{language}-6-removed.png", full_page=True)
    made.close()
    with within(school, write=False):
        assert Guardian.objects.get().email == ""
