"""Overlap between two voices, against chance."""

import json
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.algorithms.overlap import DIFFERENCE, SHARED, TOO_EARLY, overlap

voices = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), max_size=6)
POPULAR = np.array([16, 13, 11, 10, 9, 8, 7, 6, 5, 5, 4, 3, 2, 1]) / 100


def notes(random: np.random.Generator, size: int, popular: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> dict[str, int]:
    return {f"theme {i}": int(count) for i, count in enumerate(random.multinomial(size, popular))}


@settings(max_examples=40)
@given(one=voices, other=voices)
def test_overlap_of_any_voices_is_finite_and_mirrors(one: dict[str, int], other: dict[str, int]) -> None:
    found, turned = overlap(one, other), overlap(other, one)

    json.dumps(asdict(found), allow_nan=False)
    assert (found.score is None) == (not sum(one.values()) or not sum(other.values()))
    if found.score is not None and turned.score is not None:
        assert 0 <= found.score <= 1.0000001 and found.score == pytest.approx(turned.score)
        assert found.band[0] <= found.band[1]
    assert (found.needed is None) == (found.verdict != TOO_EARLY)
    assert found.needed is None or (min(found.needed) >= 0 and sum(found.needed) > 0)
    assert [theme.counts for theme in found.themes] == [theme.counts[::-1] for theme in turned.themes]


def test_the_order_of_themes_does_not_matter() -> None:
    one, other = {"a": 9, "b": 4, "c": 2}, {"c": 9, "a": 4}

    assert overlap(one, other) == overlap(dict(reversed(one.items())), dict(reversed(other.items())))


def test_few_notes_are_too_early_and_about_so_many_more_tell() -> None:
    random = np.random.default_rng(0)
    early = overlap(notes(random, 40, POPULAR), notes(random, 12, POPULAR))

    assert early.verdict == TOO_EARLY and early.needed is not None
    grown = [
        overlap(notes(random, 40 + early.needed[0], POPULAR), notes(random, 12 + early.needed[1], POPULAR)) for _ in range(10)
    ]
    assert sum(one.verdict == SHARED for one in grown) >= 6


@pytest.mark.parametrize("sizes", [(40, 12), (98, 60)])
def test_the_same_wishes_are_seldom_called_different(sizes: tuple[int, int]) -> None:
    random = np.random.default_rng(7)

    found = [overlap(notes(random, sizes[0], POPULAR), notes(random, sizes[1], POPULAR)).verdict for _ in range(60)]

    assert found.count(DIFFERENCE) <= 6


def test_reshuffled_themes_are_found() -> None:
    random = np.random.default_rng(8)

    found = [overlap(notes(random, 98, POPULAR), notes(random, 60, random.permutation(POPULAR))).verdict for _ in range(40)]

    assert found.count(DIFFERENCE) >= 32


def test_eye_openers_are_said_often_by_one_and_never_by_the_other() -> None:
    found = overlap({"language": 12, "homework": 30, "safety": 2}, {"homework": 30, "trust": 8})

    assert [(one.theme, one.voice, one.count) for one in found.eye_openers] == [("language", 0, 12), ("trust", 1, 8)]
    assert all(0 < one.by_chance < 0.01 for one in found.eye_openers)
    assert overlap({"language": 12}, {}).eye_openers == ()


def test_negative_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        overlap({"a": -1}, {"a": 2})
