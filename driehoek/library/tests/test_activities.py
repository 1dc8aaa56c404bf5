"""The activities that ship, and what a broken one says."""

import shutil

import pytest

from driehoek.library.reading_activities import load_activities
from driehoek.library.source import CONTENT, ContentError


def test_every_partnership_has_some_and_the_three_of_the_method_are_there():
    found = load_activities()
    assert len(found) >= 15
    assert {one.key for one in found} >= {"new_parents_from_the_start", "reading_together", "informal_introductions"}
    assert len({one.partnership for one in found}) == 5


def test_what_is_copied_fits_in_an_activity():
    for one in load_activities():
        for language in ("nl", "en"):
            assert len(one.title.say(language)) <= 200 and len(one.for_whom.say(language)) <= 200
            assert sum(len(step.say(language)) + 1 for step in one.preparation) <= 2000
            assert one.parents_say is None or len(one.parents_say.say(language)) <= 600


def test_only_a_procedure_asks_where_parents_get_a_say():
    assert {one.key for one in load_activities() if one.is_procedure} == {"absence_procedure", "letters_parents_understand"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "reading_together"', 'key = "talk_about_growing_up"', "stands there twice"),
        ('partnership = "informal"', 'partnership = "other"', "is not one of"),
        ("procedure = true", "", "belongs to a procedure"),
        ('partnership = "societal"', 'partnership = "informal"', "another order"),
        ('{ nl = "Regel oppas en drinken."', '{ de = "x"', "needs"),
    ],
)
def test_a_mistake_names_its_place(tmp_path, old, new, said):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("seeds*", "templates"))
    file = folder / "activities.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=said):
        load_activities(folder)
