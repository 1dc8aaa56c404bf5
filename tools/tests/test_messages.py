"""What is collected for translation, and what is refused."""

import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message

sys.path.append(str(Path(__file__).resolve().parent.parent))

from catalogues import faults, shadowed
from messages import merged, wanted
from sentences import Sentence, collect


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "driehoek/meetings/templates/meetings").mkdir(parents=True)
    return tmp_path / "driehoek"


def found_in(package: Path) -> list[tuple[object, str | None]]:
    return [(sentence.msgid, sentence.context) for sentence in collect(package)]


def test_python_calls_are_collected_with_plural_and_context(package: Path) -> None:
    (package / "meetings/views.py").write_text(
        '_("Nog niemand")\nngettext("%(n)s tafel", "%(n)s tafels", n)\npgettext("knop", "Open")\ngettext("Over "\n  "regels")\n'
    )

    assert found_in(package) == [
        (("%(n)s tafel", "%(n)s tafels"), None),
        ("Nog niemand", None),
        ("Open", "knop"),
        ("Over regels", None),
    ]


def test_template_tags_are_collected_as_django_looks_them_up(package: Path) -> None:
    (package / "meetings/templates/meetings/guest.html").write_text(
        "{% translate 'Dag' context \"groet\" %} {{ _('Nee') }} {% trans '5% meer' %}"
        "{% blocktranslate trimmed count n=total %}\n  Eén ouder\n{% plural %}\n  {{ n }} ouders\n{% endblocktranslate %}"
    )

    assert found_in(package) == [
        ("5%% meer", None),
        ("Dag", "groet"),
        (("Eén ouder", "%(n)s ouders"), None),
        ("Nee", None),
    ]


def test_what_parents_see_is_wanted_in_arabic_and_what_staff_see_is_not(package: Path) -> None:
    (package / "meetings/templates/meetings/guest.html").write_text("{% trans 'Voor ouders' %}")
    (package / "meetings/templates/meetings/organise.html").write_text("{% trans 'Voor het team' %}")

    assert {sentence.key: wanted(sentence, "ar") for sentence in collect(package)} == {
        "Voor ouders": True,
        "Voor het team": False,
    }
    assert all(wanted(sentence, "en") for sentence in collect(package))


def test_merging_keeps_what_was_translated_and_drops_what_is_gone() -> None:
    before = merged([Sentence("Dag", None), Sentence("Weg", None)], merged([], None, "en"), "en")
    before.get("Dag").string = "Hello"

    after = merged([Sentence("Dag", None), Sentence("Nieuw", None)], before, "en")

    assert {message.id: message.string for message in after if message.id} == {"Dag": "Hello", "Nieuw": ""}


@pytest.mark.parametrize(
    ("dutch", "translation", "is_safe"),
    [
        ("Dag %(name)s", "Hello %(name)s", True),
        ("Dag %(name)s", "Hello", False),
        ("Dag {name}", "Hello {nam}", False),
        ("Lees <b>dit</b>", "Read this", False),
        (("%(n)s ouder", "%(n)s ouders"), ("One parent", "%(n)s parents"), True),
        (("%(n)s ouder", "%(n)s ouders"), ("%(n)s parent", "parents"), False),
    ],
)
def test_a_translation_has_the_placeholders_and_tags_of_the_dutch(dutch: object, translation: object, is_safe: bool) -> None:
    assert (faults(Message(dutch, translation), "en") == []) is is_safe


def test_a_dutch_word_that_django_translates_otherwise_is_refused() -> None:
    assert shadowed([Sentence("Delete", None)]) != []
    assert shadowed([Sentence("Verwijderen", None), Sentence("Delete", "knop")]) == []
