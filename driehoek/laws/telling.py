"""The people of the story at their screens: who sits where, and what is looked at on every stop."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from driehoek.conftest import sign_in
from driehoek.outbox.services import send_waiting
from driehoek.schools.models import School

from .browser import DESK, PHONE, context, let_in, violations
from .post import Postbox

SCREENS = Path(os.environ.get("SCREENS", "build/screens"))


class Story:
    """The people at their screens."""

    def __init__(self, browser: Browser, server: Any, school: School, post: Postbox, client: Any) -> None:
        self.browser, self.server, self.school, self.post, self.client = browser, server, school, post, client
        self.opened: list[BrowserContext] = []

    def screen(self, size: dict[str, int] = DESK, language: str = "nl-NL") -> Page:
        made = context(self.browser, self.server, size, language)
        self.opened.append(made)
        return made.new_page()

    def staff(self, who: Any) -> Page:
        sign_in(self.client, who)
        page = self.screen()
        let_in(page.context, self.server, self.client)
        page.goto("/")
        return page

    def picture(self, page: Page, name: str) -> None:
        """Look at every stop: no fault that axe finds, and a picture for who wants to see it."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.wait_for_load_state("load")
        page.screenshot(path=SCREENS / f"{name}.png")
        assert violations(page) == [], name

    def close(self) -> None:
        for made in self.opened:
            made.close()

    def deliver(self) -> None:
        while send_waiting():
            pass


def come_in(story: Story, code: str, size: dict[str, int] = PHONE, language: str = "nl-NL") -> Page:
    """Somebody without an account types the code of the slip."""
    page = story.screen(size, language)
    page.goto("/c/")
    page.locator("input[name=code]:visible").fill(code.lower())
    page.locator("main form button").click()
    return page
