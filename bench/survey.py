"""How far the figures of a questionnaire may be believed: intervals for small schools, reliability, differences between voices.

Bars: 95 % intervals cover 93 to 98 % for schools of 28 to 220 families; Feldt's interval of alpha covers 93 to 97 %; forty items without a
difference between 80 parents and 15 colleagues give at most 0.3 false differences. How many of eight are found is shown, not judged: softening
the few colleagues costs about one of them (`opinions` judges the test itself).
"""

import random
import sys
import time
from statistics import mean

import _ground as ground
from _schools import said, school

from driehoek.algorithms.disclosure.figures import figure, step_for
from driehoek.algorithms.points import Distribution
from driehoek.algorithms.survey import compare, distribution, final, interval, reliability, tables, year_groups

DRAWS = 4000
SCHOOLS = ((28, 12), (28, 20), (60, 25), (60, 40), (125, 40), (220, 25), (220, 60), (220, 100), (220, 200))
SHARES = (0.1, 0.25, 0.5, 0.7, 0.9)


def main() -> int:
    faults = [*coverage(), *alphas(), *differences(), *weights(), *speed()]
    return ground.verdict(*faults)


def coverage() -> list[str]:
    """Everybody in a school has an opinion; some are asked at random."""
    rng, rows, faults = random.Random(1), [], []
    for people, answered in SCHOOLS:
        found, plain = [], []
        for share in SHARES:
            true = round(share * people)
            crowd = [1] * true + [0] * (people - true)
            counts = [sum(rng.sample(crowd, answered)) for _ in range(DRAWS)]
            for seen, size in ((found, people), (plain, None)):
                intervals = {count: interval(count, answered, size) for count in set(counts)}
                seen.append(sum(intervals[count].low <= true / people <= intervals[count].high for count in counts) / DRAWS)
        rows.append([f"{answered} of {people}", *(f"{100 * one:.1f}" for one in (mean(found), min(found), mean(plain)))])
        faults.append("" if 0.93 <= mean(found) <= 0.98 else f"{answered} of {people}: covered {mean(found):.3f}")
    print(f"95 % intervals that hold the true share, mean of shares {SHARES}, percent")
    ground.show(["answered", "ours", "ours, least", "as of a crowd without end"], rows)
    return faults


def alphas() -> list[str]:
    """Five items that share one thing, continuous: the interval's own assumption, and rounded to five points."""
    rng, rows, faults = random.Random(2), [], []
    items = list("abcde")
    for n in (30, 60, 120):
        for points in (False, True):
            held, true = 0, 5 * 0.35 / (1 + 4 * 0.35)
            big = [drawn(rng, points) for _ in range(20_000)] if points else []
            if big:
                true = reliability([dict(zip(items, row, strict=True)) for row in big], items).alpha or 0.0
            for _ in range(600):
                rows_of = [dict(zip(items, drawn(rng, points), strict=True)) for _ in range(n)]
                one = reliability(rows_of, items)
                held += (one.low or 0) <= true <= (one.high or 0)
            rows.append([n, "five points" if points else "continuous", f"{true:.2f}", f"{held / 6:.1f}"])
            faults.append("" if 93 <= held / 6 <= 97.5 else f"alpha of {n}: covered {held / 6:.1f} %")
    print("\nreliability: intervals that hold the true alpha, percent")
    ground.show(["complete answers", "answers", "true", "held"], rows)
    return faults


def drawn(rng: random.Random, points: bool) -> list[int]:
    shared = rng.gauss(0, 1)
    values = [0.35**0.5 * shared + 0.65**0.5 * rng.gauss(0, 1) for _ in range(5)]
    return [min(5, max(1, round(3 + value))) for value in values] if points else [round(1e6 + 1e4 * value) for value in values]


