"""Makes a division: a start that keeps every hard rule, then a search for a better one, then the judgement."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from driehoek.algorithms.division.blocks import Blocks, compile_blocks
from driehoek.algorithms.division.hall import Hall, Meetings
from driehoek.algorithms.division.problem import Problem
from driehoek.algorithms.division.rules import Broken, check, limits, value
from driehoek.algorithms.division.search import Budget, improve
from driehoek.algorithms.division.start import fill

ENOUGH = 20_000  # moves per block and round after which more hardly helps
MODEST = 500  # the same when no budget is given at all


@dataclass(frozen=True)
class Plan:
    """A division. `rounds` seat everybody, also when rules are broken; `work` is the number of moves tried.

    `bound` is None: this simple algorithm proves nothing about what would be possible.
    """

    rounds: list[dict[str, str]]
    broken: list[Broken]
    value: int
    seed: int
    work: int
    seconds: float
    bound: int | None = None
    proven: bool = False


def plan(
    problem: Problem,
    *,
    seed: int = 0,
    work: int | None = None,
    seconds: float | None = None,
    now: Callable[[], float] | None = None,
    stopped: Callable[[], bool] = lambda: False,
    report: Callable[[float, int], None] = lambda share, value: None,
) -> Plan:
    """Divides the people over the tables within a budget.

    `work` counts moves: the same problem, work and seed give the same answer. `seconds` is time on the
    clock `now` (`time.monotonic`), which is then needed; with both, the first to run out ends it.
    `stopped` is asked now and then, True ends the search with the best so far; `report` hears the share
    of the budget that is used and the best value. Input that cannot be satisfied gives a plan with `broken`.
    Raises ValueError for seconds without a clock.
    """
    if seconds is not None and now is None:
        raise ValueError("seconds need a clock: give now=time.monotonic")
    clock = now or (lambda: 0.0)
    size = max(1, len(problem.people) * problem.rounds)
    if work is None:
        work = size * (MODEST if seconds is None else ENOUGH)
    budget = Budget(seconds, work, clock, stopped, started=clock())
    rounds = _rounds(problem, Random(seed), budget, report)
    return Plan(
        rounds=rounds,
        broken=check(problem, rounds),
        value=value(problem, rounds),
        seed=seed,
        work=budget.moves,
        seconds=clock() - budget.started,
    )


def _rounds(problem: Problem, rng: Random, budget: Budget, report: Callable[[float, int], None]) -> list[dict[str, str]]:
    if not problem.people or not problem.tables or problem.rounds < 1:
        return [{} for _ in range(problem.rounds)]
    blocks = compile_blocks(problem)
    meetings = Meetings(blocks, problem.rounds)
    halls = [Hall(blocks, limits(problem), meetings) for _ in range(problem.rounds)]
    for hall in halls:
        if hall is not halls[0] and budget.out_of_time():
            hall.copy(halls[0])
        else:
            fill(hall, rng, budget.out_of_time)
    return [_seats(problem, blocks, where) for where in improve(halls, rng, budget, report)]


def _seats(problem: Problem, blocks: Blocks, where: list[int]) -> dict[str, str]:
    seats = {p: blocks.tables[table] for members, table in zip(blocks.members, where, strict=True) for p in members}
    return {person.id: seats[person.id] for person in problem.people}
