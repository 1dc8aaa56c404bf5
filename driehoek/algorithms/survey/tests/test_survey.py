"""Figures of a questionnaire: counted, how sure, compared; and never a mark."""

from math import comb

import pytest

from driehoek.algorithms.disclosure.figures import Figure, figure
from driehoek.algorithms.survey import (
    AMBITION,
    CHANGED,
    NOT_SAID,
    OTHER_TEXT,
    STRENGTH,
    Distribution,
    Response,
    Row,
    changes,
    compare,
    dissimilarity,
    distribution,
    gap,
    interval,
    most_alike,
    most_different,
    not_reached,
    rate,
    reliability,
)
from driehoek.algorithms.survey.alpha import beta_below, f_quantile


def test_points_are_counted() -> None:
    found = distribution([0, 1, 2, 3, 4, 5, 5])

    assert (found.counts, found.opinions, found.parts) == ((1, 1, 1, 1, 1, 2), 6, (3, 1, 2))
    assert found + Distribution() == found == distribution([]) + found
    with pytest.raises(ValueError, match="6"):
        distribution([6])


@pytest.mark.parametrize(
    ("people", "answered"), [(28, 12), (28, 20), (60, 25), (60, 40), (125, 40), (220, 25), (220, 60), (220, 200)]
)
def test_intervals_cover_93_to_98_percent_of_small_schools(people: int, answered: int) -> None:
    """Exactly, over every draw, for a tenth to nine tenths of the people."""
    intervals = [interval(count, answered, people) for count in range(answered + 1)]
    ways, covered = comb(people, answered), []
    for true in range(round(people / 10), round(people * 0.9) + 1):
        held = [
            count
            for count in range(max(0, answered - people + true), min(true, answered) + 1)
            if intervals[count].low <= true / people <= intervals[count].high
        ]
        covered.append(sum(comb(true, count) * comb(people - true, answered - count) for count in held) / ways)

    assert 0.93 <= sum(covered) / len(covered) <= 0.98


def test_intervals_at_the_ends() -> None:
    assert (interval(3, 12, 12).low, interval(3, 12, 12).high) == (0.25, 0.25)
    assert (interval(0, 0).low, interval(0, 0).high) == (0, 1)
    assert [interval(count, 60, 80).side for count in (15, 30, 45)] == [-1, 0, 1]
    assert interval(30, 60, 80).low > interval(30, 60).low


def test_reliability_with_its_interval() -> None:
    rows = [{"a": 1 + place % 5, "b": 1 + (place + place // 7) % 5, "c": 1 + place % 4} for place in range(40)]
    found = reliability(rows, ["a", "b", "c"])

    assert found.alpha is not None and found.low is not None and found.high is not None
    assert (found.complete, round(found.alpha, 3)) == (40, round(_alpha(rows), 3)) and found.low < found.alpha < found.high
    some = [{**row, "a": 0} if place < 11 else row for place, row in enumerate(rows)]
    assert (reliability(some, ["a", "b", "c"]).why_not, reliability(some, ["a", "b", "c"]).complete) == ("too_few", 29)
    assert reliability(rows, ["a"]).why_not == "one_item"
    assert reliability([{"a": 3, "b": 3}] * 40, ["a", "b"]).why_not == "all_the_same"


def _alpha(rows: list[dict[str, int]]) -> float:
    from statistics import variance

    parts = sum(variance([row[key] for row in rows]) for key in "abc")
    return 1.5 * (1 - parts / variance([sum(row.values()) for row in rows]))


@pytest.mark.parametrize(
    ("part", "one", "other", "value"), [(0.95, 1, 10, 4.9646), (0.975, 5, 20, 3.2891), (0.025, 20, 5, 1 / 3.2891)]
)
def test_the_f_distribution_has_its_known_values(part: float, one: int, other: int, value: float) -> None:
    assert f_quantile(part, one, other) == pytest.approx(value, abs=1e-4)
    assert [beta_below(x, 2, 2) for x in (0, 0.5, 1)] == pytest.approx([0, 0.5, 1])


def shown(agree: int, opinions: int, people: int = 220) -> Figure:
    step = 1 if opinions >= 20 else 10
    counts = Distribution((0, 0, opinions - agree, 0, agree, 0))
    return figure(counts, opinions if step == 1 else opinions // 5 * 5, step, people, whole=True)


def test_two_voices_beside_each_other() -> None:
    parents = {"alike": shown(75, 80), "apart": shown(70, 80), "unsure": shown(42, 80), "alone": shown(40, 80)}
    staff = {"alike": shown(14, 15, 24), "apart": shown(1, 15, 24), "unsure": shown(9, 15, 24)}
    found = compare(parents, staff, {"parents": 220, "school": 24})

    assert [(row.item, row.verdict, row.side) for row in found] == [
        ("alike", "shared", 1), ("apart", "difference_shown", 0), ("unsure", "too_early", 0),
    ]  # fmt: skip
    assert [row.item for row in most_alike(found, parents, staff)] == ["alike"]
    assert [row.item for row in most_different(found)] == ["apart", "unsure"]
    assert all(row.needed is None for row in found), "worked out from finer counts than those of fifteen people are shown in"
    more = compare({"unsure": shown(90, 180, 900)}, {"unsure": shown(30, 50, 800)}, {"parents": 900, "school": 800})[0]
    assert more.verdict == "too_early" and more.needed and max(more.needed.values()) <= 750
    assert compare({}, staff, {"parents": 220, "school": 24}) == []


def test_all_the_same_answers_and_nobody_of_a_voice_are_no_trouble() -> None:
    same = {str(place): shown(80, 80) for place in range(5)}

    assert {row.verdict for row in compare(same, same, {"parents": 80, "school": 80})} == {"shared"}
    assert {row.verdict for row in changes(same, same, {}, {})} == {NOT_SAID}


def test_now_beside_important() -> None:
    assert gap(shown(70, 80), shown(75, 80), 220).sort == STRENGTH
    wish = gap(shown(30, 80), shown(75, 80), 220)
    assert (wish.sort, wish.points) == (AMBITION, 56) and 0 < wish.low < 56 < wish.high
    assert gap(shown(30, 80), shown(35, 80), 220).sort == ""
    small = gap(shown(2, 12, 24), shown(12, 12, 24), 24)
    assert small.high == 100 and small.points == 60


def test_this_year_beside_an_earlier_one() -> None:
    now = {"better": shown(75, 80), "same": shown(40, 80), "other": shown(75, 80), "new": shown(1, 80)}
    then = {"better": shown(40, 80), "same": shown(42, 80), "other": shown(10, 80)}
    texts = {"better": "a", "same": "b", "other": "c"}
    found = {row.item: row for row in changes(now, then, texts, texts | {"other": "d"})}

    assert {item: row.verdict for item, row in found.items()} == {"better": CHANGED, "same": NOT_SAID, "other": OTHER_TEXT}
    assert found["better"].points == 44 and 0 < found["better"].low < 44 < found["better"].high


def test_reach_is_made_of_steps() -> None:
    rows = (Row(("3a",), 24, 0, 4), Row(("3b",), 24, 15, 19), Row(("4",), 4, 0, 4))

    assert (rate(rows[1]).least, rate(rows[1]).most) == (62, 80) and rate(rows[2]).least is None
    assert dissimilarity(rows[:2]) == 40 and dissimilarity(rows[:1]) is None
    assert dissimilarity((Row(("a",), 20, 5, 9), Row(("b",), 20, 5, 9))) == 0
    assert [row.names for row in not_reached(Response(rows, (), (), 52, 22))] == [("3a",)]
    assert not_reached(Response((), (), (), 0, 0)) == []
