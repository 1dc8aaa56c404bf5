"""`driehoek opinions`: right answers for good files, clear complaints about bad ones, nothing half written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from driehoek.algorithms.opinions.command import main
from driehoek.algorithms.opinions.io import read_votes
from driehoek.algorithms.opinions.tests.makers import camps

SAID = {1: "1", -1: "-1", 0: "0"}


def file(folder: Path, text: str, name: str = "votes.csv") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_command_as_a_process_writes_the_answer(tmp_path: Path) -> None:
    votes = camps(60, 12)
    rows = [",".join([name, *(SAID.get(int(v), "") for v in row)]) for name, row in zip(votes.people, votes.values, strict=True)]
    source = file(tmp_path, "\n".join([",".join(["participant", *votes.statements]), *rows]))
    out = tmp_path / "out.json"

    done = subprocess.run(
        [sys.executable, "-m", "driehoek.algorithms.opinions.command", source, str(out)], capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (0, "")
    said = json.loads(out.read_text())
    assert said["gate"]["open"] and len(said["groups"]) == 2
    assert sorted(sum((one["members"] for one in said["groups"]), [])) == sorted(votes.people)
    figures = said["groups"][0]["statements"][0]
    assert {"agrees", "disagrees", "passes", "seen", "share", "z_share", "z_against_rest"} <= set(figures)
    assert set(said["statements"][0]) >= {"id", "all", "roles", "verdict", "answers_needed", "group_aware_consensus"}


def test_roles_and_moderation_are_read(tmp_path: Path) -> None:
    source = file(tmp_path, "participant;role;1;2;3\na;parent;1;-1;0\nb;school;1;1;\n\nc;;-1.0;;1\n")
    file(tmp_path, "comment-id,moderated\n1,1\n2,-1\n3,0\n", "statements.csv")

    votes = read_votes(Path(source))

    assert votes.statements == ("1", "3")
    assert votes.left_out == ("2",)
    assert votes.role_names == ("parent", "school")
    assert main([source, str(tmp_path / "out.json")]) == 0
    said = json.loads((tmp_path / "out.json").read_text())
    assert said["statements"][0]["all"]["seen"] == 3
    assert said["statements"][0]["roles"]["parent"]["agree"] == 1


@pytest.mark.parametrize(
    "text",
    ["participant,1,2\n", "participant,1\na,1\n", "participant,1\na,\nb,\n", "participant,1,2\na,1,1\nb,1,1\nc,1,1\n"],
    ids=["nobody", "one person", "nothing said", "all the same"],
)
def test_little_or_nothing_is_an_answer_too(tmp_path: Path, text: str) -> None:
    out = tmp_path / "out.json"

    assert main([file(tmp_path, text), str(out)]) == 0

    said = json.loads(out.read_text())
    assert said["groups"] is None and said["gate"]["reason"] == "too_few"
    assert {one["verdict"] for one in said["statements"]} == {"too_early"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "has no column 'participant'"),
        ("participant\na\n", "no column with a statement"),
        ("person,1\na,1\n", "has no column 'participant'"),
        ("participant,1,1\na,1,1\n", "column 3: is '1', as is column 2"),
        ("participant,1,\na,1,\n", "column 3: has no name"),
        ("participant,1\na,1\na,0\n", "row 3, column participant: repeats 'a' of row 2"),
        ("participant,1\n,1\n", "row 2, column participant: is empty"),
        ("participant,1,2\na,1,yes\n", "row 2, column '2': is 'yes'; give 1, -1, 0 or nothing"),
        ("participant,1,2\na,1,2\n", "row 2, column '2': is '2'"),
        ("participant,1\na,nan\n", "row 2, column '1': is 'nan'"),
        ("participant,1,2\na,1\n", "row 2: has 2 cells while the head has 3"),
        ("participant,1\na,1,1\n", "row 2: has 3 cells while the head has 2"),
        ('participant,1\n"a,1\n', "is not CSV"),
        ("participant,role,1\n" + "".join(f"{i},r{i},1\n" for i in range(13)), "has 13 different roles"),
    ],
)
def test_a_wrong_file_is_refused_with_row_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, complaint: str
) -> None:
    source, out = file(tmp_path, text), tmp_path / "out.json"

    assert main([source, str(out)]) == 2

    assert complaint in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("statements", "complaint"),
    [
        ("comment-id,moderated\n1,1\n", "column '2': is not a statement of statements.csv"),
        ("comment-id,moderated\n1,1\n2,5\n", "row 3, column moderated: is '5'"),
        ("comment-id,moderated\n1,1\n1,1\n", "row 3, column comment-id: repeats '1'"),
        ("id\n1\n", "has no column 'comment-id'"),
    ],
)
def test_votes_for_unknown_statements_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], statements: str, complaint: str
) -> None:
    file(tmp_path, statements, "statements.csv")

    assert main([file(tmp_path, "participant,1,2\na,1,1\n"), str(tmp_path / "out.json")]) == 2

    assert complaint in capsys.readouterr().err


def test_files_that_cannot_be_read_or_written_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = file(tmp_path, "participant,1\na,1\n")
    (tmp_path / "latin.csv").write_bytes(b"participant,caf\xe9\na,1\n")
    out = str(tmp_path / "out.json")

    for words, complaint in [
        ([str(tmp_path / "nothing.csv"), out], "cannot be read"),
        ([str(tmp_path), out], "cannot be read"),
        ([str(tmp_path / "latin.csv"), out], "is not text in UTF-8"),
        ([good, str(tmp_path)], "is not a file in an existing folder"),
        ([good], "required"),
        ([good, out, "--seed", "-1"], "whole number"),
    ]:
        assert main(words) == 2
        assert complaint in capsys.readouterr().err
