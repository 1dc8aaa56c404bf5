"""A library that does not fit together is refused, with the file and the key."""

import shutil

import pytest

from driehoek.library import reading
from driehoek.library.source import CONTENT, ContentError


@pytest.fixture
def library(tmp_path):
    """A copy of what ships, with `change(file, old, new)`."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)

    def change(file, old, new):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return change


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("templates/coffee_morning.toml", '"on_your_mind"', '"team_hope"', "items[open_talk].questions"),
        ("templates/theme_meeting.toml", 'themes = ["safety"', 'themes = ["whom_we_miss"', "themes"),
        ("templates/coffee_morning.toml", "preparation = []", 'preparation = ["tables"]', "small_group"),
        ("templates/information_evening.toml", "minutes = 75", "minutes = 80", "minutes"),
        ("templates/information_evening.toml", 'stages = ["check_in"]', 'stages = ["division"]', "items[walk_in].stages"),
        ("templates/wishes_evening.toml", "{datum_plan}", "{dag_plan}", "items[goodbye].spoken"),
        ("templates/wishes_evening.toml", 'attitude = "conversation"', 'attitude = "kind"', "attitude"),
        ("templates/wishes_evening.toml", 'closing_taps = ["useful"', 'closing_taps = ["stars"', "closing_taps"),
        ("statements.toml", '[[dilemmas]]\nkey = "after_a_shout"\naudience = "team"', '[[dilemmas]]\nkey = "after_a_shout"\naudience = "mixed"', "dilemmas[after_a_shout].audience"),
        ("messages.toml", 'reader = "council"', 'reader = "staff"', "messages[council].reader"),
        ("preparation.toml", 'only = ["coffee_morning"]', 'only = ["tea_morning"]', "tasks[choose_coffee].only"),
        ("shared.toml", '[attitude]\naudience = "team"', '[attitude]\naudience = "mixed"', "attitude.conversation.audience"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(library, file, old, new, key):
    with pytest.raises(ContentError) as error:
        reading.load_everything(library(file, old, new))
    assert (error.value.file, error.value.key) == (file, key)
