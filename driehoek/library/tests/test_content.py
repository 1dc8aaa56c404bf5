"""What ships: every text in its languages, for its audience, in the tone of the house."""

import re

from driehoek.library import reading
from driehoek.library.tests.walking import every_text
from driehoek.library.texts import AUDIENCES, PARENT_LANGUAGES, PLACEHOLDER, STAFF_LANGUAGES, Text

ALL = every_text()
SHOWN_TO_PARENTS = [(path, text) for path, text in ALL if "ar" in text.languages and text.audience != "team"]


def dutch(text: Text) -> str:
    return " ".join(text.values["nl", wording] for wording in ("po", "vo"))


def test_everything_that_ships_can_be_read():
    reading.load_everything()


def test_every_text_has_an_audience_and_its_languages():
    assert len(ALL) > 300
    assert {text.audience for _, text in ALL} <= set(AUDIENCES)
    assert {text.languages for _, text in ALL} == {STAFF_LANGUAGES, PARENT_LANGUAGES}


def test_every_text_has_the_same_placeholders_in_all_languages_and_wordings():
    for path, text in ALL:
        for value in text.values.values():
            assert frozenset(PLACEHOLDER.findall(value)) == text.placeholders, path


def test_what_only_parents_get_is_there_in_their_languages():
    assert [path for path, text in ALL if text.audience == "parents" and text.languages != PARENT_LANGUAGES] == []


def test_nobody_is_told_what_he_dient_to_do():
    stiff = re.compile(r"\b(dient|dienen|gelieve|middels|betreffende|teneinde)\b", re.IGNORECASE)
    assert [path for path, text in ALL if stiff.search(dutch(text))] == []


def test_parents_are_addressed_with_u():
    familiar = re.compile(r"\b(je|jij|jouw|jullie|jou)\b", re.IGNORECASE)
    assert [path for path, text in SHOWN_TO_PARENTS if familiar.search(dutch(text))] == []


def test_staff_are_addressed_with_je():
    formal, quoted = re.compile(r"\b(u|uw)\b", re.IGNORECASE), re.compile(r"'[^']*'")
    for path, text in ALL:
        if text.audience == "team":
            assert not formal.search(quoted.sub("", dutch(text))), path


def test_arabic_is_arabic():
    for path, text in SHOWN_TO_PARENTS:
        for wording in ("po", "vo"):
            words = PLACEHOLDER.sub("", text.values["ar", wording]).replace("QR", "")
            assert not re.search(r"[A-Za-z?,;]", words), path


def test_dutch_sentences_stay_short():
    for path, text in ALL:
        for wording in ("po", "vo"):
            for sentence in re.split(r"[.!?:\n]+", text.values["nl", wording]):
                assert len(sentence.split()) <= 25, (path, sentence)


def test_po_and_vo_use_their_own_words():
    assert [reading.word("class", sector, "nl") for sector in ("po", "vo", "so")] == ["groep", "klas", "groep"]
    assert [reading.word("class_teacher", sector, "nl") for sector in ("po", "vo")] == ["leerkracht", "mentor"]
    assert reading.word("team_leader", "vo", "ar") == "teamleider"  # no Arabic needed yet: Dutch stays


def test_no_word_of_one_sector_slips_into_the_other():
    secondary = re.compile(r"\b(mentor(en)?|docent(en)?|leerjaar|leerjaren|rector)\b")
    primary = re.compile(r"\b(leerkracht(en)?|juf|meester|directeur)\b")
    for path, text in ALL:
        po, vo = (PLACEHOLDER.sub("", text.values["nl", wording]) for wording in ("po", "vo"))
        assert not secondary.search(po), path
        assert not primary.search(vo), path


def test_texts_for_the_team_cannot_be_chosen_for_parents():
    themes = reading.load_themes()
    for audience in ("mixed", "parents"):
        assert {theme.audience for theme in reading.selectable(themes, audience)} == {"mixed"}
    assert [theme.key for theme in themes if theme.audience == "team"] == ["whom_we_miss", "when_it_gets_tense"]
    assert reading.selectable(themes, "team") == themes


def test_attendance_is_among_the_themes():
    attendance = next(theme for theme in reading.load_themes() if theme.key == "attendance")
    assert attendance.audience == "mixed"
    assert "verzuim" in attendance.meaning.say("nl").lower()


def test_there_are_seven_questions_and_parents_speak_first():
    questions = reading.load_questions()
    assert len(questions) == 7
    assert questions[0].voices == ("parent",)
    assert all(question.voices[0] == "parent" for question in questions if len(question.voices) > 1)


def test_the_four_answers_ask_for_what_makes_them_true():
    needs = {answer.key: answer.needs for answer in reading.load_answers()}
    assert needs == {"heard": (), "we_do": ("action", "owner", "date"), "we_dont": ("reason",), "later": ("date",)}
    assert all(len(answer.starters) == 3 for answer in reading.load_answers())
    for answer in reading.load_answers():
        for starter in answer.starters:
            assert starter.placeholders <= {"actie", "datum", "reden"}
