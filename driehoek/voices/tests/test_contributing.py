"""Saying something: once, whole, clean, and without a trace."""

from typing import Any

import pytest

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.models import TrailRow
from driehoek.invitations.models import Occasion
from driehoek.invitations.tests.makers import make_occasion
from driehoek.people.tests.makers import make_home
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, Kind, Source, Standing, Voice

from .makers import say

pytestmark = pytest.mark.django_db


def test_contribute_keeps_the_words_and_a_day_but_no_time(occasion: Occasion, school: Any) -> None:
    with within(school):
        row = say(occasion, "Meer bellen, graag.", table_number=3, question="goes_well", language="ar")
        kept = Contribution.objects.get()
    assert kept == row
    assert (kept.text, kept.table_number, kept.question, kept.language) == ("Meer bellen, graag.", 3, "goes_well", "ar")
    assert kept.day == clock.today()
    assert kept.standing == Standing.WAITING
    assert not [field for field in Contribution._meta.fields if field.get_internal_type() == "DateTimeField"]


def test_contribute_with_the_same_key_again_is_the_same_row_whatever_the_text(occasion: Occasion, school: Any) -> None:
    key = clock.secret_id()
    with within(school):
        first = say(occasion, "Eén keer", key=key)
        again = say(occasion, "Iets anders", key=key)
        assert Contribution.objects.count() == 1
    assert again.pk == first.pk
    assert again.text == "Eén keer"


def test_contribute_with_a_key_of_another_evening_is_refused(occasion: Occasion, school: Any) -> None:
    with within(school):
        other = make_occasion(title="Een andere avond")
        key = say(occasion).pk
        with pytest.raises(RuleBroken) as broken:
            say(other, key=key)
        assert broken.value.code == "other-occasion"
        assert Contribution.objects.get().occasion == occasion


def test_contribute_with_a_key_of_another_school_is_refused_and_shows_nothing(
    occasion: Occasion, other_occasion: Occasion, school: Any, other_school: Any
) -> None:
    with within(other_school):
        key = say(other_occasion, "Woorden van Het Baken").pk
    with within(school):
        with pytest.raises(RuleBroken) as broken:
            say(occasion, key=key)
        assert "Baken" not in str(broken.value.message)
        assert not Contribution.objects.exists()
    with within(other_school):
        assert Contribution.objects.get().text == "Woorden van Het Baken"


def test_contribute_leaves_no_line_in_the_trail(occasion: Occasion, school: Any) -> None:
    with within(school):
        before = TrailRow.objects.count()
        say(occasion)
        say(occasion, giver=make_home("Aïcha"), giver_name="Aïcha")
        assert TrailRow.objects.count() == before


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e\u202c", "\u200d"])
def test_contribute_refuses_a_text_that_says_nothing(occasion: Occasion, school: Any, text: str) -> None:
    with within(school), pytest.raises(RuleBroken) as broken:
        say(occasion, text)
    assert (broken.value.code, broken.value.status) == ("empty", 422)


@pytest.mark.parametrize("count", [2_001, 100_000])
def test_contribute_never_cuts_a_long_text_but_says_how_long_it_is(occasion: Occasion, school: Any, count: int) -> None:
    with within(school):
        with pytest.raises(RuleBroken) as broken:
            say(occasion, "a" * count)
        assert not Contribution.objects.exists()
    assert broken.value.status == 422
    assert f"{count:,}".replace(",", ".") in str(broken.value.message)


def test_contribute_takes_two_thousand_characters_of_any_script(occasion: Occasion, school: Any) -> None:
    for text in ("ع" * 2_000, "😀" * 2_000, "\u202e" + "a" * 2_000):
        with within(school):
            assert len(say(occasion, text).text) == 2_000


def test_contribute_strips_marks_that_turn_or_hide_and_keeps_emoji(occasion: Occasion, school: Any) -> None:
    with within(school):
        row = say(occasion, "\u202eفهمت\u202c 👩\u200d🏫\x00\x1b[31m")
    assert row.text == "فهمت 👩\u200d🏫[31m"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "klacht over iemand met een heel lange naam"},
        {"voice": "parent"},
        {"source": "x" * 50},
        {"table_number": 0},
        {"table_number": 40_000},
        {"giver_name": "n" * 101},
    ],
)
def test_contribute_refuses_what_no_form_offers_before_the_database_does(
    occasion: Occasion, school: Any, wrong: dict[str, Any]
) -> None:
    with within(school), pytest.raises(RuleBroken) as broken:
        say(occasion, **wrong)
    assert broken.value.status == 422


def test_contribute_takes_an_unknown_language_or_question_for_none(occasion: Occasion, school: Any) -> None:
    with within(school):
        row = say(occasion, language="'><script>", question="x" * 500)
    assert (row.language, row.question) == ("nl", "")


def test_every_kind_voice_and_source_can_be_said(occasion: Occasion, school: Any) -> None:
    with within(school):
        for kind in Kind.values:
            for voice in Voice.values:
                for source in Source.values:
                    say(occasion, kind=kind, voice=voice, source=source)
        assert Contribution.objects.count() == len(Kind) * len(Voice) * len(Source)


def test_cleaned_is_what_a_repeated_text_is_compared_with(occasion: Occasion, school: Any) -> None:
    with within(school):
        row = say(occasion, " regel\r\nregel ")
    assert row.text == services.cleaned(" regel\r\nregel ")
