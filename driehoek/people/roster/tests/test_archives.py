"""A zip from outside: what is in it is read, and nothing in it can keep the school waiting."""

import io
import zipfile

import pytest

from driehoek.people.roster import read_files
from driehoek.people.roster.sample import make_school
from driehoek.people.roster.sample_exchange import oneroster_of, zip_of
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet

from .makers import TODAY, codes, read

FILES = oneroster_of(make_school(classes=1, pupils=3))


def only(*contents: bytes) -> str:
    (code,) = codes(read(*contents))
    return code


def test_zip_with_an_edexml_and_a_list_of_parents_is_both():
    inside = {"school/leerlingen.xml": make_edexml(pupils=9), "ouders.csv": make_parents_sheet(pupils=9)}
    reading = read(zip_of(inside))

    assert not reading.has_errors
    assert (len(reading.roster.pupils), reading.formats[0].format) == (9, "csv (utf-8-sig), edexml 2.1")


def test_zip_bomb_is_refused_unopened():
    bomb = zip_of({"users.csv": b"sourcedId,givenName\n" + bytes(80 * 2**20)})

    assert len(bomb) < 200_000
    assert only(bomb) == "archive_too_big"


def test_zip_that_claims_200_mb_is_refused():
    claimed = bytearray(zip_of({"users.csv": FILES["users.csv"]}))
    at = claimed.rindex(b"PK\x01\x02")
    claimed[at + 24 : at + 28] = (200 * 2**20).to_bytes(4, "little")

    assert only(bytes(claimed)) == "archive_too_big"


def test_zip_of_thousands_of_files_is_refused():
    assert only(zip_of({f"{at}.csv": b"a;b" for at in range(600)})) == "archive_too_big"


def test_zip_in_a_zip_is_not_opened():
    assert only(zip_of({"binnen.zip": zip_of(FILES)})) == "format_unknown"


def test_zip_behind_a_password_says_so():
    locked = bytearray(zip_of({"users.csv": FILES["users.csv"]}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + at] |= 1

    assert only(bytes(locked)) == "archive_locked"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_half_a_zip_is_broken(cut: float):
    whole = zip_of(FILES)

    assert only(whole[: int(len(whole) * cut)]) == "archive_broken"


def test_zip_over_20_mb_is_refused_unopened():
    out = io.BytesIO(zip_of(FILES))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("foto.jpg", bytes(21 * 2**20), zipfile.ZIP_STORED)

    assert only(out.getvalue()) == "file_too_large"


def test_empty_files_and_shadows_of_macos_are_passed_over():
    inside = {**FILES, "categories.csv": b"", "__MACOSX/._users.csv": b"\x00\x05\x16\x07", ".DS_Store": b"\x00"}

    assert not read(zip_of(inside)).has_errors


def test_zip_with_nothing_in_its_files_is_empty():
    assert only(zip_of({"users.csv": b"", "classes.csv": b" \n"})) == "file_empty"


def test_broken_encoding_and_formulas_in_a_set_are_told_by_row():
    inside = dict(FILES)
    inside["users.csv"] += "X1,active,,true,S1,student,,,=1+1,ZoÃ«,,,,,,05,\r\n".encode()
    reading = read_files([("export.zip", zip_of(inside))], today=TODAY)

    told = {each.code: each for each in reading.problems}
    assert {"formula_in_cell", "looks_misread"} <= set(told)
    assert told["formula_in_cell"].file == "export.zip/users.csv"
    assert any(str(each.name) == "=1+1 ZoÃ«" for each in reading.roster.pupils)
