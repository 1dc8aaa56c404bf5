# ruff: noqa: F811  (fixtures are arguments too)
"""The harvest board in a real browser: by mouse, by keys, without script, and while somebody else sorts too."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.invitations.models import Occasion
from driehoek.invitations.tests.makers import make_occasion
from driehoek.laws.browser import DESK, chromium, desk, let_in, phone, violations  # noqa: F401  (fixtures)
from driehoek.schools.scoping import within
from driehoek.voices import services, strips
from driehoek.voices.models import Contribution, Theme

from .makers import make_invitation, opened, read, say
from .pages import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def occasion(school: Any) -> Occasion:
    """Not on a stopped clock: the browser has its own."""
    with within(school):
        return make_occasion()


@pytest.fixture
def theme(occasion: Occasion, school: Any, dirk: Who) -> Theme:
    with within(school):
        say(occasion, "Wie bel ik als er iets is?")
        say(occasion, "Het huiswerk is thuis ruzie.")
        services.make_theme(occasion=occasion, title="Huiswerk", by=dirk)
        return services.make_theme(occasion=occasion, title="Bereikbaar zijn", by=dirk)


@pytest.fixture
def page(desk: BrowserContext, live_server: Any, client: Client, dirk: Who, occasion: Occasion, theme: Theme) -> Iterator[Page]:
    sign_in(client, dirk)
    let_in(desk, live_server, client)
    errors: list[str] = []
    page = desk.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto(at("harvest_board", occasion.pk))
    yield page
    assert errors == []


def column(page: Page, name: str) -> Locator:
    return page.locator(f'[data-column][data-name="{name}"]')


def card(page: Page, words: str) -> Locator:
    return page.locator("[data-card]").filter(has_text=words)


def theme_of(school: Any, words: str) -> str | None:
    with within(school, write=False):
        row = Contribution.objects.select_related("theme").get(text__startswith=words)
        return row.theme.title if row.theme else None


def test_a_card_moves_by_mouse_and_its_undo_puts_it_back(page: Page, school: Any) -> None:
    card(page, "Wie bel ik").drag_to(column(page, "Bereikbaar zijn").locator("[data-cards]"))
    expect(column(page, "Bereikbaar zijn")).to_contain_text("Wie bel ik")
    expect(page.get_by_role("button", name="Maak ongedaan: 1 kaart naar ‘Bereikbaar zijn’")).to_be_visible()
    assert theme_of(school, "Wie bel ik") == "Bereikbaar zijn"
    page.locator("#undo-move").click()
    expect(column(page, "Nog geen thema")).to_contain_text("Wie bel ik")
    assert theme_of(school, "Wie bel ik") is None


def test_a_card_moves_by_keys_alone_and_keeps_the_focus(page: Page, school: Any) -> None:
    card(page, "Wie bel ik").locator("[data-grip]").focus()
    for key in ("Enter", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#live")).to_contain_text("Bereikbaar zijn")
    expect(card(page, "Wie bel ik")).to_have_attribute("data-seen", re.compile("[0-9a-f-]{36}"))
    expect(card(page, "Wie bel ik").locator("[data-grip]")).to_be_focused()
    assert theme_of(school, "Wie bel ik") == "Bereikbaar zijn"


def test_a_suggestion_is_one_key_and_the_next_card_is_ready(page: Page, school: Any, occasion: Occasion, theme: Theme) -> None:
    with within(school):
        for row in Contribution.objects.all():
            read(row, theme)
    page.reload()
    page.locator("[data-card] [data-put]").first.focus()
    page.keyboard.press("1")
    expect(column(page, "Bereikbaar zijn").locator("[data-card]")).to_have_count(1)
    expect(page.locator("#live")).to_contain_text("Gezet bij Bereikbaar zijn")
    expect(column(page, "Nog geen thema").locator("[data-put]").first).to_be_focused()
    page.keyboard.press("u")
    expect(column(page, "Nog geen thema").locator("[data-card]")).to_have_count(2)
    page.locator("#board-help summary").click()
    page.locator("#keys-on").uncheck()
    page.locator("[data-card] [data-put]").first.focus()
    page.keyboard.press("1")
    page.locator("[data-sheet]").first.click()
    page.locator("#place-sheet").get_by_role("button", name="Huiswerk").click()
    expect(column(page, "Huiswerk").locator("[data-card]")).to_have_count(1)
    expect(column(page, "Nog geen thema").locator("[data-card]")).to_have_count(1)
    assert violations(page) == []


def test_ticked_cards_move_together_from_the_bar_that_appears(page: Page, school: Any) -> None:
    expect(page.locator("#bulk")).to_be_hidden()
    for box in page.locator("[data-tick]").all():
        box.check()
    page.locator("#bulk-to").select_option(label="Huiswerk")
    page.get_by_role("button", name="Verplaats (2)").click()
    expect(column(page, "Huiswerk").locator("[data-card]")).to_have_count(2)
    assert theme_of(school, "Wie bel ik") == theme_of(school, "Het huiswerk") == "Huiswerk"


def test_the_board_follows_a_colleague_but_never_under_ones_hands(
    page: Page, school: Any, occasion: Occasion, theme: Theme, anne: Who
) -> None:
    page.locator("[data-tick]").first.check()
    with within(school):
        rows = list(Contribution.objects.all())
        services.place_many(occasion=occasion, cards=[(row.pk, None) for row in rows], theme=theme, by=anne)
    page.wait_for_timeout(6_000)
    expect(page.locator("[data-tick]:checked")).to_have_count(1)
    page.locator("[data-tick]").first.uncheck()
    expect(column(page, "Bereikbaar zijn").locator("[data-card]")).to_have_count(2, timeout=9_000)


def test_a_stale_card_jumps_to_where_a_colleague_put_it_and_says_so(
    page: Page, school: Any, occasion: Occasion, theme: Theme, anne: Who
) -> None:
    page.locator("[data-tick]").last.check()  # the board waits while something is ticked
    with within(school):
        row = Contribution.objects.get(text__startswith="Wie bel ik")
        services.place(contribution=row, theme=theme, by=anne)
    card(page, "Wie bel ik").drag_to(column(page, "Huiswerk").locator("[data-cards]"))
    expect(page.locator(".toast")).to_contain_text("Iemand anders heeft een kaart net verplaatst")
    expect(column(page, "Bereikbaar zijn")).to_contain_text("Wie bel ik")
    assert theme_of(school, "Wie bel ik") == "Bereikbaar zijn"


def test_without_script_cards_move_and_go_back_all_the_same(
    chromium: Browser, live_server: Any, client: Client, dirk: Who, occasion: Occasion, theme: Theme, school: Any
) -> None:
    sign_in(client, dirk)
    plain = chromium.new_context(viewport=DESK, base_url=live_server.url, locale="nl-NL", java_script_enabled=False)
    let_in(plain, live_server, client)
    page = plain.new_page()
    page.goto(at("harvest_board", occasion.pk))
    page.locator("[data-tick]").first.check()
    page.locator("#bulk-to").select_option(label="Bereikbaar zijn")
    page.locator("#bulk button").click()
    expect(column(page, "Bereikbaar zijn").locator("[data-card]")).to_have_count(1)
    page.locator("#undo-move").click()
    expect(page.locator(".messages")).to_contain_text("staat weer waar die stond")
    plain.close()


@pytest.mark.parametrize("route", ["harvest_board", "moderate", "answers"])
def test_everybody_can_use_the_screens_of_the_harvest(page: Page, occasion: Occasion, route: str) -> None:
    page.goto(at(route, occasion.pk))
    assert violations(page) == []


def test_a_phone_finds_back_what_it_said_without_a_name(
    phone: BrowserContext, live_server: Any, client: Client, occasion: Occasion, theme: Theme, school: Any, dirk: Who
) -> None:
    from driehoek.people.tests.makers import make_home

    with within(school):
        key = Contribution.objects.get(text__startswith="Wie bel ik").pk
        opened(client, "reply", make_invitation(occasion, make_home("Aïcha")).pk, occasion)
    let_in(phone, live_server, client)
    page = phone.new_page()
    page.goto(at("said", occasion.pk))
    expect(page.locator("#own")).not_to_contain_text("Wie bel ik")
    secret = str(uuid.uuid4())
    with within(school):
        Contribution.objects.filter(pk=key).update(strip=strips.of_phone(secret))
    page.evaluate(f"localStorage.setItem('driehoek:mine:{occasion.pk}', JSON.stringify([{{key: '{key}', back: '{secret}'}}]))")
    page.reload()
    expect(page.locator("#own")).to_contain_text("Wie bel ik")
    expect(page.locator("#own")).to_contain_text("De school leest het nog")
    assert violations(page) == []
    with within(school):
        services.answer_contribution(
            contribution=Contribution.objects.get(pk=key), by=dirk, kind="heard", text="Er komt een bordje."
        )
    page.goto(reverse("my_words", args=["klimboom"]))
    expect(page.locator("#own [data-fresh]")).to_be_visible()  # seen before, and told since
    expect(page.locator("#own")).to_contain_text("Er komt een bordje.")
    page.get_by_text("Neem deze woorden terug").click()
    page.get_by_role("button", name="Ja, haal mijn woorden weg").click()
    expect(page.locator("#own")).to_contain_text("Uw woorden zijn weg.")
    page.reload()
    expect(page.locator("#own")).not_to_contain_text("Wie bel ik")
    with within(school, write=False):
        assert not Contribution.objects.filter(pk=key).exists()
