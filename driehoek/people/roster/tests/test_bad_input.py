"""A gallery of what people really hand in, and of what nobody should: always a clear problem, never an exception."""

import pytest

from driehoek.people.roster import message
from driehoek.people.roster.messages import MESSAGES
from driehoek.people.roster.shapes import Problem

from .makers import HEADINGS, codes, edexml, read, sheet, text_row, workbook

GOOD = "L1;Noor;van der;Wolkenbrug;03-02-2018;5A;Aïcha El Nahri;aicha@example.org;;"


def only(reading):
    assert len(reading.problems) == 1, reading.problems
    return reading.problems[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"  \r\n ", "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (b"%PDF-1.7 ...", "format_unknown"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "format_unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_or_locked_excel"),
        (b"PK\x03\x04 no zip at all", "xlsx_broken"),
        (b"<html><body>uitgelogd</body></html>", "xml_not_edexml"),
        (b"beste collega;hierbij\r\nde lijst;groet", "no_columns_recognised"),
        (sheet(), "no_rows"),
        (sheet("bas@example.org;bas2@example.org", headings="E-mail ouder 1;E-mail ouder 2"), "pupil_columns_missing"),
    ],
)
def test_file_that_is_no_roster_gives_one_clear_problem(content, code):
    reading = read(content)

    assert only(reading).code == code
    assert reading.roster.pupils == ()
    assert message(only(reading)) != code


def test_broken_xml_names_line_and_column():
    problem = only(read(b"<EDEX>\n  <leerlingen>\n    <leerling></leerlin>\n</EDEX>"))

    assert (problem.code, problem.row, problem.params["position"]) == ("xml_broken", 3, 25)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_billion_laughs_are_not_expanded(encoding):
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE EDEX [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><EDEX><leerlingen>&b;</leerlingen></EDEX>'
    )

    assert only(read(bomb.encode(encoding))).code == "entities_forbidden"


