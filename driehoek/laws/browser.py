"""A real Chromium for tests: `chromium`, a `phone` (390 × 844) and a `desk` (1280 × 800). Import what a test module needs.

`CHROMIUM` in the environment names the program; otherwise the one of the system.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
PATIENCE = 20_000  # milliseconds; a busy machine is no fault of a page
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, where Django would refuse every query of the test itself.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def context(browser: Browser, live_server: Any, size: dict[str, int], language: str = "nl-NL") -> BrowserContext:
    made = browser.new_context(viewport=size, base_url=live_server.url, locale=language, reduced_motion="reduce")
    made.set_default_timeout(PATIENCE)
    return made


@pytest.fixture
def phone(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    made = context(chromium, live_server, PHONE)
    yield made
    made.close()


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    made = context(chromium, live_server, DESK)
    yield made
    made.close()


def let_in(made: BrowserContext, live_server: Any, client: Any) -> None:
    """Give the browser the session of a signed-in test client."""
    made.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands: rule and element, empty when nothing."""
    page.wait_for_timeout(250)  # a colour halfway is neither the one nor the other
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
