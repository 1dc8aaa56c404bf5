"""Which ready texts stand beside MR, privacy officer and board: those of the template, and no others."""

import pytest

from driehoek.schools.models import School
from driehoek.trajectories.models import BodySort, Trajectory
from driehoek.trajectories.queries.bodies import _texts, other_texts

SCHOOL = School(name="De Regenboog", sector="po")


def _shown(template: str) -> list[str]:
    path = Trajectory(template=template)
    return [key for body in BodySort.values for key, _title in _texts(path, body, SCHOOL)]


@pytest.mark.parametrize(
    ("template", "small", "others"),
    [
        ("strategy", "", ["intake_invitation", "privacy_for_parents"]),
        ("single_meeting", "", ["privacy_for_parents"]),
        ("quality_card", "_small", []),
        ("presence_pilot", "_small", []),
    ],
)
def test_a_trajectory_shows_the_texts_of_its_template(template: str, small: str, others: list[str]) -> None:
    assert _shown(template) == [f"{key}{small}" for key in ("council", "privacy_officer", "board")]
    assert [key for key, _title in other_texts(Trajectory(template=template), SCHOOL)] == others


def test_of_a_template_that_no_longer_ships_all_are_there() -> None:
    assert len(_shown("of_old")) == 6
