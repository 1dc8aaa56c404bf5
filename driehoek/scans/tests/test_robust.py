"""What goes wrong in practice: days far away, words that are too long, an empty questionnaire, one that cannot be closed, many schools."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.policy import Role
from driehoek.access.who import WORKER
from driehoek.conftest import make_school, make_staff, sign_in
from driehoek.people.models import Enrolment, SchoolClass, StaffMember
from driehoek.people.services.classes import remove_class
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.running.work import housekeep
from driehoek.scans.asking_words import Facts, first_day, for_parent, takes
from driehoek.scans.models import Fielding, Result, Ticket, ToldParent
from driehoek.scans.paper_numbers import class_of, new_numbers
from driehoek.scans.rules import as_content
from driehoek.scans.services import answering, asking, sessions
from driehoek.scans.services.telling_parents import decline, tell_parents
from driehoek.schools.scoping import within

from .makers import a_class, a_content, a_fielding, a_ticket, an_instrument

pytestmark = [pytest.mark.usefixtures("moment")]


@pytest.fixture
def office(client: Any, school: Any) -> Any:
    sign_in(client, make_staff(school, "Dirk", Role.SCHOOL_LEADER))
    return client


@pytest.mark.database
def test_a_pupil_whose_parents_heard_too_late_is_not_asked_and_a_no_survives_a_class_taken_out(school: Any) -> None:
    with within(school):
        first, second = make_class("2A"), make_class("2B")
        for name, klas, year in (("Noor", first, 2013), ("Sem", second, 2009)):
            make_child(name, klas, make_home(f"Ouder {name}"), born_on=dt.date(year, 5, 1))
        draft = a_fielding(open=False, voices=["pupil"])
        tell_parents(fielding=draft, by=WORKER)
        decline(told=ToldParent.objects.get(ticket__pupil__given_name="Noor"), declined=True)
        days = {"opens_on": draft.opens_on, "closes_on": draft.closes_on, "by": WORKER}
        for classes in ([second, make_class("2C")], [first, second]):
            asking.change(fielding=draft, version=draft.version, title="", voices=["pupil"], classes=classes, **days)
        with clock.stopped(clock.now() + dt.timedelta(days=6)):
            make_child("Tom", second, make_home("Dewi"), born_on=dt.date(2013, 5, 1))
            tell_parents(fielding=draft, by=WORKER)
            opened = asking.open_fielding(fielding=draft, by=WORKER)
        tickets = {row.pupil.given_name: row for row in Ticket.objects.select_related("pupil", "asked_class") if row.pupil}
        assert tickets["Noor"].declined and tickets["Noor"].asked_class.school_class_id == first.pk
        assert tickets["Tom"].gone and opened.people == {"pupil": 2}
        assert set(codes.codes_for("scan", [row.pk for row in tickets.values()])) == {tickets["Sem"].pk}


def test_words_that_do_not_fit_are_told_to_who_types_them_over(school: Any, office: Any) -> None:
    with within(school):
        ticket = a_ticket()
    answer = office.post(reverse("asking_phone", args=[school.slug, ticket.pk]), {"w-well": "x" * 2001})
    assert answer.status_code == 422 and "x" * 2001 in answer.content.decode()
    with within(school):
        assert not answering.sheets_of(ticket.fielding)


def test_days_far_away_are_refused(school: Any, office: Any) -> None:
    with within(school):
        asked, version = a_class(), an_instrument().versions.get()
        make_class("Groep 6")
        classes = [one.pk for one in SchoolClass.objects.all()]
        open_one = a_fielding()
    given = {"version": version.pk, "voices": ["parents"], "classes": classes}
    for days in (("9999-12-01", "9999-12-31"), ("0001-01-01", "9999-12-31")):
        sent = given | dict(zip(("opens_on", "closes_on"), days, strict=True))
        assert office.post(reverse("asking_new", args=[school.slug]), sent).status_code == 422
    for day in ("9999-12-31", "2027-12-31"):
        assert office.post(reverse("asking_extend", args=[school.slug, open_one.pk]), {"closes_on": day}).status_code == 422
    with within(school):
        Fielding.objects.filter(pk=open_one.pk).update(
            opened_at=None, opens_on=dt.date(9999, 12, 1), closes_on=dt.date(9999, 12, 31)
        )
        assert asked.pk
    assert office.get(reverse("asking", args=[school.slug, open_one.pk])).status_code == 200
    assert office.post(reverse("asking_open", args=[school.slug, open_one.pk])).status_code == 422


@pytest.mark.database
def test_a_voice_without_questions_is_not_asked(school: Any) -> None:
    with within(school):
        content = a_content()
        for one in (*content["items"], *content["questions"]):
            del one["texts"]["school"]
        version = an_instrument(content).versions.get()
        with pytest.raises(RuleBroken) as told:
            a_fielding(version=version, open=False)
        assert "medewerkers" in str(told.value.message)
        draft = a_fielding(version=version, voices=["parents"], open=False)
        type(version).objects.update(content={})
        with pytest.raises(RuleBroken) as told:
            asking.open_fielding(fielding=draft, by=WORKER)
        assert told.value.code == "no-questions"


@pytest.mark.database
def test_one_that_cannot_be_closed_keeps_no_other_open_and_a_moved_day_counts(school: Any, monkeypatch: Any) -> None:
    with within(school):
        a_class()
        bad, good, longer = (a_fielding() for _each in range(3))
        freeze = asking._freeze
        monkeypatch.setattr(asking, "_freeze", lambda one: 1 / 0 if one.pk == bad.pk else freeze(one))
        with clock.stopped(clock.now() + dt.timedelta(days=16)):
            stale = Fielding.objects.get(pk=longer.pk)
            asking.extend(fielding=longer, closes_on=clock.today() + dt.timedelta(days=7), by=WORKER)
            assert not asking._close_if_due(stale)
            assert asking.close_due() == 1
        assert list(Fielding.objects.filter(closed_at__isnull=False)) == [good]


def test_numbers_of_paper_forms() -> None:
    numbers = new_numbers(117, 2000)
    assert len(set(numbers)) == 2000 and {class_of(one) for one in numbers} == {117}
    wrong = numbers[0][:-1] + str((int(numbers[0][-1]) + 1) % 10)
    assert class_of(wrong) is None
    with pytest.raises(ValueError):
        new_numbers(1000, 1)


@pytest.mark.database
def test_a_class_that_is_asked_is_not_taken_away(school: Any) -> None:
    with within(school):
        fielding = a_fielding()
        Enrolment.objects.all().delete()
        with pytest.raises(RuleBroken) as told:
            remove_class(school_class=fielding.classes.get().school_class, by=WORKER)
        assert told.value.code == "has-invitations"


def test_a_colleague_who_leaves_later_still_leads(school: Any, office: Any) -> None:
    with within(school):
        carla = StaffMember.objects.create(given_name="Carla", left_on=clock.today() + dt.timedelta(days=200))
        made = sessions.make_session(key=clock.new_id(), kind="team_scan", title="Samen", starts_at=None, leader=carla, by=WORKER)
    address = reverse("session_edit", args=[school.slug, made.pk])
    assert "Carla" in office.get(address).content.decode()
    with within(school):
        StaffMember.objects.update(left_on=clock.today())
    sent = {"key": made.pk, "kind": "team_scan", "title": "Samen", "leader": carla.pk, "budget": made.budget}
    assert office.post(address, sent).status_code == 302


@pytest.mark.one_database
def test_fifty_schools_close_in_one_round(board: Any) -> None:
    schools = [make_school(board, f"school-{n}", f"School {n}", "po") for n in range(50)]
    for one in schools:
        with within(one):
            a_fielding(voices=["parents"])
    with clock.stopped(clock.now() + dt.timedelta(days=15)):
        housekeep(asking.close_due)
    for one in schools:
        with within(one):
            assert Fielding.objects.get().closed_at and Result.objects.count() == 1


@pytest.mark.parametrize("last", [dt.date(2026, 10, 25), dt.date(2027, 3, 28)])
def test_the_last_day_is_whole_when_the_clock_changes(school: Any, last: dt.date) -> None:
    with clock.stopped(clock.at(last - dt.timedelta(days=14), dt.time(9))), within(school):
        fielding = a_fielding(closes_on=last)
        assert asking.codes_end(fielding) > clock.at(last + dt.timedelta(days=29), dt.time(12))
    for moment, closed in ((clock.at(last, dt.time(23, 59)), 0), (clock.at(last + dt.timedelta(days=1), dt.time(0, 1)), 1)):
        with clock.stopped(moment), within(school):
            assert asking.close_due() == closed


def test_a_letter_promises_no_other_language_and_no_shorter_time_than_there_is(school: Any) -> None:
    with within(school):
        fielding = a_fielding()
    content = as_content(a_content())
    told = {}
    for language in ("nl", "ar", "tr"):
        told[language] = "\n".join(for_parent(Facts(school, language, "…", fielding.closes_on, content)).paragraphs)
    assert takes(content, "parents") in told["nl"] and "in uw eigen taal" in told["nl"]
    with override("tr"):
        assert str(_("Het kan in uw eigen taal, op uw telefoon en zonder account.")) not in told["tr"]
    assert first_day(fielding, clock.today()) == clock.today() + dt.timedelta(days=5)
