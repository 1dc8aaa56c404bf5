"""The words of teams, and what a broken one says."""

import shutil

import pytest

from driehoek.library.partnership import Partnership
from driehoek.library.reading_teams import SORTS, load_focal_points, load_teams
from driehoek.library.source import CONTENT, ContentError
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.trajectories.models import AgendaPoint, Team, TeamSort

TEAMS = load_teams()
EVERY = pytest.mark.parametrize("team", TEAMS.values(), ids=TEAMS)


def test_each_sort_of_team_has_its_words():
    assert tuple(TEAMS) == SORTS == tuple(TeamSort.values)


@EVERY
def test_a_first_meeting_fills_an_hour_and_a_half_and_parents_come_first(team):
    assert sum(point.minutes for point in team.first_agenda) == 90
    assert 8 <= len(team.first_agenda) <= 9
    assert [point.key for point in team.first_agenda][:2] == ["meet", "parents_first"]
    assert team.first_agenda[-1].key == "next_time"


@EVERY
def test_parents_read_all_of_it_in_their_language(team):
    read = [team.purpose, team.expected, team.term, team.call, *team.sees, *team.does, *team.never]
    assert {text.languages for text in (*read, *(point.title for point in team.first_agenda))} == {PARENT_LANGUAGES}
    assert all(text.audience == "parents" for text in read)


@EVERY
def test_rights_are_whole_sentences_that_speak_to_the_parent(team):
    assert min(len(team.sees), len(team.does), len(team.never)) >= 3
    for text in (*team.sees, *team.does, *team.never):
        assert text.say("nl").endswith(".")
        assert text.say("nl").startswith(("U ", "Niemand "))


@EVERY
def test_rights_are_those_of_the_desk(team):
    """It shows names as they stand in the team, no plan but its activities, and some of what was said; leaving goes by the school."""
    sees, does = (" ".join(text.say("nl") for text in texts) for texts in (team.sees, team.does))
    assert "zelf kozen" not in sees and "U ziet het plan" not in sees
    assert "een paar dingen die ouders" in sees and "Laat het de school weten" in does
    assert ("activiteit voorstellen" in does) == ("activiteiten en ideeën" in sees) == (team.sort == "partnership")


def test_the_team_that_carries_out_the_plan_says_what_it_asks():
    said = TEAMS["partnership"]
    assert "vier keer per jaar" in said.expected.say("nl") and "anderhalf uur" in said.expected.say("nl")
    assert "twee schooljaren" in said.term.say("nl") and "twee schooljaren" in said.call.say("nl")


@EVERY
def test_it_fits_in_its_fields_in_every_language(team):
    for language in PARENT_LANGUAGES:
        assert len(team.purpose.say(language)) <= Team._meta.get_field("purpose").max_length
        assert len(team.expected.say(language)) <= Team._meta.get_field("expected").max_length
        for point in team.first_agenda:
            assert len(point.title.say(language)) <= AgendaPoint._meta.get_field("title").max_length


def test_focal_points_are_of_every_partnership_and_hold_those_of_the_method():
    found = load_focal_points()
    assert len(found) >= 8
    assert list(dict.fromkeys(one.partnership for one in found)) == list(Partnership.values)
    assert {"new_parents_from_the_start", "around_a_theme", "informal_introductions", "social_safety"} <= {
        one.key for one in found
    }
    assert all(len(one.title.say(language)) <= 120 for one in found for language in PARENT_LANGUAGES)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["next_time", 5]]', '["next_time", 10]]', "takes 95 minutes"),
        ('["rights", 5]', '["lefts", 5]', "is no key of a point"),
        ('["meet", 10]', '["meet", true]', "is no key of a point"),
        ('["aim_of_meeting", 15]', '["share_tasks", 15]', "stands there twice"),
        ('sort = "working"', 'sort = "action"', "must be"),
        ('key = "first_step"', 'key = "first_steps"', "is no key of a point"),
        ('audience = "parents"', 'audience = "mixed"', "is not one of"),
        ("U kunt een taak kiezen", "{ouder} kan een taak kiezen", "placeholders|fill-in"),
        ('key = "other_voices"\npartnership = "formal"', 'key = "other_voices"\npartnership = "societal"', "order of the model"),
    ],
)
def test_a_mistake_names_its_place(tmp_path, old, new, said):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("seeds*", "templates", "scan"))
    file = folder / "teams.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=said):
        load_teams(folder)
        load_focal_points(folder)
