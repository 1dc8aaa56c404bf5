# ruff: noqa: F811  (fixtures are arguments too)
"""The evening in a real browser: words that arrive exactly once whatever the network does, and screens that follow."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from driehoek import clock
from driehoek.conftest import sign_in
from driehoek.laws.browser import PHONE, chromium, context, desk, let_in, phone, violations  # noqa: F401  (fixtures)
from driehoek.meetings import services
from driehoek.meetings.models import Meeting
from driehoek.meetings.services import live
from driehoek.schools.scoping import within
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution

from .evenings import at, fresh, put_up, run, table_of
from .makers import make_guests, make_meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(school: Any, dirk: Any) -> Meeting:
    made = make_meeting(school, dirk, day=clock.today() + dt.timedelta(days=1))
    with within(school):
        return run(made, dirk, "goes_well")


def code_of(school: Any, purpose: str, about: Any) -> str:
    from driehoek.access import codes

    with within(school, write=False):
        found = codes.codes_for(purpose, [about])[about]
    return found.get("hall") or found["printed"]


def join(made: BrowserContext, school: Any, meeting: Meeting) -> Page:
    """Scan the code on the screen and say who one is."""
    page = made.new_page()
    page.goto(f"/c/{code_of(school, 'join', meeting.pk)}")
    page.locator("main form button").click()
    page.get_by_text("Ik ben ouder of verzorger").click()
    return page


@pytest.fixture
def page(phone: BrowserContext, school: Any, meeting: Meeting) -> Iterator[Page]:
    errors: list[str] = []
    page = join(phone, school, meeting)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert errors == []


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Verstuur").click()


def texts(school: Any) -> list[str]:
    with within(school, write=False):
        return sorted(Contribution.objects.values_list("text", flat=True))


def chips(page: Page) -> Any:
    return page.locator("#said .chip")


def test_without_a_connection_it_waits_and_arrives_exactly_once(page: Page, phone: BrowserContext, school: Any) -> None:
    phone.set_offline(True)
    say(page, "De juf belde.")
    say(page, "Wie moet ik bellen?")
    expect(chips(page)).to_have_text(["nog niet verstuurd"] * 2)
    assert texts(school) == []
    phone.set_offline(False)
    expect(chips(page)).to_have_text(["verstuurd"] * 2)
    assert texts(school) == ["De juf belde.", "Wie moet ik bellen?"]


def test_an_answer_that_is_lost_on_the_way_back_makes_no_double(page: Page, school: Any) -> None:
    """The server kept it, the phone never heard so: it sends again."""
    sent: list[int] = []

    def lose_twice(route: Route) -> None:
        sent.append(route.fetch().status)
        if len(sent) <= 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/meedoen/zeg/", lose_twice)
    say(page, "Het startgesprek was fijn.")
    expect(chips(page)).to_have_text(["verstuurd"], timeout=20_000)
    assert sent == [200, 200, 200]
    assert texts(school) == ["Het startgesprek was fijn."]


def test_the_welcome_page_of_a_network_is_no_yes(page: Page, school: Any) -> None:
    answers = iter(range(100))

    def portal(route: Route) -> None:
        if next(answers) == 0:
            route.fulfill(status=200, content_type="text/html", body="<h1>Gratis wifi</h1>")
        else:
            route.continue_()

    page.route("**/meedoen/zeg/", portal)
    say(page, "Op het plein kun je altijd iets vragen.")
    expect(chips(page)).to_have_text(["verstuurd"], timeout=15_000)
    assert texts(school) == ["Op het plein kun je altijd iets vragen."]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_restarts_gets_it_afterwards(page: Page, school: Any, status: int) -> None:
    page.route("**/meedoen/zeg/", lambda route: route.fulfill(status=status, body="even niet"))
    say(page, "Ik hoor het liever eerder.")
    expect(chips(page)).to_have_text(["nog niet verstuurd"])
    page.unroute("**/meedoen/zeg/")
    expect(chips(page)).to_have_text(["verstuurd"], timeout=20_000)
    assert texts(school) == ["Ik hoor het liever eerder."]


def test_a_closed_tab_and_a_reload_lose_nothing(page: Page, phone: BrowserContext, school: Any, meeting: Meeting) -> None:
    where = page.url
    phone.route("**/meedoen/zeg/", lambda route: route.abort())
    say(page, "Uit de gesloten tab.")
    page.locator("#text").fill("Half getypt")
    page.close()
    again = phone.new_page()
    again.goto(where)
    expect(again.locator("#text")).to_have_value("Half getypt")
    expect(chips(again)).to_have_text(["nog niet verstuurd"])
    phone.unroute("**/meedoen/zeg/")
    again.reload()
    expect(chips(again)).to_have_text(["verstuurd"], timeout=15_000)
    expect(again.locator("#text")).to_have_value("Half getypt")
    assert texts(school) == ["Uit de gesloten tab."]


def test_two_tabs_and_many_presses_are_still_once(page: Page, phone: BrowserContext, school: Any) -> None:
    other = phone.new_page()
    other.goto(page.url)
    phone.set_offline(True)
    page.locator("#text").fill("Een keer is genoeg.")
    page.get_by_role("button", name="Verstuur").dblclick()
    expect(chips(page)).to_have_text(["nog niet verstuurd"])
    phone.set_offline(False)
    for tab in (page, other):
        expect(chips(tab)).to_have_text(["verstuurd"], timeout=15_000)
    assert texts(school) == ["Een keer is genoeg."]


def test_a_device_that_keeps_nothing_says_so_and_still_sends(
    chromium: Browser, live_server: Any, school: Any, meeting: Meeting
) -> None:
    made = context(chromium, live_server, PHONE)
    made.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    page = join(made, school, meeting)
    made.set_offline(True)
    say(page, "Zonder geheugen.")
    expect(page.locator("#blocked")).to_be_visible()
    expect(chips(page)).to_have_text(["nog niet verstuurd"])
    made.set_offline(False)
    expect(page.locator("#told")).to_have_text("Verstuurd. Dank u wel.", timeout=15_000)
    assert texts(school) == ["Zonder geheugen."]
    made.close()


def test_too_long_is_told_beside_the_text_which_stays(page: Page, school: Any) -> None:
    say(page, "a" * 100_000)
    expect(page.locator("#text-error")).to_contain_text("te lang")
    assert len(page.locator("#text").input_value()) == 100_000
    page.locator("#text").fill("Kort.")
    page.get_by_role("button", name="Verstuur").click()
    expect(chips(page)).to_have_text(["verstuurd"])
    assert texts(school) == ["Kort."]


def test_what_the_server_refuses_comes_back_with_its_message(page: Page, school: Any) -> None:
    page.route("**/meedoen/zeg/", lambda route: route.fulfill(status=422, json={"message": "Zo kan het niet."}))
    say(page, "Mijn woorden")
    expect(page.locator("#text-error")).to_have_text("Zo kan het niet.")
    expect(page.locator("#text")).to_have_value("Mijn woorden")
    page.unroute("**/meedoen/zeg/")
    page.get_by_role("button", name="Verstuur").click()
    expect(chips(page)).to_have_text(["verstuurd"])
    assert texts(school) == ["Mijn woorden"]


def test_when_the_session_ended_the_words_stay_until_the_code_is_scanned_again(
    page: Page, phone: BrowserContext, school: Any, meeting: Meeting
) -> None:
    phone.clear_cookies(name="sessionid")
    say(page, "Nog te versturen.")
    expect(page.get_by_text("Scan de code opnieuw", exact=True)).to_be_visible()
    expect(chips(page)).to_have_text(["nog niet verstuurd"])
    page.goto(f"/c/{code_of(school, 'join', meeting.pk)}")
    page.locator("main form button").click()
    expect(chips(page)).to_have_text(["verstuurd"], timeout=15_000)
    assert texts(school) == ["Nog te versturen."]


def test_the_phone_keeps_the_list_for_what_was_done_with_it(page: Page, school: Any, meeting: Meeting) -> None:
    say(page, "Een bordje met wie ik kan bellen.")
    expect(chips(page)).to_have_text(["verstuurd"])
    [mine] = page.evaluate(f"JSON.parse(localStorage.getItem('driehoek:mine:{meeting.occasion_id}'))")
    with within(school, write=False):
        row = Contribution.objects.get()
    assert mine == {"key": str(row.pk), "back": mine["back"], "text": row.text, "day": row.day.isoformat()}
    assert row.strip and mine["back"] != mine["key"], "only the phone can take it back"


def test_a_new_question_never_takes_a_half_typed_answer(page: Page, school: Any, dirk: Any, meeting: Meeting) -> None:
    page.locator("#text").fill("Ik was nog bezig")
    with within(school):
        live.show_question(meeting=fresh(meeting), by=dirk, question="needs")
    expect(page.locator("#newer")).to_be_visible()
    expect(page.locator("#asked")).to_contain_text("Wat gaat al goed")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("#asked")).to_contain_text("Wat hebt u van de school nodig")
    expect(chips(page)).to_have_text(["verstuurd"])
    with within(school, write=False):
        assert Contribution.objects.get().question == "goes_well"
    say(page, "Rust.")
    expect(chips(page)).to_have_text(["verstuurd"] * 2)
    with within(school, write=False):
        assert sorted(Contribution.objects.values_list("question", "kind")) == [("goes_well", "goes_well"), ("needs", "need")]


def test_closing_the_evening_thanks_every_phone_and_late_words_still_come(
    page: Page, phone: BrowserContext, school: Any, dirk: Any, meeting: Meeting
) -> None:
    phone.route("**/meedoen/zeg/", lambda route: route.abort())
    say(page, "Nog onderweg.")
    with within(school):
        live.close_evening(meeting=fresh(meeting), by=dirk)
    expect(page.get_by_role("heading", name="Dank u wel")).to_be_visible()
    expect(chips(page)).to_have_text(["nog niet verstuurd"])
    phone.unroute("**/meedoen/zeg/")
    expect(chips(page)).to_have_text(["verstuurd"], timeout=20_000)
    assert texts(school) == ["Nog onderweg."]


def test_the_scribe_goes_on_and_sees_what_the_table_wrote(
    phone: BrowserContext, school: Any, dirk: Any, meeting: Meeting
) -> None:
    with within(school, write=False):
        table = table_of(meeting, 2)
    page = phone.new_page()
    page.goto(f"/c/{code_of(school, 'scribe', table.pk)}")
    page.locator("main form button").click()
    page.get_by_text("Een ouder zei dit").click()
    say(page, "Vaker horen wat goed gaat.")
    expect(page.locator("#written li")).to_have_count(1)
    expect(page.locator("#written")).to_contain_text("bij de gespreksleider")
    page.get_by_role("button", name="wijzig").click()
    page.get_by_text("Iemand van school zei dit").click()
    say(page, "Een vaste inloopdag.")
    expect(page.locator("#written li")).to_have_count(2)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('driehoek:mine')).length") == 0
    with within(school, write=False):
        assert sorted(Contribution.objects.values_list("voice", "table_number")) == [("parents", 2), ("school", 2)]
    assert violations(page) == []


@pytest.mark.parametrize("language", ["nl-NL", "ar"])
def test_the_phone_page_has_no_violations(
    chromium: Browser, live_server: Any, school: Any, meeting: Meeting, language: str
) -> None:
    made = context(chromium, live_server, PHONE, language)
    page = made.new_page()
    page.goto(f"/c/{code_of(school, 'join', meeting.pk)}")
    page.locator("main form button").click()
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert violations(page) == []
    page.locator("label.choice").first.click()
    page.locator("#text").fill("بنتي سعيدة")
    page.locator(".kind summary").click()
    page.locator(".named summary").click()
    assert violations(page) == []
    page.locator(".send button").click()
    expect(page.locator("#said .chip.done")).to_have_count(1)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    made.close()


@pytest.fixture
def staff(desk: BrowserContext, live_server: Any, client: Client, dirk: Any) -> BrowserContext:
    sign_in(client, dirk)
    let_in(desk, live_server, client)
    return desk


def test_the_shared_screen_follows_puts_the_newest_first_and_keeps_the_last(
    staff: BrowserContext, school: Any, dirk: Any, meeting: Meeting
) -> None:
    page = staff.new_page()
    page.goto(at("live_hall", meeting.pk))
    expect(page.get_by_text("Pak uw telefoon")).to_be_visible()
    for text in ("Eerste", "Tweede", "Derde"):
        with within(school):
            voices.approve(contributions=[put_up(meeting, text, standing="waiting", question="goes_well")], by=dirk)
        expect(page.locator(".wall .note p").first).to_have_text(text)
    expect(page.locator(".wall .note p")).to_have_text(["Derde", "Tweede", "Eerste"])
    page.reload()
    expect(page.locator(".wall .note p")).to_have_text(["Derde", "Tweede", "Eerste"])
    staff.set_offline(True)
    expect(page.locator("[data-lost]")).to_be_visible(timeout=10_000)
    expect(page.locator(".wall .note p")).to_have_text(["Derde", "Tweede", "Eerste"])
    staff.set_offline(False)
    with within(school):
        live.show_question(meeting=fresh(meeting), by=dirk, question="needs")
    expect(page.locator("h1")).to_contain_text("Wat hebt u van de school nodig")
    assert violations(page) == []


def test_the_shared_screen_shows_no_more_than_fits(staff: BrowserContext, school: Any, meeting: Meeting) -> None:
    page = staff.new_page()
    page.set_viewport_size({"width": 1360, "height": 765})
    with within(school):
        for number in range(20):
            put_up(meeting, f"{number} " + "een lange zin die door blijft gaan " * 20, question="goes_well")
    page.goto(at("live_hall", meeting.pk))
    expect(page.locator(".wall .note").first).to_be_visible()
    wall, foot = page.locator(".wall").bounding_box(), page.locator(".hall-foot").bounding_box()
    top = page.locator(".hall-top").bounding_box()
    assert wall and foot and top
    assert top["y"] + top["height"] <= wall["y"] + 1 and wall["y"] + wall["height"] <= foot["y"] + 1
    assert 1 <= page.locator(".wall .note:visible").count() <= 12


def test_the_leader_leads_by_thumb_and_the_clock_counts_on_a_wrong_device(
    staff: BrowserContext, school: Any, meeting: Meeting
) -> None:
    page = staff.new_page()
    page.set_viewport_size(PHONE)
    page.add_init_script("Date.now = () => 915148800000;")  # it is 1999 here
    page.goto(at("live_leader", meeting.pk))
    expect(page.locator(".clock")).to_contain_text("44:")
    page.get_by_role("button", name="+5 min").click()
    expect(page.locator(".clock")).to_contain_text("49:")
    page.get_by_role("button", name="Volgende vraag").click()
    expect(page.locator(".asked")).to_contain_text("Wat is soms lastig")
    with within(school):
        note = put_up(meeting, "Fijn dat u luistert", standing="waiting")
    page.get_by_role("button", name=re.compile("Op het scherm.*Fijn dat u luistert")).click()
    expect(page.locator(".judging")).to_have_count(0)
    with within(school, write=False):
        assert Contribution.objects.get(pk=note.pk).standing == "approved"
    page.locator("#turn-next").click()
    expect(page.locator(".title")).to_have_text("Wat hoorden we?")
    page.locator("#turn-back").click()
    expect(page.locator(".title")).to_have_text("In gesprek")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_at_the_door_one_tap_is_enough(staff: BrowserContext, school: Any, dirk: Any, meeting: Meeting) -> None:
    with within(school):
        make_guests(meeting, 4)
        services.gather(by=dirk, meeting=fresh(meeting))
    page = staff.new_page()
    page.goto(at("live_door", meeting.pk))
    page.get_by_label("Zoek op naam").fill("bas002")
    expect(page.locator(".arrivals li")).to_have_count(1)
    page.get_by_role("button", name="Is er").click()
    expect(page.locator("#door")).to_contain_text("1 van 8 binnen")
    expect(page.locator(".arrivals li")).to_have_count(1)
    page.get_by_role("button", name="Toch niet").click()
    expect(page.locator("#door")).to_contain_text("0 van 8 binnen")
    assert violations(page) == []


def test_the_sheet_with_codes_is_accessible(staff: BrowserContext, meeting: Meeting) -> None:
    page = staff.new_page()
    page.goto(at("live_codes", meeting.pk))
    assert violations(page) == []
