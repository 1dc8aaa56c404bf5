"""Whatever comes in, the reader answers; and what the sample school writes comes back as the same people."""

import random
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from driehoek.people.roster import message, read_files
from driehoek.people.roster.families import address_id
from driehoek.people.roster.sample import make_school
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet

from .makers import HEADINGS, TODAY, read, sheet, text_row, workbook

SIZES = [
    {"sector": "po", "classes": 8, "pupils": 180, "seed": 1},
    {"sector": "vo", "classes": 10, "pupils": 260, "seed": 2},
    {"sector": "po", "classes": 1, "pupils": 3, "seed": 3},
]


def expected(school):
    """Every bond of the school as plain values, with the homes of each child."""
    bonds = {
        (
            pupil.key, str(parent.name), parent.relation, parent.email, parent.phone.replace("-", ""), parent.authority, parent.may_receive,
            parent.secret_address, parent.address,
        )
        for pupil in school.pupils
        for parent in pupil.parents
    }  # fmt: skip
    homes = {pupil.key: len({address_id(parent.address) for parent in pupil.parents}) for pupil in school.pupils}
    return bonds, homes


def found(roster):
    people = {guardian.key: guardian for guardian in roster.guardians}
    bonds = set()
    homes = {}
    for bond in roster.guardianships:
        person = people[bond.guardian_key]
        bonds.add(
            (
                bond.pupil_key, str(person.name), bond.relation, person.email, person.phone, bond.authority, bond.may_receive,
                person.secret_address, person.address,
            )
        )  # fmt: skip
        homes.setdefault(bond.pupil_key, set()).add(person.household_key)
    return bonds, {key: len(keys) for key, keys in homes.items()}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_of_a_sample_school_give_back_its_people(size, kind):
    school = make_school(**size)
    reading = read(make_edexml(**size, sensitive=True), make_parents_sheet(kind, **size, sensitive=True))

    assert not reading.has_errors
    assert {
        (pupil.key, str(pupil.name), pupil.birth_date, pupil.year_level, pupil.class_keys) for pupil in reading.roster.pupils
    } == {(pupil.key, str(pupil.name), pupil.birth_date, pupil.level, (pupil.class_key,)) for pupil in school.pupils}
    assert found(reading.roster) == expected(school)
    assert len(reading.roster.guardians) == len({parent for pupil in school.pupils for parent in pupil.parents})


def test_list_of_parents_alone_gives_the_same_pupils_and_homes():
    school = make_school(**SIZES[0])
    reading = read(make_parents_sheet("csv", **SIZES[0], delimiter="\t", encoding="utf-16"))

    assert found(reading.roster) == expected(school)
    assert {each.name for each in reading.roster.classes} == {each.name for each in school.classes}


def test_sample_is_the_same_for_the_same_seed_and_another_for_another():
    assert make_parents_sheet("xlsx", pupils=40) == make_parents_sheet("xlsx", pupils=40)
    assert make_edexml(pupils=40, seed=1) != make_edexml(pupils=40, seed=2)


def test_sample_shows_every_shape_of_family():
    pupils = make_school().pupils
    pairs = [pupil.parents for pupil in pupils if len(pupil.parents) == 2]

    assert any(one.address != two.address for one, two in pairs)
    assert any(one.email == two.email != "" for one, two in pairs)
    assert any(one.email == two.email == "" for one, two in pairs)
    assert any(one.secret_address for one, _ in pairs)
    assert any(two.authority == "no" for _, two in pairs)
    assert any(len(pupil.parents) == 1 for pupil in pupils)
    assert any(ord(pupil.name.given[0]) > 0x600 for pupil in pupils)
    assert any(one.birth_date == two.birth_date and one.parents == two.parents for one in pupils for two in pupils if one != two)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), pupils=st.integers(1, 40), classes=st.integers(1, 9), shuffle=st.randoms())
def test_any_school_read_in_any_order_gives_the_same_people(seed: int, pupils: int, classes: int, shuffle: random.Random):
    size = {"seed": seed, "pupils": pupils, "classes": classes}
    files = [
        ("school.xml", make_edexml(**size)),
        ("ouders.csv", make_parents_sheet(**size)),
        ("nog eens.csv", make_parents_sheet(**size)),
    ]
    once = read_files(files, today=TODAY)
    shuffle.shuffle(files)

    assert read_files(files, today=TODAY) == once
    assert found(once.roster) == expected(make_school(**size))


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=600))
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xff\xfe<\x00E\x00")
@example(b"<")
@example(b"<?xml version='1.0' encoding='klingon'?><EDEX/>")
def test_reader_never_raises_on_any_bytes(content: bytes):
    reading = read(content)

    assert reading.problems
    assert all(message(problem) != problem.code for problem in reading.problems)


CELLS = st.text(max_size=30) | st.sampled_from(
    ["=1+1", "L1", "03-02-2018", "ja", "x@example.org", "0", "-", "1/2", "'", '"', "99999", "²", "٣"]
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=12), max_size=6))
def test_reader_never_raises_on_any_cells(rows: list[list[str]]):
    reading = read(sheet(*[";".join(row) for row in rows], headings=HEADINGS + ";Huisnummer;Gezag;Jaargroep", encoding="utf-16"))

    assert all(message(problem) != problem.code for problem in reading.problems)


@settings(max_examples=60, deadline=None)
@given(inside=st.binary(max_size=80), at=st.integers(0, 2000))
def test_reader_never_raises_on_a_damaged_workbook_or_edexml(inside: bytes, at: int):
    for whole in (make_edexml(pupils=5), make_parents_sheet("xlsx", pupils=5)):
        place = at % len(whole)
        read(whole[:place] + inside + whole[place + len(inside) :])


def test_real_dates_and_numbers_of_excel_are_read():
    cells = ("<c r='A2'><v>1007</v></c>", "Noor", "Duinbeek", "<c r='D2'><v>43134</v></c>", "<c r='E2'><v>600000001</v></c>")
    content = workbook(
        text_row(1, "Leerlingnummer", "Roepnaam", "Achternaam", "Geboortedatum", "Mobiel moeder") + text_row(2, *cells)
    )
    roster = read(content).roster

    assert (roster.pupils[0].key, roster.pupils[0].birth_date, roster.guardians[0].phone) == (
        "1007",
        date(2018, 2, 3),
        "0600000001",
    )


def test_readers_know_no_framework():
    code = "import sys, driehoek.people.roster.sample_files, driehoek.people.roster; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
