"""What `driehoek opinions` writes: a look as plain values for JSON."""

from typing import Any

from driehoek.algorithms.opinions.counts import Tally
from driehoek.algorithms.opinions.groupstats import GroupStats, Side, typical
from driehoek.algorithms.opinions.look import Look, Ways
from driehoek.algorithms.opinions.picture import area
from driehoek.algorithms.sure import wilson


def answer(look: Look, seconds: float) -> dict[str, Any]:
    """The output. `seconds` is CPU time of solving, counted from the votes that were read."""
    names = look.votes.statements
    return {
        "voters": look.voters,
        "statements": [_statement(look, j) for j in range(len(names))],
        "common": {"agree": [names[j] for j in look.common[0]], "disagree": [names[j] for j in look.common[1]]},
        "left_out": list(look.votes.left_out),
        "gate": {
            "open": look.gate.is_open,
            "reason": look.gate.reason,
            "first_axis": look.gate.first_axis,
            "by_chance": look.gate.by_chance,
            "halves_agree": look.gate.halves_agree,
        },
        "groups": None if look.ways is None else [_group(look, look.ways, g) for g in range(look.ways.count)],
        "picture": None if look.ways is None else _picture(look, look.ways),
        "seconds": round(seconds, 4),
    }


def _statement(look: Look, j: int) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": look.votes.statements[j],
        "all": _counts(look.all, 0, j),
        "roles": {name: _counts(look.roles, r, j) for r, name in enumerate(look.votes.role_names)},
        "verdict": look.verdicts[j].name,
        "side": look.verdicts[j].side,
        "between": [list(pair) for pair in look.verdicts[j].between],
    }
    needed = look.verdicts[j].needed
    said["answers_needed"] = None if needed is None else sum(needed.values())
    said["answers_needed_per_role"] = needed if look.votes.role_names else None
    for name, stats in (
        ("group_aware_consensus", look.ways.stats if look.ways else None),
        ("role_aware_consensus", look.bridging),
    ):
        said[name] = None if stats is None else float(stats.consensus[j])
        said[f"{name}_against"] = None if stats is None else float(stats.consensus_against[j])
    return said


def _counts(tally: Tally, row: int, j: int) -> dict[str, Any]:
    agree, disagree, seen = int(tally.agree[row, j]), int(tally.disagree[row, j]), int(tally.seen[row, j])
    return {
        "agree": agree,
        "disagree": disagree,
        "pass": seen - agree - disagree,
        "seen": seen,
        "interval": list(wilson(agree, seen)),
        "interval_against": list(wilson(disagree, seen)),
    }


def _group(look: Look, ways: Ways, g: int) -> dict[str, Any]:
    people, statements = look.votes.people, look.votes.statements
    return {
        "id": g,
        "members": [people[i] for i in (ways.labels == g).nonzero()[0]],
        "statements": [{"id": one, **_figures(ways.stats, g, j)} for j, one in enumerate(statements)],
        "typical": [{"id": statements[pick.statement], "agrees": pick.agrees} for pick in typical(ways.stats, g)],
    }


def _figures(stats: GroupStats, g: int, j: int) -> dict[str, Any]:
    tally = stats.tally
    counts = {
        "agrees": int(tally.agree[g, j]),
        "disagrees": int(tally.disagree[g, j]),
        "passes": int(tally.passes[g, j]),
        "seen": int(tally.seen[g, j]),
    }
    return counts | _side(stats.agree, g, j, "") | _side(stats.disagree, g, j, "_against")


def _side(side: Side, g: int, j: int, ending: str) -> dict[str, float]:
    return {
        f"share{ending}": float(side.share[g, j]),
        f"z_share{ending}": float(side.z[g, j]),
        f"z_against_rest{ending}": float(side.z_against_rest[g, j]),
    }


def _picture(look: Look, ways: Ways) -> dict[str, Any]:
    """Areas of the groups and the direction of each statement; no person has a point in it."""
    areas = [area(ways.places[ways.labels == g]) for g in range(ways.count)]
    return {
        "groups": [
            {"id": g, "middle": list(one.middle), "outline": [list(p) for p in one.outline]} for g, one in enumerate(areas)
        ],
        "statements": [
            {"id": one, "x": float(look.axes.loadings[j, 0]), "y": float(look.axes.loadings[j, 1])}
            for j, one in enumerate(look.votes.statements)
        ],
    }
