"""What ships: every text in its languages, for its audience, in the tone of the house."""

import re

from driehoek.library import reading
from driehoek.library.tests.walking import every_text
from driehoek.library.texts import AUDIENCES, PARENT_LANGUAGES, PLACEHOLDER, STAFF_LANGUAGES, Text

ALL = every_text()
SHOWN_OUTSIDE = [(path, text) for path, text in ALL if "ar" in text.languages and text.audience != "team"]
TO_PUPILS = [text for one in reading.load_messages() if one.reader == "pupils" for text in (one.text, one.subject)]
SHOWN_TO_PARENTS = [
    (path, text) for path, text in SHOWN_OUTSIDE if not any(text is one for one in TO_PUPILS) and not path.endswith(".pupil")
]


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
    for path, text in SHOWN_OUTSIDE:
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
    shelves = (
        reading.load_themes(), reading.load_questions(), reading.load_statements(), reading.load_dilemmas(), reading.load_messages(),
    )  # fmt: skip
    for shelf in shelves:
        team = {one.key for one in shelf if one.audience == "team"}
        assert team, "something for the team, so that this proves something"
        for audience in ("mixed", "parents"):
            assert not team & {one.key for one in reading.selectable(shelf, audience)}
        assert team <= {one.key for one in reading.selectable(shelf, "team")}


def test_texts_for_parents_are_not_offered_to_the_team():
    assert "on_your_mind" not in {one.key for one in reading.selectable(reading.load_questions(), "team")}


def test_no_team_text_exists_in_a_language_of_parents_alone():
    assert [path for path, text in ALL if text.audience == "team" and text.languages != STAFF_LANGUAGES] == []


def test_no_dutch_is_left_in_the_english():
    dutch_words = re.compile(
        r"\b(de|het|een|niet|ouders|ouder|voor|naar|wij|wat|hoe|wie|bij|zijn|ook|dat|dit|maar|groep|klas|leerkracht)\b",
        re.IGNORECASE,
    )
    for path, text in ALL:
        for wording in ("po", "vo"):
            assert not dutch_words.search(PLACEHOLDER.sub("", text.values["en", wording])), path
            if text.values["en", wording] == text.values["nl", wording] != "Later":
                assert not re.search("[a-z]", PLACEHOLDER.sub("", text.values["nl", wording])), path


def test_no_text_ends_in_the_middle():
    """Every language says as much: as many paragraphs, and a question stays a question."""
    for path, text in ALL:
        for wording in ("po", "vo"):
            source = text.values["nl", wording]
            for language in text.languages[1:]:
                value = text.values[language, wording]
                assert value.count("\n") == source.count("\n"), (path, language)
                if source.count("?") == 1 and source.endswith("?"):
                    assert value.rstrip().endswith(("?", "؟")), (path, language)


def test_attendance_is_among_the_themes():
    attendance = next(theme for theme in reading.load_themes() if theme.key == "attendance")
    assert attendance.audience == "mixed"
    assert "verzuim" in attendance.meaning.say("nl").lower()


def test_there_are_themes_enough_and_the_ones_that_schools_ask_for():
    keys = [theme.key for theme in reading.selectable(reading.load_themes(), "mixed")]
    assert len(keys) >= 16
    wanted = {
        "attendance", "reading", "safety", "screens", "homework", "transition", "home_languages", "first_contact", "support",
    }  # fmt: skip
    assert wanted <= set(keys)


def test_a_theme_that_a_meeting_is_often_about_comes_with_everything():
    questions, statements = reading.load_questions(), reading.load_statements()
    for theme in reading.load_themes():
        if theme.key in reading.load_template("theme_meeting").themes:
            assert theme.opening is not None, theme.key
            assert [one for one in questions if one.theme == theme.key], theme.key
            assert [one for one in statements if one.theme == theme.key and one.audience == "mixed"], theme.key


def test_dilemmas_have_two_sides_and_stay_with_the_team():
    dilemmas = reading.load_dilemmas()
    assert len(dilemmas) == 5
    assert reading.selectable(dilemmas, "mixed") == reading.selectable(dilemmas, "parents") == ()
    assert all(one.one_side != one.other_side for one in dilemmas)


def test_statements_for_parents_judge_nobody():
    judging = re.compile(r"\b(lastige|moeilijke|slechte|luie) (ouder|ouders|kind|kinderen)\b|niet betrokken", re.IGNORECASE)
    for one in reading.selectable(reading.load_statements(), "mixed"):
        assert not judging.search(dutch(one.text)), one.key


def test_parents_speak_first():
    questions = reading.load_questions()
    assert questions[0].voices == ("parent",)
    assert all(question.voices[0] == "parent" for question in questions if len(question.voices) > 1)


def test_the_four_answers_ask_for_what_makes_them_true():
    needs = {answer.key: answer.needs for answer in reading.load_answers()}
    assert needs == {"heard": (), "we_do": ("action", "owner", "date"), "we_dont": ("reason",), "later": ("date",)}
    assert all(len(answer.starters) == 3 for answer in reading.load_answers())
    for answer in reading.load_answers():
        for starter in answer.starters:
            assert starter.placeholders <= {"actie", "datum", "reden"}
