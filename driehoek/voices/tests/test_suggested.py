"""A machine proposes; a person places. Ranks are kept, and what lies behind a card goes along."""

import ast
from pathlib import Path
from typing import Any

import pytest

from driehoek.access.errors import RuleBroken
from driehoek.access.who import NOBODY, WORKER, Who
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices import services, sorting
from driehoek.voices.models import Contribution, Placement, Standing, SuggestionWork
from driehoek.voices.services.ordering import place_each
from driehoek.voices.services.stacking import lay_back, put_behind, put_beside

from .makers import read, say, say_many

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROOT = Path(__file__).resolve().parents[2]


def themes_of(occasion: Occasion, by: Who, *titles: str) -> list[Any]:
    return [services.make_theme(occasion=occasion, title=title, by=by) for title in titles]


def test_every_placement_keeps_which_suggestion_it_was(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        one, two, three = themes_of(occasion, dirk, "Een", "Twee", "Drie")
        rows = say_many(occasion, 4)
        for row in rows[:3]:
            read(row, two, one)
        for row, theme in zip(rows, (two, one, three, one), strict=True):
            services.place(contribution=row, theme=theme, by=dirk)
        services.place(contribution=rows[0], theme=None, by=dirk)
        kept = [set(row.placements.order_by("before").values_list("suggestion", flat=True)) for row in rows]
        assert kept == [{1, None}, {2}, {0}, {None}]


def test_what_is_certain_is_placed_in_one_move_with_a_goal_for_each_and_undone_as_one(
    occasion: Occasion, school: Any, dirk: Who, anne: Who
) -> None:
    with within(school):
        one, two = themes_of(occasion, dirk, "Een", "Twee")
        rows = say_many(occasion, 3)
        services.place(contribution=rows[2], theme=one, by=anne)
        placed = place_each(
            occasion=occasion, cards=[(row.pk, None, two.pk if row == rows[0] else one.pk) for row in rows], by=dirk
        )
        assert (len(placed.moved), placed.there) == (2, 1)
        assert services.undo(occasion=occasion, by=dirk) == services.Undone(2, 0)
        assert Contribution.objects.filter(theme=one).get() == rows[2]


@pytest.mark.parametrize("by", [NOBODY, WORKER, Who("guest"), Who("staff")])
def test_nothing_but_a_person_who_is_signed_in_gives_a_note_a_theme(occasion: Occasion, school: Any, dirk: Who, by: Who) -> None:
    with within(school):
        row, (theme,) = say(occasion), themes_of(occasion, dirk, "Een")
        with pytest.raises(RuleBroken) as broken:
            services.place(contribution=row, theme=theme, by=by)
        assert broken.value.code == "not-a-person"
        assert not Placement.objects.exists()


WRITERS = {"services/ordering.py", "services/themes.py", "services/merging.py"}


def test_no_other_code_of_the_product_writes_the_theme_of_a_note() -> None:
    """Everything that sets `theme` of a contribution stands in three files, and asks who does it."""
    found = set()
    for file in ROOT.rglob("*.py"):
        place = file.relative_to(ROOT).as_posix()
        if any(part in place for part in ("/tests/", "/migrations/", "laws/", "demo/")):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call) or not {"theme", "theme_id"} & {word.arg for word in node.keywords}:
                continue
            whole = ast.unparse(node)
            if whole.startswith("Contribution(") or ("Contribution.objects" in whole and ".update(" in whole):
                found.add(place.removeprefix("voices/"))
    assert found <= WRITERS, found - WRITERS
    assert "services/ordering.py" in found


