"""Short texts that staff send or read out."""

import re

import pytest

from driehoek.library import reading
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES

MESSAGES = reading.load_messages()


def keys(template, sector="po"):
    return {message.key for message in reading.messages_for(template, sector)}


def test_what_a_meeting_needs_is_there():
    assert {
        "pupils_read_out", "app_invitation", "practical_app", "thanks_came", "thanks_missed", "call_action_team", "council",
    } <= keys("parents_meeting")  # fmt: skip


def test_each_kind_of_meeting_has_its_own():
    assert "call_partnership_team" in keys("wishes_evening") - keys("parents_meeting")
    assert "coffee_invitation" in keys("coffee_morning") and "call_words" not in keys("coffee_morning")
    assert "pupils_card" in keys("class_introduction")


def test_a_mail_to_pupils_is_for_secondary_schools():
    assert "pupils_mail" in keys("theme_meeting", "vo")
    assert "pupils_mail" not in keys("theme_meeting", "po") | keys("theme_meeting", "so")


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: one.key)
def test_who_is_written_to_decides_the_languages(message):
    team = message.audience == "team"
    assert message.text.languages == (STAFF_LANGUAGES if team else PARENT_LANGUAGES)
    assert (message.reader == "staff") == team
    assert {message.title.audience, message.when.audience} == {"team"}


def test_texts_for_the_team_are_never_offered_for_parents():
    assert {one.key for one in reading.selectable(MESSAGES, "parents")} == {one.key for one in MESSAGES if one.reader != "staff"}


def test_pupils_hear_that_nobody_is_discussed_and_that_names_are_not_needed():
    for key in ("pupils_read_out", "pupils_mail"):
        message = reading.load_message(key)
        for sector in message.wordings:
            said = message.text.say("nl", sector)
            assert re.search(r"niet over jou|niet besproken", said)
            assert "naam" in said


def test_a_subject_says_nothing_about_a_person():
    for message in MESSAGES:
        if message.subject:
            assert message.subject.placeholders <= {"naam_school", "bijeenkomst", "datum", "nieuwe_datum"}


def test_a_message_to_many_names_nobody():
    for message in MESSAGES:
        assert not {one.name for one in message.placeholders} & {"naam_ouder", "naam_kind", "code"}


def test_who_was_not_there_is_not_asked_why():
    for language in ("nl", "en"):
        assert not re.search(r"\b(waarom|why)\b", reading.load_message("thanks_missed").text.say(language), re.IGNORECASE)


def test_the_call_round_asks_once_and_takes_no_for_an_answer():
    words = reading.load_message("call_words").text.say("nl")
    assert "geen volgende poging" in words and "Vraag niet waarom" in words


def test_an_unknown_message_is_a_key_error():
    with pytest.raises(KeyError):
        reading.load_message("moon")
