"""Who sees everything that a page shows of a small voice, and knows the rule and how many took part, finds nobody."""

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from django.utils.translation import override

from driehoek.access.who import Who
from driehoek.algorithms.opinions.verdicts import verdicts
from driehoek.algorithms.opinions.votes import from_answers
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices.queries import results as module

from .polling import make_round, many

OTHERS = [(f"p{number}", "one", 1 if number < 60 else -1) for number in range(80)]


def _bridged(counted: Any, names: tuple[str, ...]) -> int:
    """Whether the statement stands among what binds most."""
    row = module.StatementResult("one", "Een", "nl", "", "", "", [])
    return len(module._bridges([row], counted, names))


def page(agree: int, disagree: int, people: int, others: list[Any]) -> str:
    """Everything that is made of one statement: bars with interval and drawing, the verdict, and what would still be needed."""
    said = [1] * agree + [-1] * disagree + [0] * (people - agree - disagree)
    answers = [(f"s{number}", "one", value) for number, value in enumerate(said)] + others
    voices = {voter: "parents" if voter.startswith("p") else "school" for voter, _key, _value in answers}
    names = ("parents", "school") if others else ("school",)
    counted = module._shown(from_answers(answers, ["one"], voices), names)
    column = [(int(counted.agree[i, 0]), int(counted.disagree[i, 0]), int(counted.seen[i, 0])) for i in range(len(names))]
    bars = [module._bar(name, *counts) for name, counts in zip(names, column, strict=True)]
    return repr((bars, verdicts(counted, names), _bridged(counted, names)))


@pytest.mark.parametrize("others", [[], OTHERS], ids=["alone", "beside 80 parents"])
@pytest.mark.parametrize("people", [10, 12, 15, 19])
def test_no_page_tells_that_all_none_or_all_but_one_said_the_same(people: int, others: list[Any]) -> None:
    could_be: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for agree in range(people + 1):
        for disagree in range(people + 1 - agree):
            could_be[page(agree, disagree, people, others)].append((agree, disagree))
    for pairs in could_be.values():
        for counts in zip(*pairs, strict=True):
            assert any(2 <= count <= people - 2 for count in counts), pairs


@pytest.mark.parametrize(("agree", "verdict"), [(15, "shared"), (13, "shared"), (2, "difference_shown"), (8, "too_early")])
def test_verdicts_stay_of_use_beside_eighty_parents(agree: int, verdict: str) -> None:
    assert f"name='{verdict}'" in page(agree, 15 - agree, 15, OTHERS)


@pytest.mark.django_db
def test_dots_of_ten_who_all_chose_the_same_have_no_hundred_percent(occasion: Occasion, school: Any, dirk: Who) -> None:
    seen = []
    for ballots in ([[3, 0, 0]] * 10, [[3, 0, 0]] * 8 + [[0, 1, 0]] * 2, [[3, 0, 0]] * 9 + [[0, 1, 2]]):
        with within(school), override("nl"):
            poll = make_round(occasion, dirk, sort="dots", lines=("Bellen", "Huiswerk", "Koffie"))
            many(poll, [("parents", [dots or None for dots in ballot]) for ballot in ballots])
            found = module.results(poll, "nl").dots
            assert found is not None
            seen.append(repr((found.rows, [(one.people, one.bars, one.notes) for one in found.voices])))
    assert len(set(seen)) == 1
    assert "100 %" not in seen[0]
    assert "'≥ 2,4'" in seen[0]
    assert "'10–14'" in seen[0]
    assert np.char.count(seen[0], "nan") == 0