def test_the_same_words_and_what_lies_behind_go_along_and_come_back(
    occasion: Occasion, school: Any, dirk: Who, anne: Who
) -> None:
    with within(school):
        one, two = themes_of(occasion, dirk, "Een", "Twee")
        front, *same = [say(occasion, "Meer bellen") for _ in range(300)]
        near, apart, other = (
            say(occasion, "Vaker bellen"),
            say(occasion, "Meer bellen", standing=Standing.PARKED),
            say(occasion, "Anders"),
        )
        put_behind(contribution=front, keys=[near.pk], by=dirk)
        services.place(contribution=same[0], theme=two, by=anne)
        placed = services.place_many(occasion=occasion, cards=[(front.pk, None)], theme=one, by=dirk, along=True)
        assert len(placed.moved) == 300
        assert Contribution.objects.filter(theme=one).count() == 300
        assert {row.pk for row in Contribution.objects.filter(theme=None)} == {apart.pk, other.pk}
        assert services.undo(occasion=occasion, by=dirk) == services.Undone(300, 0)


def test_what_is_laid_behind_another_keeps_its_own_place_and_can_be_laid_beside_again(
    occasion: Occasion, school: Any, dirk: Who
) -> None:
    with within(school):
        (theme,) = themes_of(occasion, dirk, "Een")
        front, second, third = say_many(occasion, 3)
        services.place(contribution=front, theme=theme, by=dirk)
        assert set(put_behind(contribution=second, keys=[third.pk], by=dirk)["was"]) == {str(third.pk)}
        laid = put_behind(contribution=front, keys=[second.pk, front.pk], by=dirk)
        assert laid["was"] == {str(second.pk): "", str(third.pk): str(second.pk)}
        assert Contribution.objects.filter(same_as=front, theme=theme).count() == 2
        with pytest.raises(RuleBroken):
            put_behind(contribution=second, keys=[front.pk], by=dirk)
        assert put_behind(contribution=front, keys=[second.pk], by=dirk)["was"] == {}
        assert put_beside(occasion=occasion, keys=[second.pk, front.pk], by=dirk) == 1
        assert Contribution.objects.filter(theme=theme).count() == 3


def test_what_was_laid_behind_goes_back_to_its_column_and_its_stack_unless_somebody_moved_it_on(
    occasion: Occasion, school: Any, dirk: Who, anne: Who
) -> None:
    with within(school):
        one, two = themes_of(occasion, dirk, "Een", "Twee")
        front, (second, third, fourth) = say(occasion), say_many(occasion, 3, theme=two)
        services.place(contribution=front, theme=one, by=dirk)
        put_behind(contribution=second, keys=[third.pk], by=dirk)
        laid = put_behind(contribution=front, keys=[second.pk, fourth.pk], by=dirk)
        assert Contribution.objects.filter(theme=one, same_as=front).count() == 3
        services.place(contribution=Contribution.objects.get(pk=fourth.pk), theme=None, by=anne)
        assert lay_back(occasion=occasion, laid=laid, by=dirk) == 3
        assert {row.pk: (row.theme_id, row.same_as_id) for row in Contribution.objects.all()} == {
            front.pk: (one.pk, None),
            second.pk: (two.pk, None),
            third.pk: (two.pk, second.pk),
            fourth.pk: (None, None),
        }
        assert lay_back(occasion=occasion, laid=laid, by=dirk) == 0
        services.undo(occasion=occasion, by=dirk)
        assert Contribution.objects.get(pk=second.pk).theme_id == two.pk


def test_who_sorts_or_names_something_has_the_worker_suggest_anew(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        wanted = SuggestionWork.objects.filter(occasion=occasion, wanted=True)
        row, (theme,) = say(occasion), themes_of(occasion, dirk, "Een")
        for act in (
            lambda: services.place(contribution=row, theme=theme, by=dirk),
            lambda: services.undo(occasion=occasion, by=dirk),
            lambda: services.rename_theme(theme=theme, title="Twee", meaning="", by=dirk),
        ):
            SuggestionWork.objects.update(wanted=False)
            act()
            assert wanted.exists()


def test_the_rank_of_a_suggestion() -> None:
    likely = [["a", 0.8], ["b", 0.1]]
    assert [sorting.rank_of(goal, likely) for goal in ("a", "b", "c", None)] == [1, 2, 0, None]
    assert sorting.rank_of("a", []) is None
