import json
from pathlib import Path
from typing import Any

import pytest

from driehoek.algorithms import files
from driehoek.algorithms.division import Broken, explain, io, plan
from driehoek.algorithms.division.tests.makers import evening


def small(**changed: Any) -> dict[str, Any]:
    people = [{"id": "aicha", "voice": "parent", "wishes": {"reading": 3}}, {"id": "carla", "voice": "school"}]
    return {"people": people, "tables": [{"id": "sun", "theme": "reading"}], "rounds": 1, **changed}


def test_parse_problem_reads_people_tables_and_wishes() -> None:
    problem = io.parse_problem(small(locked={"carla": "sun"}, keep_class=True, together=[["aicha", "carla"]]))

    assert problem.person["aicha"].wishes == {"reading": 3}
    assert problem.table["sun"].theme == "reading"
    assert problem.locked == {"carla": "sun"}
    assert problem.together == (("aicha", "carla"),)
    assert problem.keep_class


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"people": None}, "people"),
        ({"people": [7]}, "people[0]"),
        ({"people": [{"id": "aicha", "voice": "loud"}]}, "people[0].voice"),
        ({"people": [{"voice": "parent"}]}, "people[0].id"),
        ({"people": [{"id": "", "voice": "parent"}]}, "people[0].id"),
        ({"people": [{"id": "\ud800", "voice": "parent"}]}, "people[0].id"),
        ({"people": [{"id": "a", "voice": "parent"}, {"id": "a", "voice": "parent"}]}, "people[1].id"),
        ({"people": [{"id": "a", "voice": "parent", "wishes": {"reading": "much"}}]}, "people[0].wishes['reading']"),
        ({"people": [{"id": "a", "voice": "parent", "leads": "attic"}]}, "people[0].leads"),
        ({"people": [{"id": "a", "voice": "parent", "leads": ["sun", "moon"]}]}, "people[0].leads"),
        ({"tables": []}, "tables"),
        ({"tables": [{"id": "sun"}, {"id": "sun"}]}, "tables[1].id"),
        ({"together": [["aicha"]]}, "together[0]"),
        ({"together": [["aicha", "aicha"]]}, "together[0]"),
        ({"apart": [["aicha", "ghost"]]}, "apart[0][1]"),
        ({"locked": {"aicha": "attic"}}, "locked['aicha']"),
        ({"locked": {"ghost": "sun"}}, "locked"),
        ({"rounds": 0}, "rounds"),
        ({"rounds": 10**9}, "rounds"),
        ({"rounds": True}, "rounds"),
        ({"keep_class": "yes"}, "keep_class"),
    ],
)
def test_parse_problem_names_the_field_that_is_wrong(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(files.InputError) as wrong:
        io.parse_problem(small(**changed))

    assert wrong.value.field == field
    assert wrong.value.remedy


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"[" + b"9" * 5000 + b"]"])
def test_load_of_what_is_not_json_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "in.json").write_bytes(content)

    with pytest.raises(files.InputError, match="is not JSON"):
        io.load(tmp_path / "in.json")


def test_load_of_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(files.InputError, match="cannot be read"):
        io.load(tmp_path / "nothing.json")


def test_write_leaves_nothing_behind_when_the_place_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "out.json").mkdir()

    with pytest.raises(files.InputError, match="cannot be written"):
        files.write(tmp_path / "out.json", {})

    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_answer_can_be_read_back() -> None:
    made = plan(evening(locked={"bas": "attic"}), work=10)

    answer = json.loads(json.dumps(io.answer(made)))

    assert io.parse_rounds(answer) == made.rounds
    assert answer["broken"] == [
        {
            "code": "locked",
            "words": "round 1: bas is locked to table attic, but sits elsewhere",
            "round": 1,
            "people": ["bas"],
            "table": "attic",
        }
    ]
    assert (answer["bound"], answer["proven"]) == (None, False)


@pytest.mark.parametrize(
    "code",
    "size proportion together apart leader locked not_seated unknown_person unknown_table round_count no_tables".split(),
)
def test_words_exist_for_every_code(code: str) -> None:
    assert explain.words(Broken(code, 1, ("aicha",), "sun")).startswith("round 1: ")
