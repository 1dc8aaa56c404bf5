"""`driehoek division` as a process of its own."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from driehoek.algorithms.division.command import main
from driehoek.algorithms.division.tests.makers import FOLDER

COMMAND = [sys.executable, "-m", "driehoek.algorithms.division.command"]
EVENING = str(FOLDER / "40-5-1.json")


def test_plan_and_check_as_a_process(tmp_path: Path) -> None:
    out = tmp_path / "out.json"

    planned = subprocess.run([*COMMAND, "plan", EVENING, out, "--work", "2000"], capture_output=True, text=True)
    judged = subprocess.run([*COMMAND, "check", EVENING, out], capture_output=True, text=True)

    answer = json.loads(out.read_text())
    assert (planned.returncode, planned.stdout) == (0, "")
    assert "0 rules broken" in planned.stderr
    assert judged.stdout == f"0 rules broken, value {answer['value']}\n"
    assert judged.returncode == 0
    assert set(answer) == {"rounds", "broken", "value", "bound", "proven", "seconds", "work", "seed"}
    assert list(tmp_path.iterdir()) == [out]


def test_ctrl_c_writes_the_best_so_far(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    started = [*COMMAND, "plan", EVENING, str(out), "--work", "1000000000"]
    process = subprocess.Popen(started, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    process.stderr.readline()  # progress: the search is on its way

    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=20) == 0
    process.stderr.close()
    assert main(["check", EVENING, str(out)]) == 0


def test_plan_ends_in_time(tmp_path: Path) -> None:
    before = time.monotonic()

    assert main(["plan", EVENING, str(tmp_path / "out.json"), "--seconds", "0.3"]) == 0

    assert time.monotonic() - before < 2.3


def test_plan_with_the_same_work_and_seed_writes_the_same_rounds(tmp_path: Path) -> None:
    rounds = []
    for name in ("one.json", "two.json"):
        main(["plan", EVENING, str(tmp_path / name), "--work", "500", "--seed", "3"])
        rounds.append(json.loads((tmp_path / name).read_text())["rounds"])

    assert rounds[0] == rounds[1]


def test_plan_that_cannot_keep_a_rule_ends_with_one_and_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem = json.loads(Path(EVENING).read_text())
    problem["apart"] += problem["together"][:1]
    (tmp_path / "in.json").write_text(json.dumps(problem))

    assert main(["plan", str(tmp_path / "in.json"), str(tmp_path / "out.json"), "--work", "100"]) == 1

    assert "are not together" in capsys.readouterr().err
    assert json.loads((tmp_path / "out.json").read_text())["broken"][0]["code"] == "together"


def test_check_of_a_bad_division_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out.json").write_text('{"rounds": [{}]}')

    assert main(["check", EVENING, str(tmp_path / "out.json")]) == 1

    assert "round 1: p0 has no seat" in capsys.readouterr().out


def test_plan_of_wrong_input_ends_with_two_and_leaves_the_old_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.json").write_text('{"people": [{"id": "aicha"}], "tables": [{"id": "sun"}]}')
    (tmp_path / "out.json").write_text("old")

    assert main(["plan", str(tmp_path / "in.json"), str(tmp_path / "out.json")]) == 2

    assert capsys.readouterr().err == "people[0].voice: is missing; give a text\n"
    assert (tmp_path / "out.json").read_text() == "old"


@pytest.mark.parametrize(
    "argv",
    [[], ["dance"], ["plan", EVENING], ["plan", EVENING, "out", "--seconds", "-1"], ["plan", EVENING, "out", "--work", "x"]],
)
def test_a_wrong_call_ends_with_two(argv: list[str]) -> None:
    assert main(argv) == 2