def differences() -> list[str]:
    """Forty items, four in five with an opinion, 80 of 220 parents and 15 of 24 colleagues: as shown, softened."""
    rng, rows, faults = random.Random(3), [], []
    for points in (0, 40):
        false = found = 0
        for _ in range(200):
            one = [rng.betavariate(2, 1.3) for _ in range(40)]
            other = [
                min(0.98, max(0.02, share + rng.choice((-1, 1)) * points / 100)) if place < 8 else share
                for place, share in enumerate(one)
            ]
            voices = [voice(rng, shares, *size) for shares, size in ((one, (80, 220)), (other, (15, 24)))]
            both = compare(voices[0], voices[1], {"parents": 220, "school": 24})
            shown = {row.item for row in both if row.verdict == "difference_shown"}
            true = {str(place) for place in range(8)} if points else set()
            found, false = found + len(shown & true), false + len(shown - true)
        rows.append([points, f"{false / 200:.2f}", f"{found / 200:.1f}" if points else "-"])
        faults.append(f"{false / 200:.2f} false differences" if false / 200 > 0.3 else "")
    print("\ndifferences between 80 parents and 15 colleagues, of forty items, softened")
    ground.show(["points", "false (≤ 0.3)", "found of 8"], rows)
    return faults


def voice(rng: random.Random, shares: list[float], answered: int, people: int) -> dict[str, object]:
    figures = {}
    for place, share in enumerate(shares):
        opinions = sum(rng.random() < 0.8 for _ in range(answered))
        if opinions < 10:
            continue
        agree = sum(rng.random() < share for _ in range(opinions))
        step = step_for(opinions, exact=True)
        shown = opinions if step == 1 else opinions // 5 * 5
        counts = Distribution((answered - opinions, 0, opinions - agree, 0, agree, 0))
        figures[str(place)] = figure(counts, shown, step, people, whole=True)
    return figures


def weights() -> list[str]:
    """Weighted shares are worked out from what is shown: how far from those of the exact counts."""
    away, rounded = [], []
    for seed in range(60):
        one = school(seed, "large")
        end = one.end
        response = final(one.classes, one.answered(end), one.speakers(end))
        groups = year_groups(response, one.classes)
        counts = {item: {key: distribution(values) for key, values in of.items()} for item, of in said(seed, one).items()}
        shown, asked = tables(counts, response, groups, weigh=True), sum(group.people for group in groups)
        for item, percent in shown.weighted.items():
            parts = [sum((counts[item][key] for key in group.classes), Distribution()) for group in groups]
            true = 100 * sum(group.people / asked * part.agree / part.opinions for group, part in zip(groups, parts, strict=True))
            away.append(abs(percent - true))
            rounded.append(abs(5 * round(true / 5) - true))
    print(f"\nweighted shares, {len(away)}: {mean(away):.1f} points from the exact ones on average, {max(away):.1f} at most")
    print(f"(rounding the exact ones to steps of five: {mean(rounded):.1f} and {max(rounded):.1f})")
    return [f"weighted {max(away):.1f} points away" if max(away) > 5 else ""]


def speed() -> list[str]:
    """A school of 1,500 parents with sixty items asked twice, response and figures by years, weighted."""
    rng = random.Random(4)
    one = school(1, "large")
    classes = [
        type(each)(f"{each.key}{copy}", (f"{each.years[0]}{copy}",), each.people) for copy in range(6) for each in one.classes
    ]
    answered = {each.key: rng.randint(5, each.people - 6) for each in classes}
    speakers = {(each.key, "nl"): (each.people, answered[each.key]) for each in classes}
    counts = {
        f"i{number}": {key: distribution(rng.choices(range(6), k=count)) for key, count in answered.items()}
        for number in range(60)
    }
    before = time.process_time()
    response = final(classes, answered, speakers)
    groups = year_groups(response, classes)
    for _ in range(2):
        tables(counts, response, groups, weigh=True)
    used = time.process_time() - before
    print(f"\nfreezing {sum(answered.values())} answers of {len(groups)} groups of years, 120 items: {used:.2f} CPU-s (bar 10)")
    return [f"freezing took {used:.1f} CPU-s" if used > 10 else ""]


if __name__ == "__main__":
    sys.exit(main())
