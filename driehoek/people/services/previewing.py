"""What files would change, in numbers and words, without changing anything."""

from collections.abc import Iterable
from dataclasses import dataclass

from driehoek.people.models import RosterUpload
from driehoek.people.roster import Problem
from driehoek.people.roster.shapes import ReadFile, ReadSheet
from driehoek.people.rules import KINDS, Count, Plan, counts
from driehoek.people.rules.counting import moved
from driehoek.people.words import changed_words, format_word, kind_word, sentence
from driehoek.schools.models import School

from .judging import Judged, judge, judge_upload
from .uploading import Files

SAMPLE = 12
STRANGE = 20  # pupils; a class that is added beside others is not strange


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of people or things: how many are in the file, and what becomes of them."""

    kind: str
    label: str
    in_file: int
    count: Count


@dataclass(frozen=True, slots=True)
class ProblemLine:
    file: str
    row: int | None
    column: str
    code: str
    severity: str
    words: str


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One change in words; never an address or a telephone number."""

    name: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`may_apply`: nothing stands in the way. Otherwise `rows_to_skip` may be left out, unless it `is_blocked`."""

    kinds: tuple[KindLine, ...]
    problems: tuple[ProblemLine, ...]
    dropped_columns: tuple[str, ...]
    formats: tuple[ReadFile, ...]
    sheets: tuple[ReadSheet, ...]
    sample: tuple[SampleLine, ...]
    errors: int
    warnings: int
    rows_to_skip: int
    is_blocked: bool
    year: str
    is_empty: bool
    digest: str

    @property
    def may_apply(self) -> bool:
        return self.errors == 0

    @property
    def may_skip(self) -> bool:
        return bool(self.errors) and not self.is_blocked

    @property
    def looks_strange(self) -> bool:
        """Hardly anybody in the file is known here, and hardly anybody here is in the file: perhaps the wrong file."""
        pupils = next(line for line in self.kinds if line.kind == "pupils")
        known = pupils.in_file - pupils.count.added
        return pupils.count.missing >= STRANGE and pupils.count.added > known and pupils.count.missing > known

    @property
    def unknown_columns(self) -> int:
        return sum(sheet.unknown for sheet in self.sheets)

    @property
    def changes(self) -> int:
        return sum(line.count.added + line.count.changed + line.count.left for line in self.kinds)


def preview(upload: RosterUpload) -> Preview:
    return shown(judge_upload(upload))


def preview_of(files: Files, school: School) -> Preview:
    return shown(judge(files, school))


def shown(judged: Judged) -> Preview:
    numbers = counts(judged.plan)
    lines = tuple(KindLine(kind, kind_word(kind), len(getattr(judged.roster, kind)), numbers[kind]) for kind in KINDS)
    return Preview(
        kinds=lines,
        problems=tuple(problem_lines(judged.problems)),
        dropped_columns=judged.reading.dropped_columns,
        formats=tuple(ReadFile(each.name, format_word(each.format)) for each in judged.reading.formats),
        sheets=judged.reading.sheets,
        sample=tuple(_sample(judged.plan)),
        errors=judged.errors,
        warnings=len(judged.problems) - judged.errors,
        rows_to_skip=judged.rows_to_skip,
        is_blocked=judged.is_blocked,
        year=f"{judged.starts_in}–{judged.starts_in + 1}",
        is_empty=not any(line.in_file for line in lines),
        digest=judged.digest(),
    )


def problem_lines(problems: Iterable[Problem]) -> list[ProblemLine]:
    """Errors first, in the order of the file."""
    ordered = sorted(problems, key=lambda each: (each.severity != "error", each.file, each.row or 0))
    return [ProblemLine(each.file, each.row, each.column, each.code, each.severity, sentence(each)) for each in ordered]


def _sample(plan: Plan) -> list[SampleLine]:
    """Some of every sort of change, so that a wrong file shows at a glance."""
    moving = moved(plan)
    found: list[SampleLine] = []
    for kind in KINDS:
        people = [change for change in plan.changes if change.kind == kind and change.label]
        fresh = [change for change in people if change.is_new][:2]
        other = [change for change in people if not change.is_new and change.seen][:3]
        found += [SampleLine(each.label, kind_word(kind), changed_words(each.seen, is_new=each.is_new)) for each in fresh + other]
    known = {change.ref for change in plan.changes if change.kind == "pupils"}
    others = len(moving - known - {change.ref for change in plan.changes})
    if others:
        found.append(SampleLine("", kind_word("pupils"), changed_words(("school_class",), is_new=False, count=others)))
    return found[:SAMPLE]
