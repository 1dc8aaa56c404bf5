"""Against red-dwarf 0.4.0, the Python of Polis: what it said of invented votes (written by `bench/opinions.py --freeze`)."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from driehoek.algorithms.opinions.axes import axes
from driehoek.algorithms.opinions.counts import tally
from driehoek.algorithms.opinions.gate import rand_index
from driehoek.algorithms.opinions.groups import group, who_counts
from driehoek.algorithms.opinions.groupstats import common, group_stats, typical
from driehoek.algorithms.opinions.tests.makers import of
from driehoek.algorithms.opinions.votes import UNSEEN, Votes

FROZEN = json.loads((Path(__file__).parent / "data" / "red_dwarf.json").read_text())
SAID: dict[str, Any] = FROZEN["said"]


@pytest.fixture(scope="module")
def votes() -> Votes:
    return of(np.array([[UNSEEN if vote is None else vote for vote in row] for row in FROZEN["votes"]], dtype=np.int8))


def their_labels(votes: Votes) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    labels = np.full(len(votes.people), -1, dtype=np.intp)
    labels[SAID["people"]] = SAID["labels"]
    return labels


def test_figures_of_its_groups_are_equal(votes: Votes) -> None:
    labels = their_labels(votes)
    stats = group_stats(tally(votes.values, labels, labels.max() + 1))

    ours: dict[str, Any] = {"na": stats.agree.count, "nd": stats.disagree.count, "ns": stats.tally.seen}
    for ending, side in (("a", stats.agree), ("d", stats.disagree)):
        ours |= {f"p{ending}": side.share, f"p{ending}t": side.z, f"r{ending}": side.ratio, f"r{ending}t": side.z_against_rest}
    for name, own in ours.items():
        assert np.abs(own - np.array(SAID["figures"][name])).max() <= 1e-9, name
    assert np.abs(stats.consensus - SAID["consensus"]).max() <= 1e-9
    assert np.abs(stats.consensus_against - SAID["consensus_against"]).max() <= 1e-9


def test_statements_picked_for_each_group_and_for_all_are_the_same(votes: Votes) -> None:
    labels = their_labels(votes)
    stats = group_stats(tally(votes.values, labels, labels.max() + 1))

    picked = [[[one.statement, one.agrees] for one in typical(stats, g)] for g in range(labels.max() + 1)]

    assert picked == SAID["typical"]
    everybody = tally(votes.values, np.zeros(len(votes.people), dtype=np.intp), 1)
    assert list(common(everybody)) == SAID["common"]


def test_groups_are_the_same(votes: Votes) -> None:
    placed = who_counts(votes.seen)

    found = group(axes(votes.values).positions[placed])

    assert np.flatnonzero(placed).tolist() == SAID["people"]
    assert found is not None
    assert rand_index(found.labels, np.array(SAID["labels"])) >= 0.95
