"""A questionnaire is opened once, asks everybody once, and is closed."""

import datetime as dt

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER
from driehoek.outbox.models import Message
from driehoek.people.models import Guardian, StaffMember
from driehoek.people.tests.makers import make_child, make_class, make_home
from driehoek.scans.models import AskedClass, Ticket
from driehoek.scans.services import asking
from driehoek.scans.services.languages import keep_languages
from driehoek.schools.scoping import within

from .makers import a_class, a_fielding, an_asked_class, an_instrument

pytestmark = [pytest.mark.usefixtures("moment"), pytest.mark.database]


def test_everybody_is_asked_once_with_a_link_of_their_own(school):
    with within(school):
        first = a_class()
        second = make_class("Groep 8")
        make_child("Sam", second, Guardian.objects.get(given_name="Aïcha").household)  # the same parents in two classes
        fielding = a_fielding(classes=[first, second])
        assert fielding.people == {"parents": 3, "school": 1}
        tickets = {str(row.guardian or row.staff).split()[0]: row for row in Ticket.for_gate()}
        assert set(tickets) == {"Aïcha", "Bas", "Dewi", "Carla"}
        assert {name: row.channel for name, row in tickets.items()} == {
            "Aïcha": "mail", "Bas": "mail", "Dewi": "paper", "Carla": "mail",
        }  # fmt: skip
        assert tickets["Dewi"].language == "ar" and tickets["Dewi"].sent_at is None
        assert set(codes.codes_for("scan", [tickets["Aïcha"].pk])[tickets["Aïcha"].pk]) == {"link", "printed"}
        assert sum(row.people["parents"] for row in AskedClass.objects.all()) == 3
        assert sorted(Message.objects.values_list("letter", flat=True)) == ["scan_asked", "scan_asked", "scan_asked_staff"]
        assert an_asked_class(fielding).pk in codes.codes_for("scanclass", [an_asked_class(fielding).pk])


def test_opening_twice_is_once(school):
    with within(school):
        fielding = a_fielding()
        asking.open_fielding(fielding=fielding, by=WORKER)
        assert (Ticket.objects.count(), Message.objects.count()) == (4, 3)


def test_who_may_not_hear_from_the_school_is_not_asked(school):
    with within(school):
        klas = a_class()
        make_child("Eli", klas, make_home("Geheim", mails=("geheim@example.org",)), may_receive=False)
        StaffMember.objects.create(given_name="Weg", left_on=clock.today() - dt.timedelta(days=1))
        assert a_fielding().people == {"parents": 3, "school": 0}


def test_a_class_without_names_counts_by_its_families(school):
    with within(school):
        make_class("Groep 1", family_count=20)
        fielding = a_fielding(voices=["parents"])
        assert fielding.people == {"parents": 40} and an_asked_class(fielding).people == {"parents": 40}


def test_nobody_to_ask_and_days_that_are_over(school):
    with within(school):
        make_class("Groep 1")
        with pytest.raises(RuleBroken) as broken:
            a_fielding(voices=["parents"])
        assert broken.value.code == "no-one"
        a_class("Groep 2")
        draft = a_fielding(open=False)
        with clock.stopped(clock.now() + dt.timedelta(days=20)), pytest.raises(RuleBroken) as broken:
            asking.open_fielding(fielding=draft, by=WORKER)
        assert broken.value.code == "over"


def test_a_draft_changes_and_goes_and_an_open_one_runs_longer(school):
    with within(school):
        first, second = a_class(), make_class("Groep 6")
        third = a_class("Groep 7")
        draft = a_fielding(open=False, classes=[first, third])
        asking.change(
            fielding=draft, version=an_instrument().versions.get(), title="Anders", voices=["parents"], classes=[first, second],
            opens_on=draft.opens_on, closes_on=draft.closes_on, by=WORKER,
        )  # fmt: skip
        assert draft.classes.count() == 2
        opened = asking.open_fielding(fielding=draft, by=WORKER)
        with pytest.raises(RuleBroken):
            asking.cancel(fielding=opened, by=WORKER)
        later = opened.closes_on + dt.timedelta(days=7)
        assert asking.extend(fielding=opened, closes_on=later, by=WORKER).closes_on == later
        gone = a_fielding(open=False)
        asking.cancel(fielding=gone, by=WORKER)
        assert not type(gone).objects.filter(pk=gone.pk).exists()


def test_one_class_of_several_is_not_asked_by_itself(school):
    with within(school):
        first = a_class()
        assert a_fielding(open=False, classes=[first]).classes.count() == 1, "a school of one class may ask it"
        a_class("Groep 6")
        for voices in (["parents"], ["parents", "school"]):
            with pytest.raises(RuleBroken) as broken:
                a_fielding(open=False, classes=[first], voices=voices)
            assert broken.value.code == "one-class" and "leerkracht" in broken.value.message
        assert a_fielding(open=False, classes=[first], voices=["school"])


def test_the_worker_closes_what_had_its_last_day(school):
    with within(school):
        fielding = a_fielding()
        with clock.stopped(clock.at(fielding.closes_on, dt.time(23, 0))):
            assert asking.close_due() == 0
        with clock.stopped(clock.at(fielding.closes_on + dt.timedelta(days=1), dt.time(1))):
            assert (asking.close_due(), asking.close_due()) == (1, 0)
        fielding.refresh_from_db()
        assert fielding.closed_at is not None


def test_contact_languages_are_worked_out_once_a_night_and_kept(school) -> None:
    """In a school of a hundred parents or more; what comes in during the day shows the next day."""
    with within(school):
        fielding = a_fielding()
        asked = an_asked_class(fielding)
        asked.people = {"parents": 120}
        asked.save()
        other = AskedClass.objects.create(fielding=fielding, school_class=a_class("Groep 6"), people={"parents": 120})
        rows = [
            Ticket(fielding=fielding, voice="parents", asked_class=one, channel="mail", language=language, answered=n % 2 == 0)
            for one in (asked, other)
            for language, number in (("nl", 60), ("tr", 20), ("uk", 2))
            for n in range(number)
        ]
        Ticket.objects.bulk_create(rows)
        assert keep_languages() == 1 and keep_languages() == 0
        fielding.refresh_from_db()
        said = {name: (people, low) for name, people, low, _high in fielding.spoken["rows"]}
        assert said == {"nl": (122, 60), "tr": (40, 20)}, "two in Ukrainian are told nowhere"
        Ticket.objects.update(answered=True)
        assert keep_languages() == 0
        with clock.stopped(clock.now() + dt.timedelta(days=1)):
            assert keep_languages() == 1
