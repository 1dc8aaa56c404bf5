"""A school that answered: classes, who was asked, and sealed sheets in a closed fielding. Call within(school)."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from driehoek import clock
from driehoek.people.tests.makers import make_class

from ..models import AskedClass, Fielding, Submission, Version
from ..rules import PARENTS, SCHOOL, Sheet
from ..rules_sheets import packed
from .makers_asked import content, make_fielding

KEYS = ("societal-1", "pedagogical-1", "didactic-1", "formal-1", "informal-1")


def answered(
    *,
    parents: Sequence[int] = (20, 18, 22, 19, 21, 16),
    team: int = 24,
    writers: int = 12,
    people_of_class: int = 30,
    seed: int = 7,
    version: Version | None = None,
    **values: Any,
) -> Fielding:
    """`parents`: answers in each class, one class a year and two a year from the third on; closed just now, not frozen."""
    chance = random.Random(seed)
    now = clock.now()
    fielding = make_fielding(closed_at=now, **({"version": version} if version else {}) | values)
    classes = [
        AskedClass.objects.create(fielding=fielding, school_class=_class(number), people={PARENTS: people_of_class})
        for number in range(len(parents))
    ]
    fielding.people = {PARENTS: people_of_class * len(parents), SCHOOL: team + 4}
    fielding.opens_on = (now - dt.timedelta(days=14)).date()
    fielding.save()
    sheets = [
        a_sheet(chance, PARENTS, str(one.school_class_id), f"Woorden {number}" if number < writers and not place else "")
        for place, (one, count) in enumerate(zip(classes, parents, strict=True)) for number in range(count)
    ]  # fmt: skip
    sheets += [a_sheet(chance, SCHOOL) for _ in range(team)]
    Submission.objects.bulk_create(Submission(fielding=fielding, sheet=packed(one)) for one in sheets)
    return fielding


def _class(number: int) -> Any:
    from driehoek.people.models import SchoolClass

    name = f"{number // 2 + 3}{'ab'[number % 2]}"
    made = SchoolClass.objects.filter(name=name).first() or make_class(name)
    made.year_level, made.sort_key = str(number // 2 + 3), f"{number:02}"
    made.save()
    return made


def a_sheet(chance: random.Random, voice: str, class_id: str = "", words: str = "") -> Sheet:
    """The team is sure of the first and fourth, parents of the first and less of the fourth."""
    likes = {"societal-1": 0.95, "formal-1": 0.25 if voice == PARENTS else 0.9}
    now = {key: chance.choice((4, 5)) if chance.random() < likes.get(key, 0.6) else chance.choice((0, 1, 2, 3)) for key in KEYS}
    important = {key: chance.choice((4, 5, 5, 3)) for key in KEYS}
    barriers = tuple(key for key in ("time", "language") if voice == PARENTS and chance.random() < 0.4)
    return Sheet(
        voice,
        class_id,
        "nl",
        {**now, "trust-1": chance.choice((3, 4, 5))},
        important,
        barriers,
        {"proud": words} if words else {},
    )


__all__ = ["KEYS", "a_sheet", "answered", "content"]
