"""Reading files and comparing them with the open school: the common ground of preview and apply."""

import hashlib
import re
from dataclasses import dataclass

from driehoek import clock
from driehoek.people import queries
from driehoek.people.models import RosterUpload
from driehoek.people.roster import Problem, Roster, RosterReading
from driehoek.people.rules import Plan, bad_rows, blocks, plan, without_rows
from driehoek.schools.models import School, school_year_of

from .reading import read, reading_of
from .remembering import choices_of
from .uploading import Files


@dataclass(frozen=True, slots=True)
class Judged:
    """What files would do here. `plan` leaves out the rows with errors; whether that is allowed is for `apply` to say."""

    reading: RosterReading
    problems: tuple[Problem, ...]
    roster: Roster
    plan: Plan
    starts_in: int

    @property
    def errors(self) -> int:
        return sum(each.severity == "error" for each in self.problems)

    @property
    def rows_to_skip(self) -> int:
        return len(bad_rows(self.problems))

    @property
    def is_blocked(self) -> bool:
        return blocks(self.problems)

    def digest(self) -> str:
        """Of everything that reading in would change: the same again while neither the files nor the school changed."""
        plan, said = self.plan, hashlib.sha256(f"{self.starts_in} {self.rows_to_skip}".encode())
        for part in (plan.changes, plan.enrol, plan.unenrol, plan.teach, plan.bonds):
            for line in sorted(map(repr, part)):
                said.update(line.encode())
        return said.hexdigest()


def judge(files: Files, school: School) -> Judged:
    """`school` is the open one."""
    return judge_reading(read(files, choices_of()), school)


def judge_upload(upload: RosterUpload) -> Judged:
    return judge_reading(reading_of(upload), upload.school)


def judge_reading(reading: RosterReading, school: School) -> Judged:
    starts_in = year_of(reading.roster)
    problems = (*_about_this_school(reading, school), *reading.problems)
    roster = without_rows(reading.roster, bad_rows(problems))
    return Judged(reading, problems, roster, plan(queries.stored(starts_in), roster, today=clock.today()), starts_in)


def year_of(roster: Roster) -> int:
    """The school year of the file; the year that it is now where the file does not say, or says nonsense."""
    now = school_year_of(clock.now())
    told = int(roster.year[:4]) if re.fullmatch(r"\d{4}-\d{4}", roster.year) else now
    return told if abs(told - now) <= 1 else now


def _about_this_school(reading: RosterReading, school: School) -> list[Problem]:
    """The file of another school is never taken; that of another year is told."""
    roster = reading.roster
    file = reading.formats[0].name if reading.formats else ""
    found = []
    brin = roster.school.brin[:4].upper() if roster.school else ""
    if brin and school.brin and brin != school.brin[:4].upper():
        params: dict[str, str | int] = {"value": brin, "own": school.brin, "school": school.name}
        found.append(Problem(file, None, "brincode", "other_school", params))
    now = school_year_of(clock.now())
    if re.match(r"\d{4}", roster.year) and int(roster.year[:4]) != now:
        params = {"value": roster.year, "now": f"{now}-{now + 1}"}
        found.append(Problem(file, None, "schooljaar", "other_year", params, "warning"))
    return found
