# ruff: noqa: F811  (fixtures are arguments too)
"""The editor of a line, with a page of Word pasted into it and the policy of the page as strict as ever."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.laws.browser import chromium, desk, let_in, violations  # noqa: F401  (fixtures)
from driehoek.plans.models import Chapter, Line
from driehoek.schools.scoping import within

from .makers import a_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = """<html><head><style>p{color:red}</style></head><body><p class=MsoNormal style='margin:0'><b><span style='color:red'>Uit Word</span></b></p>
<p class=MsoListParagraph style='mso-list:l0'><span>·<span>&nbsp; </span></span>punt</p><img src=x onerror=alert(1)><script>alert(2)</script></body></html>"""
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(".editor-paper").dispatchEvent(paste);
}"""


def test_a_line_is_written_with_the_keyboard_and_from_word(
    desk: BrowserContext, live_server: Any, client: Client, school: Any, dirk: Who
) -> None:
    with within(school):
        plan = a_plan(dirk)
    sign_in(client, dirk)
    let_in(desk, live_server, client)
    page, reports = desk.new_page(), []
    page.on("console", lambda said: reports.append(said.text))
    page.goto(f"/s/klimboom/plan/{plan.pk}/regel/?hoofdstuk=wishes")
    paper = page.get_by_role("textbox", name="Tekst")
    paper.focus()
    page.keyboard.type("Wij bellen")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Lijst").press("Enter")
    page.keyboard.type("in mei")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Schuin").press("Enter")
    page.keyboard.type("rustig")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, WORD)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "chapter", "the keyboard can leave"
    assert violations(page) == []
    page.locator("#line-form .actions button").click()
    page.wait_for_url(re.compile(r"/plan/[^/]+/\?regel=.*#l-"))
    with within(school):
        text = Line.objects.get(plan=plan, chapter=Chapter.WISHES, text__contains="Wij bellen").text
    assert text.replace(" ", "").startswith("<p>Wijbellen</p><ul><li>inmei</li></ul><p><em>rustig</em></p>")
    assert "<strong>Uit Word</strong>" in text and "<ul><li>punt</li></ul>" in text and "alert" not in text
    assert not reports, "nothing of what was pasted asked for a style or a script"
