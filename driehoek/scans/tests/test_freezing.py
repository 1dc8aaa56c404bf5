"""What is frozen after closing, and what is not."""

import json
from collections import Counter
from typing import Any

import pytest
from django.urls import reverse

from driehoek.access.errors import RuleBroken
from driehoek.conftest import sign_in
from driehoek.invitations.apart import to_come_to
from driehoek.people.tests.makers import make_class
from driehoek.schools.scoping import within
from driehoek.voices.models import Contribution, Source, Standing

from ..models import AskedClass, Fielding, Mark, Result, Way
from ..result_said import who_answered
from ..result_shapes import DIFFERENCE, SHARED, frozen, item_figures
from ..result_words import openly_words
from ..rules import PARENTS, SCHOOL
from ..services import freezing
from .makers_asked import make_fielding
from .makers_result import answered

pytestmark = pytest.mark.database


def test_it_is_frozen_once(school: Any) -> None:
    with within(school):
        fielding = answered()
        first = freezing.freeze(fielding)
        again = freezing.freeze(Fielding.objects.get(pk=fielding.pk))
        assert first.pk == again.pk and Result.objects.count() == 1 and fielding.frozen_at
        found = frozen(first.content)
        assert found.enough and found.shown == [PARENTS, SCHOOL]
        assert item_figures(found, "formal-1").verdict == DIFFERENCE
        assert item_figures(found, "societal-1").verdict == SHARED
        assert found.barriers["time"].percent > 20 and len(found.voices[PARENTS].years) > 1 and not found.voices[SCHOOL].years


def test_an_open_one_is_not_frozen(school: Any) -> None:
    with within(school), pytest.raises(RuleBroken):
        freezing.freeze(make_fielding())


def test_words_of_ten_writers_lie_on_a_board_of_its_own_once_without_class_or_language(school: Any) -> None:
    with within(school):
        fielding = answered(writers=12)
        freezing.freeze(fielding), freezing.freeze(fielding)
        rows = list(Contribution.objects.all())
        assert len(rows) == 12 and fielding.occasion_id == fielding.pk
        assert {(one.voice, one.source, one.standing, one.kind, one.language, one.table_number) for one in rows} == {
            (PARENTS, Source.SCAN, Standing.WAITING, "goes_well", "nl", None)
        }
        assert fielding.occasion not in to_come_to()
        assert "Woorden" not in json.dumps(Result.objects.get().content)


def test_words_of_nine_writers_are_kept_nowhere(school: Any) -> None:
    with within(school):
        fielding = answered(writers=9)
        result = freezing.freeze(fielding)
        assert not Contribution.objects.exists() and fielding.occasion_id is None
        assert not frozen(result.content).voices[PARENTS].on_board


@pytest.mark.parametrize(
    ("parents", "team", "shown"), [((3,), 2, []), ((4, 3), 5, []), ((9,), 12, [SCHOOL]), ((12,), 0, [PARENTS])]
)
def test_a_voice_of_fewer_than_ten_is_not_there(school: Any, parents: Any, team: int, shown: list[str]) -> None:
    with within(school):
        result = freezing.freeze(answered(parents=parents, team=team, writers=0))
        found = frozen(result.content)
        assert found.shown == shown and found.enough is bool(shown)
        for voice in {PARENTS, SCHOOL} - set(shown):
            own = result.content["voices"].get(voice, {})
            assert not any(own.get(name) for name in ("now", "important", "trust", "years", "classes", "gaps", "reliability"))
            assert own["answered"]["words"] == "" and own["answered"]["least"] == 0


def test_nothing_that_may_not_be_shown_is_in_the_result(school: Any) -> None:
    """Fewer than twenty: every share is in steps of ten with an open end, and no count of an answer is there."""
    with within(school):
        content = freezing.freeze(answered(parents=(7, 6), team=15, writers=0, people_of_class=9)).content
        classes = {str(key) for key in AskedClass.objects.values_list("school_class_id", flat=True)}
    figures = [one for one in _walk(content) if isinstance(one, dict) and "agree" in one]
    shares = [one[name] for one in figures for name in ("agree", "disagree")] + list(content["barriers"].values())
    assert shares and all(20 <= one["percent"] <= 80 for one in shares)
    assert figures and all(not one["points"] and not one["parts"] and one["step"] == 10 for one in figures)
    assert all(one["answered"] % 5 == 0 for one in figures)
    assert not classes & {one for one in _walk(content) if isinstance(one, str)}


def _walk(value: Any) -> Any:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _walk(inner)


