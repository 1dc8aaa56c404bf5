"""What is shown of a response: never finer than steps of five, of everybody, and no cell of few to be found, by who knows the rule too."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from driehoek.algorithms.disclosure.audit import Network
from driehoek.algorithms.disclosure.response import (
    AskedClass,
    Response,
    Row,
    final,
    final_without_classes,
    languages,
    live,
    step_of,
    year_groups,
)


@st.composite
def schools(draw: st.DrawFn) -> tuple[list[AskedClass], dict[str, int]]:
    sizes = draw(st.lists(st.integers(0, 30), min_size=1, max_size=9))
    classes = [
        AskedClass(
            str(place), (str(place // 2), str(place // 2 + 1)) if draw(st.integers(0, 5)) == 0 else (str(place // 2),), size
        )
        for place, size in enumerate(sizes)
    ]
    return classes, {one.key: draw(st.integers(0, one.people)) for one in classes}


def in_windows(rows: tuple[Row, ...], classes: list[AskedClass], answered: dict[str, int]) -> bool:
    return all(row.at_least <= sum(answered[key] for key in row.names) <= row.at_most for row in rows)


@settings(max_examples=50, deadline=None)
@given(school=schools())
def test_rows_cover_every_class_once_and_hold_what_is_true(school: tuple[list[AskedClass], dict[str, int]]) -> None:
    classes, answered = school
    for shown in (live(classes, answered), final(classes, answered)):
        assert [key for row in shown.classes for key in row.names] == [one.key for one in classes]
        assert in_windows(shown.classes, classes, answered)
        assert all(row.at_least % 5 == 0 and row.at_most - row.at_least >= min(4, row.people) for row in shown.classes)
        assert all(row.people - row.at_least >= 5 for row in shown.classes if row.at_least)
        assert sum(row.people for row in shown.years) == shown.people == sum(one.people for one in classes)
        assert sum(row.at_least for row in shown.years) == sum(row.at_least for row in shown.classes) == shown.at_least
        assert {year for row in shown.years for year in row.names} == {year for one in classes for year in one.years}
        assert shown.exact in (None, sum(answered.values()))


@settings(max_examples=50, deadline=None)
@given(school=schools(), data=st.data())
def test_one_more_answer_moves_at_most_one_row_by_one_step_and_only_on_a_five(
    school: tuple[list[AskedClass], dict[str, int]], data: st.DataObject
) -> None:
    classes, answered = school
    room = [one for one in classes if answered[one.key] < one.people]
    assume(room)
    more = data.draw(st.sampled_from(room))
    before, after = live(classes, answered), live(classes, {**answered, more.key: answered[more.key] + 1})

    moved = [(old, new) for old, new in zip(before.classes, after.classes, strict=True) if old != new]
    assert len(moved) <= 1
    for old, new in moved:
        assert new.at_least == old.at_least + 5 == sum(answered[key] for key in new.names) + 1


@pytest.mark.parametrize("sizes", [(12, 12), (26, 2), (9, 9, 10), (10,), (30, 31), (56, 4)])
def test_who_knows_the_rule_finds_no_class_of_few(sizes: tuple[int, ...]) -> None:
    """Every way in which people could have answered, by what is shown of it."""
    classes = [AskedClass(str(place), (str(place),), size) for place, size in enumerate(sizes)]
    alike: dict[Response, list[tuple[int, ...]]] = defaultdict(list)
    for world in product(*(range(size + 1) for size in sizes)):
        alike[final(classes, {str(place): count for place, count in enumerate(world)})].append(world)

    for worlds in alike.values():
        for place, size in enumerate(sizes):
            counts = {world[place] for world in worlds}
            if min(counts) < 5 or size - max(counts) < 5:
                assert max(counts) - min(counts) >= min(3, size)


def test_most_numbers_are_shown() -> None:
    classes = [AskedClass(f"{year}{part}", (year,), 24) for year in "345678" for part in "ab"]
    answered = dict(zip((one.key for one in classes), (12, 9, 14, 3, 11, 8, 10, 23, 7, 15, 9, 12), strict=True))
    speakers = {(key, "nl"): (19, round(count * 0.7)) for key, count in answered.items()}
    speakers |= {(key, "tr"): (2, min(1, count)) for key, count in answered.items()}
    shown = final(classes, answered, speakers)

    words = [row.words for row in shown.classes]
    assert words == ["10–14", "5–9", "10–14", "0–4", "10–14", "5–9", "10–14", "≥ 15", "5–9", "≥ 15", "5–9", "10–14"]
    assert (shown.exact, shown.words, [row.words for row in shown.years[:2]]) == (133, "133", ["≥ 15", "≥ 10"])
    assert [(row.names, row.words) for row in shown.languages] == [(("nl",), "90–94"), (("tr",), "10–14")]
    assert live(classes, answered).exact is None and languages(classes, answered, speakers) == shown.languages
    groups = year_groups(shown, classes)
    assert [group.years for group in groups] == [
        ("3",),
        ("4", "5"),
        ("6",),
        ("7",),
        ("8",),
    ]  # of year 4 one class barely answered
    assert all(group.at_least >= 10 and len(group.classes) >= 2 for group in groups)


def test_a_language_of_one_class_is_not_shown() -> None:
    classes = [AskedClass(str(place), (str(place),), 24) for place in range(6)]
    answered = {one.key: 12 for one in classes}
    speakers = {("0", "uk"): (14, 9), ("1", "uk"): (2, 1), **{(str(place), "nl"): (20, 10) for place in range(1, 6)}}

    assert [row.names for row in final(classes, answered, speakers).languages] == [("nl",)]
    small = {key: (asked // 2, said // 2) for key, (asked, said) in speakers.items()}
    assert final(classes, answered, small).languages == ()


def test_years_of_a_combined_class_stand_together_and_one_teacher_is_no_group() -> None:
    classes = [
        AskedClass("3", ("3",), 25),
        AskedClass("3/4", ("3", "4"), 25),
        AskedClass("4", ("4",), 25),
        AskedClass("5", ("5",), 25),
    ]
    shown = live(classes, {one.key: 14 for one in classes})

    assert [row.names for row in shown.years] == [("3", "4"), ("5",)]
    assert year_groups(shown, classes) == ()


@settings(max_examples=150, deadline=None)
@given(school=schools())
def test_a_group_of_years_is_never_the_figures_of_one_class(school: tuple[list[AskedClass], dict[str, int]]) -> None:
    """By what is true, and by what who sees the steps may be sure of: no class has nearly all in the emptiest world that they leave open."""
    classes, answered = school
    shown = final(classes, answered)
    groups = year_groups(shown, classes)

    assert len(groups) != 1
    if groups:
        assert [key for group in groups for key in group.classes] == [one.key for one in classes]
    for group in groups:
        rows = [row for row in shown.classes if set(row.names) <= set(group.classes)]
        true = {row: sum(answered[key] for key in row.names) for row in rows}
        assert sum(true.values()) >= group.at_least >= 10
        assert sum(count >= 5 for count in true.values()) >= 2
        for row in rows:
            others = sum(one.at_most for one in rows if one is not row)
            assert row.at_least <= 4 * others  # 80 %


def test_years_of_which_one_class_answered_go_with_their_neighbours() -> None:
    classes = [AskedClass(f"{year}{part}", (year,), 24) for year in "345" for part in "ab"]
    answered = dict.fromkeys((one.key for one in classes), 16) | {"5b": 0}
    groups = year_groups(final(classes, answered), classes)

    assert [group.years for group in groups] == [("3",), ("4", "5")]
    big = [AskedClass("3a", ("3",), 24), AskedClass("3b", ("3",), 24), AskedClass("4", ("4",), 24), AskedClass("5", ("5",), 140)]
    assert year_groups(final(big, {"3a": 9, "3b": 9, "4": 9, "5": 120}), big) == ()


def test_a_voice_without_classes_and_impossible_numbers() -> None:
    assert [final_without_classes(24, answered).exact for answered in (4, 5, 19, 20, 24)] == [None, 5, 19, None, None]
    assert [final_without_classes(24, answered).words for answered in (4, 19, 24)] == ["≥ 0", "19", "≥ 15"]
    assert live([], {}) == Response((), (), (), 0, 0) == final([], {})
    with pytest.raises(ValueError, match="answered"):
        step_of(5, 4)


@settings(deadline=None, max_examples=25)
@given(cells=st.lists(st.integers(0, 4), min_size=4, max_size=4), data=st.data())
def test_the_room_that_the_attacker_finds_is_that_of_all_worlds(cells: list[int], data: st.DataObject) -> None:
    """Two by two cells of at most four people, with windows on rows, columns and the total."""
    sums = [cells[0] + cells[1], cells[2] + cells[3], cells[0] + cells[2], cells[1] + cells[3], sum(cells)]
    windows = [(one - data.draw(st.integers(0, min(one, 2))), one + data.draw(st.integers(0, 2))) for one in sums]
    network = Network()
    network.arc("end", "all", sums[4], windows[4])
    for row in (0, 1):
        network.arc("all", f"row {row}", sums[row], windows[row])
    arcs = [network.arc(f"row {place // 2}", f"column {place % 2}", count, (0, 4)) for place, count in enumerate(cells)]
    for column in (0, 1):
        network.arc(f"column {column}", "end", sums[2 + column], windows[2 + column])
    could_be = [
        world
        for world in product(range(5), repeat=4)
        if all(
            low <= one <= high
            for one, (low, high) in zip(
                (world[0] + world[1], world[2] + world[3], world[0] + world[2], world[1] + world[3], sum(world)),
                windows,
                strict=True,
            )
        )
    ]
    for place, arc in enumerate(arcs):
        counts = [world[place] for world in could_be]
        assert network.room(arc, 4) == (cells[place] - min(counts), max(counts) - cells[place])
    with pytest.raises(ValueError, match="published"):
        network.arc("a", "b", 3, (0, 2))
