"""Votes for the tests: of camps, of people who differ in nothing, of people who differ in readiness to say yes."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from driehoek.algorithms.opinions.votes import AGREE, DISAGREE, PASS, UNSEEN, Matrix, Votes

SIGNS = {"+": AGREE, "-": DISAGREE, "o": PASS, ".": UNSEEN}


def written(*rows: str, roles: Sequence[str] = ()) -> Votes:
    """A row a person: + agree, - disagree, o pass, . not seen."""
    width = len(rows[0]) if rows else 0
    values = np.array([[SIGNS[sign] for sign in row] for row in rows], dtype=np.int8).reshape(len(rows), width)
    return of(values, roles)


def of(values: Matrix, roles: Sequence[str] = ()) -> Votes:
    people, statements = (tuple(f"{letter}{i:03}" for i in range(size)) for letter, size in zip("ps", values.shape, strict=True))
    return Votes(people, statements, values, tuple(roles))


def camps(people: int = 60, statements: int = 20, seed: int = 0) -> Votes:
    """Two camps that differ on three statements of four."""
    random = np.random.default_rng(seed)
    agree = np.where(random.random((2, statements)) < 0.5, 0.9, 0.15)
    agree[1] = np.where(random.random(statements) < 0.75, 1 - agree[0], agree[0])
    return of(_answers(random, agree[np.arange(people) % 2]))


def nothing(people: int, seed: int, statements: int = 40) -> Matrix:
    """People who differ in nothing: everybody agrees with a statement with the same chance."""
    random = np.random.default_rng(seed)
    return _answers(random, np.broadcast_to(random.beta(1.5, 1, statements), (people, statements)))


def yes_sayers(people: int, seed: int, statements: int = 40, spread: float = 1.5) -> Matrix:
    """People who differ only in how readily they say yes; `spread` in log-odds."""
    random = np.random.default_rng(seed)
    odds = random.normal(0, spread, people)[:, None] + random.normal(0.5, 1, statements)
    return _answers(random, 1 / (1 + np.exp(-odds)))


def _answers(random: np.random.Generator, agree: NDArray[np.float64]) -> Matrix:
    """One answer in ten is a pass, one statement in five is not seen."""
    said = np.where(random.random(agree.shape) < agree, AGREE, DISAGREE)
    said[random.random(agree.shape) < 0.1] = PASS
    return np.where(random.random(agree.shape) < 0.8, said, UNSEEN).astype(np.int8)


@st.composite
def any_votes(draw: st.DrawFn, most_people: int = 24, most_statements: int = 9) -> Votes:
    """Any small matrix, with roles for some, nobody and nothing among them."""
    people, statements = draw(st.integers(0, most_people)), draw(st.integers(0, most_statements))
    rows = [draw(st.text("++--o.", min_size=statements, max_size=statements)) for _ in range(people)]
    roles = [draw(st.sampled_from(["parent", "school", ""])) for _ in range(people)] if draw(st.booleans()) else []
    values = np.array([[SIGNS[sign] for sign in row] for row in rows], dtype=np.int8).reshape(people, statements)
    return of(values, roles)
