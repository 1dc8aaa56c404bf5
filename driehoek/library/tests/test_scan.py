"""The questionnaire that ships, the model, the vision and the guide of the sessions."""

import re
import shutil
from collections import Counter

import pytest

from driehoek.library import reading_scan as scan
from driehoek.library.partnership import GROUPS, Partnership, PartnershipGroup
from driehoek.library.source import CONTENT, ContentError
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES

JUDGING = re.compile(
    r"\b(lastig|moeilijke?|slechte?|luie?|onbetrokken|betrokken|trouw|presentie|aandachtig|beter|goede ouder)\b", re.IGNORECASE
)
TWO_THINGS = re.compile(r"\b(en|of)\b", re.IGNORECASE)


def texts_of(sector, voice):
    content = scan.load_instrument("full", sector)
    return [one["texts"][voice]["nl"] for part in ("items", "trust") for one in content[part] if voice in one["texts"]]


def test_the_model_is_that_of_the_code_in_the_same_order():
    model = scan.load_model()
    assert {group.key: tuple(one.key for one in group.partnerships) for group in model.groups} == dict(GROUPS)
    assert [one.key for one in model.partnerships] == list(scan.ORDER) == list(Partnership.values)
    titles = [one.title.say("nl").lower() for one in model.partnerships]
    assert titles == [str(label).lower() for label in Partnership.labels]
    assert [one.title.say("nl").lower() for one in model.groups] == [str(label).lower() for label in PartnershipGroup.labels]
    assert "Actief Ouderschap" in model.credit.say("nl")


@pytest.mark.parametrize(("base", "each", "items"), [("full", 5, 25), ("short", 2, 10)])
def test_every_partnership_has_as_many_statements_and_every_statement_its_mirror(base, each, items):
    content = scan.load_instrument(base, "vo")
    assert len(content["items"]) == items
    assert Counter(one["partnership"] for one in content["items"]) == dict.fromkeys(Partnership.values, each)
    for one in (*content["items"], *content["trust"], *content["questions"]):
        assert set(one["texts"]["parents"]) == set(PARENT_LANGUAGES) and set(one["texts"]["school"]) == set(STAFF_LANGUAGES)


def test_pupils_are_asked_in_secondary_schools_alone_about_all_five():
    assert texts_of("vo", "pupil") and not [one for one in scan.load_instrument("full", "po")["items"] if "pupil" in one["texts"]]
    asked = {one["partnership"] for one in scan.load_instrument("full", "vo")["items"] if "pupil" in one["texts"]}
    assert asked == set(Partnership.values)


def test_no_pupil_is_asked_to_judge_a_parent():
    """A statement for a pupil never has somebody at home as the one who does something."""
    about_home = re.compile(r"\b(mijn (ouder|ouders|vader|moeder)|thuis (helpen|vragen|praten|weten) ze|ouders)\b", re.IGNORECASE)
    assert not [text for text in texts_of("vo", "pupil") if about_home.search(text)]


@pytest.mark.parametrize("voice", ["parents", "school", "pupil"])
def test_a_statement_says_one_thing_shortly_and_judges_nobody(voice):
    for text in texts_of("vo", voice) + texts_of("po", voice):
        assert not JUDGING.search(text) and not TWO_THINGS.search(text) and len(text) <= 90, text
        assert text.endswith("."), text


def test_the_block_of_trust_and_what_stands_in_the_way_stand_apart():
    content = scan.load_instrument("full", "po")
    assert [one["partnership"] for one in content["trust"]] == ["", "", ""]
    assert 8 <= len(content["barriers"]) <= 12 and content["asks_importance"]
    short = scan.load_instrument("short", "po")
    assert not (short["trust"] or short["barriers"] or short["asks_importance"])


def test_each_school_gets_its_own_copy_and_its_own_words():
    scan.load_instrument("full", "po")["items"].clear()
    said = {
        sector: {one["key"]: one["texts"] for one in scan.load_instrument("full", sector)["items"]} for sector in ("po", "vo")
    }
    assert "thuis oefenen" in said["po"]["didactic_practice"]["parents"]["nl"]
    assert "huiswerk" in said["vo"]["didactic_practice"]["parents"]["nl"]
    with pytest.raises(KeyError):
        scan.load_instrument("presence", "po")


def test_the_vision_has_ten_questions_and_ends_with_three_sentences():
    assert len(scan.load_vision_questions()) == 10
    assert {one.text.audience for one in (*scan.load_vision_questions(), *scan.load_vision_closings())} == {"team"}
    assert [one.key for one in scan.load_vision_closings()] == list(scan.CLOSINGS)


def test_the_scan_of_the_team_takes_ninety_minutes_and_ends_with_the_turnout():
    guide = scan.load_session_guide()["team_scan"]
    assert guide.minutes == sum(step.minutes for step in guide.steps) == 90
    assert [step.key for step in guide.steps] == [
        "welcome", "model", "vision", "sheets", "dots", "picture", "turnout", "goodbye",
    ]  # fmt: skip
    assert guide.begins_at("dots") == 55
    with pytest.raises(KeyError):
        guide.begins_at("tea")


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("items", 'tr = "Okul, yaşadığımız çevreyi tanıyor."\n', "", "items[societal_place].parents"),
        ("items", 'key = "informal_new"', 'key = "informal_meet"', "items[informal_meet]"),
        ("items", 'key = "informal_new"\npartnership = "informal"', 'key = "informal_new"\npartnership = "formal"', "items"),
        ("items", 'key = "formal_say"\npartnership = "formal"\nshort = true', 'key = "formal_say"\npartnership = "formal"', "items"),
        ("items", "De school kent de plek waar wij wonen.", "{school} kent de plek waar wij wonen.", "items[societal_place].parents.en"),
        ("around", 'uk = "зовсім ні" }', 'uk = "зовсім ні", fr = "non" }', "form.points[1].text"),
        ("around", 'kind = "tip"', 'kind = "mark"', "questions[tip].kind"),
        ("model", 'key = "formal"', 'key = "informal"', "groups"),
        ("vision", 'audience = "team"', 'audience = "mixed"', "audience"),
        ("guide", "minutes = 30", "minutes = 35", "sessions.team_scan.minutes"),
        ("guide", 'who = "school_leader"', 'who = "rector"', "sessions.team_scan.steps[vision].who"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(tmp_path, file, old, new, key):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT / "scan", folder / "scan")
    shutil.copy(CONTENT / "words.toml", folder)
    path = folder / "scan" / f"{file}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as error:
        scan.load_scan(folder)
    assert (error.value.file, error.value.key) == (f"scan/{file}.toml", key)
