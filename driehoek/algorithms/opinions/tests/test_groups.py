"""Axes, groups and the gate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.algorithms.opinions import axes as module
from driehoek.algorithms.opinions.axes import axes, centre
from driehoek.algorithms.opinions.gate import gate, rand_index
from driehoek.algorithms.opinions.groups import cluster, group, silhouettes
from driehoek.algorithms.opinions.picture import area
from driehoek.algorithms.opinions.tests.makers import any_votes, camps, nothing, yes_sayers
from driehoek.algorithms.opinions.votes import Votes


@given(votes=any_votes())
def test_axes_are_the_principal_axes(votes: Votes) -> None:
    found = axes(votes.values)

    assert np.isfinite(found.positions).all() and np.isfinite(found.loadings).all()
    centred = centre(votes.values)
    strengths = np.linalg.svd(centred, compute_uv=False) ** 2 if centred.size else np.zeros(0)
    shares = [strengths[i] / strengths.sum() if i < len(strengths) and strengths.sum() > 1e-9 else 0.0 for i in range(2)]
    assert found.shares == pytest.approx(shares, abs=1e-9)


def test_axes_by_iteration_equal_the_exact_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = camps(80, 30)
    exact = axes(votes.values)

    monkeypatch.setattr(module, "EXACT_SIDE", 10)

    assert np.allclose(axes(votes.values).positions, exact.positions, atol=1e-3)


def test_groups_are_the_camps() -> None:
    votes = camps()

    found = group(axes(votes.values).positions)

    assert found is not None and found.count == 2
    assert rand_index(found.labels, np.arange(60) % 2) == 1.0


@given(points=st.lists(st.tuples(*[st.floats(-9, 9)] * 2), min_size=0, max_size=40))
def test_group_of_any_points_has_no_empty_group(points: list[tuple[float, float]]) -> None:
    found = group(np.array(points).reshape(-1, 2))

    if found is not None:
        sizes = np.bincount(found.labels, minlength=found.count)
        assert sizes.min() > 0 and list(sizes) == sorted(sizes, reverse=True)
        assert -1 <= found.silhouette <= 1


def test_silhouettes_of_a_sample_are_near_those_of_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    points = np.random.default_rng(0).normal(size=(900, 2)) + np.repeat([[0, 0], [4, 0], [0, 5]], 300, axis=0)
    labels = cluster(points, points[[0, 400, 800]])
    (exact,) = silhouettes(points, [labels])

    monkeypatch.setattr("driehoek.algorithms.opinions.groups.EVERYBODY", 400)

    assert silhouettes(points, [labels])[0] == pytest.approx(exact, abs=0.02)
    own = np.linalg.norm(points[:, None] - points[None], axis=2)
    means = np.stack([own[:, labels == g].sum(axis=1) for g in range(3)], axis=1)
    mine = means[np.arange(900), labels] / (np.bincount(labels)[labels] - 1)
    rest = np.where(np.arange(3) == labels[:, None], np.inf, means / np.bincount(labels)).min(axis=1)
    assert exact == pytest.approx(((rest - mine) / np.maximum(rest, mine)).mean())


@pytest.mark.parametrize("people", [60, 150])
@pytest.mark.parametrize("draw", [nothing, yes_sayers])
def test_gate_stays_shut_on_noise_and_on_yes_sayers(people: int, draw: object) -> None:
    assert callable(draw)

    assert not any(gate(draw(people, seed)).is_open for seed in range(6))


def test_gate_stays_shut_on_extreme_yes_sayers_and_says_why() -> None:
    found = gate(yes_sayers(150, 3, spread=3.0))

    assert found.reason == "halves_differ"
    assert found.first_axis is not None and found.by_chance is not None and found.first_axis > found.by_chance


def test_gate_opens_for_camps_and_answers_the_same_twice() -> None:
    votes = camps(150, 30, seed=4)

    found = gate(votes.values)

    assert found.is_open
    assert found == gate(votes.values)


def test_area_goes_round_most_of_a_group() -> None:
    points = np.random.default_rng(0).normal(size=(300, 2)) * [3, 1] + [5, -2]

    found = area(points)

    assert found.middle == pytest.approx((5, -2), abs=0.5)
    assert max(x for x, _y in found.outline) == pytest.approx(11, abs=1)
    assert area(points[:1]).outline[0] == pytest.approx(tuple(points[0]))
    assert area(points[:0]).outline == ()
