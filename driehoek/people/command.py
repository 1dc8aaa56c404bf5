"""`driehoek roster FILE… [--school SLUG] [--apply] [--json]`: reads the files of a school, judges them, shows what would change."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.who import WORKER
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from . import services
from .roster import Problem, Roster, RosterReading, read_files
from .rules import counts
from .services.judging import judge
from .words import kind_word, sentence

KINDS = ("classes", "pupils", "staff", "guardians", "households")


def main(words: list[str]) -> int:
    """Exit codes: 0 done; 1 done, and there are rows with errors (nothing is read in then); 2 wrong input or call."""
    given = _arguments(words)
    try:
        files = [(Path(name).name, Path(name).read_bytes()) for name in given.files]
    except OSError as error:
        return _wrong(f"{error.filename}: {error.strerror}. Give the path of a file that can be read.")
    if given.apply and not given.school:
        return _wrong("--apply: say for which school, with --school SLUG.")
    if not given.school:
        reading = read_files(files, today=clock.today())
        return _answer(given, reading, reading.problems, None)
    school = School.objects.filter(slug=given.school).first()
    if school is None:
        return _wrong(f"--school: there is no school {given.school!r}.")
    try:
        with within(school, write=given.apply):
            judged = judge(files, school)
            code = _answer(given, judged.reading, judged.problems, counts(judged.plan))
            if given.apply and code == 0:
                services.import_files(files=files, by=WORKER)
    except RuleBroken as broken:
        return _wrong(str(broken.message))
    if given.apply:
        print("Ingelezen." if code == 0 else "Er is niets ingelezen: verbeter eerst de fouten.", file=sys.stderr)
    return code


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="driehoek roster", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--school", metavar="SLUG", help="compare with this school; without it the files are only judged")
    parser.add_argument("--apply", action="store_true", help="read the files in, all or nothing")
    parser.add_argument("--json", action="store_true", help="the answer as JSON on standard output")
    return parser.parse_args(words)


def _wrong(words: str) -> int:
    print(f"driehoek roster: {words}", file=sys.stderr)
    return 2


def _answer(given: argparse.Namespace, reading: RosterReading, problems: Sequence[Problem], changes: Any) -> int:
    """Print the judgement; the exit code that goes with it."""
    if given.json:
        print(json.dumps(as_json(reading, problems, changes), ensure_ascii=False, indent=1))
    else:
        _tell(reading, problems, changes)
    roster = reading.roster
    if not (roster.pupils or roster.staff):
        unread = [sentence(each) for each in problems if each.severity == "error"] or ["Er staat niemand in."]
        return _wrong(" ".join(dict.fromkeys(unread[:3])))
    return 1 if any(each.severity == "error" for each in problems) else 0


def as_json(reading: RosterReading, problems: Sequence[Problem], changes: Any) -> dict[str, Any]:
    """The answer as design of the commands has it; `added`, `changed` and `left` only when compared with a school."""
    roster = reading.roster
    answer: dict[str, Any] = {"files": [{"name": each.name, "format": each.format} for each in reading.formats]}
    answer["school"] = _school(roster)
    answer |= {kind: len(getattr(roster, kind)) for kind in KINDS}
    if changes is not None:
        answer |= {verb: {kind: getattr(changes[kind], verb) for kind in KINDS} for verb in ("added", "changed", "left")}
    answer["dropped_columns"] = list(reading.dropped_columns)
    answer["problems"] = [
        {"file": each.file, "row": each.row, "column": each.column, "code": each.code, "message": sentence(each)}
        for each in problems
    ]
    return answer


def _school(roster: Roster) -> dict[str, str] | None:
    if roster.school is None:
        return None
    return {"brin": roster.school.brin, "location": roster.school.location, "key": roster.school.key, "year": roster.year}


def _tell(reading: RosterReading, problems: Sequence[Problem], changes: Any) -> None:
    for each in reading.formats:
        print(f"{each.name}: {each.format}")
    for kind in KINDS:
        line = f"  {kind_word(kind):22}{len(getattr(reading.roster, kind)):>6}"
        if changes is not None:
            count = changes[kind]
            line += f"   {count.added} nieuw, {count.changed} veranderd, {count.left} van school"
        print(line)
    if reading.dropped_columns:
        print("  niet gelezen, want gevoelig: " + ", ".join(reading.dropped_columns))
    for each in problems:
        place = f"{each.file}, rij {each.row}" if each.row else each.file
        print(f"  {'FOUT' if each.severity == 'error' else 'let op'}  {place}: {sentence(each)}")
