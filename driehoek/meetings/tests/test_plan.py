"""A meeting is made from its template, and changed."""

import datetime as dt
from typing import Any

import pytest

from driehoek import clock
from driehoek.access import codes
from driehoek.access.errors import RuleBroken
from driehoek.access.models import AccessCode, TrailRow
from driehoek.meetings import queries, services
from driehoek.meetings.models import Meeting, MeetingTable, PreparationTask, ProgrammeItem
from driehoek.schools.scoping import within

from .makers import EVENING, make_colleagues, make_meeting, make_staff_member, wanted


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    return make_meeting(school, dirk)


def test_a_new_meeting_has_its_whole_programme_and_walk_in_before_the_announced_time(meeting: Meeting, school: Any) -> None:
    with within(school):
        book = queries.run_book(meeting)
        assert book.times == "inloop 18.45, begin 19.00, einde 21.00"
        assert [line.starts for block in book.blocks for line in block.lines] == [
            "18.45", "19.00", "19.05", "19.10", "19.55", "20.00", "20.10", "20.40", "20.50",
        ]  # fmt: skip
        assert book.end_words == "Einde om 21.00 uur: precies op tijd."


def test_the_same_form_twice_is_one_meeting(school: Any, dirk: Any, moment: dt.datetime) -> None:
    form = wanted()
    with within(school):
        first, second = services.plan_meeting(by=dirk, wanted=form), services.plan_meeting(by=dirk, wanted=form)
        assert (first.is_new, second.is_new, first.meeting.pk == second.meeting.pk) == (True, False, True)
        assert (Meeting.objects.count(), ProgrammeItem.objects.count(), MeetingTable.objects.count()) == (1, 9, 6)


def test_a_key_of_another_school_opens_nothing(
    school: Any, other_school: Any, dirk: Any, farid: Any, moment: dt.datetime
) -> None:
    form = wanted()
    with within(other_school):
        services.plan_meeting(by=farid, wanted=form)
    with within(school), pytest.raises(RuleBroken, match="stale_form"):
        services.plan_meeting(by=dirk, wanted=form)


def test_tasks_that_should_have_begun_begin_today_and_that_is_said(school: Any, dirk: Any, moment: dt.datetime) -> None:
    with within(school):
        made = services.plan_meeting(by=dirk, wanted=wanted())
        days = list(PreparationTask.objects.values_list("due_on", flat=True))
        assert min(days) == clock.today()
        assert made.moved_to_today == days.count(clock.today()) > 5


def test_nobody_has_to_do_what_driehoek_does(meeting: Meeting, school: Any) -> None:
    with within(school):
        assert not PreparationTask.objects.filter(title__contains="gewist").exists()


def test_a_day_in_the_past_is_refused(school: Any, dirk: Any, moment: dt.datetime) -> None:
    with within(school), pytest.raises(RuleBroken, match="day_in_past"):
        services.plan_meeting(by=dirk, wanted=wanted(day=dt.date(2026, 11, 22)))


def test_codes_for_the_hall_the_leader_and_each_table_are_there(meeting: Meeting, school: Any) -> None:
    with within(school):
        assert set(codes.codes_for("join", [meeting.pk])[meeting.pk]) == {"link", "hall"}
        assert set(codes.codes_for("lead", [meeting.pk])[meeting.pk]) == {"link", "printed"}
        tables = list(MeetingTable.objects.values_list("pk", flat=True))
        assert len(codes.codes_for("scribe", tables)) == 6


def test_who_led_or_wrote_from_outside_has_no_way_in_the_day_after_and_parents_have(
    meeting: Meeting, school: Any, dirk: Any
) -> None:
    """A code of the leader changes what people said: it ends with the evening, also when that moved to another day."""
    later = dt.timedelta(days=7)
    with within(school):
        for moved in (dt.timedelta(), later):
            change(meeting, dirk, starts_at=meeting.occasion.starts_at + moved, ends_at=meeting.occasion.ends_at + moved)
            day_after = meeting.occasion.ends_at + dt.timedelta(days=1)
            open_then = {code.purpose.partition(":")[0] for code in AccessCode.objects.filter(expires_at__gt=day_after)}
            assert open_then == {"join"}
            open_late = AccessCode.objects.filter(expires_at__gt=meeting.occasion.ends_at + dt.timedelta(hours=10))
            assert {code.purpose.partition(":")[0] for code in open_late} == {"join", "lead", "scribe"}


