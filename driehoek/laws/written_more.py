"""Mails and papers of the scan and of the plan that parents read, for the law in test_written."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from driehoek import clock
from driehoek.access.who import Who
from driehoek.documents.plan import plan_on_one_page, plan_pdf
from driehoek.documents.ready_text import ready_text_pdf
from driehoek.library.reading_path import load_ready_texts
from driehoek.library.reading_scan import load_instrument
from driehoek.outbox import letters
from driehoek.outbox.models import Message
from driehoek.people.models import SchoolClass
from driehoek.plans.models import Body, Plan
from driehoek.plans.queries import papers, parents, short
from driehoek.plans.queries.reading import text_of
from driehoek.plans.services import publish, settle
from driehoek.plans.services.deciding import print_of
from driehoek.plans.tests.makers import a_plan
from driehoek.scans import asking_papers, rules
from driehoek.scans.models import Fielding, Instrument, Ticket, ToldParent, Version
from driehoek.scans.services import asking
from driehoek.scans.services.telling_parents import tell_parents
from driehoek.schools.models import School
from driehoek.trajectories.guest_team_card import call_poster, card
from driehoek.trajectories.models import AgendaPoint, Candidate, Member, Team, TeamMeeting, TeamSort
from driehoek.trajectories.services import team_calls, team_members, teams

SCAN_MAILS = ("scan_asked", "scan_reminder", "scan_child_told")
TEAM_MAILS = ("team_code", "team_call_no", "team_meeting", "team_moved", "team_soon", "team_off")
SCAN_TO_STAFF = {"scan_asked_staff", "scan_reminder_staff"}
Paper = tuple[str, Callable[[], bytes]]


def ask_everybody(own: str, by: Who) -> Fielding:
    """The whole questionnaire of the library, of parents, staff and pupils; their parents were told. `own`: in the school's own words."""
    version = Version.objects.create(instrument=Instrument.objects.create(name=own), content=load_instrument("full", "vo"))
    today = clock.today()
    fielding = asking.prepare(
        version=version, title=f"{own}e lijst", voices=rules.VOICES, classes=SchoolClass.objects.all(), opens_on=today,
        closes_on=today + dt.timedelta(days=14), by=by,
    )  # fmt: skip
    tell_parents(fielding=fielding, by=by)
    Fielding.objects.update(told_on=today - dt.timedelta(days=7))
    ToldParent.objects.update(told_on=today - dt.timedelta(days=7))
    return asking.open_fielding(fielding=fielding, by=by)


def scan_mails(school: School, language: str) -> Iterator[tuple[str, Any]]:
    """As they were put when it opened; a reminder is about the same person."""
    Ticket.objects.update(language=language)
    for name in SCAN_MAILS:
        put = Message.objects.filter(letter="scan_asked" if name == "scan_reminder" else name).order_by("pk").first()
        assert put is not None, name
        yield name, letters.make(Message(school=school, letter=name, to=put.to, about=put.about, once=name, put_at=clock.now()))


def scan_papers(school: School, fielding: Fielding, language: str) -> Iterator[Paper]:
    Ticket.objects.update(language=language)
    asked = fielding.classes.get()
    keys = list(Ticket.objects.filter(guardian__isnull=False).values_list("pk", flat=True))
    yield "asked", partial(asking_papers.pile, school, fielding, asked, keys, reminder=False)
    yield "asked again", partial(asking_papers.pile, school, fielding, asked, keys, reminder=True)
    yield "your child is asked", partial(asking_papers.told_pile, school, asked)
    yield "poster of the questionnaire", partial(asking_papers.poster, school, asked, "a4", language)
    yield "questionnaire", partial(asking_papers.questionnaires, school, fielding, rules.PARENTS, 1, language, 1)


def a_public_plan(by: Who) -> Plan:
    plan = a_plan(by)
    settle(plan=plan, body=Body.LEADER, name="Dirk", decided_on=clock.today(), seen=print_of(text_of(plan)), despite=True, by=by)
    plan.refresh_from_db()
    publish(plan=plan, by=by)
    plan.refresh_from_db()
    return plan


def plan_papers(school: School, plan: Plan, language: str) -> Iterator[Paper]:
    """Within `language`, as a page in it makes them."""
    read = parents.for_parents(plan, language)
    assert read is not None
    text, is_dutch = short.on_one_page(plan, language)
    yield "plan", lambda: plan_pdf(papers.as_parents_read(read, plan, school), school=school.name, made_at=plan.settled_at)
    yield (
        "plan on one page",
        partial(plan_on_one_page, title=plan.title, html=text, school=school.name, language=language, is_dutch=is_dutch),
    )


def a_team(own: str, by: Who) -> Team:
    """In the school's own words, with a parent in it, a meeting to come, a call, and one who was not asked."""
    team = teams.make_team(by=by, key=clock.new_id(), sort=TeamSort.PARTNERSHIP, wanted=teams.Wanted(name=f"{own} team"))
    team_members.add_member(by=by, team=team, key=clock.new_id(), layer="parent", name="Aicha", email="a@example.org")
    Candidate.objects.create(team=team, name="Els", email="e@example.org", answer="no")
    starts = clock.now() + dt.timedelta(days=9)
    meeting = TeamMeeting.objects.create(team=team, starts_at=starts, place=f"{own}e kamer")
    AgendaPoint.objects.create(team=team, meeting=meeting, title=f"{own} punt")
    team_calls.save_call(by=by, team=team, words={}, until=clock.today() + dt.timedelta(days=9))
    return Team.for_gate().get(pk=team.pk)


def team_mails(school: School, language: str) -> Iterator[tuple[str, Any]]:
    Member.objects.update(language=language)
    Candidate.objects.update(language=language, answered_at=clock.now())
    meeting = TeamMeeting.objects.get()
    for name in TEAM_MAILS:
        TeamMeeting.objects.update(cancelled_at=clock.now() if name == "team_off" else None)
        to = Candidate.objects.get().pk if name == "team_call_no" else Member.objects.get().pk
        about = {"team_code": to, "team_call_no": to}.get(name, meeting.pk)
        once = f"{name}:{int(meeting.starts_at.timestamp())}"
        yield name, letters.make(Message(school=school, letter=name, to=to, about=about, once=once, put_at=clock.now()))


def team_papers(school: School, team: Team, language: str) -> Iterator[Paper]:
    Member.objects.update(language=language)
    yield "card of a member", lambda: card(school, Member.for_gate().get())
    yield "poster of the open call", lambda: call_poster(school, team, language, "a4")
    note = load_ready_texts()["privacy_for_parents"]
    title, text = (one.say(language, school.sector) for one in (note.title, note.text))
    yield "privacy for parents", lambda: ready_text_pdf(title=title, text=text, school=school.name, language=language)
