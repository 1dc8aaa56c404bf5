"""Before the evening: roster, account, meeting, invitations, replies, tables."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from driehoek import clock
from driehoek.invitations.models import Invitation
from driehoek.meetings.models import Meeting
from driehoek.people.models import Guardian, Pupil, StaffMember
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
from driehoek.schools.scoping import within

from .browser import PHONE
from .post import link_in, text_of
from .telling import Story

SHAPE: dict[str, Any] = {"sector": "po", "classes": 2, "pupils": 16, "seed": 2, "first_year": 2026}


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
