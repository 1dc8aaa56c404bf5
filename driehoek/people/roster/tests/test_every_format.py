"""One school, written in every format that a school may have: it comes back as the same people, in whatever order the files come."""

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from driehoek.people.roster import Roster, read_files
from driehoek.people.roster.sample import SampleSchool, make_school
from driehoek.people.roster.sample_exchange import oneroster_of, sds_of, zip_of
from driehoek.people.roster.sample_files import csv_of, edexml_of, family_rows_of, sheet_rows_of, xlsx_of

from .makers import TODAY

Files = list[tuple[str, bytes]]
FORMATS = {
    "edexml and a list of children": lambda school: [("s.xml", edexml_of(school, "2.1")), ("o.csv", csv_of(sheet_rows_of(school)))],
    "edexml and a list of parents": lambda school: [("s.xml", edexml_of(school, "2.0")), ("o.xlsx", xlsx_of(family_rows_of(school)))],
    "oneroster 1.1": lambda school: list(oneroster_of(school, "1.1", links="pupil").items()),
    "oneroster 1.1, tied by the parents": lambda school: list(oneroster_of(school, "1.1", links="parent").items()),
    "oneroster 1.2": lambda school: list(oneroster_of(school, "1.2").items()),
    "oneroster 1.2 in a zip": lambda school: [("oneroster.zip", zip_of(oneroster_of(school, "1.2")))],
    "oneroster 1.1 and a list of parents": lambda school: [
        *((name, content) for name, content in oneroster_of(school, "1.1", links="pupil").items() if name != "users.csv"),
        ("users.csv", _without_parents(oneroster_of(school, "1.1", links="parent")["users.csv"])),
        ("ouders.csv", csv_of(sheet_rows_of(school))),
    ],
    "school data sync": lambda school: list(sds_of(school).items()),
    "school data sync in a zip": lambda school: [("sds.zip", zip_of(sds_of(school)))],
}  # fmt: skip


def _without_parents(users: bytes) -> bytes:
    return b"\r\n".join(line for line in users.split(b"\r\n") if b",guardian," not in line)


def expected(school: SampleSchool) -> tuple[object, ...]:
    names = {each.key: each.name for each in school.classes}
    return (
        {each.name for each in school.classes},
        {(pupil.key, str(pupil.name), pupil.level, names[pupil.class_key]) for pupil in school.pupils},
        {(person.key, str(person.name), person.email, names.get(person.class_key, "")) for person in school.staff},
        {
            (pupil.key, str(parent.name), parent.email, parent.phone.replace("-", ""))
            for pupil in school.pupils
            for parent in pupil.parents
        },
        len({parent for pupil in school.pupils for parent in pupil.parents}),
    )


def found(roster: Roster) -> tuple[object, ...]:
    names = {each.key: each.name for each in roster.classes}
    people = {each.key: each for each in roster.guardians}
    leads = {
        person.key: "".join(names[each.class_key] for each in person.suggestions if each.role == "class_teacher")
        for person in roster.staff
    }
    return (
        {each.name for each in roster.classes},
        {
            (pupil.key, str(pupil.name), pupil.year_level, "".join(names[key] for key in pupil.class_keys))
            for pupil in roster.pupils
        },
        {(person.key, str(person.name), person.email, leads[person.key]) for person in roster.staff},
        {
            (
                bond.pupil_key,
                str(people[bond.guardian_key].name),
                people[bond.guardian_key].email,
                people[bond.guardian_key].phone,
            )
            for bond in roster.guardianships
        },
        len(roster.guardians),
    )


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_people(name: str, sector: Any) -> None:
    school = make_school(sector=sector, classes=9, pupils=120, seed=4)
    reading = read_files(FORMATS[name](school), today=TODAY)

    assert not reading.has_errors
    assert found(reading.roster) == expected(school)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000), pupils=st.integers(1, 30), classes=st.integers(1, 9), name=st.sampled_from(sorted(FORMATS)),
    shuffle=st.randoms(),
)  # fmt: skip
def test_any_school_in_any_format_and_any_order_of_files_gives_the_same_people(
    seed: int, pupils: int, classes: int, name: str, shuffle: random.Random
) -> None:
    school = make_school(seed=seed, pupils=pupils, classes=classes)
    files: Files = FORMATS[name](school)
    once = read_files(files, today=TODAY)
    shuffle.shuffle(files)

    assert read_files(files, today=TODAY) == once
    assert read_files(files * 2, today=TODAY).roster == once.roster
    assert found(once.roster) == expected(school)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), pupils=st.integers(1, 30), between=st.sampled_from([", ", "; ", "\n", " en "]))
def test_children_by_name_and_class_are_found_in_the_administration(seed: int, pupils: int, between: str) -> None:
    school = make_school(seed=seed, pupils=pupils)
    assume(len({(str(pupil.name), pupil.class_key) for pupil in school.pupils}) == pupils)
    parents = csv_of(family_rows_of(school, between=between, numbers=False), delimiter="\t", encoding="utf-16")
    reading = read_files([("school.xml", edexml_of(school, "2.1")), ("ouders.txt", parents)], today=TODAY)

    assert not reading.has_errors
    assert found(reading.roster) == expected(school)


def test_two_children_of_one_name_in_one_class_are_never_guessed_between() -> None:
    school = make_school(classes=9, pupils=120, seed=4)
    parents = csv_of(family_rows_of(school, numbers=False))
    reading = read_files([("school.xml", edexml_of(school, "2.1")), ("ouders.csv", parents)], today=TODAY)

    twins = len(school.pupils) - len({(str(pupil.name), pupil.class_key) for pupil in school.pupils})
    assert twins > 0
    assert [problem.code for problem in reading.problems if problem.severity == "error"] == ["pupil_ambiguous"] * twins


def test_year_and_school_are_told_by_oneroster() -> None:
    roster = read_files(list(oneroster_of(make_school(pupils=5)).items()), today=date(2026, 9, 1)).roster

    assert (roster.year, roster.school.brin if roster.school else "") == ("2026-2027", "99XA")
