"""After the evening: themes, answers, an action, the report, and what every parent hears."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from driehoek import clock
from driehoek.invitations.models import Invitation
from driehoek.meetings.models import Meeting
from driehoek.people.models import Guardian
from driehoek.schools.scoping import within

from .browser import PHONE
from .post import link_in
from .telling import Story


def sort_into_themes(story: Story, page: Page, meeting: Meeting) -> None:
    """By keys: up, one column on, down; then undone, and done again."""
    board = f"/s/{story.school.slug}/oogst/{meeting.occasion_id}/"
    page.goto(board)
    page.locator("#theme-title").fill("Ook goed nieuws horen")
    page.get_by_role("button", name="Zet op het bord").click()
    unsorted, themed = page.locator("[data-column]").nth(0), page.locator("[data-column]").nth(1)
    card = page.locator("[data-card]", has_text="De juf belde gewoon")

    def by_keys() -> None:
        card.locator("[data-grip]").focus()
        for key in ("Enter", "ArrowRight", "Enter"):
            page.keyboard.press(key)
        expect(themed.locator("[data-card]")).to_have_count(1)
        page.wait_for_load_state("networkidle")

    by_keys()
    page.goto(board)
    expect(themed.locator("[data-card]")).to_have_count(1)
    page.get_by_role("button", name=re.compile("laatste stap terug|Maak ongedaan", re.I)).first.click()
    expect(themed.locator("[data-card]")).to_have_count(0)
    by_keys()
    expect(unsorted.locator("[data-card]", has_text="De juf belde")).to_have_count(0)
    story.picture(page, "harvest")


def answer_and_act(story: Story, page: Page, meeting: Meeting) -> None:
    page.goto(f"/s/{story.school.slug}/oogst/{meeting.occasion_id}/antwoorden/")
    page.get_by_role("link", name="Geef antwoord").first.click()
    page.locator("label", has_text=re.compile("^\\s*dit doen we\\s*$", re.I)).first.click()
    page.locator("textarea[name=text]").last.fill("Elke week bellen we twee gezinnen om iets leuks te vertellen.")
    title = page.locator("input[name=action_title]")
    title.fill("Elke week twee keer bellen met goed nieuws")
    page.locator("select[name=action_owner]").select_option(index=1)
    page.locator("input[name=action_due_on]").fill((clock.today() + dt.timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Bewaar het antwoord").click()
    page.goto(f"/s/{story.school.slug}/acties/")
    page.get_by_role("link", name="Elke week twee keer bellen").click()
    expect(page.get_by_text("De juf belde gewoon")).to_be_visible()
    story.picture(page, "action")


def publish(story: Story, page: Page, meeting: Meeting) -> None:
    base = f"/s/{story.school.slug}/bijeenkomsten/{meeting.pk}/verslag/"
    page.goto(base)
    page.locator("textarea[name=text]").fill("Dank u wel. Het was een mooie avond.")
    page.get_by_role("button", name="Bewaar de inleiding").click()
    page.get_by_role("button", name="Publiceer het verslag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Het verslag is bij ouders")
    story.picture(page, "report")
    pdf = page.request.get(f"{story.server.url}{page.locator('a[href*=pdf]').first.get_attribute('href')}")
    assert (pdf.status, pdf.body()[:5]) == (200, b"%PDF-")


def every_parent_hears_what_was_done(story: Story, parent: Page, meeting: Meeting) -> None:
    """The next morning, by mail, in the language of the family; and the one without a name on the own telephone."""
    story.post.mails.clear()
    with clock.stopped(clock.now() + dt.timedelta(days=1)):
        story.deliver()
    for language, words in (("nl", "De juf belde gewoon"), ("ar", "De juf belde gewoon")):
        with within(story.school, write=False):
            homes = Invitation.objects.filter(language=language, channel="mail").values("household_id")
            guardian = Guardian.objects.filter(household_id__in=homes).exclude(email="").order_by("pk")[0]
        page = story.screen(PHONE, "ar" if language == "ar" else "nl-NL")
        page.goto(link_in(story.post.to(guardian.email)[0]))
        page.locator("main form button").click()
        page.goto(f"/s/{story.school.slug}/verslag/{meeting.pk}/")
        expect(page.get_by_text(words).first).to_be_visible()
        expect(page.get_by_text("Elke week bellen we twee gezinnen").first).to_be_visible()
        expect(page.get_by_text("Wie moet ik bellen")).to_have_count(0)
        story.picture(page, f"parent-report-{language}")
    parent.goto(f"/s/{story.school.slug}/gezegd/{meeting.occasion_id}/")
    expect(parent.locator("#own")).to_contain_text("De juf belde gewoon")
    expect(parent.locator("#own")).to_contain_text("Elke week bellen we twee gezinnen")
    story.picture(parent, "said")
    stranger = story.screen(PHONE)
    assert stranger.goto(f"/s/{story.school.slug}/gezegd/{meeting.occasion_id}/").status in {302, 404}
