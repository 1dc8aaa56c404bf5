"""Is a difference between two voices more than chance? Fisher's test with mid-p, and many tests at once."""

from driehoek.algorithms.arrays import Flags, Floats, Integers, np

TIE = 1e-9  # tables this near in log-probability are equally likely


def log_factorials(most: int) -> Floats:
    """log(0!), …, log(most!)."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, most + 1, dtype=np.float64)))))


def fisher(agree_a: Integers, seen_a: Integers, agree_b: Integers, seen_b: Integers, *, mid: bool = True) -> Floats:
    """Two-sided p per table of `agree` out of `seen` in two voices (arrays of one length).

    With `mid` tables exactly as likely as the one seen count half (H. O. Lancaster, 1961): Fisher's own p is far too careful for
    few teachers. A table in which a voice has no answers gives 1.
    """
    table = log_factorials(int((seen_a + seen_b).max(initial=0)))
    found = np.ones(len(agree_a))
    for i, (a, n, b, m) in enumerate(zip(agree_a, seen_a, agree_b, seen_b, strict=True)):
        if n and m:
            found[i] = _one(table, int(a), int(n), int(a + b), int(n + m), mid)
    return found


def _one(table: Floats, agree: int, seen: int, agree_all: int, total: int, mid: bool) -> float:
    """p of one table with fixed margins: the hypergeometric chance of every table that is no likelier."""
    low, high = max(0, agree_all - (total - seen)), min(seen, agree_all)
    x = np.arange(low, high + 1)
    others = total - seen
    chance = table[seen] - table[x] - table[seen - x] + table[others] - table[agree_all - x] - table[others - agree_all + x]
    chance -= chance.max()
    weight = np.exp(chance)
    own = chance[agree - low]
    rarer, alike = chance < own - TIE, np.abs(chance - own) <= TIE
    part = weight[rarer].sum() + weight[alike].sum() * (0.5 if mid else 1.0)
    return float(min(1.0, part / weight.sum()))


def discoveries(p: Floats, rate: float) -> Flags:
    """Which tests to believe so that on average at most `rate` of them is false (Y. Benjamini, Y. Hochberg, 1995)."""
    if not len(p):
        return np.zeros(0, dtype=bool)
    ranked = np.sort(p)
    kept = ranked <= rate * np.arange(1, len(p) + 1) / len(p)
    return p <= (ranked[kept][-1] if kept.any() else -1.0)
