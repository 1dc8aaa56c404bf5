"""The evening: codes, leader, phones, scribe, hall."""

import re

from playwright.sync_api import Page, expect

from driehoek.meetings.models import Meeting
from driehoek.schools.scoping import within

from .browser import DESK
from .telling import SCREENS, Story, come_in


def hand_out_the_codes(story: Story, page: Page, meeting: Meeting) -> dict[str, str]:
    """{'Gespreksleider': 'ABC DEF …', …}, as they stand on the slips."""
    page.goto(f"/s/{story.school.slug}/bijeenkomsten/{meeting.pk}/codes/")
    if page.get_by_role("button", name="Maak de codes").is_visible():
        page.get_by_role("button", name="Maak de codes").click()
    story.picture(page, "codes")
    slips = page.locator(".slips > li").all()
    return {slip.locator("h2").inner_text(): slip.locator(".code").inner_text() for slip in slips}


def the_code(codes: dict[str, str], words: str) -> str:
    return next(code for title, code in codes.items() if words in title.lower())


def the_discussion_leader_starts(story: Story, codes: dict[str, str]) -> Page:
    page = come_in(story, the_code(codes, "gespreksleider"))
    page.locator("#turn-start").click()
    page.locator("#turn-sure").click()  # the evening is days away
    for _turn in range(3):
        go_on(page)
    page.locator("summary", has_text="Vraag op het scherm").click()
    page.locator(".asking button").first.click()
    expect(page.locator(".asked .quote")).to_be_visible()
    story.picture(page, "leader")
    return page


def a_parent_joins_by_the_code_in_the_hall(story: Story, leader: Page, meeting: Meeting, codes: dict[str, str]) -> Page:
    """Without a connection it waits, told as such; with one it arrives."""
    leader.goto(f"/s/{story.school.slug}/bijeenkomsten/{meeting.pk}/zaal/")
    shown = re.search(r"\b(?:[A-Z0-9]{3} ?){2}\b", leader.locator("body").inner_text())
    assert shown
    page = come_in(story, shown.group())
    page.get_by_text("Ik ben ouder of verzorger").click()
    page.context.set_offline(True)
    for words in ("De juf belde gewoon om te zeggen dat het goed ging.", "Wie moet ik bellen als er iets is?"):
        page.locator("#text").fill(words)
        page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("#said .chip")).to_have_text(["nog niet verstuurd"] * 2)
    page.screenshot(path=SCREENS / "phone-offline.png")
    page.context.set_offline(False)
    expect(page.locator("#said .chip")).to_have_text(["verstuurd"] * 2, timeout=20_000)
    story.picture(page, "phone")
    return page


def a_scribe_writes_for_a_table(story: Story, codes: dict[str, str]) -> None:
    page = come_in(story, the_code(codes, "schrijver van tafel 1"))
    page.locator("#who label", has_text=re.compile("school|team", re.I)).first.click()
    page.locator("#text").fill("We spreken af wat we thuis en op school hetzelfde doen.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("#written")).to_contain_text("hetzelfde doen")
    story.picture(page, "scribe")


def only_what_is_approved_reaches_the_hall(story: Story, leader: Page, discussion: Page, meeting: Meeting) -> None:
    """One tap lets it through, another puts a personal case apart, which nobody in the hall ever sees."""
    discussion.reload()
    first = discussion.locator("[data-key]", has_text="De juf belde gewoon").first
    first.locator("button[value=approve]").click()
    expect(first).to_have_count(0)
    second = discussion.locator("[data-key]", has_text="Wie moet ik bellen").first
    second.locator("button[value=park]").click()
    expect(second).to_have_count(0)
    leader.set_viewport_size({"width": 1360, "height": 765})
    leader.goto(f"/s/{story.school.slug}/bijeenkomsten/{meeting.pk}/zaal/")
    expect(leader.get_by_text("De juf belde gewoon")).to_be_visible()
    expect(leader.get_by_text("Wie moet ik bellen")).to_have_count(0)
    story.picture(leader, "hall")
    leader.set_viewport_size(DESK)


def go_on(page: Page) -> None:
    """Press 'next' once and wait until the next item stands there."""
    before = page.locator("#now-title").inner_text()
    page.locator("#turn-next").click()
    expect(page.locator("#now-title")).not_to_have_text(before)


def the_evening_ends(story: Story, discussion: Page, parent: Page) -> None:
    while not discussion.locator("#turn-close").is_visible():
        go_on(discussion)
    discussion.locator("#turn-close").click()
    expect(discussion.locator("#turn-close")).to_have_count(0)
    expect(parent.get_by_text("Dank u wel").first).to_be_visible(timeout=20_000)
    with within(story.school, write=False):
        assert Meeting.objects.get().state == "harvest"
