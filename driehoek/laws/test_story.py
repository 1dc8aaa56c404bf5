"""One evening, whole: from the school's own files to the report that every parent gets.

In a real browser, as administrator, team leader, mentor, parent (Dutch and Arabic, on a phone), scribe and discussion leader,
with a real SMTP server. Its pictures are those of the README and the school guide (build/screens).
"""

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from driehoek import clock
from driehoek.access.policy import Role
from driehoek.conftest import make_staff, sign_in
from driehoek.invitations.models import Invitation
from driehoek.meetings.models import Meeting
from driehoek.outbox.services import send_waiting
from driehoek.people.models import Guardian, Pupil, StaffMember
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .browser import DESK, PHONE, chromium, context, let_in, violations  # noqa: F401
from .post import Postbox, link_in, postbox, text_of

pytestmark = [pytest.mark.browser, pytest.mark.story, pytest.mark.django_db(transaction=True)]
SCREENS = Path(os.environ.get("SCREENS", "build/screens"))
SHAPE: dict[str, Any] = {"sector": "po", "classes": 2, "pupils": 16, "seed": 2, "first_year": 2026}


@pytest.fixture
def post(settings: Any) -> Iterator[Postbox]:
    settings.SITE_URL = "http://localhost:8000"
    with postbox(settings) as box:
        yield box


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
        page.wait_for_load_state("networkidle")
        page.screenshot(path=SCREENS / f"{name}.png")
        assert violations(page) == [], name

    def close(self) -> None:
        for made in self.opened:
            made.close()

    def deliver(self) -> None:
        while send_waiting():
            pass


@pytest.fixture
def story(chromium: Browser, live_server: Any, school: School, post: Postbox, client: Any) -> Iterator[Story]:  # noqa: F811
    told = Story(chromium, live_server, school, post, client)
    yield told
    told.close()


def test_one_evening_from_file_to_report(story: Story, tmp_path: Path) -> None:
    anne = make_staff(story.school, "Anne", Role.ADMINISTRATOR)
    tess = make_staff(story.school, "Tess", Role.TEAM_LEADER)
    read_the_roster(story, anne, tmp_path)
    mentor = give_the_mentor_an_account(story, anne)
    leader = story.staff(tess)
    meeting = plan_the_meeting(story, leader)
    the_mentor_approves(story, leader, mentor, meeting)
    send_the_invitations(story, leader, meeting)
    a_dutch_parent_says_yes(story)
    an_arabic_parent_cannot_come_but_says_something(story)
    divide_and_print(story, leader, meeting)
    codes = hand_out_the_codes(story, leader, meeting)
    discussion = the_discussion_leader_starts(story, codes)
    parent = a_parent_joins_by_the_code_in_the_hall(story, leader, meeting, codes)
    a_scribe_writes_for_a_table(story, codes)
    only_what_is_approved_reaches_the_hall(story, leader, discussion, meeting)
    the_evening_ends(story, discussion, parent)


def read_the_roster(story: Story, anne: Any, folder: Path) -> None:
    """First a file that is no roster, then the right ones; the same again changes nothing."""
    page = story.staff(anne)
    page.get_by_role("link", name="Mensen").first.click()
    page.goto(f"/s/{story.school.slug}/mensen/inlezen/")
    (folder / "kapot.xml").write_bytes(b"<EDEX><school>")
    page.locator("input[type=file]").set_input_files(folder / "kapot.xml")
    page.get_by_role("button", name="Bekijk wat erin staat").click()
    expect(page.get_by_text("beschadigd op regel")).to_be_visible()
    (folder / "edex.xml").write_bytes(make_edexml("2.1", **SHAPE))
    (folder / "ouders.csv").write_bytes(make_parents_sheet("csv", **SHAPE))
    for turn in ("first", "again"):
        page.goto(f"/s/{story.school.slug}/mensen/inlezen/")
        page.locator("input[type=file]").set_input_files([folder / "edex.xml", folder / "ouders.csv"])
        page.get_by_role("button", name="Bekijk wat erin staat").click()
        if turn == "first":
            story.picture(page, "roster")
            page.get_by_role("button", name="Lees dit in").click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        else:
            expect(page.get_by_text("Dit bestand verandert niets")).to_be_visible()
    with within(story.school, write=False):
        assert Pupil.objects.count() == SHAPE["pupils"]


