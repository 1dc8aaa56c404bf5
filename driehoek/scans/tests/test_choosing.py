"""What the team chooses for the plan, in order, and back again."""

from typing import Any

import pytest

from driehoek.access.errors import RuleBroken
from driehoek.schools.scoping import within

from ..models import ChosenPoint
from ..services import choosing

pytestmark = pytest.mark.database


def pick(text: str, by: Any, **more: Any) -> ChosenPoint:
    values: dict[str, Any] = {"sort": "ambition", "partnership": "formal", "text": text, "by": by} | more
    return choosing.choose(**values)


def order() -> list[str]:
    return [one.text for one in ChosenPoint.objects.all()]


def test_what_is_chosen_moves_goes_and_comes_back_where_it_was(school: Any, dirk: Any) -> None:
    with within(school):
        one, two, three = (pick(text, dirk) for text in ("Een", "Twee", "Drie"))
        pick("Elders", dirk, partnership="societal")
        choosing.move(point=three, step=-1, by=dirk)
        choosing.move(point=one, step=-1, by=dirk)  # first already
        assert order()[:3] == ["Een", "Drie", "Twee"]
        kept = choosing.drop(point=ChosenPoint.objects.get(pk=three.pk), by=dirk)
        assert order() == ["Een", "Twee", "Elders"]
        choosing.put_back(kept=kept, by=dirk)
        choosing.put_back(kept=kept, by=dirk)  # a second press
        assert order() == ["Een", "Drie", "Twee", "Elders"]
        ChosenPoint.objects.update(position=0)  # two people at the same moment
        before = order()
        choosing.move(point=ChosenPoint.objects.get(text=before[0]), step=1, by=dirk)
        assert len(order()) == 4


@pytest.mark.parametrize("wrong", [{"sort": "mark"}, {"partnership": "ranking"}, {"text": " \u202e "}, {"text": "x" * 301}])
def test_what_can_not_be_a_point_is_refused(school: Any, dirk: Any, wrong: dict[str, str]) -> None:
    with within(school), pytest.raises(RuleBroken):
        pick(**{"text": "Goed", "by": dirk} | wrong)
