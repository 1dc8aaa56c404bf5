"""`driehoek roster`: judges files alone, or compares them with a school."""

import json
from pathlib import Path
from typing import Any

import pytest

from driehoek.people.command import main
from driehoek.people.models import Pupil
from driehoek.people.roster.sample import make_school
from driehoek.people.roster.sample_exchange import oneroster_of, sds_of, zip_of
from driehoek.people.roster.sample_files import csv_of, family_rows_of, make_edexml, make_parents_sheet
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
ALONE = ["files", "school", "classes", "pupils", "staff", "guardians", "households", "dropped_columns", "problems"]


@pytest.fixture
def good(tmp_path: Path) -> list[str]:
    return [_file(tmp_path, "school.xml", make_edexml(pupils=20)), _file(tmp_path, "ouders.csv", make_parents_sheet(pupils=20))]


def _file(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def _bad(folder: Path) -> str:
    return _file(folder, "fout.csv", b"Roepnaam;Achternaam;Groep;E-mail ouder 1\nNoor;Amrani;5A;geen\nSem;Berg;5A;\n")


def test_without_a_school_it_only_judges(good: list[str], capsys: Any) -> None:
    assert main([*good, "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ALONE
    assert (answer["pupils"], answer["school"]["brin"]) == (20, "99XA")


def test_a_row_with_an_error_is_exit_one_and_nothing_is_read_in(school: School, tmp_path: Path, capsys: Any) -> None:
    assert main([_bad(tmp_path), "--school", "klimboom", "--apply", "--json"]) == 1

    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert list(problem) == ["file", "row", "column", "code", "message"]
    assert (problem["file"], problem["row"], problem["code"]) == ("fout.csv", 2, "email_invalid")
    with within(school):
        assert Pupil.objects.count() == 0


def test_with_a_school_it_shows_what_would_change_and_apply_does_it(school: School, good: list[str], capsys: Any) -> None:
    assert main([*good, "--school", "klimboom", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["added"]["pupils"], shown["changed"]["pupils"], shown["left"]["pupils"]) == (20, 0, 0)
    with within(school):
        assert Pupil.objects.count() == 0

    assert main([*good, "--school", "klimboom", "--apply"]) == 0
    assert main([*good, "--school", "klimboom", "--json"]) == 0

    assert json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))["added"]["pupils"] == 0
    with within(school):
        assert Pupil.objects.count() == 20


def test_a_wrong_call_or_file_is_exit_two_with_what_to_do(school: School, good: list[str], tmp_path: Path, capsys: Any) -> None:
    wrong = [
        [str(tmp_path / "er-niet.csv")],
        [*good, "--apply"],
        [*good, "--school", "nergens"],
        [_file(tmp_path, "kapot.xml", b"<EDEX>")],
    ]

    assert [main(words) for words in wrong] == [2, 2, 2, 2]
    said = capsys.readouterr().err
    assert "er-niet.csv" in said and "--school SLUG" in said and "'nergens'" in said and "Exporteer het opnieuw" in said


def test_oneroster_and_school_data_sync_are_judged_compared_and_read_in(school: School, tmp_path: Path, capsys: Any) -> None:
    made = make_school(pupils=12, seed=2)
    for name, files in (("oneroster 1.2", {"export.zip": zip_of(oneroster_of(made, "1.2"))}), ("sds 2.1", sds_of(made))):
        paths = [_file(tmp_path, file, content) for file, content in files.items()]

        assert main([*paths, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert {each["format"] for each in answer["files"]} == {name}
        assert (answer["classes"], answer["pupils"], answer["staff"]) == (8, 12, 10)
    assert main([str(tmp_path / "export.zip"), "--school", "klimboom", "--apply"]) == 0
    capsys.readouterr()
    for again in ([str(tmp_path / "export.zip")], paths):
        assert main([*again, "--school", "klimboom", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert [sum(answer[verb].values()) for verb in ("added", "changed", "left")] == [0, 0, 0]
    with within(school):
        assert Pupil.objects.count() == 12


def test_a_file_of_a_set_alone_is_exit_two_and_says_which_others_are_needed(tmp_path: Path, capsys: Any) -> None:
    assert main([_file(tmp_path, "users.csv", sds_of(make_school(pupils=3))["users.csv"])]) == 2

    assert "roles.csv, classes.csv, enrollments.csv" in capsys.readouterr().err


def test_a_list_with_one_row_a_parent_is_read_in(school: School, tmp_path: Path, capsys: Any) -> None:
    path = _file(tmp_path, "ouders.csv", csv_of(family_rows_of(make_school(pupils=12, seed=2))))

    assert main([path, "--school", "klimboom", "--apply"]) == 0
    capsys.readouterr()
    assert main([path, "--school", "klimboom", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {sum(answer[verb].values()) for verb in ("added", "changed", "left")} == {0}