def test_an_evening_in_the_week_after_the_clock_changed_starts_at_seven(school: Any, dirk: Any, moment: dt.datetime) -> None:
    meeting = make_meeting(school, dirk, day=dt.date(2027, 3, 29))
    with within(school):
        assert meeting.occasion.starts_at == dt.datetime(2027, 3, 29, 17, tzinfo=dt.UTC)
        assert queries.run_book(meeting).times == "inloop 18.45, begin 19.00, einde 21.00"


def change(meeting: Meeting, by: Any, **changes: Any) -> None:
    values = {
        "title": "Ouderavond", "starts_at": meeting.occasion.starts_at, "ends_at": meeting.occasion.ends_at, "place": "aula",
        "reply_by": meeting.occasion.reply_by, "interpreter": True, "childcare": True, "tables": 6, "leader": None,
    }  # fmt: skip
    services.change_meeting(by=by, meeting=meeting, **{**values, **changes})


def test_a_later_day_takes_open_tasks_and_codes_along(meeting: Meeting, school: Any, dirk: Any) -> None:
    week = dt.timedelta(days=7)
    with within(school):
        task = PreparationTask.objects.filter(due_on__gt=EVENING).first()
        done = PreparationTask.objects.filter(due_on__gt=EVENING).last()
        services.finish_task(by=dirk, task=done)
        ended = AccessCode.objects.get(purpose="join:hall").expires_at
        change(meeting, dirk, starts_at=meeting.occasion.starts_at + week, ends_at=meeting.occasion.ends_at + week)
        assert PreparationTask.objects.get(pk=task.pk).due_on == task.due_on + week
        assert PreparationTask.objects.get(pk=done.pk).due_on == done.due_on
        assert AccessCode.objects.get(purpose="join:hall").expires_at == ended + week


def test_an_end_before_the_begin_is_refused(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school), pytest.raises(RuleBroken):
        change(meeting, dirk, ends_at=meeting.occasion.starts_at)


