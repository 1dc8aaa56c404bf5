"""Counting, intervals, and exact tests."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.algorithms.opinions.counts import sides, tally
from driehoek.algorithms.opinions.exact import discoveries, fisher
from driehoek.algorithms.opinions.tests.makers import any_votes, written
from driehoek.algorithms.opinions.verdicts import DIFFERENCE, SHARED, TOO_EARLY, verdicts
from driehoek.algorithms.opinions.votes import Votes
from driehoek.algorithms.sure import wilson


@given(votes=any_votes())
def test_tally_counts_each_answer_once(votes: Votes) -> None:
    counted = tally(votes.values, votes.role_labels, len(votes.role_names))

    for row, name in enumerate(votes.role_names):
        own = votes.values[[role == name for role in votes.roles]]
        assert counted.agree[row].tolist() == (own == 1).sum(axis=0).tolist()
        assert counted.disagree[row].tolist() == (own == -1).sum(axis=0).tolist()
        assert counted.passes[row].tolist() == (own == 0).sum(axis=0).tolist()


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1), (80, 100, 0.7112, 0.8666)],
)
def test_wilson_gives_the_known_intervals(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-5)


@given(seen=st.integers(0, 60), data=st.data())
def test_sides_of_agreeing_and_not_agreeing_mirror_each_other(seen: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, seen))

    assert sides(count, seen) == -sides(seen - count, seen)


small = st.integers(0, 12)


@settings(max_examples=60)
@given(a=small, not_a=small, b=small, not_b=small)
def test_fisher_is_the_hypergeometric_chance_of_what_is_no_likelier(a: int, not_a: int, b: int, not_b: int) -> None:
    n, m, agree = a + not_a, b + not_b, a + b
    chance = {
        x: Fraction(comb(n, x) * comb(m, agree - x), comb(n + m, agree)) for x in range(max(0, agree - m), min(n, agree) + 1)
    }
    rarer = sum((p for p in chance.values() if p < chance[a]), Fraction(0))
    alike = sum((p for p in chance.values() if p == chance[a]), Fraction(0))

    table = [np.array([one]) for one in (a, n, b, m)]
    assert fisher(*table, mid=False)[0] == pytest.approx(float(rarer + alike))
    assert fisher(*table)[0] == pytest.approx(float(rarer + alike / 2) if n and m else 1.0)


@given(p=st.lists(st.floats(0, 1), max_size=30), rate=st.floats(0.01, 0.3))
def test_discoveries_are_the_largest_set_that_keeps_the_rate(p: list[float], rate: float) -> None:
    believed = discoveries(np.array(p), rate)

    kept = [k for k in range(1, len(p) + 1) if sorted(p)[k - 1] <= rate * k / len(p)]
    assert believed.sum() >= (kept[-1] if kept else 0)
    assert all(one <= sorted(p)[kept[-1] - 1] for one, yes in zip(p, believed, strict=True) if yes)


def test_verdicts_tell_shared_from_differing_from_too_early() -> None:
    parents, school = "+++.", "+-+o"
    votes = written(*[parents] * 40, *[school] * 15, *["-++."] * 2, roles=["parent"] * 40 + ["school"] * 15 + ["parent"] * 2)
    counted = tally(votes.values, votes.role_labels, 2)

    shared, differing, also_shared, early = verdicts(counted, votes.role_names)

    assert (shared.name, shared.side) == (SHARED, 1)
    assert (differing.name, differing.between) == (DIFFERENCE, (("parent", "school"),))
    assert also_shared.name == SHARED
    assert (early.name, early.side) == (TOO_EARLY, 0)


def test_verdict_shared_knows_which_side() -> None:
    votes = written(*["-"] * 30, roles=["parent", "school"] * 15)

    (one,) = verdicts(tally(votes.values, votes.role_labels, 2), votes.role_names)

    assert (one.name, one.side) == (SHARED, -1)


@given(count=st.integers(0, 12), other=st.integers(0, 12))
def test_answers_still_needed_do_tell_when_they_come_in(count: int, other: int) -> None:
    votes = written(*["+"] * count, *["-"] * (12 - count), *["+"] * other, *["-"] * (12 - other), roles=["a"] * 12 + ["b"] * 12)
    (one,) = verdicts(tally(votes.values, votes.role_labels, 2), ("a", "b"))
    if one.name != TOO_EARLY or one.needed is None:
        return

    assert sum(one.needed.values()) > 0
    times = 1.3 + max(one.needed.values()) / 12  # 'about': a third more than was said
    grown = [round(part * times) for part in (count, 12 - count, other, 12 - other)]
    later = written(
        *["+"] * grown[0],
        *["-"] * grown[1],
        *["+"] * grown[2],
        *["-"] * grown[3],
        roles=["a"] * sum(grown[:2]) + ["b"] * sum(grown[2:]),
    )
    assert verdicts(tally(later.values, later.role_labels, 2), ("a", "b"))[0].name != TOO_EARLY


@pytest.mark.parametrize(("differing", "least", "most"), [(0, 0, 0.3), (8, 2.5, 8)])
def test_roles_without_difference_are_seldom_told_apart_and_large_differences_found(
    differing: int, least: float, most: float
) -> None:
    random = np.random.default_rng(1)
    false = found = 0
    draws = 40
    for _ in range(draws):
        parents = random.beta(2, 1.3, 40)
        school = parents.copy()
        school[:differing] = np.clip(school[:differing] + np.where(random.random(differing) < 0.5, 0.4, -0.4), 0.02, 0.98)
        seen = [random.binomial(size, 0.8, 40) for size in (80, 15)]
        p = fisher(random.binomial(seen[0], parents), seen[0], random.binomial(seen[1], school), seen[1])
        shown = discoveries(p, 0.07)
        false, found = false + int(shown[differing:].sum()), found + int(shown[:differing].sum())

    assert false / draws <= 0.3
    assert least <= found / draws <= most
