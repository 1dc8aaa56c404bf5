"""Who comes, and who sits where."""

import datetime as dt
import time
from collections import Counter
from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.invitations.models import Reply
from driehoek.meetings import queries, services
from driehoek.meetings.models import Attendee, Meeting, MeetingTable, Seat
from driehoek.people.models import Guardianship
from driehoek.schools.scoping import within

from .makers import make_colleagues, make_guests, make_meeting, make_reply


@pytest.fixture
def meeting(school: Any, dirk: Any, moment: dt.datetime) -> Meeting:
    return make_meeting(school, dirk)


def names(meeting: Meeting) -> list[str]:
    return list(Attendee.objects.filter(meeting=meeting).values_list("name", flat=True))


def fill(meeting: Meeting, by: Any, *, homes: int, staff: int) -> None:
    make_guests(meeting, homes)
    services.choose_staff(by=by, meeting=meeting, staff=make_colleagues(staff))
    services.gather(by=by, meeting=meeting)


def seats(meeting: Meeting) -> dict[str, int]:
    return dict(
        Seat.objects.filter(attendee__meeting=meeting).order_by("attendee__name").values_list("attendee__name", "table__number")
    )


# ---- the list


def test_guests_are_named_after_the_parents_who_come(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        make_reply(meeting, "Aïcha", "Bas", coming=2)
        make_reply(meeting, "Fatima", coming=2)
        make_reply(meeting, "Ans", "Cor", coming=1)
        make_reply(meeting, "Nee", coming=0)
        assert services.gather(by=dirk, meeting=meeting) == 5
        assert names(meeting) == [
            "Ans Amrani of Cor Amrani",
            "Aïcha Amrani",
            "Bas Amrani",
            "Fatima Amrani",
            "gast van Fatima Amrani",
        ]


def test_gathering_twice_changes_nothing_and_an_answer_that_changes_is_followed(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        invitation = make_reply(meeting, "Aïcha", "Bas", coming=2)
        services.gather(by=dirk, meeting=meeting)
        assert services.gather(by=dirk, meeting=meeting) == 0
        Reply.objects.filter(invitation=invitation).update(coming=0)
        services.gather(by=dirk, meeting=meeting)
        assert names(meeting) == []


def test_somebody_who_comes_in_their_place_does_not_get_their_name(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        invitation = make_reply(meeting, "Aïcha", "Bas", coming=2)
        services.gather(by=dirk, meeting=meeting)
        Reply.objects.filter(invitation=invitation).update(coming=1, by_other=True)
        services.gather(by=dirk, meeting=meeting)
        assert names(meeting) == ["gast van Aïcha Amrani"]
        Reply.objects.filter(invitation=invitation).update(by_other=False)
        services.gather(by=dirk, meeting=meeting)
        assert names(meeting) == ["Aïcha Amrani of Bas Amrani"]


def test_who_has_arrived_stays_on_the_list(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        invitation = make_reply(meeting, "Aïcha", coming=1)
        services.gather(by=dirk, meeting=meeting)
        services.check_in(by=dirk, attendee=Attendee.objects.get())
        Reply.objects.filter(invitation=invitation).update(coming=0)
        services.gather(by=dirk, meeting=meeting)
        assert names(meeting) == ["Aïcha Amrani"]


def test_a_parent_who_may_not_be_informed_is_not_named(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        make_reply(meeting, "Aïcha", coming=1)
        Guardianship.objects.update(may_receive=False)
        services.gather(by=dirk, meeting=meeting)
        assert names(meeting) == ["gast uit Groep 5"]


# ---- the division


def test_tables_are_equal_in_size_and_voices_and_couples_sit_together(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        fill(meeting, dirk, homes=18, staff=12)
        made = services.divide(by=dirk, meeting=meeting, couples="together", tables=6)
        assert (made.people, made.tables, made.one_circle, made.broken) == (48, 6, False, [])
        board = queries.board(meeting)
        assert {(column.parents, column.school) for column in board.columns} == {(6, 2)}
        tables = seats(meeting)
        assert all(tables[f"Aïcha{n:03} Voorbeeld"] == tables[f"Bas{n:03} Voorbeeld"] for n in range(18))


def test_couples_sit_apart_when_that_is_chosen(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        fill(meeting, dirk, homes=18, staff=12)
        services.divide(by=dirk, meeting=meeting, couples="apart", tables=6)
        tables = seats(meeting)
        assert all(tables[f"Aïcha{n:03} Voorbeeld"] != tables[f"Bas{n:03} Voorbeeld"] for n in range(18))


def test_few_people_talk_in_one_circle(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        fill(meeting, dirk, homes=4, staff=2)
        made = services.divide(by=dirk, meeting=meeting, couples="apart", tables=6)
        assert (made.tables, made.one_circle, MeetingTable.objects.count()) == (1, True, 1)


def test_an_empty_list_can_not_be_divided(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school), pytest.raises(RuleBroken, match="nobody_to_divide"):
        services.divide(by=dirk, meeting=meeting, couples="free", tables=6)


def test_three_hundred_people_are_divided_in_seconds(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        fill(meeting, dirk, homes=120, staff=60)
        started = time.monotonic()
        made = services.divide(by=dirk, meeting=meeting, couples="together", tables=40)
        assert (made.people, made.tables, made.broken) == (300, 40, [])
        assert time.monotonic() - started < 15


def test_a_table_leader_sits_at_the_own_table_and_stays(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        fill(meeting, dirk, homes=10, staff=6)
        leader = Attendee.objects.filter(staff__isnull=False).select_related("meeting__occasion").first()
        services.furnish(by=dirk, meeting=meeting, choices={3: (None, leader.staff_id)})
        services.divide(by=dirk, meeting=meeting, couples="together", tables=4)
        assert seats(meeting)[leader.name] == 3
        with pytest.raises(RuleBroken) as refused:
            services.move(by=dirk, attendee=leader, table=MeetingTable.objects.get(number=1), anyway=True)
        assert refused.value.message == f"{leader.name} leidt tafel 3 en blijft daar zitten."


# ---- by hand


@pytest.fixture
def divided(meeting: Meeting, school: Any, dirk: Any) -> Meeting:
    with within(school):
        fill(meeting, dirk, homes=12, staff=6)
        services.divide(by=dirk, meeting=meeting, couples="together", tables=5)
    return meeting


def someone(name: str) -> Attendee:
    return Attendee.for_gate().get(name=name)


def other_table(name: str) -> MeetingTable:
    return MeetingTable.objects.exclude(seats__attendee__name=name).order_by("number").first()


def test_a_move_that_parts_a_couple_is_asked_first(divided: Meeting, school: Any, dirk: Any) -> None:
    name = "Aïcha003 Voorbeeld"
    with within(school):
        before, table = seats(divided), other_table(name)
        asked = services.move(by=dirk, attendee=someone(name), table=table)
        assert asked.asks == ["Aïcha003 Voorbeeld en Bas003 Voorbeeld zitten zo niet bij elkaar."]
        assert seats(divided) == before
        assert services.move(by=dirk, attendee=someone(name), table=table, anyway=True).asks == []
        assert seats(divided)[name] == table.number
        assert queries.board(divided).by_hand == 1


def test_a_move_that_makes_tables_uneven_is_done_and_told(divided: Meeting, school: Any, dirk: Any) -> None:
    name = "Carla03 Jansen"
    with within(school):
        sizes = Counter(seats(divided).values())
        full = max(sizes, key=lambda number: (sizes[number], number != seats(divided)[name]))
        moved = services.move(by=dirk, attendee=someone(name), table=MeetingTable.objects.get(number=full))
        assert moved.asks == []
        assert moved.tells == [] or "Tafel" in moved.tells[0]
        assert seats(divided)[name] == full


def test_a_new_division_can_leave_who_was_moved_by_hand(divided: Meeting, school: Any, dirk: Any) -> None:
    name = "Carla03 Jansen"
    with within(school):
        table = other_table(name)
        services.move(by=dirk, attendee=someone(name), table=table, anyway=True)
        services.divide(by=dirk, meeting=divided, couples="together", tables=5, keep_hand=True)
        assert seats(divided)[name] == table.number
        assert queries.board(divided).by_hand == 1


def test_a_new_division_can_be_undone_and_done_again(divided: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        first = seats(divided)
        services.divide(by=dirk, meeting=divided, couples="apart", tables=3)
        second = seats(divided)
        services.undo_division(by=dirk, meeting=divided)
        assert seats(divided) == first
        services.undo_division(by=dirk, meeting=divided)
        assert seats(divided) == second


def test_who_comes_late_gets_a_table_within_a_second_and_nobody_moves(divided: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        before, key = seats(divided), clock.new_id()
        started = time.monotonic()
        for _twice in range(2):
            late = services.add_by_hand(by=dirk, meeting=divided, key=key, name="Zus van Aïcha", voice="parents")
            late = Attendee.for_gate().get(pk=late.pk)
            number = services.seat_late(by=dirk, attendee=late)
        assert time.monotonic() - started < 1
        assert seats(divided) == before | {"Zus van Aïcha": number}
        assert late.arrived_at is not None


def test_before_there_is_a_division_a_guest_only_gets_on_the_list(meeting: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        services.add_by_hand(by=dirk, meeting=meeting, key=clock.new_id(), name="Bas", voice="parents")
        assert services.seat_late(by=dirk, attendee=someone("Bas")) is None


def test_the_audience_fills_in_the_welcome(divided: Meeting, school: Any, dirk: Any) -> None:
    with within(school):
        words = queries.run_book(divided).blocks[1].lines[0].spoken
        assert "We zijn met 24 ouders uit groepen 1, 2, 3 en 4." in words
        assert "Van de school doen 6 mensen mee: leerkracht." in words
        assert "aan 5 tafels" in words
