"""Invented schools of which parents answer a questionnaire: sizes, languages, and in which order the answers come."""

import random
from collections import Counter
from dataclasses import dataclass, field

from driehoek.algorithms.survey import AskedClass

LANGUAGES = {"nl": 0.62, "ar": 0.16, "tr": 0.14, "pl": 0.08}
KINDS = ("large", "small", "two classes", "classes of three", "newcomers", "hardly anybody", "nearly everybody")
EVERY_ANSWER = ("small", "two classes")
NIGHTS = 6

Cell = tuple[str, str]  # class and language


@dataclass
class School:
    """`asked`: {(class, language): people}. `nights`: the same of who had answered, at the end of each day; the last is the end."""

    kind: str
    classes: list[AskedClass]
    asked: dict[Cell, int]
    order: list[Cell] = field(default_factory=list)
    staff: tuple[int, int] = (0, 0)

    @property
    def nights(self) -> list[int]:
        """After how many answers each night falls; the last is the end."""
        return [round(len(self.order) * (night + 1) / NIGHTS) for night in range(NIGHTS)]

    @property
    def moments(self) -> list[int]:
        """When the page of the response is looked at: at every answer in a school with few of them, else where nights fall."""
        if self.kind not in EVERY_ANSWER:
            return self.nights
        return [*range(1, len(self.order)), *(end for end in self.nights if end == len(self.order))] or [0]

    def until(self, moment: int) -> Counter[Cell]:
        """Who had answered after so many answers."""
        return Counter(self.order[:moment])

    @property
    def end(self) -> Counter[Cell]:
        return self.until(len(self.order))

    def answered(self, found: Counter[Cell]) -> dict[str, int]:
        return {one.key: sum(found[one.key, language] for language in LANGUAGES) for one in self.classes}

    def speakers(self, found: Counter[Cell]) -> dict[Cell, tuple[int, int]]:
        return {cell: (people, found[cell]) for cell, people in self.asked.items()}


def school(seed: int, kind: str) -> School:
    """One of a kind; 'large' is that of the research: 12 classes, four languages, 35 to 55 % answer."""
    rng = random.Random(f"{seed} {kind}")
    sizes = {
        "small": rng.choice([[7, 7, 7, 7], [9, 9, 10], [14, 14], [3, 12, 13], [4, 4, 4, 4, 4, 4, 4], [11, 11, 3, 3]]),
        "two classes": [rng.randint(5, 28) for _ in range(2)],
    }.get(kind) or [rng.randint(16, 30) for _ in range(12)]
    if kind == "classes of three":
        for place in rng.sample(range(12), 4):
            sizes[place] = rng.randint(1, 4)
    a_year = 1 if len(sizes) < 12 else 2
    classes = [AskedClass(f"{place:02}", (str(place // a_year + 1),), size) for place, size in enumerate(sizes)]
    asked: Counter[Cell] = Counter()
    for place, one in enumerate(classes):
        shares = dict(zip(LANGUAGES, (0.1, 0.4, 0.3, 0.2), strict=True)) if kind == "newcomers" and place == 4 else LANGUAGES
        if kind == "newcomers" and place != 4:
            shares = dict(zip(LANGUAGES, (0.96, 0.01, 0.01, 0.02), strict=True))
        asked.update((one.key, language) for language in rng.choices(list(shares), list(shares.values()), k=one.people))
    share = {"hardly anybody": (0.02, 0.2), "nearly everybody": (0.8, 1.0)}.get(kind, (0.35, 0.55))
    order = []
    for cell, people in asked.items():
        likely = rng.uniform(*share)
        order += [cell for _ in range(people) if rng.random() < likely]
    rng.shuffle(order)
    team = rng.randint(4, 40)
    return School(kind, classes, dict(asked), order, (team, sum(rng.random() < 0.7 for _ in range(team))))


def said(seed: int, found: School) -> dict[str, dict[str, list[int]]]:
    """{item: {class: points}}: eight items, from mixed to nearly all of one mind; each answer from 0 (don't know) to 5."""
    rng = random.Random(f"said {seed}")
    answered = found.answered(found.end)
    items = {}
    for number in range(8):
        agree, between = (0.5, 0.7, 0.85, 0.93, 0.97, 0.6, 0.4, 0.04)[number], rng.choice([0.01, 0.1])
        left = max(0.005, 1 - agree - between)
        weights = [0.04, left / 2, left / 2, between, agree / 2, agree / 2]
        items[f"i{number}"] = {key: rng.choices(range(6), weights, k=count) for key, count in answered.items()}
    return items