def test_a_later_begin_runs_past_the_end_that_was_promised(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        change(meeting, dirk, starts_at=meeting.occasion.starts_at + dt.timedelta(minutes=10))
        assert queries.run_book(meeting).end_words == "Einde om 21.10 uur: loopt 10 minuten uit. Afgesproken is 21.00 uur."


def test_fewer_tables_end_the_codes_of_their_scribes(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        last = MeetingTable.objects.get(number=6)
        change(meeting, dirk, tables=5)
        assert MeetingTable.objects.count() == 5
        assert codes.codes_for("scribe", [last.pk]) == {}


def test_what_is_typed_fills_in_and_what_is_emptied_is_computed_again(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        assert [blank.name for blank in queries.run_book(meeting).open] == [
            "waarom_nu", "kijk_van_school", "aantal_ouders", "leerjaren", "aantal_medewerkers", "functies", "naam_gespreksleider", "vervolg", "contact_houden",
        ]  # fmt: skip
        services.fill_in(by=dirk, meeting=meeting, values={"waarom_nu": " u daarom vroeg ", "thema": "samen lezen"})
        book = queries.run_book(meeting)
        spoken = book.blocks[1].lines[0].spoken
        assert "Omdat u daarom vroeg." in spoken and "over samen lezen." in spoken and "Om 21.00 zijn we klaar" in spoken
        services.fill_in(by=dirk, meeting=meeting, values={"thema": ""})
        assert "over ouderavond." in queries.run_book(meeting).blocks[1].lines[0].spoken


def test_a_leader_of_the_school_fills_in_the_name(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        change(meeting, dirk, leader=make_colleagues(1)[0])
        assert "naam_gespreksleider" not in [blank.name for blank in queries.run_book(meeting).open]


def test_the_run_book_is_settled_once(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        stale = Meeting.objects.get(pk=meeting.pk)
        services.change_state(by=dirk, meeting=meeting, verb="settle")
        with pytest.raises(RuleBroken, match="wrong_state"):
            services.change_state(by=dirk, meeting=stale, verb="settle")
        assert TrailRow.objects.filter(act="settle_meeting").count() == 1


# ---- the programme


def titles(meeting: Meeting) -> list[str]:
    return list(ProgrammeItem.objects.filter(meeting=meeting).values_list("title", flat=True))


def test_an_item_goes_where_it_is_put_and_the_times_follow(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        services.add_item(by=dirk, meeting=meeting, after=2, minutes=10, title="Lied")
        assert titles(meeting)[:4] == ["Inloop", "Welkom", "Lied", "Wat is partnerschap?"]
        assert queries.run_book(meeting).over == 10
        item = ProgrammeItem.objects.get(title="Lied")
        services.shift_item(by=dirk, item=item, step=-1)
        services.shift_item(by=dirk, item=item, step=-1)
        services.shift_item(by=dirk, item=item, step=-1)
        assert titles(meeting)[0] == "Lied"
        services.move_item(by=dirk, item=item, to=999)
        assert titles(meeting)[-1] == "Lied"
        assert list(ProgrammeItem.objects.values_list("position", flat=True)) == list(range(1, 11))


def test_a_removed_item_comes_back_with_everything(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        before = titles(meeting)
        item = ProgrammeItem.objects.get(title="Welkom")
        kept = services.remove_item(by=dirk, item=item)
        assert "Welkom" not in titles(meeting)
        services.put_back_item(by=dirk, meeting=meeting, kept=kept)
        services.put_back_item(by=dirk, meeting=meeting, kept=kept)
        assert titles(meeting) == before
        assert ProgrammeItem.objects.get(title="Welkom").spoken.startswith("Welkom op")


def test_a_run_book_of_an_evening_that_was_stays_as_it_is(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        for verb in ("start", "close"):
            services.change_state(by=dirk, meeting=meeting, verb=verb)
        with pytest.raises(RuleBroken, match="programme_is_history"):
            services.add_item(by=dirk, meeting=meeting, after=0, minutes=5, title="Te laat")


def test_every_change_tells_the_screens_in_the_hall(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        services.change_item(by=dirk, item=ProgrammeItem.for_gate().get(title="Welkom"), minutes=7, title="Welkom!")
        assert Meeting.objects.get(pk=meeting.pk).live_version == 1


# ---- the preparation


def test_a_task_is_taken_done_and_opened_again(meeting: Meeting, school: Any, carla: Any, dirk: Any) -> None:
    with within(school):
        make_staff_member(carla)
        make_staff_member(dirk)
        task = PreparationTask.objects.first()
        services.take_task(by=carla, task=task)
        with pytest.raises(RuleBroken, match="task_is_taken"):
            services.take_task(by=dirk, task=PreparationTask.objects.get(pk=task.pk))
        services.finish_task(by=carla, task=task)
        services.finish_task(by=carla, task=task)
        found = queries.preparation(meeting, carla, "po")
        assert (found.done, found.mine, found.turns[-1].key) == (1, 1, "done")
        services.reopen_task(by=carla, task=task)
        assert queries.preparation(meeting, carla, "po").done == 0
        acts = TrailRow.objects.filter(act__in=["finish_task", "reopen_task"]).values_list("act", flat=True)
        assert sorted(acts) == ["finish_task", "reopen_task"]


def test_hours_are_summed_per_role(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        found = queries.preparation(meeting, dirk, "po")
        assert found.total_hours == sum(one.hours for one in found.hours)
        assert {"directeur", "actieteam"} <= {one.role for one in found.hours}


def test_a_task_off_the_list_can_come_back(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        task = PreparationTask.objects.first()
        kept = services.remove_task(by=dirk, task=PreparationTask.objects.get(pk=task.pk))
        services.put_back_task(by=dirk, meeting=meeting, kept=kept)
        again = PreparationTask.objects.get(pk=task.pk)
        assert (again.title, again.due_on, again.hours) == (task.title, task.due_on, task.hours)