@pytest.mark.parametrize(("parents", "words"), [((16,), 12), ((16, 0), 12), ((18, 16), 0)])
def test_one_class_of_several_is_shown_nowhere(school: Any, parents: Any, words: int) -> None:
    """In a school of more classes; also when two were asked and one barely answered. Their words lie on no board either."""
    with within(school):
        for number in (7, 8):
            make_class(f"Groep {number}")
        found = frozen(freezing.freeze(answered(parents=parents, team=12, writers=12)).content)
        is_one = words > 0
        assert found.shown == ([SCHOOL] if is_one else [PARENTS, SCHOOL]) and found.voices[PARENTS].on_board is not is_one
        assert Contribution.objects.exists() is not is_one and bool(found.barriers) is not is_one
        said = who_answered(PARENTS, found.voices[PARENTS].whole.answered)
        assert ("leerkracht" in said) is is_one and ("niemand" in said) is False


@pytest.mark.parametrize("team", [0, 1, 9])
def test_a_silent_voice_and_one_of_nine_are_told_alike(school: Any, team: int) -> None:
    with within(school):
        content = freezing.freeze(answered(parents=(20, 18), team=team, writers=0)).content
    own = content["voices"][SCHOOL]["answered"]
    assert (own["words"], own["least"], own["standing"]) == ("", 0, "few")
    assert "te weinig" in who_answered(SCHOOL, frozen(content).voices[SCHOOL].whole.answered)


@pytest.mark.parametrize("team", [15, 27])
def test_how_many_more_would_tell_is_not_kept_beside_rough_figures(school: Any, team: int) -> None:
    """Of fewer than twenty, and of nearly everybody (27 of 31), it would tell more than the figures beside it."""
    with within(school):
        content = freezing.freeze(answered(parents=(20, 18, 22), team=team, writers=0)).content
    needed = [one["needed"] for one in _walk(content) if isinstance(one, dict) and "needed" in one]
    assert len(needed) == 5 and not any(needed)


@pytest.mark.parametrize(("marks", "told"), [(9, 0), (10, 10), (39, 30)])
def test_how_many_came_without_a_personal_link_is_told_in_tens(school: Any, marks: int, told: int) -> None:
    with within(school):
        fielding = answered(parents=(20, 18, 22), team=5, writers=0)
        for voice in (PARENTS, SCHOOL):
            Mark.objects.bulk_create(
                Mark(fielding=fielding, voice=voice, way=Way.LINK, digest=f"{voice}{n}") for n in range(marks)
            )
        result = freezing.freeze(fielding)
    assert result.content["openly"] == frozen(result.content).openly == {PARENTS: told}, "of few nothing"
    assert ("minder dan 10" in openly_words({PARENTS: told})[0]) is (told == 0)


def test_only_who_runs_it_reads_how_many_had_no_link(school: Any, client: Any, dirk: Any, carla: Any) -> None:
    with within(school):
        fielding = answered(writers=0)
        Mark.objects.bulk_create(Mark(fielding=fielding, voice=PARENTS, way=Way.LINK, digest=f"{n}") for n in range(25))
        freezing.freeze(fielding)
    page = reverse("scan_result", args=["klimboom", fielding.pk])
    for who, reads in ((dirk, True), (carla, False)):
        sign_in(client, who)
        found = client.get(page)
        assert found.status_code == 200 and ("Ouders: minstens 20" in found.content.decode()) is reads
    sign_in(client, dirk)
    preview = client.get(reverse("scan_result_preview", args=["klimboom", fielding.pk]))
    assert "persoonlijke link" not in preview.content.decode()


def test_balanced_figures_come_beside_and_change_nothing(school: Any, dirk: Any) -> None:
    with within(school):
        fielding = answered(parents=(28, 27, 12, 11, 26, 27))
        freezing.freeze(fielding)
        before = Result.objects.get().content
        freezing.balance(fielding=fielding, by=dirk)
        after = Result.objects.get().content
        assert not frozen(before).voices[PARENTS].weighted and frozen(after).voices[PARENTS].weighted
        assert after["voices"][PARENTS]["now"] == before["voices"][PARENTS]["now"] and after["voices"][PARENTS]["weighted"]
        freezing.balance(fielding=fielding, by=dirk)  # asked twice: nothing more
        other = make_fielding(title="Tweede")
        with pytest.raises(RuleBroken):
            freezing.balance(fielding=other, by=dirk)


def test_fewer_than_a_result_is_not_shared(school: Any, dirk: Any) -> None:
    with within(school):
        few = answered(parents=(3,), team=2, writers=0)
        freezing.freeze(few)
        with pytest.raises(RuleBroken):
            freezing.share(fielding=few, by=dirk)
        many = answered(title="Veel", writers=0)
        freezing.freeze(many)
        freezing.share(fielding=many, by=dirk)
        assert Fielding.objects.get(pk=many.pk).shared_at
        freezing.unshare(fielding=many, by=dirk)
        assert not Fielding.objects.get(pk=many.pk).shared_at
        assert Counter(Fielding.objects.values_list("shared_at", flat=True)) == {None: 2}
