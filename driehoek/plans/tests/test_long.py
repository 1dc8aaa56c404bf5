"""A plan of hundreds of lines: a chapter at a time, and every line can still be found."""

from typing import Any

import pytest
from django.test import Client

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.plans import rules
from driehoek.plans.models import Chapter, Line
from driehoek.plans.rules import PlanText, TextLine, compared
from driehoek.plans.services import add, drop, keep_version, move
from driehoek.schools.scoping import within

from .makers import a_plan, at


@pytest.mark.database
def test_a_long_plan_is_read_a_chapter_at_a_time(desk: Client, school: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        Line.objects.bulk_create(
            Line(plan=plan, chapter=Chapter.WISHES, text=f"<p>Wens {number}.</p>", position=100 + number) for number in range(120)
        )
        kept = keep_version(plan=plan, by=dirk)
        far = Line.objects.get(text="<p>Wens 110.</p>")
        vision = Line.objects.get(plan=plan, chapter=Chapter.VISION)
    page = desk.get(at(school, "plan", plan)).content.decode()
    assert "Wens 1." not in page and "bij de deur" in page and "Wensen (121)" in page and "124 regels." in page
    assert "Wens 110." in desk.get(f"{at(school, 'plan', plan)}?regel={far.pk}").content.decode()
    assert "Wens 10." in desk.get(f"{at(school, 'plan', plan)}?regel={far.pk}&page=1").content.decode()
    assert desk.get(f"{at(school, 'plan', plan)}?regel=x&hoofdstuk=y&page=z").status_code == 200
    page = desk.get(f"{at(school, 'plan', plan)}?regel={far.pk}").content.decode().partition("<main")[2]
    for name in ("plan_line_move", "plan_line_drop"):  # one form for all lines, also without a script
        assert f'<button form="of-a-line" formaction="{at(school, name, far)}"' in page
    assert page.count('id="of-a-line"') == 1 and page.count("csrfmiddlewaretoken") < 10
    for name in ("plan_line", "plan_sources", "plan_comments"):
        assert f'href="{at(school, name, plan if name == "plan_comments" else far)}' in page
    moved = desk.post(at(school, "plan_line_move", far), {"step": "up"}, follow=True).content.decode()
    assert moved.index("Wens 110.") < moved.index("Wens 109.")
    with within(school):
        add(plan=plan, chapter=Chapter.WISHES, text="Nieuw", by=dirk)
        drop(line=vision, by=dirk)
        with pytest.MonkeyPatch.context() as patch, pytest.raises(RuleBroken):
            patch.setattr(rules, "MOST_LINES", 124)
            add(plan=plan, chapter=Chapter.WISHES, text="Te veel", by=dirk)
    page = desk.get(at(school, "plan_compare", plan)).content.decode()
    assert "2 regels zijn anders." in page and "Nieuw" in page and "bij de deur" in page
    first, third = (desk.get(at(school, "plan_version", kept) + f"?page={number}").content.decode() for number in (1, 3))
    assert "bij de deur" in first and "Wens 110." in third and "Wens 110." not in first


@pytest.mark.database
def test_lines_at_the_same_place_still_move_one_at_a_time(school: Any, moment: Any, dirk: Who) -> None:
    with within(school):
        plan = a_plan(dirk)
        Line.objects.filter(plan=plan).delete()
        for one in range(4):
            Line.objects.create(plan=plan, chapter=Chapter.VISION, text=f"<p>{one}</p>", position=one // 2)
        one, two, three, four = before = list(Line.objects.filter(plan=plan).order_by("position", "pk"))
        move(line=two, up=False, by=dirk)
        assert list(Line.objects.filter(plan=plan).order_by("position", "pk")) == [one, three, two, four] != before


def test_what_was_taken_out_stands_where_it_stood() -> None:
    lines = [TextLine(str(number), "vision", "", f"<p>{number}</p>") for number in range(5)]
    told = compared(PlanText("x", tuple(lines)), PlanText("x", (lines[0], lines[3], TextLine("9", "vision", "", "<p>9</p>"))))
    assert [(one.state, (one.after or one.before).key) for one in told] == [
        ("same", "0"), ("removed", "1"), ("removed", "2"), ("same", "3"), ("added", "9"), ("removed", "4"),
    ]  # fmt: skip
    assert [one.pieces for one in told][:2] == [(("same", "0"),), ()]
