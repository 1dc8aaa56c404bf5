"""One text: which language and wording is shown, and how it is filled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.library.texts import AUDIENCES, GAP, MissingValue, Text, may_be_chosen

VALUES = {
    ("nl", "po"): "Dag {naam} van groep {klas}",
    ("nl", "vo"): "Dag {naam} van klas {klas}",
    ("en", "po"): "Hello {naam} of class {klas}",
    ("en", "vo"): "Hello {naam} of class {klas}",
}
TEXT = Text(VALUES, "parents")


def test_special_schools_speak_as_primary_schools_do():
    assert TEXT.say("nl", "so") == TEXT.say("nl", "po")


@pytest.mark.parametrize("language", ["tr", "pl", "ar", "nl-be"])
def test_a_language_that_is_not_there_becomes_dutch(language):
    assert TEXT.say(language, "vo") == "Dag {naam} van klas {klas}"


def test_a_region_does_not_matter():
    assert TEXT.say("en-gb") == TEXT.say("en")


def test_what_is_missing_raises_with_all_names():
    with pytest.raises(MissingValue) as error:
        TEXT.fill("nl", "po", {"naam": "  "})
    assert error.value.names == {"naam", "klas"}


def test_a_gap_shows_where_nothing_was_filled_in():
    assert TEXT.fill_what_is_known("nl", "po", {"klas": "5a"}) == f"Dag {GAP} van groep 5a"


@given(name=st.text(min_size=1).filter(str.strip), school_class=st.text(min_size=1).filter(str.strip))
def test_values_stand_in_the_text_as_they_are(name, school_class):
    filled = TEXT.fill("nl", "po", {"naam": name, "klas": school_class})
    assert filled == f"Dag {name.strip()} van groep {school_class.strip()}"


def test_a_link_in_arabic_stays_a_bare_link():
    arabic = Text({**VALUES, ("ar", "po"): "هنا: {naam} {klas}", ("ar", "vo"): "هنا: {naam} {klas}"}, "parents")
    assert arabic.fill("ar", "po", {"naam": "https://example.org/c", "klas": "5a"}) == "هنا: https://example.org/c \u20685a\u2069"


@pytest.mark.parametrize("meeting", AUDIENCES)
@pytest.mark.parametrize("text", AUDIENCES)
def test_team_texts_stay_with_the_team(text, meeting):
    assert may_be_chosen(text, meeting) == (text == "mixed" or (text == "team") == (meeting == "team"))
