"""Broken rules for the output of the command; the screens have sentences of their own, in every language."""

from typing import Any

from driehoek.algorithms.division.rules import Broken


def describe(one: Broken) -> dict[str, Any]:
    """A broken rule as JSON: the code and ids for programs, `words` for people."""
    told: dict[str, Any] = {"code": one.code, "words": words(one)}
    if one.round:
        told["round"] = one.round
    if one.people:
        told["people"] = list(one.people)
    if one.table:
        told["table"] = one.table
    return told


def words(one: Broken) -> str:
    """A broken rule in a plain sentence of the command; screens have sentences of their own."""
    people, table = " and ".join(one.people), one.table
    span = str(one.low) if one.low == one.high else f"{one.low} to {one.high}"
    sentence = {
        "size": f"table {table} has {one.found} people, not {span}",
        "proportion": f"table {table} has {one.found} parents, not {span}",
        "together": f"{people} are not together",
        "apart": f"{people} are both at table {table}, but must be apart",
        "leader": f"leader {people} is not at table {table}",
        "locked": f"{people} is locked to table {table}, but sits elsewhere",
        "not_seated": f"{people} has no seat",
        "unknown_person": f"{people} is not one of the people",
        "unknown_table": f"{people} sits at {table}, which is not one of the tables",
        "round_count": f"there are {one.found} rounds, not {span}",
        "no_tables": "there are people but no tables",
    }[one.code]
    return f"round {one.round}: {sentence}" if one.round else sentence
