"""Reads a problem or an answer from JSON with precise complaints."""

import json
from pathlib import Path
from typing import Any

from driehoek.algorithms.division.explain import describe
from driehoek.algorithms.division.plan import Plan
from driehoek.algorithms.division.problem import Person, Problem, Table
from driehoek.algorithms.files import InputError

MOST_ROUNDS = 50
MOST_POINTS = 1000
KINDS = {str: "a text", list: "a list", dict: "an object", bool: "true or false", int: "a whole number"}


def load(path: Path) -> Any:
    """The JSON of a file. Raises InputError when it cannot be read or is not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror}); give the path of a readable file") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(str(path), f"is not JSON at {where} ({error.msg}); correct it there") from error
    except (ValueError, RecursionError) as error:
        raise InputError(str(path), "is not JSON in UTF-8; save it as JSON in UTF-8") from error


def parse_problem(raw: Any) -> Problem:
    """The problem that `raw` (parsed JSON) describes. Raises InputError with the field and what to do."""
    top = _of("the file", raw, dict)
    tables = [_table(f"tables[{i}]", one) for i, one in enumerate(_get("", top, "tables", list))]
    people = [_person(f"people[{i}]", one) for i, one in enumerate(_get("", top, "people", list))]
    if people and not tables:
        raise InputError("tables", "is empty while there are people; give at least one table")
    _unique("tables", [table.id for table in tables])
    _unique("people", [person.id for person in people])
    known, places = {p.id for p in people}, {t.id for t in tables}
    for i, person in enumerate(people):
        if person.leads is not None:
            _known(f"people[{i}].leads", person.leads, places, "table")
    return Problem(
        people=tuple(people),
        tables=tuple(tables),
        together=_pairs("together", top, known),
        apart=_pairs("apart", top, known),
        rounds=_number("rounds", top.get("rounds", 1), 1, MOST_ROUNDS),
        locked=_locked(top, known, places),
        keep_class=_get("", top, "keep_class", bool, optional=True) or False,
    )


def parse_rounds(raw: Any) -> list[dict[str, str]]:
    """The rounds of an answer. Who and where may be anything: that is for the rules to judge."""
    rounds = _get("", _of("the file", raw, dict), "rounds", list)
    return [_texts(f"rounds[{i}]", seats) for i, seats in enumerate(rounds)]


def answer(plan: Plan) -> dict[str, Any]:
    """A plan as the output of `driehoek division plan`."""
    return {
        "rounds": plan.rounds,
        "broken": [describe(one) for one in plan.broken],
        "value": plan.value,
        "bound": plan.bound,
        "proven": plan.proven,
        "seconds": round(plan.seconds, 3),
        "work": plan.work,
        "seed": plan.seed,
    }


def _person(field: str, raw: Any) -> Person:
    one = _of(field, raw, dict)
    voice = _get(field, one, "voice", str)
    if voice not in ("parent", "school"):
        raise InputError(f"{field}.voice", f"is {_short(voice)}; choose 'parent' or 'school'")
    wishes = _get(field, one, "wishes", dict, optional=True) or {}
    return Person(
        id=_get(field, one, "id", str),
        voice=voice,
        school_class=_get(field, one, "school_class", str, optional=True),
        function=_get(field, one, "function", str, optional=True),
        leads=_get(field, one, "leads", str, optional=True),
        wishes={t: _number(f"{field}.wishes[{_short(t)}]", p, -MOST_POINTS, MOST_POINTS) for t, p in wishes.items()},
    )


def _table(field: str, raw: Any) -> Table:
    one = _of(field, raw, dict)
    return Table(id=_get(field, one, "id", str), theme=_get(field, one, "theme", str, optional=True))


def _pairs(field: str, top: dict[str, Any], known: set[str]) -> tuple[tuple[str, str], ...]:
    found = []
    for i, raw in enumerate(_get("", top, field, list, optional=True) or []):
        here = f"{field}[{i}]"
        pair = _of(here, raw, list)
        if len(pair) != 2:
            raise InputError(here, f"has {len(pair)} entries; give a pair of two ids of people")
        a, b = (_of(f"{here}[{j}]", one, str) for j, one in enumerate(pair))
        for j, one in enumerate((a, b)):
            _known(f"{here}[{j}]", one, known, "person")
        if a == b:
            raise InputError(here, f"pairs {_short(a)} with itself; name two people or remove the pair")
        found.append((a, b))
    return tuple(found)


def _locked(top: dict[str, Any], known: set[str], places: set[str]) -> dict[str, str]:
    locked = _texts("locked", _get("", top, "locked", dict, optional=True) or {})
    for person, table in locked.items():
        _known("locked", person, known, "person")
        _known(f"locked[{_short(person)}]", table, places, "table")
    return locked


def _texts(field: str, raw: Any) -> dict[str, str]:
    return {key: _of(f"{field}[{_short(key)}]", one, str) for key, one in _of(field, raw, dict).items()}


def _get(field: str, raw: dict[str, Any], name: str, kind: type, *, optional: bool = False) -> Any:
    path = f"{field}.{name}" if field else name
    if raw.get(name) is None:
        if optional:
            return None
        raise InputError(path, f"is missing; give {KINDS[kind]}")
    return _of(path, raw[name], kind)


def _of(field: str, raw: Any, kind: type) -> Any:
    if not isinstance(raw, kind):
        raise InputError(field, f"is {_short(raw)}; give {KINDS[kind]}")
    if kind is str and not raw:
        raise InputError(field, "is empty; give a text")
    if kind is str and any("\ud800" <= sign <= "\udfff" for sign in str(raw)):
        raise InputError(field, f"{_short(raw)} holds half a character; write it again")
    return raw


def _number(field: str, raw: Any, low: int, high: int) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not low <= raw <= high:
        raise InputError(field, f"is {_short(raw)}; give a whole number from {low} to {high}")
    return raw


def _unique(field: str, ids: list[str]) -> None:
    first: dict[str, int] = {}
    for i, one in enumerate(ids):
        if one in first:
            raise InputError(f"{field}[{i}].id", f"{_short(one)} is also {field}[{first[one]}]; give each its own id")
        first[one] = i


def _known(field: str, one: str, known: set[str], kind: str) -> None:
    if one not in known:
        raise InputError(field, f"{_short(one)} is not the id of a {kind}; use an id of the list or remove it")


def _short(raw: Any) -> str:
    text = repr(raw)
    return text if len(text) <= 40 else text[:39] + "…"