def give_the_mentor_an_account(story: Story, anne: Any) -> Page:
    """The mentor signs in with a code by mail: no password anywhere."""
    page = story.staff(anne)
    with within(story.school, write=False):
        staff = StaffMember.objects.filter(classes__is_mentor=True).order_by("classes__school_class__sort_key")[0]
    page.goto(f"/s/{story.school.slug}/accounts/nieuw/?collega={staff.pk}")
    page.get_by_label("E-mailadres").fill(staff.email)
    page.get_by_label("Leraar:").check()
    page.get_by_role("button", name="Geef het account").click()
    story.deliver()
    assert story.post.to(staff.email), "the colleague hears that there is an account"
    mentor = story.screen(PHONE)
    mentor.goto("/inloggen/login/code/")
    mentor.get_by_label("E-mail").fill(staff.email)
    mentor.locator("main form button").first.click()
    expect(mentor.locator("input[name=code]")).to_be_visible()
    story.deliver()
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text_of(story.post.to(staff.email)[-1]), re.MULTILINE)
    assert found
    mentor.locator("input[name=code]").fill(found.group(1))
    mentor.locator("main form button").first.click()
    mentor.wait_for_url(f"**/s/{story.school.slug}/")
    return mentor


def plan_the_meeting(story: Story, page: Page) -> Meeting:
    day = clock.today() + dt.timedelta(days=21)
    day += dt.timedelta(days=(3 - day.weekday()) % 7)  # a Thursday, as such evenings are
    page.goto(f"/s/{story.school.slug}/bijeenkomsten/nieuw/")
    page.get_by_label("Titel").fill("Praten over school en thuis")
    page.locator("input[name=day]").fill(day.isoformat())
    page.locator("input[name=time]").fill("19:00")
    page.locator("input[name=reply_by]").fill((day - dt.timedelta(days=3)).isoformat())
    page.get_by_label("Plaats").fill("aula")
    page.get_by_label("We bieden een tolk aan").check()
    page.get_by_label("We bieden kinderopvang aan").check()
    page.get_by_role("button", name="Maak de bijeenkomst").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Praten over school en thuis")
    story.picture(page, "meeting")
    with within(story.school, write=False):
        meeting = Meeting.for_gate().get()
    page.goto(f"/s/{story.school.slug}/bijeenkomsten/{meeting.pk}/draaiboek/")
    expect(page.get_by_text("21.00").first).to_be_visible()
    story.picture(page, "run-book")
    page.goto(f"/s/{story.school.slug}/bijeenkomsten/{meeting.pk}/voorbereiding/")
    story.picture(page, "preparation")
    return meeting


def the_mentor_approves(story: Story, leader: Page, mentor: Page, meeting: Meeting) -> None:
    leader.goto(f"/s/{story.school.slug}/uitnodigen/{meeting.occasion_id}/")
    leader.get_by_role("button", name="Zet de uitnodigingen klaar").click()
    leader.get_by_role("button", name=re.compile("Vraag .* om akkoord")).click()
    mentor.goto(f"/s/{story.school.slug}/uitnodigen/")
    mentor.locator("main a", has_text=re.compile("Praten|groep|1|2")).first.click()
    mentor.locator("textarea").first.fill("Ik hoop dat u komt. Er is ook taart.")
    mentor.get_by_role("button", name="Akkoord").click()
    story.picture(mentor, "mentor")


def send_the_invitations(story: Story, page: Page, meeting: Meeting) -> None:
    """The other class has no answer yet: the team leader sends it in the name of the school."""
    address = f"/s/{story.school.slug}/uitnodigen/{meeting.occasion_id}/"
    page.goto(address)
    page.get_by_role("link", name=re.compile("geef akkoord|Kies", re.I)).or_(page.locator("tbody th a").last).first.click()
    if page.get_by_role("button", name="Akkoord").is_visible():
        page.get_by_role("button", name="Akkoord").click()
    page.goto(address)
    page.get_by_role("button", name=re.compile("Verstuur wat akkoord is")).click()
    story.deliver()
    page.goto(address)
    story.picture(page, "reach")
    with within(story.school, write=False):
        assert not Invitation.objects.filter(sent_at__isnull=True, channel="mail").exists()


