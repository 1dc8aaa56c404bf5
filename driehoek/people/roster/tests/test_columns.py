"""Headings, dates and numbers as people type them."""

from datetime import date

import pytest

from driehoek.people.roster import values
from driehoek.people.roster.cleaning import defuse
from driehoek.people.roster.columns import is_sensitive, parse_target, target_of
from driehoek.people.roster.names import split_full_name

from .makers import codes, read, sheet


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Leerlingnummer", "pupil.key"),
        ("LLNR.", "pupil.key"),
        ("Geb.datum", "pupil.birth_date"),
        ("Achternaam van het kind", "pupil.surname"),
        ("E-mail ouder 1", "1.email"),
        ("e-mailadres Ouder/Verzorger 2", "2.email"),
        ("Verzorger1_Voornaam", "1.given_name"),
        ("2e verzorger e-mail", "2.email"),
        ("Ouder 1 (moeder)", "1.full_name"),
        ("Telefoon moeder", "moeder.phone"),
        ("mobiel_vader", "vader.mobile"),
        ("email 2", "2.email"),
        ("E-mail ouders", "0.email"),
        ("Postcode", "0.postcode"),
        ("Postcode ouder 2", "2.postcode"),
        ("Ouder 2 zelfde adres als leerling", "2.same_address"),
        ("Wettelijk vertegenwoordiger 1", "1.authority"),
        ("Geheim adres ouder 1", "1.secret_address"),
        ("Voorkeurstaal ouder 1", "1.language"),
    ],
)
def test_heading_is_understood_in_many_spellings(heading, target):
    assert str(target_of(heading)) == target


@pytest.mark.parametrize(
    "heading",
    [
        "BSN",
        "bsn ouder 1",
        "Burgerservice-nummer",
        "Persoonsgebonden nummer",
        "Nationaliteit 1",
        "Geboorteland moeder",
        "Land vader",
        "Etniciteit",
    ]
    + [
        "Gewicht",
        "Leerlinggewicht",
        "Thuistaal",
        "Moedertaal ouder 2",
        "Opleiding vader",
        "Geloof",
        "Wachtwoord",
        "IBAN",
        "Huisarts",
        "Pasfoto",
    ],
)
def test_sensitive_heading_never_has_a_meaning(heading):
    assert is_sensitive(heading)
    assert target_of(heading) is None


def test_sensitive_column_is_dropped_even_when_a_mapping_asks_for_it():
    content = sheet("123456782;Noor;Duinbeek;Perzisch", headings="BSN;Roepnaam;Achternaam;Thuistaal ouder 1")
    reading = read(content, mapping={"BSN": "pupil.key", "Thuistaal ouder 1": "1.language"})

    assert reading.dropped_columns == ("BSN", "Thuistaal ouder 1")
    assert not any(value in repr(reading) for value in ("123456782", "Perzisch"))


def test_mapping_goes_before_the_guess_and_wrong_columns_are_told():
    content = sheet("L1;Noor;Duinbeek;aicha@example.org;rood", headings="Code;Roepnaam;Achternaam;Post digitaal;Kleur")

    assert codes(read(content)) == ["column_unknown", "column_unknown"]
    mapped = read(content, mapping={"Post digitaal": "1.email", "Kleur": ""})
    assert [guardian.email for guardian in mapped.roster.guardians] == ["aicha@example.org"]
    assert mapped.problems == ()


@pytest.mark.parametrize("text", ["5.email", "1.shoe_size", "pupil.email", "bsn"])
def test_target_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=text):
        parse_target(text)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_usual_delimiter_is_found(delimiter):
    content = sheet(
        delimiter.join(["L1", "Noor", '"Duinbeek, de"']), headings=delimiter.join(["Leerlingnummer", "Roepnaam", "Achternaam"])
    )

    assert str(read(content).roster.pupils[0].name) == "Noor de Duinbeek"


def test_headings_may_stand_below_a_title():
    content = sheet("", "Leerlingnummer;Roepnaam;Achternaam", "L1;Noor;Duinbeek", headings="Lijst van onze school;;")

    assert [(pupil.key, pupil.source.row) for pupil in read(content).roster.pupils] == [("L1", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "03-02-2018",
        "3-2-2018",
        "3/2/2018",
        "3.2.2018",
        "2018-02-03",
        "2018-02-03T00:00:00",
        "43134",
        "3 februari 2018",
        "20180203",
    ],
)
def test_date_is_read_in_every_usual_form(text):
    assert values.read_date(text) == (date(2018, 2, 3), "")


def test_telephone_number_gets_its_zero_back():
    assert [values.read_phone(text)[0] for text in ("600000001", "06-0000 0001", "+31 (0)6 0000 0001", "0031600000001")] == [
        "0600000001",
        "0600000001",
        "+31600000001",
        "+31600000001",
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("groep 5", "5"),
        ("5", "5"),
        ("5A", "5"),
        ("1/2", "C"),
        ("havo 3", "13"),
        ("12", "12"),
        ("S", "S"),
        ("2024", ""),
        ("Apen", ""),
    ],
)
def test_year_level_is_the_code_of_edexml(text, level):
    assert values.read_year_level(text) == level


def test_plain_year_of_an_older_pupil_is_of_secondary_school():
    assert values.read_year_level("2", date(2013, 3, 1), date(2026, 11, 22)) == "12"
    assert values.read_year_level("2", date(2021, 3, 1), date(2026, 11, 22)) == "2"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Aïcha El Nahri", ("Aïcha", "", "El Nahri")),
        ("Anna Maria van 't Regenboogh", ("Anna Maria", "van 't", "Regenboogh")),
        ("Hagelsteen, Bas van den", ("Bas", "van den", "Hagelsteen")),
        ("Fam. Duinbeek", ("", "", "Duinbeek")),
    ],
)
def test_whole_name_in_one_cell_is_taken_to_pieces(text, parts):
    name = split_full_name(text)

    assert (name.given, name.prefix, name.surname) == parts


@pytest.mark.parametrize(
    ("value", "written"), [("=1+1", "'=1+1"), ("+31600000001", "'+31600000001"), ("@x", "'@x"), (" -2", "' -2"), ("Noor", "Noor")]
)
def test_export_defuses_what_a_spreadsheet_would_run(value, written):
    assert defuse(value) == written


def test_what_was_defused_comes_back_as_it_was():
    content = sheet("L1;'=Noor;Duinbeek", headings="Leerlingnummer;Roepnaam;Achternaam")

    assert read(content).roster.pupils[0].name.given == "=Noor"
