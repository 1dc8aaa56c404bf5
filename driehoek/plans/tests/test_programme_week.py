"""The programme in the letter of the week, and in the hands of somebody else."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.who import Who
from driehoek.meetings import week
from driehoek.outbox.models import Message
from driehoek.people.handover import give, open_work
from driehoek.people.models import StaffMember
from driehoek.plans.models import Activity, Chapter, Line, Plan
from driehoek.plans.services import make_action
from driehoek.schools.models import SchoolYear
from driehoek.schools.scoping import within

pytestmark = pytest.mark.database
MONDAY = dt.datetime(2026, 11, 30, 9, tzinfo=clock.SCHOOL_TIME)


def day(number: int) -> dt.date:
    return MONDAY.date() + dt.timedelta(days=number)


def test_actions_and_activities_come_in_one_letter_and_what_is_past_waits(school: Any, carla: Who, dirk: Who) -> None:
    with within(school), clock.stopped(MONDAY):
        staff = StaffMember.objects.create(user_id=carla.user_id, given_name="Carla")
        plan = Plan.objects.create(title="Samen", year=SchoolYear.objects.get(), settled_number=1)
        line = Line.objects.create(plan=plan, chapter=Chapter.AMBITIONS, text="<p>Lezen.</p>")
        make_action(ambition=line, title="Boeken kiezen", owner=staff, due_on=day(3), by=dirk)
        make_action(ambition=line, title="Veel later", owner=staff, due_on=day(40), by=dirk)
        make_action(ambition=line, title="Van niemand", owner=None, due_on=day(3), by=dirk)
        led = {"plan": plan, "lead": staff, "state": "planned"}
        after = Activity.objects.create(**led, title="Kijkochtend", planned_on=day(-4))
        Activity.objects.create(**led, title="Voorlezen", planned_on=day(8))
        Activity.objects.create(**(led | {"state": "idea"}), title="Idee", planned_on=day(8))
        assert week.write_weeks() == 1
        letter = week.week_letter(Message.objects.get(letter="week"))
        assert letter is not None and [one for one in letter.text.split("\n") if one.startswith("- ")] == [
            "- wacht nog: vertel hoe ‘Kijkochtend’ was (Samen)",
            "- donderdag 3 december: Boeken kiezen (Samen)",
            "- dinsdag 8 december: ‘Voorlezen’, die jij trekt (Samen)",
        ]
        assert [work.title for work in open_work(staff) if work.route == "activity_change"] == ["Kijkochtend", "Voorlezen"]
        other = StaffMember.objects.create(given_name="Els")
        give([after.pk], staff, other, dirk)
        assert Activity.objects.get(pk=after.pk).lead_id == other.pk
        StaffMember.objects.filter(pk=staff.pk).update(left_on=clock.today())
        assert week.week_letter(Message.objects.get(letter="week")) is None