def a_parent(story: Story, language: str) -> tuple[Guardian, str]:
    with within(story.school, write=False):
        homes = Invitation.objects.filter(language=language, channel="mail").values("household_id")
        guardian = Guardian.objects.filter(household_id__in=homes).exclude(email="").order_by("pk")[0]
    return guardian, link_in(story.post.to(guardian.email)[0])


def a_dutch_parent_says_yes(story: Story) -> None:
    """Three taps: open, choose, send."""
    guardian, link = a_parent(story, "nl")
    kinds = {part.get_content_type() for part in story.post.to(guardian.email)[0].walk()}
    assert {"text/plain", "text/html", "text/calendar"} <= kinds
    page = story.screen(PHONE)
    page.goto(link)
    story.picture(page, "parent-door")
    page.get_by_role("button", name="Verder").click()
    story.picture(page, "parent-invitation")
    page.locator("label", has_text="Ja, ik kom").first.click()
    page.get_by_role("button", name="Verstuur").click()
    story.picture(page, "parent-thanks")


def an_arabic_parent_cannot_come_but_says_something(story: Story) -> None:
    _guardian, link = a_parent(story, "ar")
    page = story.screen(PHONE, "ar")
    page.goto(link)
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("main form button").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("label:has(input[name=coming])").last.click()
    page.locator("textarea:visible").first.fill("ابنتي تذهب إلى المدرسة سعيدة")
    story.picture(page, "parent-arabic")
    page.locator("main form button").last.click()
    story.picture(page, "parent-arabic-thanks")


def divide_and_print(story: Story, page: Page, meeting: Meeting) -> None:
    base = f"/s/{story.school.slug}/bijeenkomsten/{meeting.pk}/"
    page.goto(f"{base}tafels/collegas/")
    for box in page.locator("input[type=checkbox]").all()[:3]:
        box.check()
    page.locator("main form button").last.click()
    page.goto(f"{base}tafels/")
    if page.get_by_role("button", name="Zet op de lijst").is_visible():
        page.get_by_role("button", name="Zet op de lijst").click()
    page.get_by_role("button", name=re.compile("indeling|Verdeel", re.I)).first.click()
    expect(page.locator("[data-card]").first).to_be_visible()
    story.picture(page, "tables")
    for name in ("draaiboek.pdf", "tafelbordjes.pdf", "aanwezigen.pdf", "poster.pdf"):
        answer = page.request.get(f"{story.server.url}{base}{name}?toch=1")
        assert (answer.status, answer.body()[:5]) == (200, b"%PDF-"), name


def hand_out_the_codes(story: Story, page: Page, meeting: Meeting) -> dict[str, str]:
    """{'Gespreksleider': 'ABC DEF …', …}, as they stand on the slips."""
    page.goto(f"/s/{story.school.slug}/bijeenkomsten/{meeting.pk}/codes/")
    if page.get_by_role("button", name="Maak de codes").is_visible():
        page.get_by_role("button", name="Maak de codes").click()
    story.picture(page, "codes")
    slips = page.locator(".slips > li").all()
    return {slip.locator("h2").inner_text(): slip.locator(".code").inner_text() for slip in slips}


def come_in(story: Story, code: str, size: dict[str, int] = PHONE, language: str = "nl-NL") -> Page:
    """Somebody without an account types the code of the slip."""
    page = story.screen(size, language)
    page.goto("/c/")
    page.locator("input[name=code]:visible").fill(code.lower())
    page.locator("main form button").click()
    return page


def the_code(codes: dict[str, str], words: str) -> str:
    return next(code for title, code in codes.items() if words in title.lower())


def the_discussion_leader_starts(story: Story, codes: dict[str, str]) -> Page:
    page = come_in(story, the_code(codes, "gespreksleider"))
    page.locator("#turn-start").click()
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
