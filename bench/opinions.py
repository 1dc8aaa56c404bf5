"""Opinions beside red-dwarf 0.4.0, the Python of Polis: equal figures, equal groups, how much quicker; and whether the gate holds.

Red-dwarf runs in an environment of its own, build/peer, made from requirements/bench.txt at first need. The three real conversations
(compdemocracy/openData, CC BY 4.0) are read from DRIEHOEK_OPINIONS or ../shared/data/opinions; without them the synthetic ones remain.
`python bench/opinions.py --freeze FILE` writes what red-dwarf says of a small synthetic conversation, for the tests.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # for red-dwarf too: CPU-seconds are compared

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import _ground as ground
import numpy as np

from driehoek.algorithms.opinions.axes import axes
from driehoek.algorithms.opinions.counts import tally
from driehoek.algorithms.opinions.exact import discoveries, fisher
from driehoek.algorithms.opinions.gate import gate, rand_index
from driehoek.algorithms.opinions.groups import group, who_counts
from driehoek.algorithms.opinions.groupstats import common, group_stats, typical
from driehoek.algorithms.opinions.io import read_votes
from driehoek.algorithms.opinions.look import look
from driehoek.algorithms.opinions.tests.makers import nothing, of, yes_sayers
from driehoek.algorithms.opinions.verdicts import RATE
from driehoek.algorithms.opinions.votes import UNSEEN, Matrix, Votes
from driehoek.algorithms.overlap import DIFFERENCE, overlap

REAL = Path(os.environ.get("DRIEHOEK_OPINIONS", ground.ROOT.parent / "shared" / "data" / "opinions"))
HERE, PEER = Path(__file__).resolve().parent, ground.ROOT / "build" / "peer"
SIZES = {(200, 50): 0.1, (2_000, 300): 0.5, (20_000, 1_000): 8.0}  # people × statements: bar in CPU-seconds
MOST_MEMORY = 1.5e6  # kB
POPULAR = np.array([16, 13, 11, 10, 9, 8, 7, 6, 5, 5, 4, 3, 2, 1]) / 100


def main() -> int:
    if sys.argv[1:2] == ["--inside"]:
        return inside(int(sys.argv[2]), int(sys.argv[3]))
    peer = peer_python()
    if sys.argv[1:2] == ["--freeze"]:
        votes = synthetic(60, 14, 0.8, 3)
        frozen = {"votes": asked(votes), "said": ask(peer, votes)}
        Path(sys.argv[2]).write_text(json.dumps(frozen, separators=(",", ":")) + "\n")
        return 0
    faults: list[str] = []
    for part in (equality, speed):
        faults += part(peer)
    for alone in (doors, roles, overlaps):
        faults += alone()
    return ground.verdict(*faults)


def equality(peer: str) -> list[str]:
    """Given red-dwarf's groups: the largest difference of any figure. With own groups: how alike they are (ARI).

    Red-dwarf gets all statements and the word of moderation, as it is meant to be used. It takes a turned-down statement that had votes
    as seen by everybody; so do we. Seattle (15-per-hour-seattle) is where two recipes part most easily: 23 of 54 statements were turned
    down, and k-means has two ends there (to another start the index is 0.50). We start where red-dwarf starts, so it needs no exception.
    """
    faults, rows = [], []
    for name, votes in conversations().items():
        whole, out = unmoderated(name) if votes.left_out else (votes, [])
        said = ask(peer, whole, out)
        worst, alike = largest_difference(whole, said), agreement(said, own_groups(votes))
        size = [*votes.values.shape, int(votes.seen.sum())]
        rows.append([name, *size, f"{worst:.0e}", same_picks(votes, whole, said), f"{alike:.3f}"])
        faults.append(f"{name}: figures differ by {worst:.0e}" if worst > 1e-9 else "")
        faults.append(f"{name}: groups agree {alike:.2f}" if alike < 0.95 else "")
    print("equal to red-dwarf: largest difference of a figure given its groups; its picks; ARI of the groups")
    ground.show(["conversation", "people", "statements", "votes", "figures", "picks", "ARI"], rows)
    return faults


def speed(peer: str) -> list[str]:
    faults, rows = [], []
    for (people, statements), bar in SIZES.items():
        said = json.loads(ground.call([__file__, "--inside", str(people), str(statements)], dict(os.environ)).splitlines()[-1])
        theirs = ask(peer, crowd(people, statements)) if people < 20_000 or "--all" in sys.argv else None
        other = ["22.5 (research)", "3242"] if theirs is None else [f"{theirs['seconds']:.2f}", theirs["kB"] // 1024]
        rows.append(
            [f"{people} × {statements}", f"{said['seconds']:.3f}", f"{said['gate']:.3f}", said["kB"] // 1024, *other, bar]
        )
        faults.append(f"{people} × {statements}: {said['seconds']:.2f} CPU-seconds" if said["seconds"] > bar else "")
        faults.append(f"{people} × {statements}: {said['kB'] // 1024} MB" if said["kB"] > MOST_MEMORY else "")
    print(f"\nCPU-seconds of solving, all included, one thread, {ground.machine()}")
    ground.show(["size", "own", "of which gate", "MB", "red-dwarf", "its MB", "bar"], rows)
    return faults


def inside(people: int, statements: int) -> int:
    votes = crowd(people, statements)
    _ = votes.role_labels
    before = time.process_time()
    look(votes)
    seconds = time.process_time() - before
    before = time.process_time()
    gate(votes.values)
    used = time.process_time() - before
    print(json.dumps({"seconds": seconds, "gate": used, "kB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
    return 0


def doors() -> list[str]:
    """How often the gate opens: on people who differ in nothing, or only in saying yes, and on draws from real conversations."""
    rows, faults, opened = [], [], []
    nulls: dict[str, Callable[[int, int], Matrix]] = {
        "nothing": nothing,
        "yes-sayers": yes_sayers,
        "extreme yes-sayers": lambda people, seed: yes_sayers(people, seed, spread=3.0),
    }
    for name, draw in nulls.items():
        for people in (60, 150):
            found = [gate(draw(people, seed)) for seed in range(100)]
            share = sum(one.is_open for one in found)
            rows.append([name, people, f"{share} %", f"{max(one.halves_agree or 0 for one in found):.2f}"])
            faults.append(f"gate opens on {name} of {people} in {share} %" if share > 5 else "")
    for name, votes in real().items():
        for people in (60, 150):
            found = [gate(counted(drawn(votes, people, seed))) for seed in range(40)]
            share = 100 * sum(one.is_open for one in found) / len(found)
            rows.append([name, people, f"{share:.0f} %", f"{min(one.halves_agree or 0 for one in found):.2f} (least)"])
            opened += [share] if people == 150 else []
    if opened and sum(opened) / len(opened) < 70:
        faults.append(f"gate opens on {sum(opened) / len(opened):.0f} % of 150 real people")
    print("\nhow often the gate opens")
    ground.show(["votes", "people", "open", "most that halves agree"], rows)
    return faults


def roles() -> list[str]:
    """40 statements, four in five answered: 80 parents and 15 of the school, without a difference and with eight of 40 points."""
    rows, faults = [], []
    for parents, school, points, ways in ((80, 15, 0, "-"), (80, 15, 40, "any"), (80, 15, 40, "inward"), (200, 30, 30, "any")):
        false = found = 0
        for seed in range(300):
            random = np.random.default_rng(seed)
            one = random.beta(2, 1.3, 40)
            other = one.copy()
            inward = np.where(one[:8] > 0.5, -1, 1)
            sign = inward if ways == "inward" else np.where(random.random(8) < 0.5, -1, 1)
            other[:8] = np.clip(one[:8] + sign * points / 100, 0.02, 0.98) if points else one[:8]
            seen = random.binomial(parents, 0.8, 40), random.binomial(school, 0.8, 40)
            p = fisher(random.binomial(seen[0], one), seen[0], random.binomial(seen[1], other), seen[1])
            shown = discoveries(p, RATE)
            true = slice(0, 8 if points else 0)
            found, false = found + int(shown[true].sum()), false + int(shown.sum() - shown[true].sum())
        rows.append([f"{parents} + {school}", points, ways, f"{false / 300:.2f}", f"{found / 300:.1f}" if points else "-"])
        faults.append(f"{false / 300:.2f} false differences a session" if false / 300 > 0.3 else "")
        faults.append(f"{found / 300:.1f} of 8 differences found" if points and found / 300 < 2.5 else "")
    print("\ndifferences between roles, per session of 40 statements")
    ground.show(["people", "points", "direction", "false (≤ 0.3)", "found of 8 (≥ 2.5)"], rows)
    return faults


def overlaps() -> list[str]:
    rows, faults = [], []
    for one, other in ((40, 12), (98, 60)):
        random = np.random.default_rng(1)
        same = [overlap(heap(random, one, POPULAR), heap(random, other, POPULAR), seed).verdict for seed in range(400)]
        mixed = [
            overlap(heap(random, one, POPULAR), heap(random, other, random.permutation(POPULAR)), seed).verdict
            for seed in range(400)
        ]
        false, found = same.count(DIFFERENCE) / 4, mixed.count(DIFFERENCE) / 4
        rows.append([f"{one} + {other}", f"{false:.1f} %", f"{found:.0f} %"])
        faults.append(f"overlap of {one} + {other}: {false:.1f} % false" if false > 7 else "")
        faults.append(f"overlap of {one} + {other}: {found:.0f} % found" if one == 98 and found < 85 else "")
    print("\noverlap over 14 themes: a difference is claimed")
    ground.show(["notes", "same wishes (≤ 7 %)", "reshuffled (98 + 60: ≥ 85 %)"], rows)
    return faults


def heap(random: np.random.Generator, size: int, popular: Any) -> dict[str, int]:
    return {f"theme {i}": int(count) for i, count in enumerate(random.multinomial(size, popular))}


def own_groups(votes: Votes) -> dict[int, int]:
    """{person: group} of our own recipe, whatever the gate says."""
    rows, columns = np.flatnonzero(votes.seen.any(axis=1)), votes.seen.any(axis=0)
    values = votes.values[rows][:, columns]
    placed = who_counts(values != UNSEEN)
    found = group(axes(values, votes.turned_down).positions[placed])
    assert found is not None
    return dict(zip(rows[placed].tolist(), found.labels.tolist(), strict=True))


def agreement(said: dict[str, Any], own: dict[int, int]) -> float:
    """ARI over the people that both placed."""
    both = [(label, own[person]) for person, label in zip(said["people"], said["labels"], strict=True) if person in own]
    theirs, ours = (np.array(one) for one in zip(*both, strict=True))
    return rand_index(theirs, ours)


def theirs_as_labels(votes: Votes, said: dict[str, Any]) -> Any:
    labels = np.full(len(votes.people), -1, dtype=np.intp)
    labels[said["people"]] = said["labels"]
    return labels


def largest_difference(votes: Votes, said: dict[str, Any]) -> float:
    labels = theirs_as_labels(votes, said)
    stats = group_stats(tally(votes.values, labels, labels.max() + 1))
    ours = {"na": stats.agree.count, "nd": stats.disagree.count, "ns": stats.tally.seen}
    for ending, side in (("a", stats.agree), ("d", stats.disagree)):
        ours |= {f"p{ending}": side.share, f"p{ending}t": side.z, f"r{ending}": side.ratio, f"r{ending}t": side.z_against_rest}
    columns = said["statements"]
    found = [np.abs(np.array(said["figures"][name]) - own[:, columns]).max() for name, own in ours.items()]
    for name, own in (("consensus", stats.consensus), ("consensus_against", stats.consensus_against)):
        found.append(np.abs(np.array(said[name]) - own[columns]).max())
    return float(max(found))


def same_picks(votes: Votes, whole: Votes, said: dict[str, Any]) -> str:
    """Are the statements picked for each group, and for all, those of red-dwarf, in its order?"""
    labels = theirs_as_labels(votes, said)
    stats = group_stats(tally(votes.values, labels, labels.max() + 1))
    ours = [[(votes.statements[one.statement], one.agrees) for one in typical(stats, g)] for g in range(labels.max() + 1)]
    theirs = [[(whole.statements[j], agrees) for j, agrees in picked] for picked in said["typical"]]
    shared = common(tally(votes.values, np.zeros(len(labels), dtype=np.intp), 1))
    same = [[votes.statements[j] for j in side] for side in shared] == [
        [whole.statements[j] for j in side] for side in said["common"]
    ]
    return "same" if ours == theirs and same else "differ"


def conversations() -> dict[str, Votes]:
    return real() | {
        "synthetic, 3 groups": synthetic(200, 50, 0.25, 3),
        "synthetic, 4 groups": synthetic(300, 40, 0.9, 4),
        "synthetic, 2,000 people": synthetic(2_000, 300, 0.25, 3),
    }


def real() -> dict[str, Votes]:
    folders = sorted(REAL.iterdir()) if REAL.is_dir() else []
    return {folder.name: read_votes(folder / "participants-votes.csv") for folder in folders}


def unmoderated(name: str) -> tuple[Votes, list[int]]:
    """All statements of a real conversation, and the places of those that were turned down."""
    with ground.home() as folder:
        copy = shutil.copy(REAL / name / "participants-votes.csv", folder)
        votes = read_votes(Path(copy))
    left_out = set(real()[name].left_out)
    return votes, [j for j, one in enumerate(votes.statements) if one in left_out]


def drawn(votes: Votes, people: int, seed: int) -> Matrix:
    voters = np.flatnonzero(votes.seen.any(axis=1))
    return votes.values[np.random.default_rng(seed).permutation(voters)[:people]]


def counted(values: Matrix) -> Matrix:
    values = values[:, (values != UNSEEN).any(axis=0)]
    return values[who_counts(values != UNSEEN)]


def synthetic(people: int, statements: int, density: float, camps: int) -> Votes:
    random = np.random.default_rng(people + camps)
    agree = random.beta(0.7, 0.7, (camps, statements))[random.integers(0, camps, people)]
    said = np.where(random.random(agree.shape) < agree, 1, -1)
    said[random.random(agree.shape) < 0.1] = 0
    return of(np.where(random.random(agree.shape) < density, said, UNSEEN).astype(np.int8))


def crowd(people: int, statements: int) -> Votes:
    return synthetic(people, statements, 0.25, 3)


def asked(votes: Votes) -> list[list[int | None]]:
    return [[None if vote == UNSEEN else vote for vote in row] for row in votes.values.tolist()]


def ask(peer: str, votes: Votes, out: list[int] | None = None) -> dict[str, Any]:
    question = json.dumps({"votes": asked(votes), "out": out or []})
    done = subprocess.run(
        [peer, str(HERE / "_reddwarf.py")], input=question, capture_output=True, text=True, env=dict(os.environ)
    )
    if done.returncode:
        raise SystemExit(f"red-dwarf ended with {done.returncode}\n{done.stderr[-2000:]}")
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def peer_python() -> str:
    """The Python that has red-dwarf: this one, or that of build/peer, made at first need with pinned hashes."""
    own = PEER / "bin" / "python"
    for python in (sys.executable, str(own)):
        if Path(python).exists() and not subprocess.run([python, "-c", "import reddwarf"], capture_output=True).returncode:
            return python
    print("Making build/peer for red-dwarf ...", file=sys.stderr, flush=True)
    uv = shutil.which("uv") or str(ground.ROOT / ".tools" / "bin" / "uv")
    own.parent.parent.parent.mkdir(exist_ok=True)
    subprocess.run([uv, "venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, str(PEER)], check=True)
    install = [uv, "pip", "install", "--quiet", "--require-hashes", "-r", str(ground.ROOT / "requirements" / "bench.txt")]
    subprocess.run([*install, "--python", str(own)], check=True)
    return str(own)


if __name__ == "__main__":
    sys.exit(main())
