"""A mistake in a content file is told with its file and its key."""

import pytest

from driehoek.library.source import ContentError, open_file
from driehoek.library.texts import PARENT_LANGUAGES, STAFF_LANGUAGES

WORDS = {"class": {("nl", "po"): "groep", ("nl", "vo"): "klas", ("en", "po"): "class", ("en", "vo"): "class"}}


@pytest.fixture
def written(tmp_path):
    def write(content):
        (tmp_path / "some.toml").write_text('audience = "mixed"\n' + content, encoding="utf-8")
        return open_file("some.toml", WORDS, tmp_path)

    return write


def complaint(error):
    return error.value.file, error.value.key, error.value.problem


def test_a_word_becomes_the_right_one(written):
    text = written('title = { nl = "De {word.class} en {word.Class}", en = "The {word.class}" }').text("title", STAFF_LANGUAGES)
    assert [text.say("nl", sector) for sector in ("po", "vo", "so")] == [
        "De groep en Groep",
        "De klas en Klas",
        "De groep en Groep",
    ]


@pytest.mark.parametrize(
    ("content", "key", "problem"),
    [
        ('title = { nl = "Een" }', "title", "has ['nl'], needs ['en', 'nl']"),
        ('title = { nl = "Een {a}", en = "One {b}" }', "title.en", "placeholders differ from the Dutch ones ['a'] (po)"),
        ('title = { nl = "Een", en = " " }', "title.en", "must be text and not empty"),
        ('title = { nl = "Een {A b}", en = "One" }', "title.nl", "a brace that is no placeholder"),
        ('title = { nl = "Een {word.moon}", en = "One" }', "title.nl", "no word 'moon' in nl"),
        ('title = { nl = { po = "Een" }, en = "One" }', "title.nl", "needs both po and vo"),
        ('title = "Een"', "title", "must be dict, is str"),
        ("", "title", "is missing"),
    ],
)
def test_a_broken_text_is_told_with_its_key(written, content, key, problem):
    with pytest.raises(ContentError) as error:
        written(content).text("title", STAFF_LANGUAGES)
    assert complaint(error) == ("some.toml", key, problem)


def test_a_text_without_audience_is_refused(tmp_path):
    every = ", ".join(f'{language} = "a"' for language in PARENT_LANGUAGES)
    (tmp_path / "some.toml").write_text(f"title = {{ {every} }}")
    with pytest.raises(ContentError) as error:
        open_file("some.toml", WORDS, tmp_path).text("title", PARENT_LANGUAGES)
    assert complaint(error) == ("some.toml", "title", "has no audience")


def test_a_key_that_nobody_asked_for_is_refused(written):
    source = written("minuts = 5")
    with pytest.raises(ContentError) as error:
        source.done()
    assert complaint(error) == ("some.toml", "minuts", "is not known here")


def test_deep_keys_are_named_with_the_key_of_their_table(written):
    source = written('[[blocks]]\nkey = "circle"\nminutes = 500')
    (block,) = source.listed("blocks")
    with pytest.raises(ContentError) as error:
        block.whole("minutes", 1, 240)
    assert complaint(error) == ("some.toml", "blocks[circle].minutes", "500 is not between 1 and 240")


@pytest.mark.parametrize("content", ["title = ", "title = 1\ntitle = 2"])
def test_a_file_that_is_no_toml_is_told_by_name(written, content):
    with pytest.raises(ContentError) as error:
        written(content)
    assert error.value.file == "some.toml"


def test_a_file_that_is_not_there_is_told_by_name(tmp_path):
    with pytest.raises(ContentError) as error:
        open_file("templates/../../secret.toml", WORDS, tmp_path)
    assert error.value.problem == "there is no such file"
