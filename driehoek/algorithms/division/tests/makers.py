"""Problems for the tests of the division."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from driehoek.algorithms.division import io
from driehoek.algorithms.division.problem import Person, Problem, Table

FOLDER = Path(__file__).parent / "data"
BEST_KNOWN = {"40-5-1": 742}


def stored(name: str) -> Problem:
    return io.parse_problem(io.load(FOLDER / f"{name}.json"))


def evening(parents: str = "aicha bas", school: str = "carla dirk", tables: str = "sun moon", **more: Any) -> Problem:
    """A small evening: two parents, two of the school, two tables."""
    people = [Person(name, "parent") for name in parents.split()]
    people += [Person(name, "school") for name in school.split()]
    return Problem(tuple(people), tuple(Table(t) for t in tables.split()), **more)


@st.composite
def feasible(draw: st.DrawFn) -> Problem:
    """A problem with a hidden solution: people are dealt round the tables, and all rules are read off from that.

    Dealing parents first and school after them is always fair in size and in proportion.
    """
    count, tables = draw(st.integers(1, 24)), draw(st.integers(1, 6))
    parents = draw(st.integers(0, count))
    order = draw(st.permutations(range(count)))
    voice = ["parent" if place < parents else "school" for place in range(count)]
    hidden = {f"p{who}": f"t{place % tables}" for place, who in enumerate(order)}
    names = sorted(hidden)
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda ab: ab[0] != ab[1])
    pairs = draw(st.lists(pair, max_size=20)) if count > 1 else []
    bound = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    leads = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    wishes = st.dictionaries(st.sampled_from(["reading", "pestering", "screens"]), st.integers(1, 3))
    school_class = st.sampled_from([None, "5a", "6b"])
    people = tuple(
        Person(
            id=f"p{who}",
            voice=voice[place],
            school_class=draw(school_class),
            function=None if place < parents else draw(st.sampled_from([None, "teacher"])),
            leads=hidden[f"p{who}"] if f"p{who}" in leads else None,
            wishes=draw(wishes),
        )
        for place, who in enumerate(order)
    )
    return Problem(
        people=people,
        tables=tuple(Table(f"t{t}", draw(st.sampled_from([None, "reading", "screens"]))) for t in range(tables)),
        together=tuple((a, b) for a, b in pairs if hidden[a] == hidden[b]),
        apart=tuple((a, b) for a, b in pairs if hidden[a] != hidden[b]),
        rounds=draw(st.integers(1, 3)),
        locked={p: hidden[p] for p in bound},
        keep_class=draw(st.booleans()),
    )


@st.composite
def anything(draw: st.DrawFn) -> Problem:
    """A problem that may well contradict itself."""
    names = [f"p{i}" for i in range(draw(st.integers(0, 12)))]
    tables = [f"t{i}" for i in range(draw(st.integers(0, 4)))]
    places = st.sampled_from([None, "nowhere", *tables])
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names)) if names else st.nothing()
    pairs = st.lists(pair.filter(lambda ab: ab[0] != ab[1]), max_size=8) if len(names) > 1 else st.just([])
    voices = st.sampled_from(["parent", "school"])
    return Problem(
        people=tuple(Person(name, draw(voices), leads=draw(places)) for name in names),
        tables=tuple(Table(t) for t in tables),
        together=tuple(draw(pairs)),
        apart=tuple(draw(pairs)),
        rounds=draw(st.integers(1, 2)),
        locked={n: t for n in names if (t := draw(places)) is not None},
    )
