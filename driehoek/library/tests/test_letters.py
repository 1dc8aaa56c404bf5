"""Letters: whatever the parent answered and whatever the school arranges, the letter is whole."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.library import reading
from driehoek.library.composing import compose
from driehoek.library.texts import MissingValue

LETTERS = reading.load_letters()
KEYS = [letter.key for letter in LETTERS]
OPTIONAL = sorted({p.name for letter in LETTERS for p in letter.placeholders if p.optional})


def values_for(letter, *left_out):
    return {p.name: f"<{p.name}>" for p in letter.placeholders if p.name not in left_out}


def test_the_letters_of_a_meeting_are_there():
    assert KEYS == ["invitation", "reminder", "confirmation", "practical", "report", "approval"]


def test_only_the_approval_is_for_the_team():
    assert [letter.key for letter in LETTERS if letter.audience == "team"] == ["approval"]


@pytest.mark.parametrize("letter", LETTERS, ids=KEYS)
@settings(deadline=None)  # the machine may be busy
@given(empty=st.sets(st.sampled_from(OPTIONAL)))
def test_a_letter_is_whole_whatever_is_left_empty(letter, empty):
    for language, sector, channel in product(letter.subject.languages, ("po", "vo"), ("mail", "paper", "link")):
        made = compose(letter, language=language, sector=sector, channel=channel, values=values_for(letter, *empty))
        assert made.language == language
        assert "{" not in made.subject + "".join(made.paragraphs)
        assert "\n" not in made.subject


@pytest.mark.parametrize("letter", [one for one in LETTERS if one.key in ("invitation", "reminder")], ids=lambda one: one.key)
@settings(deadline=None)  # the machine may be busy
@given(empty=st.sets(st.sampled_from(OPTIONAL)))
def test_an_invitation_greets_once_and_is_signed_once(letter, empty):
    values = values_for(letter, *empty)
    filled = {name for name, value in values.items() if value}
    for channel in ("mail", "paper", "link"):
        shown = [
            p.key
            for p in letter.paragraphs
            if channel in p.channels and filled.issuperset(p.needs) and filled.isdisjoint(p.unless)
        ]
        assert len([key for key in shown if key.startswith("greeting")]) == 1
        assert len([key for key in shown if key.startswith("from_")]) == 1
        assert len([key for key in shown if key in ("reply_mail", "reply_paper", "reply_link")]) == 1


@pytest.mark.parametrize("letter", LETTERS, ids=KEYS)
def test_a_subject_reveals_nothing_about_a_person(letter):
    assert letter.subject.placeholders <= {"naam_school", "bijeenkomst", "datum"}


def test_a_class_link_names_no_family():
    for letter in LETTERS:
        for paragraph in letter.paragraphs:
            if "link" in paragraph.channels:
                assert not paragraph.text.placeholders & {"naam_ouder", "code"}


def test_the_invitation_says_what_a_parent_needs_to_know():
    invitation = reading.load_letter("invitation")
    paper = compose(invitation, language="nl", sector="po", channel="paper", values=values_for(invitation))
    words = " ".join(paper.paragraphs)
    for what in ("tolk", "opvang", "koffie", "QR-code", "<code>", "<webadres>", "strook", "geen account", "Kunt u niet komen"):
        assert what in words
    assert paper.button is None
    assert "leerkracht van groep <klas>" in words


def test_a_reminder_says_that_no_is_an_answer():
    reminder = reading.load_letter("reminder")
    mail = compose(reminder, language="nl", sector="vo", channel="mail", values=values_for(reminder))
    assert any("Ook 'nee' is een goed antwoord" in paragraph for paragraph in mail.paragraphs)


def test_what_is_missing_is_named_all_at_once():
    invitation = reading.load_letter("invitation")
    with pytest.raises(MissingValue) as missing:
        compose(invitation, language="nl", sector="po", channel="mail", values={"naam_school": "De Kring"})
    assert missing.value.names == {"bijeenkomst", "datum", "begintijd", "eindtijd", "plaats", "antwoord_voor", "contact"}


def test_arabic_reads_from_right_to_left_and_keeps_names_apart():
    invitation = reading.load_letter("invitation")
    made = compose(invitation, language="ar", sector="po", channel="mail", values=values_for(invitation))
    assert made.is_right_to_left
    assert "\u2068<naam_ouder>\u2069" in made.paragraphs[0]


def test_a_language_without_wording_gets_dutch():
    approval = reading.load_letter("approval")
    made = compose(approval, language="ar", sector="po", channel="mail", values=values_for(approval))
    assert (made.language, made.is_right_to_left) == ("nl", False)


def test_the_confirmation_says_only_what_the_parent_answered():
    confirmation = reading.load_letter("confirmation")
    stays_away = values_for(confirmation, "komt", "schreef_iets")
    words = " ".join(compose(confirmation, language="nl", sector="po", channel="mail", values=stays_away).paragraphs)
    assert "dat u niet komt" in words
    assert "tolk" not in words and "opvang" not in words and "Wat u schreef" not in words


@pytest.mark.parametrize("key", reading.template_keys())
def test_an_invitation_tells_what_this_kind_of_meeting_is(key):
    invitation, template = reading.load_letter("invitation"), reading.load_template(key)
    for language, sector in product(("nl", "en", "ar"), ("po", "vo")):
        what = template.invites_to.say(language, sector)
        values = values_for(invitation) | {"wat_er_gebeurt": what}
        made = compose(invitation, language=language, sector=sector, channel="mail", values=values)
        assert what in " ".join(made.paragraphs).replace("\u2068", "").replace("\u2069", "")
    words = " ".join(compose(invitation, language="nl", sector="po", channel="mail", values=values_for(invitation)).paragraphs)
    assert "eerste stap" not in words
