"""Lists with one row a parent: who the children are, and when two rows are about one child."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.people.roster import RosterReading, message
from driehoek.people.roster.children import Child, read_child, split_children
from driehoek.people.roster.columns import is_sensitive, parse_target, target_of
from driehoek.people.roster.family_rows import Twins
from driehoek.people.roster.shapes import Name

from .makers import codes, edexml, read, sheet

NOOR = Name(given="Noor", prefix="van", surname="Dijk")


def bonds(reading: RosterReading) -> set[tuple[str, str]]:
    children = {each.key: str(each.name) for each in reading.roster.pupils}
    people = {each.key: str(each.name) or each.email for each in reading.roster.guardians}
    return {(people[each.guardian_key], children[each.pupil_key]) for each in reading.roster.guardianships}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Noor (5a), Sem (3b)", ["Noor (5a)", "Sem (3b)"]),
        ("Noor van Dijk; Sem van Dijk", ["Noor van Dijk", "Sem van Dijk"]),
        ("Dijk, Noor van; Dijk, Sem van", ["Dijk, Noor van", "Dijk, Sem van"]),
        ("Noor en Sem van Dijk", ["Noor", "Sem van Dijk"]),
        ("Noor & Sem", ["Noor", "Sem"]),
        ("Noor (5a)\nSem (3/4 Rood en Blauw)", ["Noor (5a)", "Sem (3/4 Rood en Blauw)"]),
        ("Noor (5a, 1001), Sem (3b, 1002)", ["Noor (5a, 1001)", "Sem (3b, 1002)"]),
        ("Noor (5a) Sem (3b)", ["Noor (5a)", "Sem (3b)"]),
        ("1001,1002", ["1001", "1002"]),
        ("Sven", ["Sven"]),
        (" ;; ", []),
    ],
)
def test_children_of_one_cell_are_told_apart(text: str, parts: list[str]):
    assert split_children(text) == parts


@pytest.mark.parametrize(
    ("text", "child"),
    [
        ("Noor (5a)", Child(Name(given="Noor"), class_name="5a")),
        ("Noor van Dijk (groep 5a)", Child(NOOR, class_name="5a")),
        ("Noor van Dijk - groep 5a", Child(NOOR, class_name="5a")),
        ("Noor van Dijk 5a", Child(NOOR, class_name="5a")),
        ("Dijk, Noor van", Child(NOOR)),
        ("Noor van Dijk (5a, 1001)", Child(NOOR, key="1001", class_name="5a")),
        ("1001 Noor van Dijk", Child(NOOR, key="1001")),
        ("L0001", Child(key="L0001")),
        ("Noor (03-02-2018)", Child(Name(given="Noor"), born="03-02-2018")),
        ("Noor [3/4 Rood]", Child(Name(given="Noor"), class_name="3/4 Rood")),
    ],
)
def test_a_child_is_read_with_class_number_or_birth_date(text: str, child: Child):
    assert read_child(text) == child


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60) | st.text(alphabet="()[],; en&/5a\n", max_size=40))
def test_whatever_stands_in_the_cell_is_read_without_stopping(text: str):
    for child in split_children(text):
        read_child(child)
    read(sheet(f'Bas Duinbeek;"{text.replace(chr(34), "")}"', headings="Naam;Kinderen"))


def test_both_parents_of_two_children_are_one_family_by_their_common_children():
    reading = read(
        sheet(
            "Aïcha El Nahri;a@example.org;Noor (5a), Sem (3b)",
            "Bas Duinbeek;;Noor (5a), Sem (3b)",
            headings="Naam;E-mail;Kinderen",
        )
    )

    assert not reading.has_errors
    assert bonds(reading) == {(parent, child) for parent in ("Aïcha El Nahri", "Bas Duinbeek") for child in ("Noor", "Sem")}
    assert [(each.name, each.year_levels) for each in reading.roster.classes] == [("5a", ("5",)), ("3b", ("3",))]
    assert len(reading.roster.households) == 2


def test_two_strangers_with_a_child_of_one_first_name_are_never_put_together():
    reading = read(sheet("Aïcha El Nahri;Noor (5a)", "Bas Duinbeek;Noor (5a)", headings="Naam;Kinderen"))

    assert bonds(reading) == {("Aïcha El Nahri", "Noor")}
    problem = next(each for each in reading.problems if each.severity == "error")
    assert (problem.code, problem.row, problem.params["first"]) == ("child_unclear", 3, 2)
    assert "rij 2" in message(problem)


def test_the_administration_knows_whether_it_is_one_child():
    group = "<groep key='G'><naam>Groep 5A</naam><jaargroep>5</jaargroep></groep>"
    one = "<leerling key='1'><roepnaam>Noor</roepnaam><achternaam>Dijk</achternaam><groep key='G'/></leerling>"
    rows = sheet("Aïcha El Nahri;Noor (5a)", "Bas Duinbeek;Noor (5a)", headings="Naam;Kinderen")

    assert bonds(read(edexml(one, groups=group), rows)) == {("Aïcha El Nahri", "Noor Dijk"), ("Bas Duinbeek", "Noor Dijk")}
    two = one + one.replace("'1'", "'2'").replace("Dijk", "Berg")
    assert "pupil_ambiguous" in codes(read(edexml(two, groups=group), rows))


def test_a_whole_name_in_two_rows_is_one_child_with_a_word_about_it():
    reading = read(sheet("Aïcha El Nahri;Noor van Dijk", "Bas Duinbeek;Noor van Dijk", headings="Ouder;Kinderen"))

    assert bonds(reading) == {("Aïcha El Nahri", "Noor van Dijk"), ("Bas Duinbeek", "Noor van Dijk")}
    assert (reading.has_errors, "child_in_two_rows" in codes(reading)) == (False, True)


def test_columns_for_each_child_with_class_and_number():
    headings = (
        "Voornaam;Achternaam;Mobiel;Relatie;Kind 1;Klas kind 1;Leerlingnummer kind 1;Kind 2;Klas kind 2;Leerlingnummer kind 2"
    )
    reading = read(
        sheet(
            "Fatima;Amrani;0612345678;moeder;Noor van Dijk;5A;1001;Sem van Dijk;3B;1002",
            "Jan;van Dijk;;vader;Noor van Dijk;5A;1001;;;",
            headings=headings,
        )
    )

    assert [(each.key, str(each.name), each.class_keys) for each in reading.roster.pupils] == [
        ("1001", "Noor van Dijk", ("5a",)),
        ("1002", "Sem van Dijk", ("3b",)),
    ]
    assert {each.relation for each in reading.roster.guardianships} == {"mother", "father"}
    assert bonds(reading) == {
        ("Fatima Amrani", "Noor van Dijk"), ("Fatima Amrani", "Sem van Dijk"), ("Jan van Dijk", "Noor van Dijk")
    }  # fmt: skip


def test_list_of_zermelo_is_joined_by_number():
    pupils = "".join(
        f"<leerling key='{key}'><roepnaam>{name}</roepnaam></leerling>" for key, name in (("1001", "Noor"), ("1002", "Sem"))
    )
    rows = sheet(
        "P1;Amrani;a@example.org;1001,1002", "P2;van Dijk;b@example.org;1001", headings="Code;Achternaam;Email;Leerlingcodes"
    )
    reading = read(edexml(pupils), rows)

    assert bonds(reading) == {("Amrani", "Noor"), ("Amrani", "Sem"), ("van Dijk", "Noor")}
    assert {each.key for each in reading.roster.guardians} == {"P1", "P2"}


def test_two_parents_and_their_children_in_one_row():
    headings = "Naam ouder 1;E-mail ouder 1;Naam ouder 2;Adres;Kinderen;Groepen"
    reading = read(
        sheet("Fatima Amrani;f@example.org;Jan van Dijk;Wolkenlaan 12, 0123 AB Driehoven;Noor en Sem;5a, 3b", headings=headings)
    )

    assert len(reading.roster.guardianships) == 4
    assert [len(each.guardian_keys) for each in reading.roster.households] == [2]
    assert {each.class_keys for each in reading.roster.pupils} == {("5a",), ("3b",)}


def test_lists_beside_each_other_that_differ_in_length_are_not_guessed():
    reading = read(sheet("Fatima Amrani;Noor, Sem;1001", "Bas Berg;Lou;1003", headings="Naam;Kinderen;Leerlingnummers"))

    assert [(each.code, each.row) for each in reading.problems if each.severity == "error"][0] == ("children_lists_differ", 2)
    assert [each.key for each in reading.roster.pupils] == ["1003"]


def test_a_parent_a_row_and_one_child_in_it():
    by_name = read(
        sheet("Fatima Amrani;f@example.org;Noor van Dijk;5a", "Jan van Dijk;;Noor van Dijk;5a", headings="Naam;E-mail;Kind;Klas")
    )
    by_number = read(
        sheet("1;Noor;Dijk;Fatima Amrani", "1;Noor;Dijk;Jan van Dijk", headings="Leerlingnummer;Roepnaam;Achternaam;Naam ouder")
    )

    assert bonds(by_name) == {("Fatima Amrani", "Noor van Dijk"), ("Jan van Dijk", "Noor van Dijk")}
    assert bonds(by_number) == {("Fatima Amrani", "Noor Dijk"), ("Jan van Dijk", "Noor Dijk")}
    assert not (by_name.has_errors or by_number.has_errors)


def test_parent_without_channel_and_with_two_children_is_one_person():
    assert len(read(sheet("Bas Duinbeek;Noor (5a), Sem (3b)", headings="Naam;Kinderen")).roster.guardians) == 1


def test_parent_without_children_is_named_by_row():
    reading = read(sheet("Bas Duinbeek;", "Aïcha El Nahri;Noor van Dijk (5a)", headings="Naam;Kinderen"))

    assert ("pupil_missing", 2) in {(each.code, each.row) for each in reading.problems}


def test_a_class_in_one_cell_is_no_family():
    reading = read(sheet("Bas Duinbeek;" + ", ".join(f"Kind{at} Duin" for at in range(30)), headings="Naam;Kinderen"))

    assert "too_many_children" in codes(reading)


def test_a_list_of_strangers_without_end_is_answered_soon():
    rows = [f"Ouder {at} Achter{at};Noor (5a){',' * 200}" for at in range(4_000)]
    reading = read(sheet(*rows, headings="Naam;Kinderen"))

    assert (len(reading.roster.pupils), reading.has_errors) == (1, True)


def test_numbers_that_are_bsn_are_never_read():
    rows = [f"Ouder {at};Kind {at} Duin;{number}" for at, number in enumerate(("123456782", "111222333", "100000009"))]
    reading = read(sheet(*rows, headings="Naam;Kinderen;Leerlingnummers"))

    assert "bsn_in_key" in codes(reading)
    assert not any(number in repr(reading) for number in ("123456782", "111222333"))


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Kinderen", "k.children"), ("Namen van de kinderen", "k.children"), ("Leerlingcodes", "k.keys"), ("Kind 1", "k1.full_name"),
        ("Roepnaam kind 2", "k2.given_name"), ("Kind 3 klas", "k3.class_name"), ("Leerlingnummer 1", "k1.key"), ("Klas 2", "k2.class_name"),
        ("Geboortedatum kind 1", "k1.birth_date"),
    ],
)  # fmt: skip
def test_headings_of_children_are_understood_and_can_be_chosen(heading: str, target: str):
    assert str(target_of(heading)) == target
    assert parse_target(target) == target_of(heading)
    assert not is_sensitive(heading)


def test_aantal_kinderen_and_classes_alone_make_no_list_of_parents():
    reading = read(sheet("Noor;Duin;2;5a", headings="Roepnaam;Achternaam;Aantal kinderen;Klas 1"))

    assert [str(each.name) for each in reading.roster.pupils] == ["Noor Duin"]
    assert codes(reading).count("column_unknown") == 2


def test_who_shares_something_is_found_soon_among_very_many_of_one_name():
    name, twins = ("noor", "5a"), Twins()
    began = time.process_time()
    for number in range(20_000):
        twins.add(f"p{number}", name, frozenset({"surname de vries", f"email {number}"}))
    found = [twins.only_one(name, frozenset({f"email {number}"})) for number in range(20_000)]

    assert found == [f"p{number}" for number in range(20_000)]
    assert twins.only_one(name, frozenset({"surname de vries"})) is None
    assert twins.only_one(("noor", "5b"), frozenset({"email 1"})) is None
    assert time.process_time() - began < 5
