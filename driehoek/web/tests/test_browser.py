"""The scripts, in a real browser on the page of components: boards, sending once, dialogs, light and dark, no connection."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from driehoek.laws.browser import DESK, PHONE, chromium, context, desk, phone, violations  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(desk: Any) -> Page:  # noqa: F811
    made: Page = desk.new_page()
    made.goto("/_components/")
    return made


def board(page: Page) -> list[str]:
    """The cards per column, as 'column card card'."""
    return page.evaluate(
        "[...document.querySelectorAll('[data-column]')].map(c => [c.dataset.column, ...[...c.querySelectorAll('[data-card]')].map(x => x.dataset.card)].join(' '))"
    )


START = ["new new-0 new-1 new-2", "reach reach-0", "news"]


def test_card_moves_by_keys_and_can_be_taken_back(page: Page) -> None:
    page.locator('[data-card="new-0"] [data-grip]').focus()
    for key in ("Enter", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    with page.expect_request("**/move/") as sent:
        page.keyboard.press("Enter")
    assert sent.value.post_data == "card=new-0&column=reach&position=1&version=1"
    expect(page.locator(".toast")).to_contain_text("Verplaatst naar Bereikbaar zijn, plek 2 van 2.")
    with page.expect_request("**/move/") as back:
        page.locator(".toast button").click()
    assert back.value.post_data == "card=new-0&column=new&position=0&version=1"
    assert board(page) == START


def test_escape_leaves_a_card_where_it_was(page: Page) -> None:
    page.locator('[data-card="new-0"] [data-grip]').focus()
    for key in ("Enter", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    assert board(page) == START


def test_card_moves_by_mouse(page: Page) -> None:
    with page.expect_request("**/move/"):
        page.locator('[data-card="new-1"]').drag_to(page.locator('[data-column="news"] [data-cards]'))
    assert board(page) == ["new new-0 new-2", "reach reach-0", "news new-1"]


def test_card_goes_back_when_the_server_says_no(page: Page) -> None:
    page.evaluate("document.querySelector('[data-board]').dataset.moveUrl += '?fail=1'")
    page.locator('[data-card="new-1"]').drag_to(page.locator('[data-column="news"] [data-cards]'))
    expect(page.locator(".toast")).to_contain_text("Dat lukte niet.")
    assert board(page) == START


def test_form_is_sent_once_however_often_the_button_is_pressed(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate(
        "document.querySelector('#formulier form .actions button').dataset.it = '';"
        "for (let i = 0; i < 3; i += 1) document.querySelector('[data-it]').click()"
    )
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert len(sent) == 1


def test_dialog_opens_closes_with_escape_and_gives_the_focus_back(page: Page) -> None:
    page.locator("[data-opens]").click()
    expect(page.locator("#sample-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sample-dialog")).to_be_hidden()
    expect(page.locator("[data-opens]")).to_be_focused()


def test_long_answer_is_counted_and_never_cut_off(page: Page) -> None:
    page.locator("#id_story").fill("a" * 205)
    expect(page.locator("#id_story + .count")).to_have_text("5 tekens te veel")
    assert len(page.locator("#id_story").input_value()) == 205


def test_chosen_scheme_stays_on_this_device(page: Page) -> None:
    for _ in range(2):
        page.locator(".side [data-theme-next]").click()
    expect(page.locator(".side [data-theme-name]")).to_have_text("Altijd donker")
    page.reload()
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 25, 29)")


def test_guest_without_connection_keeps_what_was_typed(phone: Any) -> None:  # noqa: F811
    page = phone.new_page()
    page.goto("/_components/guest/")
    page.locator("label.choice").first.click()
    phone.set_offline(True)
    page.locator(".foot button").click()
    expect(page.locator(".offline")).to_contain_text("Er is nu geen verbinding.")
    expect(page.locator("input[type=radio]").first).to_be_checked()
    phone.set_offline(False)
    expect(page.locator(".offline")).to_have_count(0)


@pytest.mark.parametrize("size", [DESK, {"width": 360, "height": 760}], ids=["desk", "phone"])
@pytest.mark.parametrize(
    ("kind", "scheme"),
    [
        ("", "light"),
        ("", "dark"),
        ("guest/", "light"),
        ("guest/", "dark"),
        ("plain/", "light"),
        ("leader/", "light"),
        ("hall/", "light"),
    ],
)
def test_pages_fit_and_have_no_violations(chromium: Browser, live_server: Any, size: Any, scheme: Any, kind: str) -> None:  # noqa: F811
    made = context(chromium, live_server, size)
    page = made.new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/_components/{kind}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    made.close()


def test_everything_that_can_be_pressed_is_44_pixels_high(phone: Any) -> None:  # noqa: F811
    page = phone.new_page()
    page.goto("/_components/")
    small = page.evaluate(
        "[...document.querySelectorAll('button, .button, .choice, .tick, .nav a, .pages a, details.menu > summary')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []
