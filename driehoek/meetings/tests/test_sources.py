"""Every template makes a meeting; a run-book can be kept and used again; an earlier meeting can be done once more."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.library.reading import load_template, template_keys
from driehoek.meetings import services
from driehoek.meetings.models import Meeting, OwnTemplate, PreparationTask, ProgrammeItem
from driehoek.meetings.queries import run_book
from driehoek.meetings.services.sources import keep_template, source_of
from driehoek.schools.models import CalendarEntry, School
from driehoek.schools.scoping import within

from .makers import EVENING, make_colleagues, make_meeting, wanted
from .pages import at, words

pytestmark = pytest.mark.django_db
GONE = "01a2024b-2c41-763e-b023-1b095f2ca671"


@pytest.fixture
def desk(client: Client, dirk: Who) -> Client:
    sign_in(client, dirk)
    return client


@pytest.mark.parametrize("key", template_keys())
@pytest.mark.parametrize("sector", ["po", "vo"])
def test_every_template_makes_a_whole_meeting(school: School, dirk: Who, moment: Any, key: str, sector: str) -> None:
    School.objects.update(sector=sector)
    meeting = make_meeting(school, dirk, template=key)
    with within(school):
        book = run_book(meeting)
        items = list(ProgrammeItem.objects.filter(meeting=meeting))
        tasks = list(PreparationTask.objects.filter(meeting=meeting))
    assert sum(item.minutes for item in items) == load_template(key).minutes and book.times
    assert all(item.title and item.who for item in items) and tasks
    assert not [task for task in tasks if task.due_on < clock.today()]
    assert "{word" not in " ".join(item.spoken for item in items)


def test_a_kept_run_book_makes_the_next_meeting(school: School, dirk: Who, moment: Any, desk: Client) -> None:
    meeting = make_meeting(school, dirk)
    with within(school):
        item = meeting.programme.first()
        services.change_item(by=dirk, item=item, minutes=20, title="Soep")
    once = {"key": str(clock.new_id()), "title": "Onze soepavond"}
    assert [desk.post(at("template_keep", meeting.pk), once).status_code for _twice in range(2)] == [302, 302]
    with within(school):
        own = OwnTemplate.objects.get()
        again = services.plan_meeting(by=dirk, wanted=wanted(template=f"own:{own.pk}", key=clock.new_id())).meeting
        assert (again.own_template, again.programme.first().title) == (own, "Soep")
        assert PreparationTask.objects.filter(meeting=again).count() == PreparationTask.objects.filter(meeting=meeting).count()
    assert "Onze soepavond" in words(desk.get(at("meeting_new")))
    desk.post(at("template_remove", own.pk))
    with within(school):
        again.refresh_from_db()
        assert again.own_template is None and not OwnTemplate.objects.exists()
    desk.post(at("template_put_back"))
    with within(school):
        assert OwnTemplate.objects.get().title == "Onze soepavond"


def test_last_years_meeting_can_be_held_again(school: School, dirk: Who, moment: Any) -> None:
    meeting = make_meeting(school, dirk)
    with within(school):
        stays, left = make_colleagues(2)
        left.left_on = EVENING
        left.save()
        first, second, *_rest = PreparationTask.objects.filter(meeting=meeting)
        PreparationTask.objects.filter(pk=first.pk).update(owner=stays)
        PreparationTask.objects.filter(pk=second.pk).update(owner=left)
        later = EVENING + dt.timedelta(weeks=30)
        copied = services.plan_meeting(
            by=dirk, wanted=wanted(template=f"meeting:{meeting.pk}", key=clock.new_id(), day=later, reply_by=later)
        ).meeting
        owners = dict(PreparationTask.objects.filter(meeting=copied).values_list("title", "owner"))
    assert owners[first.title] == stays.pk and owners[second.title] is None


@pytest.mark.parametrize("choice", ["own:", "own:nee", f"own:{GONE}", f"meeting:{GONE}", "../x", ""])
def test_what_is_gone_is_refused(school: School, dirk: Who, moment: Any, choice: str) -> None:
    with within(school), pytest.raises(RuleBroken):
        services.plan_meeting(by=dirk, wanted=wanted(template=choice))
    with within(school):
        assert not Meeting.objects.exists()


def test_tasks_keep_off_the_days_on_which_nobody_works(school: School, dirk: Who, moment: Any) -> None:
    with within(school):
        monday = dt.date(2026, 11, 30)
        CalendarEntry.objects.create(name="studiedag", first_day=monday, last_day=monday, is_free=True)
    meeting = make_meeting(school, dirk)
    with within(school):
        days = set(
            PreparationTask.objects.filter(meeting=meeting, shift__in=["earlier", "later"]).values_list("due_on", flat=True)
        )
    assert monday not in days and not [day for day in days if day.weekday() > 4]


def test_when_the_day_moves_counted_tasks_are_counted_anew_and_chosen_days_move_along(
    school: School, dirk: Who, moment: Any
) -> None:
    meeting = make_meeting(school, dirk, day=dt.date(2027, 3, 18), reply_by=dt.date(2027, 3, 11))
    with within(school):
        counted, chosen = PreparationTask.objects.filter(meeting=meeting, day__lt=-20, day__gt=-60)[:2]
        services.change_task(
            by=dirk, task=chosen, title=chosen.title, due_on=dt.date(2027, 2, 3), owner=None, hours=chosen.hours, why=""
        )
        occasion = meeting.occasion
        week = dt.timedelta(weeks=1)
        services.change_meeting(
            by=dirk, meeting=meeting, title=occasion.title, starts_at=occasion.starts_at + week, ends_at=occasion.ends_at + week,
            place=occasion.place, reply_by=occasion.reply_by, interpreter=True, childcare=True, tables=6, leader=None,
        )  # fmt: skip
        due = dict(PreparationTask.objects.filter(meeting=meeting).values_list("pk", "due_on"))
    assert due[chosen.pk] == dt.date(2027, 2, 10)
    assert due[counted.pk] == counted.due_on + week


def test_the_kinds_say_what_they_ask_and_lead_to_a_form_that_fits(desk: Client, school: School, moment: Any) -> None:
    shown = words(desk.get(at("meeting_kinds")))
    assert all(load_template(key).title.say("nl", "po") in shown for key in template_keys())
    form = desk.get(at("meeting_new"), {"soort": "coffee_morning"}).context["form"]
    assert (form.initial["template"], form.initial["time"]) == ("coffee_morning", dt.time(8, 30))


def test_a_meeting_without_tables_gets_one_circle(school: School, dirk: Who, moment: Any) -> None:
    meeting = make_meeting(school, dirk, template="coffee_morning", tables=6)
    assert meeting.table_count == 1


def test_an_item_switches_on_everything_that_the_template_names(school: School, dirk: Who, moment: Any) -> None:
    meeting = make_meeting(school, dirk, template="wishes_evening")
    named = {item.key: " ".join(item.stages) for item in load_template("wishes_evening").items}
    assert "presentations harvest" in named.values()
    with within(school):
        assert dict(ProgrammeItem.objects.filter(meeting=meeting).values_list("key", "stages")) == named
        own = keep_template(by=dirk, key=clock.new_id(), meeting=meeting, title="Eigen")
        for item in own.items:
            item["stage"] = item.pop("stages").partition(" ")[0]  # as it was kept before an item had several
        own.save()
        kept = source_of(f"own:{own.pk}", sector="po", day=EVENING).items
        assert [item.stages for item in kept] == [words.partition(" ")[0] for words in named.values()]
