"""The whole way from votes to what can be said of them."""

import json

import numpy as np
import pytest
from hypothesis import given, settings

from driehoek.algorithms.opinions.answer import answer
from driehoek.algorithms.opinions.look import look
from driehoek.algorithms.opinions.tests.makers import any_votes, camps, of, written
from driehoek.algorithms.opinions.votes import UNSEEN, Votes, from_answers


def plain(votes: Votes) -> dict[str, object]:
    """The answer by names, whatever the order of people and statements."""
    said = answer(look(votes), 0.0)
    said["statements"].sort(key=lambda one: one["id"])
    for one in said["groups"] or []:
        one["members"].sort()
        one["statements"].sort(key=lambda figures: figures["id"])
        one["typical"].sort(key=str)
    if said["picture"]:
        said["picture"]["statements"].sort(key=lambda one: one["id"])
    said["common"] = {side: sorted(found) for side, found in said["common"].items()}
    return dict(said)


def reordered(votes: Votes, people: list[int], statements: list[int]) -> Votes:
    return Votes(
        tuple(votes.people[i] for i in people),
        tuple(votes.statements[j] for j in statements),
        votes.values[np.ix_(people, statements)],
        tuple(votes.roles[i] for i in people) if votes.roles else (),
    )


@given(votes=any_votes())
@settings(max_examples=60)
def test_look_at_any_votes_gives_finite_figures(votes: Votes) -> None:
    json.dumps(answer(look(votes), 0.0), allow_nan=False)


def test_look_at_many_alike_gives_finite_figures() -> None:
    for rows in (["+" * 12] * 40, ["o" * 12] * 40, ["." * 12] * 40, ["+"] * 40, ["+-" * 6] * 20 + ["-+" * 6] * 20, ["+-+-+-+-"]):
        json.dumps(answer(look(written(*rows)), 0.0), allow_nan=False)


@pytest.mark.parametrize("seed", range(3))
def test_look_does_not_depend_on_the_order_of_people_and_statements(seed: int) -> None:
    random = np.random.default_rng(seed)
    votes = camps(60, 16, seed=2)

    before = plain(votes)

    assert before["groups"]
    assert plain(reordered(votes, random.permutation(60).tolist(), random.permutation(16).tolist())) == before


def test_somebody_without_an_answer_changes_nothing() -> None:
    votes = camps(60, 16, seed=2)
    silent = np.full((2, 16), UNSEEN, dtype=np.int8)
    more = Votes(("aaa", *votes.people, "zzz"), votes.statements, np.concatenate([silent[:1], votes.values, silent[1:]]))

    assert plain(more) == plain(votes)


def test_a_statement_without_votes_changes_no_group() -> None:
    votes = camps(60, 16, seed=2)
    unseen = np.full((60, 1), UNSEEN, dtype=np.int8)
    before, after = look(votes), look(of(np.concatenate([votes.values, unseen], axis=1)))

    assert before.ways is not None and after.ways is not None
    assert before.ways.labels.tolist() == after.ways.labels.tolist()
    assert after.all.seen[0, -1] == 0


def test_who_answered_too_little_is_in_no_group() -> None:
    votes = camps(60, 16, seed=2)
    values = votes.values.copy()
    values[0, 6:] = UNSEEN

    found = look(of(values))

    assert found.ways is not None
    assert found.ways.labels[0] == -1
    assert found.ways.stats.tally.seen.sum() == (values[1:] != UNSEEN).sum()


def test_the_picture_holds_no_person() -> None:
    said = answer(look(camps(60, 16, seed=2)), 0.0)

    assert set(said["picture"]) == {"groups", "statements"}
    assert all(set(one) == {"id", "middle", "outline"} for one in said["picture"]["groups"])


def test_bridging_per_role_is_there_when_the_gate_is_shut() -> None:
    said = answer(look(written(*["+-"] * 30, roles=["parent", "school"] * 15)), 0.0)

    assert said["groups"] is None and said["gate"]["reason"] == "too_few"
    first, second = said["statements"]
    assert first["group_aware_consensus"] is None
    assert first["role_aware_consensus"] == pytest.approx((16 / 17) ** 2)
    assert second["role_aware_consensus_against"] == pytest.approx((16 / 17) ** 2)


def test_votes_from_answers_keep_the_last_and_refuse_the_unknown() -> None:
    votes = from_answers([("a", "s1", 1), ("a", "s1", -1), ("b", "s2", 0)], ["s1", "s2"], {"a": "parent"})

    assert votes.values.tolist() == [[-1, UNSEEN], [UNSEEN, 0]]
    assert votes.roles == ("parent", "")
    with pytest.raises(ValueError, match="unknown statement 's9'"):
        from_answers([("a", "s9", 1)], ["s1"])
    with pytest.raises(ValueError, match="1, 0 or -1"):
        from_answers([("a", "s1", 2)], ["s1"])
