"""Figures of items: neither the whole minus the groups nor plain beside weighted tells that nearly all of a small group said the same."""

import json
from collections import defaultdict
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.algorithms.disclosure.figures import FIVE, ONE, TEN, TWENTY, figure, from_json, kept, shown, ticked, window
from driehoek.algorithms.disclosure.grouped import NOBODY, Tables, tables
from driehoek.algorithms.disclosure.response import Response, YearGroup, final_without_classes
from driehoek.algorithms.points import Distribution


class Coin(Random):
    """Always falls the same way."""

    def __init__(self, falls: float) -> None:
        super().__init__(0)
        self.falls = falls

    def random(self) -> float:
        return self.falls


def said(agree: int, between: int, disagree: int) -> Distribution:
    return Distribution((0, 0, disagree, between, agree, 0))


def grouped(sizes: tuple[int, ...], asked: tuple[int, ...]) -> tuple[Response, list[YearGroup]]:
    both = zip(sizes, asked, strict=True)
    groups = [YearGroup((str(place),), (str(place),), people, size // 5 * 5) for place, (size, people) in enumerate(both)]
    return Response((), (), (), sum(asked), sum(sizes), sum(sizes)), groups


@pytest.mark.parametrize(("sizes", "asked"), [((10, 12), (20, 30)), ((10, 24), (20, 60)), ((12, 15), (60, 20))])
def test_who_knows_the_rule_cannot_tell_that_nearly_all_said_the_same(sizes: tuple[int, int], asked: tuple[int, int]) -> None:
    response, groups = grouped(sizes, asked)
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in range(sizes[0] + 1):
        for other in range(sizes[1] + 1):
            counts = {"x": {"0": said(one, 0, sizes[0] - one), "1": said(other, 0, sizes[1] - other)}}
            for falls in (0.0, 0.05, 0.9):
                alike[as_json(tables(counts, response, groups, weigh=True, chance=Coin(falls)))].append((one, other))

    assert any("±" in text for text in alike)
    assert len(alike) == len({text[: text.rindex("{")] for text in alike})  # weighted shares follow from the rest
    for worlds in alike.values():
        for place, size in enumerate(sizes):
            agree = {world[place] for world in worlds}
            assert size >= 20 or (min(agree) <= size - 2 and max(agree) >= 2)


def as_json(found: Tables) -> str:
    whole = {item: one.as_json | {"points": ()} for item, one in found.whole.items()}
    groups = [[group.years, {item: one.as_json for item, one in figures.items()}] for group, figures in found.groups]
    return json.dumps([whole, groups, dict(found.weighted)], ensure_ascii=False)


@given(people=st.integers(10, 120), data=st.data(), step=st.sampled_from([ONE, FIVE, TEN, TWENTY]))
def test_the_first_and_the_last_two_people_are_never_told_from_none_and_all(people: int, data: st.DataObject, step: int) -> None:
    count = data.draw(st.integers(0, people))
    low, high = window(count, people, step)

    assert low <= count <= high
    assert shown(count, people, step) == shown(kept(count, people), people, step)
    assert not (high < 2 or low > people - 2)


@given(counts=st.tuples(*[st.integers(0, 30)] * 6), is_whole=st.booleans())
def test_a_figure_is_kept_and_read_back_and_tells_no_more_than_it_shows(counts: tuple[int, ...], is_whole: bool) -> None:
    found = Distribution((counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]))
    if found.opinions < 20:
        return
    one = figure(found, found.opinions, ONE, 300, whole=is_whole)
    again = from_json(json.loads(json.dumps(one.as_json)))

    assert again.as_json == one.as_json and again.counts == again.as_shown == one.as_shown
    assert sum(one.parts) == found.opinions and min(one.parts[0], one.parts[2]) >= 2
    assert 0 <= one.low <= one.high <= 100


def test_a_small_voice_is_softened_and_a_smaller_one_is_not_shown() -> None:
    counts = {"x": {NOBODY: said(13, 1, 1)}, "few": {NOBODY: said(9, 0, 0) + Distribution((6, 0, 0, 0, 0, 0))}}
    whole = tables(counts, final_without_classes(24, 15)).whole

    assert list(whole) == ["x"]
    one = whole["x"]
    assert (one.words, one.agree.words, one.disagree.words, one.points, one.parts) == ("≥ 15", "≥ 80 %", "≤ 20 %", (), ())
    assert (one.high, one.counts) == (100, (13, 2, 15))
    assert tables({"x": {NOBODY: said(9, 0, 0)}}, final_without_classes(24, 9)) == Tables()
    assert ticked(3, 9) is None and str(ticked(0, 40, exact=False)) == str(shown(2, 40, FIVE))


def test_by_years_and_weighted() -> None:
    response, groups = grouped((40, 30, 15), (50, 60, 90))
    counts = {"x": {"0": said(36, 2, 2), "1": said(20, 5, 5), "2": said(3, 2, 10)}, "half": {"0": said(36, 2, 2)}}
    found = tables(counts, response, groups, weigh=True, chance=Coin(0.9))

    assert found.whole["x"].parts == (59, 9, 17) and found.whole["x"].agree.words == "69 %"
    assert [figures["x"].agree.words for _group, figures in found.groups] == ["≥ 90 %", "70 %", "≤ 20 %"]
    assert found.weighted == {"x": 45}  # from what is shown; exactly 0.25 × 90 + 0.3 × 66.7 + 0.45 × 20 = 51.5
    assert "half" in found.whole and all("half" not in figures for _group, figures in found.groups)
    assert tables(counts, response, groups, chance=Coin(0.0)).groups == ()
