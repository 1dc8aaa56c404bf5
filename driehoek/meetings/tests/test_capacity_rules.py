from hypothesis import given
from hypothesis import strategies as st

from driehoek.meetings.capacity_rules import Wanted, capacity, interpreters, minders

CREW = (Wanted("discussion_leader", 1, "meeting"), Wanted("table_leader", 1, "table"), Wanted("scribe", 1, "table"))


def test_three_hundred_people_ask_for_thirty_eight_table_leaders() -> None:
    found = capacity(people=300, table_size=8, crew=CREW, have={})
    assert (found.tables, [need.needed for need in found.needs], found.sessions) == (38, [1, 38, 38], 1)


def test_with_twelve_leaders_it_takes_four_evenings() -> None:
    found = capacity(people=300, table_size=8, crew=CREW, have={"table_leader": 12, "scribe": 40})
    assert (found.sessions, found.per_session, found.needs[1].short) == (4, 75, 26)


def test_the_room_may_be_the_limit() -> None:
    assert capacity(people=100, table_size=8, crew=CREW, have={}, room_tables=7).sessions == 2


def test_few_people_are_one_circle() -> None:
    found = capacity(people=9, table_size=8, crew=CREW, have={})
    assert (found.is_circle, found.tables, found.sessions) == (True, 1, 1)


def test_without_anybody_to_lead_it_cannot_be_held() -> None:
    assert capacity(people=60, table_size=8, crew=CREW, have={"table_leader": 0}).sessions == 0


@given(
    people=st.integers(0, 1500),
    size=st.integers(4, 12),
    leaders=st.none() | st.integers(1, 60),
    room=st.none() | st.integers(1, 40),
)
def test_everybody_fits_in_the_sessions_and_no_session_is_too_many(
    people: int, size: int, leaders: int | None, room: int | None
) -> None:
    found = capacity(people=people, table_size=size, crew=CREW, have={"table_leader": leaders}, room_tables=room)
    at_once = min(40, found.at_once if found.at_once is not None else found.tables)
    assert found.tables == 1 or (found.tables - 1) * size < people <= found.tables * size
    assert found.sessions * at_once >= found.tables > (found.sessions - 1) * at_once
    assert all(need.short <= need.needed for need in found.needs)


def test_interpreters_and_minders_are_counted_by_the_table_and_by_eight() -> None:
    assert [interpreters(people, 8) for people in (0, 1, 7, 8)] == [0, 1, 1, 2]
    assert [minders(children) for children in (0, 1, 8, 9)] == [0, 1, 1, 2]
