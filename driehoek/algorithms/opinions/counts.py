"""Counting votes, and how sure a share is."""

from dataclasses import dataclass

from driehoek.algorithms.arrays import Integers, Labels, np
from driehoek.algorithms.opinions.votes import AGREE, DISAGREE, Matrix
from driehoek.algorithms.sure import Z95, wilson

BLOCK = 4096  # people counted at a time, so that memory stays small

Counts = Integers


@dataclass(frozen=True)
class Tally:
    """Answers by group and statement; each array is groups × statements. `seen` includes passes."""

    agree: Counts
    disagree: Counts
    seen: Counts

    @property
    def passes(self) -> Counts:
        return self.seen - self.agree - self.disagree


def tally(values: Matrix, labels: Labels, groups: int) -> Tally:
    """Counts `values` (people × statements) per group: `labels[i]` in 0 … groups − 1, or −1 to leave person i out."""
    agree, disagree, seen = (np.zeros((groups, values.shape[1])) for _ in range(3))
    for start in range(0, len(values), BLOCK):
        block = values[start : start + BLOCK]
        member = (labels[start : start + BLOCK][None, :] == np.arange(groups)[:, None]).astype(np.float32)
        agree += member @ (block == AGREE).astype(np.float32)
        disagree += member @ (block == DISAGREE).astype(np.float32)
        seen += member @ (block >= DISAGREE).astype(np.float32)
    return Tally(*(one.astype(np.int64) for one in (agree, disagree, seen)))


def sides(count: int, total: int, z: float = Z95) -> int:
    """1 when more than half is shown, −1 when less than half is shown, 0 when neither."""
    low, high = wilson(count, total, z)
    return (low > 0.5) - (high < 0.5)
