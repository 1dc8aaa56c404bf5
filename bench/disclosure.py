"""An attacker with everything that is ever shown of a questionnaire, against ours, against the plain rule 'n ≥ 5' and against no rule.

The attacker knows how many people of every language each class asks, sees the page of the response at every answer and the languages
every night, and has all tables of the end; exports hold the same. By linear programming (GLOP) they bound how many answered in every
class, year and language and in every language of a class. A cell of one to four is found when its bounds lie at most two apart and
closer than its size alone says. In small schools every answer is a moment of the attack; in large ones every night, since what classes
show at noon still stands at night. Of the tables by years they know how many of each group had an opinion, and want to know whether
nearly all of fewer than twenty said the same; weighted shares are worked out from what those tables show, so they add nothing.
Bars: 0 found in 300 schools; 85 % of classes and languages shown on their own in schools as in the research.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

import _ground as ground
from _schools import KINDS, LANGUAGES, School, said, school

from driehoek.algorithms.disclosure.figures import ONE, Figure, exact_window, window
from driehoek.algorithms.survey import (
    Response,
    Tables,
    distribution,
    final,
    final_without_classes,
    languages,
    live,
    tables,
    year_groups,
)

SCHOOLS = {"large": 180} | dict.fromkeys(KINDS[1:], 20)
FEW, SMALL = 5, 20
Variable = Any
Parts = tuple[int, int, int]


@dataclass
class Score:
    cells: int = 0
    exactly: int = 0
    within_one: int = 0
    absent: int = 0
    unanimous: int = 0
    schools: int = 0
    leaking: int = 0
    own: list[int] = field(default_factory=lambda: [0, 0])
    items: list[int] = field(default_factory=lambda: [0, 0])
    weighted: list[int] = field(default_factory=lambda: [0, 0])
    exact_totals: int = 0


class Attack:
    """Bounds by linear programming. `x[night][cell]`: who of a language in a class had answered."""

    def __init__(self, asked: dict[Any, int], nights: int) -> None:
        from ortools.linear_solver import pywraplp

        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.x = [{cell: self.solver.NumVar(0, people, "") for cell, people in asked.items()} for _ in range(nights)]
        for before, after in zip(self.x, self.x[1:], strict=False):
            for cell in asked:
                self.solver.Add(after[cell] >= before[cell])

    def learn(self, variables: list[Variable], low: float, high: float) -> None:
        self.solver.Add(self.solver.Sum(variables) >= low)
        self.solver.Add(self.solver.Sum(variables) <= high)

    def bounds(self, variables: list[Variable]) -> tuple[int, int]:
        total = self.solver.Sum(variables)
        found = []
        for ask in (self.solver.Minimize, self.solver.Maximize):
            ask(total)
            if self.solver.Solve() != self.solver.OPTIMAL:
                raise SystemExit("what was shown contradicts itself")
            found.append(self.solver.Objective().Value())
        return ceil(found[0] - 1e-6), floor(found[1] + 1e-6)


def main() -> int:
    started, faults, rows = time.process_time(), [], []
    quick = "--quick" in sys.argv
    for name, publish in {"ours": ours, "n ≥ 5": plain, "n ≥ 5, one way": one_way_only, "no rule": no_rule}.items():
        score, large = Score(), Score()
        for kind, many in SCHOOLS.items():
            for seed in range(many // (10 if quick else 1)):
                one = school(seed, kind)
                alone = attacked(one, publish, score)
                for into in (score, large) if kind == "large" else (score,):
                    into.own = [into.own[0] + alone[0], into.own[1] + alone[1]]
        found = [score.exactly, score.within_one, score.absent, f"{100 * score.leaking / score.schools:.0f} %"]
        on_own = [f"{100 * part.own[0] / part.own[1]:.1f} %" for part in (large, score)]
        rows.append([name, score.schools, score.cells, *found, *on_own])
        if publish is ours:
            kept = score
            faults += ["a small cell was found"] if score.exactly + score.within_one + score.absent else []
            faults += ["too little is shown on its own"] if 100 * large.own[0] / large.own[1] < 85 else []
    print("cells of 1 to 4 people found by linear programming; classes and languages shown on their own")
    ground.show(
        ["rule", "schools", "cells", "exactly", "within one", "of who did not", "schools with a leak", "alone", "alone, all"],
        rows,
    )
    sys.stdout.flush()
    print(f"exact total shown in {kept.exact_totals} of {kept.schools} schools")
    print("\nnearly all of a group of fewer than twenty said the same, and that is told")
    rows = []
    for name in ("ours", "n ≥ 5"):
        score = Score()
        for kind, many in SCHOOLS.items():
            for seed in range(many // (10 if quick else 1)):
                unanimity(school(seed, kind), seed, score, ours=name == "ours")
        rows.append([name, score.cells, score.unanimous, *(f"{part[0]} of {part[1]}" for part in (score.items, score.weighted))])
        faults += ["unanimity was told"] if name == "ours" and score.unanimous else []
    ground.show(["rule", "such groups", "told", "items by years", "weighted"], rows)
    print(f"{time.process_time() - started:.0f} CPU-s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return ground.verdict(*faults)


Published = list[tuple[int, list[tuple[str, str]], float, float]]  # night, cells, at least, at most
Publish = Callable[[School], tuple[Published, list[int], Response | None]]


def of_classes(one: School, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    return [cell for cell in one.asked if cell[0] in keys]


def of_language(one: School, language: str) -> list[tuple[str, str]]:
    return [cell for cell in one.asked if cell[1] == language]


def ours(one: School) -> tuple[Published, list[int], Response | None]:
    shown: Published = []
    for night, moment in enumerate(one.moments):
        found = one.until(moment)
        answered, speakers = one.answered(found), one.speakers(found)
        last = moment == len(one.order)
        response = final(one.classes, answered, speakers) if last else live(one.classes, answered)
        spoken = response.languages
        if not last and moment in one.nights:
            spoken = languages(one.classes, answered, speakers)
        shown += [(night, of_classes(one, row.names), row.at_least, row.at_most) for row in response.classes]
        shown += [(night, of_language(one, row.names[0]), row.at_least, row.at_most) for row in spoken]
        total = (response.at_least, response.people) if response.exact is None else (response.exact, response.exact)
        shown.append((night, list(one.asked), *total))
    alone = sum(len(row.names) == 1 and row.is_shown for row in response.classes) + len(response.languages)
    return shown, [alone, len(one.classes) + len(LANGUAGES)], response


def exact_tables(one: School, least: int, *, two_way: bool, every_time: bool) -> tuple[Published, list[int], Response | None]:
    """Counts from `least` people on, and the total."""
    shown: Published = []
    for night, moment in enumerate(one.moments):
        found = one.until(moment)
        if not every_time and moment < len(one.order):
            continue
        parts = [of_classes(one, (each.key,)) for each in one.classes] + [of_language(one, language) for language in LANGUAGES]
        parts = [part for part in parts if part]
        alone = [part for part in parts if sum(found[cell] for cell in part) >= least]
        both = [[cell] for cell in one.asked if found[cell] >= least] if two_way else []
        for part in [*alone, *both, list(one.asked)]:
            count = sum(found[cell] for cell in part)
            shown.append((night, part, count, count))
    return shown, [len(alone), len(one.classes) + len(LANGUAGES)], None


def plain(one: School) -> tuple[Published, list[int], Response | None]:
    return exact_tables(one, FEW, two_way=True, every_time=True)


def one_way_only(one: School) -> tuple[Published, list[int], Response | None]:
    return exact_tables(one, FEW, two_way=False, every_time=False)


def no_rule(one: School) -> tuple[Published, list[int], Response | None]:
    return exact_tables(one, 0, two_way=True, every_time=True)


def attacked(one: School, publish: Publish, score: Score) -> list[int]:
    """How many classes and languages are shown on their own, of how many."""
    shown, alone, response = publish(one)
    attack = Attack(one.asked, len(one.moments))
    for night, part, low, high in shown:
        attack.learn([attack.x[night][cell] for cell in part], low, high)
    end, before = one.end, score.exactly + score.within_one
    for part in secrets(one):
        asked, answered = sum(one.asked[cell] for cell in part), sum(end[cell] for cell in part)
        few, absent = 0 < answered < FEW, 0 < asked - answered < FEW
        if not (few or absent):
            continue
        low, high = attack.bounds([attack.x[-1][cell] for cell in part])
        if not low <= answered <= high:
            raise SystemExit("the attacker was misled")
        found = high - low <= 2 and high - low < asked
        score.cells += few
        score.exactly += few and low == high and found
        score.within_one += few and low < high and found
        score.absent += absent and not few and found
    role(one, score, response)
    score.schools += 1
    score.leaking += score.exactly + score.within_one > before
    score.exact_totals += response is not None and response.exact is not None
    return alone


def role(one: School, score: Score, response: Response | None) -> None:
    """The voice of the school: no classes, only how many."""
    people, answered = one.staff
    if response is None or not 0 < answered < FEW:
        return
    shown = final_without_classes(people, answered)
    low, high = (shown.at_least, people) if shown.exact is None else (shown.exact, shown.exact)
    score.cells += 1
    score.within_one += high - low <= 2 and high - low < people


def secrets(one: School) -> Iterator[list[tuple[str, str]]]:
    yield from (of_classes(one, (each.key,)) for each in one.classes)
    for year in dict.fromkeys(each.years for each in one.classes):
        yield of_classes(one, tuple(each.key for each in one.classes if each.years == year))
    yield from (of_language(one, language) for language in LANGUAGES)
    yield from ([cell] for cell in one.asked)


def unanimity(one: School, seed: int, score: Score, *, ours: bool) -> None:
    """Parts of people that agree and disagree, of groups of fewer than twenty with an opinion."""
    found = one.end
    response = final(one.classes, one.answered(found), one.speakers(found))
    counts = {item: {key: distribution(values) for key, values in classes.items()} for item, classes in said(seed, one).items()}
    groups = year_groups(response, one.classes)
    if not ours:
        return plain_unanimity(groups, counts, score)
    shown = tables(counts, response, groups, weigh=True)
    for item, of_class in counts.items():
        if not groups or item not in shown.whole:
            continue
        score.items[1] += 1
        score.weighted[1] += 1
        score.weighted[0] += item in shown.weighted
        if shown.groups and item in shown.groups[0][1]:
            score.items[0] += 1
            parts = [sum((of_class[key] for key in group.classes), distribution([])).parts for group in groups]
            ask_of_groups(learned(shown, item, parts), parts, score)


def learned(shown: Tables, item: str, parts: list[Parts]) -> Attack:
    """Everything that is told of one item: windows on who of each group agrees and disagrees, and on all of them. Weighted shares are worked out from these."""
    places, size = range(len(parts)), sum(map(sum, parts))
    attack = Attack({(place, part): sum(parts[place]) for place in places for part in range(3)}, 1)
    x = attack.x[0]
    for place, (_group, figures) in enumerate(shown.groups):
        opinions = sum(parts[place])
        attack.learn([x[place, part] for part in range(3)], opinions, opinions)
        for part in (0, 2):
            attack.learn([x[place, part]], *looks(figures[item], parts[place][part], opinions))
    for part in (0, 2):
        total = sum(each[part] for each in parts)
        attack.learn([x[place, part] for place in places], *looks(shown.whole[item], total, size))
    return attack


def looks(figure: Figure, count: int, size: int) -> tuple[int, int]:
    return exact_window(count, size) if figure.step == ONE else window(count, size, figure.step)


def ask_of_groups(attack: Attack, parts: list[Parts], score: Score) -> None:
    for place, each in enumerate(parts):
        size = sum(each)
        for part in (0, 2):
            if size < SMALL and (each[part] >= size - 1 or each[part] <= 1):
                low, high = attack.bounds([attack.x[0][place, part]])
                score.cells += 1
                score.unanimous += low >= size - 1 or high <= 1


def plain_unanimity(groups: Any, counts: dict[str, dict[str, Any]], score: Score) -> None:
    """Every group of five or more with an opinion, exactly."""
    for of_class in counts.values():
        for group in groups:
            parts = sum((of_class[key] for key in group.classes), distribution([])).parts
            size = sum(parts)
            if FEW <= size < SMALL:
                near = sum(parts[part] >= size - 1 or parts[part] <= 1 for part in (0, 2))
                score.cells, score.unanimous = score.cells + near, score.unanimous + near


if __name__ == "__main__":
    sys.exit(main())
