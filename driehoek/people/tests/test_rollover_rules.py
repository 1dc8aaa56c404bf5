"""What a class becomes next year, by its name; and where everybody goes. Doubt is asked, never guessed."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driehoek.people.rules.rollover import ASKS, FATES, LEAVES, NOWHERE, Choice, OldClass, Proposal, class_key, propose, settle


def proposed(name: str, sector: str, level: str = "") -> str:
    """'5b' for a class that moves, else the fate."""
    found = propose(OldClass(uuid.uuid4(), name, level), sector)
    return found.name if found.fate == "moves" else found.fate


@pytest.mark.parametrize(
    ("name", "level", "wanted"),
    [
        ("5", "", "6"),
        ("groep 5a", "5", "groep 6a"),
        ("Groep 1 rood", "1", "Groep 2 rood"),
        ("7B", "", "8B"),
        ("5-Vissen", "", "6-Vissen"),
        ("8", "", "leaves"),
        ("groep 8b", "8", "leaves"),
        ("5/6", "5,6", "asks"),
        ("groep 1-2a", "", "asks"),
        ("7 en 8", "", "asks"),
        ("5a", "5,6", "asks"),
        ("5a", "6", "asks"),  # the administration says otherwise
        ("Vissen", "5", "asks"),
        ("12", "", "asks"),
        ("", "", "asks"),
    ],
)
def test_primary_names(name: str, level: str, wanted: str) -> None:
    assert proposed(name, "po", level) == wanted


@pytest.mark.parametrize(
    ("name", "level", "wanted"),
    [
        ("H4b", "4", "H5b"),
        ("H5b", "", "leaves"),
        ("havo 4", "", "havo 5"),
        ("V5a", "", "V6a"),
        ("V6a", "6", "leaves"),
        ("M4", "", "leaves"),
        ("kb3c", "", "kb4c"),
        ("1A", "", "2A"),
        ("3A", "", "4A"),
        ("4A", "", "asks"),  # of which level?
        ("6C", "", "leaves"),  # only vwo has a sixth year
        ("4H1", "", "5H1"),
        ("4M2", "", "leaves"),
        ("G3", "", "G4"),
        ("G4", "", "asks"),  # gemengd leaves, gymnasium does not
        ("G5", "", "G6"),
        ("HV1a", "", "asks"),
        ("1TH2", "", "asks"),
        ("H4b", "5", "asks"),
        ("H42", "", "asks"),
        ("Mentorklas", "", "asks"),
    ],
)
def test_secondary_names(name: str, level: str, wanted: str) -> None:
    assert proposed(name, "vo", level) == wanted


def test_special_education_is_always_asked() -> None:
    assert propose(OldClass(uuid.uuid4(), "5a", "5"), "so") == ASKS


def test_a_combined_class_may_go_on_by_its_name() -> None:
    assert propose(OldClass(uuid.uuid4(), "5/6", "5,6"), "po") == Proposal("asks", "5/6", "5,6")


@given(st.text(max_size=20), st.sampled_from(["po", "vo", "so"]), st.sampled_from(["", "3", "5,6", "8"]))
def test_any_name_gets_one_answer_and_who_moves_moves_one_year(name: str, sector: str, level: str) -> None:
    found = propose(OldClass(uuid.uuid4(), name, level), sector)
    assert found.fate in FATES
    if found.fate == "moves":
        assert found.name != name.strip() and len(found.name) == len(name.strip())
        assert not level or int(found.year_level) == int(level) + 1
        assert int(found.year_level) <= (8 if sector == "po" else 6)


@st.composite
def schools(draw: st.DrawFn) -> tuple[list[OldClass], dict[uuid.UUID, Choice], dict[uuid.UUID, str], dict[uuid.UUID, str]]:
    ids = st.uuids()
    people = draw(st.lists(ids, max_size=12, unique=True))
    names = st.sampled_from(["3a", "4a", "5a", "6a", "5/6"])
    keys = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    inside = st.lists(st.sampled_from(people), unique=True) if people else st.just([])
    classes = [OldClass(key, draw(names), "", tuple(draw(inside))) for key in keys]
    choices = {
        old.id: Choice(fate, draw(names) if fate == "moves" else draw(st.sampled_from(["", "6a"])))
        for old in classes
        for fate in [draw(st.sampled_from(FATES))]
    }
    there = {draw(ids): name for name in draw(st.lists(names, unique=True))}
    places = [str(key) for key in (*keys, *there)] + [LEAVES, NOWHERE, "gone"]
    targets = {pupil: draw(st.sampled_from(places)) for pupil in people if draw(st.booleans())}
    return classes, choices, targets, there


@given(schools())
def test_everybody_has_one_end_and_every_place_is_in_a_class_that_will_be_there(school: tuple[Any, ...]) -> None:
    classes, choices, targets, there = school
    found = settle(classes, choices, targets=targets, there=there, sector="po")
    everybody = {pupil for old in classes for pupil in old.pupils}
    placed = {pupil for pupil, _key in found.enrol}
    ends = [placed, set(found.leave), set(found.nowhere)]
    assert set().union(*ends) == everybody and sum(map(len, ends)) == len(everybody)
    assert len(set(found.enrol)) == len(found.enrol)
    assert {key for _pupil, key in found.enrol} <= set(found.classes)
    known = {class_key(name): key for key, name in there.items()}
    assert all(each.id == known.get(key) for key, each in found.classes.items())
    assert found == settle(classes, choices, targets=targets, there=there, sector="po")


@given(schools())
def test_done_once_there_is_nothing_left_to_make(school: tuple[Any, ...]) -> None:
    classes, choices, targets, there = school
    first = settle(classes, choices, targets=targets, there=there, sector="po")
    gone = {pupil for pupil, _key in first.enrol} | set(first.leave)
    left = [OldClass(old.id, old.name, "", tuple(one for one in old.pupils if one not in gone)) for old in classes]
    now = {each.id or uuid.uuid4(): each.name for each in first.classes.values()} | there
    again = settle(left, choices, targets=targets, there=now, sector="po")
    assert again.is_empty and again.nowhere == first.nowhere