def test_external_entity_is_never_fetched():
    assert only(read(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><EDEX>&f;</EDEX>')).code == "entities_forbidden"


def test_xml_that_is_nested_without_end_is_refused():
    assert only(read(b"<EDEX>" + b"<a>" * 5000)).code == "xml_broken"


def test_xml_with_millions_of_tags_is_refused_before_parsing():
    assert only(read(b"<EDEX>" + b"<a/>" * 1_000_001 + b"</EDEX>")).code == "too_many_tags"


def test_more_pupils_than_a_school_has_are_refused():
    assert only(read(edexml("<leerling/>" * 20_001))).code == "too_many_rows"


def test_workbook_with_millions_of_tiny_strings_is_refused_before_it_is_read():
    assert (
        only(read(workbook("", **{"xl/sharedStrings.xml": "".join(f"<si>{at:x}</si>" for at in range(1_600_000))}))).code
        == "too_many_rows"
    )


def test_zip_bomb_is_refused_by_what_its_directory_claims():
    bomb = workbook("", **{"xl/media/zeros.xml": "0" * (61 * 2**20)})

    assert len(bomb) < 200_000
    assert only(read(bomb)).code == "zip_bomb"


def test_spreadsheet_that_packs_too_well_is_refused():
    assert only(read(workbook("", **{"xl/sharedStrings.xml": " " * (20 * 2**20)}))).code == "zip_bomb"


def test_spreadsheet_that_claims_200_mb_is_refused():
    small = workbook(text_row(1, "Roepnaam", "Achternaam"))
    claimed = bytearray(small)
    at = claimed.rindex(b"PK\x01\x02")
    claimed[at + 24 : at + 28] = (200 * 2**20).to_bytes(4, "little")

    assert only(read(bytes(claimed))).code == "zip_bomb"


def test_spreadsheet_over_20_mb_is_refused_unopened():
    assert only(read(b"PK" + bytes(20 * 2**20))).code == "file_too_large"


def test_entities_inside_a_spreadsheet_are_refused():
    doctype = '<!DOCTYPE x [<!ENTITY a "ha">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'

    assert only(read(workbook("", **{"xl/sharedStrings.xml": doctype}))).code == "entities_forbidden"


def test_rows_without_end_are_refused():
    assert only(read(sheet(*["x;y"] * 20_001))).code == "too_many_rows"


def test_too_many_columns_are_refused():
    assert only(read(sheet(GOOD, headings=HEADINGS + ";x" * 300))).code == "too_many_columns"


def test_quotation_mark_that_is_never_closed_is_told():
    rows = [f'L{at};"Noor;;Duinbeek;03-02-2018;5A' if at == 3 else f"L{at};Noor;;Duinbeek;03-02-2018;5A" for at in range(40)]

    assert only(read(sheet(*rows))).code == "quote_not_closed"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_usual_delimiter_is_seen_even_when_cells_hold_other_ones(delimiter):
    rows = (
        "Leerlingnummer;Roepnaam;Achternaam;Adres",
        "L1;Noor;Duin;Laan 1 | a ; b ; c",
        "L2;Siem;Duin;Laan 1 | a | b , c ,  d , e",
    )
    cells = [row.split(";", 3) for row in rows]
    content = "\n".join(delimiter.join(cell if delimiter not in cell else f'"{cell}"' for cell in row) for row in cells)

    assert [str(pupil.name) for pupil in read(content.encode()).roster.pupils] == ["Noor Duin", "Siem Duin"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_gives_the_same_names(encoding):
    reading = read(sheet("L1;Zoë;;Brüllé;03-02-2018;5A;Aïcha Jansé;aicha@example.org;;", encoding=encoding))

    assert str(reading.roster.pupils[0].name) == "Zoë Brüllé"
    assert str(reading.roster.guardians[0].name) == "Aïcha Jansé"
    assert reading.problems == ()


def test_text_that_was_saved_in_the_wrong_encoding_is_told():
    assert codes(read(sheet("L1;ZoÃ«;;Duinbeek;03-02-2018;5A;;;;"))) == ["looks_misread"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("01-01-1900", "birth_date_implausible"),
        ("1", "birth_date_implausible"),
        ("03-02-2030", "birth_date_implausible"),
        ("3-2-18", "date_two_digit_year"),
        ("31-02-2018", "date_unreadable"),
        ("02/30/2018", "date_unreadable"),
        ("binnenkort", "date_unreadable"),
    ],
)
def test_birth_date_that_cannot_be_is_a_problem_with_row_and_column(written, code):
    reading = read(sheet(f"L1;Noor;;Duinbeek;{written};5A;;;;"))

    problem = only(reading)
    assert (problem.code, problem.row, problem.column, problem.severity) == (code, 2, "Geboortedatum", "error")
    assert reading.roster.pupils[0].birth_date is None


def test_duplicated_key_keeps_the_first_child_and_names_the_row():
    reading = read(sheet("L1;Noor;;Duinbeek;03-02-2018;5A;;;;", "L1;Siem;;Duinbeek;04-05-2019;4A;;;;"))

    assert [str(pupil.name) for pupil in reading.roster.pupils] == ["Noor Duinbeek"]
    assert (only(reading).code, only(reading).row, only(reading).params["first"]) == ("key_twice", 3, 2)


def test_same_row_twice_is_read_once():
    reading = read(sheet(GOOD, GOOD))

    assert (len(reading.roster.pupils), len(reading.roster.guardians), codes(reading)) == (1, 1, ["row_twice"])


def test_email_without_at_leaves_the_parent_without_email():
    reading = read(sheet("L1;Noor;;Duinbeek;03-02-2018;5A;Aïcha El Nahri;aicha.example.org;;"))

    assert (only(reading).code, only(reading).row, only(reading).column) == ("email_invalid", 2, "E-mail ouder 1")
    assert (str(reading.roster.guardians[0].name), reading.roster.guardians[0].email) == ("Aïcha El Nahri", "")


@pytest.mark.parametrize("address", ["jan.@example.org", "jan..smit@example.org", ".jan@example.org", "jürgen@example.org"])
def test_an_address_that_no_mail_program_takes_is_told_now_and_not_when_the_letter_fails(address):
    reading = read(sheet(f"L1;Noor;;Duinbeek;03-02-2018;5A;Aïcha El Nahri;{address};;"))

    assert (only(reading).code, reading.roster.guardians[0].email) == ("email_invalid", "")


def test_name_of_400_characters_is_not_taken_over():
    reading = read(sheet(f"L1;{'a' * 400};;Duinbeek;03-02-2018;5A;;;;", GOOD.replace("L1", "L2")))

    assert [pupil.key for pupil in reading.roster.pupils] == ["L2"]
    assert (only(reading).code, only(reading).row, only(reading).column) == ("text_too_long", 2, "Roepnaam")


def test_a_hundred_thousand_characters_in_a_cell_are_one_problem():
    assert codes(read(sheet(f"L1;{'a' * 100_000};;Duinbeek;03-02-2018;5A;;;;"))) == ["text_too_long"]


def test_names_in_arabic_and_with_emoji_are_accepted_as_they_are():
    reading = read(sheet("L1;ليلى;;النهري;03-02-2018;5A;طارق النهري;thuis@example.org;Bas 👨‍👧 Duinbeek;thuis@example.org"))

    assert reading.problems == ()
    assert str(reading.roster.pupils[0].name) == "ليلى النهري"
    assert str(reading.roster.guardians[1].name) == "Bas 👨‍👧 Duinbeek"


def test_invisible_characters_are_taken_out_and_told():
    reading = read(sheet("L1;\u202eNoor\u200b;;Duin\u2066beek;03-02-2018;5A;;;;"))

    assert str(reading.roster.pupils[0].name) == "Noor Duinbeek"
    assert codes(reading) == ["hidden_characters", "hidden_characters"]


def test_formula_in_a_csv_stays_text():
    reading = read(sheet("L1;=1+1;;Duinbeek;03-02-2018;5A;@SUM(A1);;;"))

    assert reading.roster.pupils[0].name.given == "=1+1"
    assert codes(reading) == ["formula_in_cell", "formula_in_cell"]


def test_formula_in_a_workbook_gives_its_stored_outcome_or_its_text():
    headings = text_row(1, "Leerlingnummer", "Roepnaam", "Achternaam")
    stored = text_row(2, "L1", '<c r="B2" t="str"><f>"No"&amp;"or"</f><v>Noor</v></c>', "Duinbeek")
    bare = text_row(3, "L2", '<c r="B3"><f>HYPERLINK("http://example.org")</f></c>', "Duinbeek")
    reading = read(workbook(headings + stored + bare))

    assert [pupil.name.given for pupil in reading.roster.pupils] == ["Noor", '=HYPERLINK("http://example.org")']
    assert [(problem.code, problem.row) for problem in reading.problems if problem.code != "keys_derived"] == [
        ("formula_in_cell", 2),
        ("formula_in_cell", 3),
    ]


def test_damaged_sheet_in_a_good_package_is_told():
    assert only(read(workbook("<row r='1'><c"))).code == "xlsx_broken"


def test_list_of_citizen_service_numbers_is_never_read_as_keys():
    valid = ["123456782", "111222333", "100000009"]
    rows = [f"{number};Kind{at};;Duinbeek;03-02-2018;5A;;;;" for at, number in enumerate(valid)]
    reading = read(sheet(*rows))

    assert "bsn_in_key" in codes(reading)
    assert not any(number in repr(reading) for number in valid)


def test_more_problems_than_anybody_reads_are_counted():
    reading = read(sheet(*[f"L{at};Noor{at};;Duinbeek;31-31-2018;5A;;;;" for at in range(1200)]))

    assert len(reading.problems) == 501
    assert reading.problems[-1].params["count"] == 700


def test_pupil_without_any_name_or_key_is_named_by_row():
    problem = only(read(sheet(";;;;03-02-2018;5A;Aïcha El Nahri;;;")))

    assert (problem.code, problem.row) == ("pupil_missing", 2)


def test_sloppy_edexml_never_stops_the_reading():
    pupils = "<leerling/><leerling key='1'><roepnaam>Noor</roepnaam><jaargroep>99</jaargroep><groep key='weg'/></leerling>"
    reading = read(edexml(pupils=pupils))

    assert [str(pupil.name) for pupil in reading.roster.pupils] == ["Noor"]
    assert codes(reading) == ["name_missing", "class_unknown", "year_level_unknown"]


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_sentence_can_be_filled(code):
    params = dict.fromkeys(
        ("limit", "first", "line", "position", "element", "count", "sheets", "length", "value", "name", "kept", "other"), "x"
    )

    sentence = message(Problem("bestand", 3, "Groep", code, params))

    assert sentence != code
    assert "%(" not in sentence


def test_message_is_translated_by_the_callable_that_is_given():
    problem = Problem("bestand", 3, "Groep", "file_too_large", {"limit": 20})

    assert message(problem, lambda text: "More than %(limit)s MB.") == "More than 20 MB."
    assert message(problem, lambda text: "%(nonsense)s") == "file_too_large"
