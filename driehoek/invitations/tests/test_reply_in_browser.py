# ruff: noqa: F811  (fixtures are arguments too)
"""A parent's answer in a real browser: small, large, without script, in every language, and read aloud."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from driehoek.access import codes
from driehoek.access.who import Who
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion, Reply
from driehoek.invitations.tests.makers import invite, make_occasion
from driehoek.laws.browser import PATIENCE, chromium, violations  # noqa: F401  (fixtures)
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# A device with voices, of which the remote one must never be used; it remembers what it was asked to say.
VOICES = """
window.said = [];
const voice = (lang, localService, name) => ({ lang, localService, name, default: false });
const voices = %s;
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
const device = { getVoices: () => voices, addEventListener() {}, cancel() {}, speak(one) { window.now = one; window.said.push([one.text, one.voice.name]); } };
Object.defineProperty(window, "speechSynthesis", { value: device });
"""
AT_HOME = "[voice('en-GB', false, 'far'), voice('en_GB', true, 'near'), voice('nl-NL', true, 'dutch')]"


@pytest.fixture
def asked(school: Any, carla: Who) -> Invitation:
    """With words of the school in Dutch alone: all that can stand on the page."""
    school.reply_to, school.phone = "school@example.org", "06-00000001"
    school.save()
    with within(school):
        make_child("Noor", make_class("Groep 5", mentor=carla), make_home("Aïcha", mails=("aicha@example.org",)))
        occasion = make_occasion(title="Leesbevorderingsbijeenkomst voor ouders en verzorgers", place="Gemeenschapshuis")
        invitation = invite(occasion, by=carla)["Aïcha"]
        Occasion.objects.update(why="Lezen doen we samen.")
        ClassInvitation.objects.update(personal_line="Ik zie u graag!")
        return invitation


def opened(made: BrowserContext, school: Any, asked: Invitation) -> Page:
    made.set_default_timeout(PATIENCE)
    with within(school, write=False):
        link = codes.codes_for("reply", [asked.pk])[asked.pk]["link"]
    page = made.new_page()
    page.goto(f"/c/{link}")
    if page.locator("main form button").count() == 1 and "/c/" in page.url:
        page.locator("main form button").click()
        page.wait_for_url("**/uitnodiging/**")
    return page


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def test_every_language_is_whole_narrow_and_large_and_axe_finds_nothing(
    chromium: Browser, live_server: Any, school: Any, asked: Invitation, tmp_path: Any
) -> None:
    made = chromium.new_context(viewport=NARROW, base_url=live_server.url, reduced_motion="reduce")
    page = opened(made, school, asked)
    address = page.url.split("?")[0]
    for language in LANGUAGES:
        page.goto(f"{address}?taal={language}")
        expect(page.locator(".if-coming").first).to_be_hidden()
        page.locator('.choice:has([value="other"])').click()
        page.locator("#id_before").check()
        page.locator("#id_interpreter").select_option("child")
        expect(page.locator(".if-child")).to_be_visible()
        expect(page.locator("#id_question")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == language
        fits(page)
        page.screenshot(path=tmp_path / f"{language}.png", full_page=True)
        assert violations(page) == [], language
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.set_viewport_size({"width": 640, "height": 900})
        fits(page)
        page.set_viewport_size(NARROW)
    made.close()


def test_without_script_a_parent_answers_asks_and_is_offered_an_interpreter(
    chromium: Browser, live_server: Any, school: Any, asked: Invitation, tmp_path: Any
) -> None:
    made = chromium.new_context(viewport=NARROW, base_url=live_server.url, java_script_enabled=False)
    page = opened(made, school, asked)
    expect(page.locator("[data-aloud]")).to_be_hidden()
    page.locator('.choice:has([value="2"])').click()
    page.locator("#id_interpreter").select_option("child")
    page.locator(".tick").click()
    page.locator("#id_question").fill("Mag mijn zoon mee?")
    page.locator("form.fill .foot button").click()
    expect(page.locator(".if-child")).to_be_visible()
    page.screenshot(path=tmp_path / "child.png", full_page=True)
    assert page.locator("#id_question").input_value() == "Mag mijn zoon mee?"
    page.locator("#id_interpreter").select_option("tr")
    page.locator("form.fill .foot button").click()
    page.wait_for_url("**/dank/**")
    page.screenshot(path=tmp_path / "thanks.png", full_page=True)
    with within(school):
        kept = Reply.objects.get()
    assert (kept.coming, kept.interpreter) == (2, "tr")
    made.close()


def aloud(chromium: Browser, live_server: Any, school: Any, asked: Invitation, voices: str) -> Page:
    made = chromium.new_context(base_url=live_server.url, locale="en-GB")
    made.add_init_script(VOICES % voices)
    page = opened(made, school, asked)
    page.goto(f"{page.url.split('?')[0]}?taal=en")
    return page


def test_the_page_is_read_with_the_voices_of_the_device_and_can_be_paused_and_stopped(
    chromium: Browser, live_server: Any, school: Any, asked: Invitation
) -> None:
    page = aloud(chromium, live_server, school, asked, AT_HOME)
    play, stop = page.locator("[data-aloud] button").all()
    play.click()
    words = play.locator("span").inner_text()
    end = "window.now.onend()"
    for _piece in range(40):
        page.evaluate(end)
    said = page.evaluate("window.said")
    assert ["Lezen doen we samen.", "dutch"] in said and "far" not in {voice for _text, voice in said}
    assert any(voice == "near" for _text, voice in said)
    assert not any("Mijn kind" in text or "id_" in text for text, _voice in said)
    assert len({text for text, _voice in said}) > 6
    page.evaluate("window.said.length = 0")
    if stop.is_visible():
        stop.click()
    play.click()
    page.evaluate(end)
    play.click()  # pause
    assert play.locator("span").inner_text() != words
    page.evaluate(end)  # what ends now was silenced
    before = page.evaluate("window.said")
    play.click()  # on, from where it was
    after = page.evaluate("window.said")
    assert len(before) == 2 and after[2] == before[1]
    stop.click()
    expect(stop).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize("voices", ["[]", "[voice('en-GB', false, 'far')]", "[voice('pl-PL', true, 'other')]"])
def test_without_an_own_voice_in_this_language_there_is_no_button(
    chromium: Browser, live_server: Any, school: Any, asked: Invitation, voices: str
) -> None:
    page = aloud(chromium, live_server, school, asked, voices)
    expect(page.locator("[data-aloud]")).to_be_hidden()
    page.context.close()
