"""All or nothing, by row: what is wrong is mended first, or left out as a whole row by one explicit choice."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from driehoek.people.roster.shapes import Problem, Roster, Source

RowKey = tuple[str, int]
# Errors that name a line, and yet say that the rest of the file was not read.
WHOLE_FILE = frozenset(
    "xml_broken xml_not_edexml entities_forbidden too_many_tags too_many_rows too_many_columns quote_not_closed xlsx_broken zip_bomb"
    " no_columns_recognised pupil_columns_missing no_rows".split()
)


def bad_rows(problems: Iterable[Problem]) -> frozenset[RowKey]:
    """(file, row) of every row with something that could not be read."""
    return frozenset((each.file, each.row) for each in problems if each.severity == "error" and each.row is not None)


def blocks(problems: Collection[Problem]) -> bool:
    """Whether a file as a whole is wrong, so that no row can be left out to mend it. Also when errors were too many to list."""
    wrong = {each.code for each in problems if each.severity == "error"}
    whole = bool(wrong & WHOLE_FILE) or any(each.severity == "error" and each.row is None for each in problems)
    return whole or any(each.code == "more_of_these" and each.params.get("code") in wrong for each in problems)


def without_rows(roster: Roster, rows: Collection[RowKey]) -> Roster:
    """The roster as if these rows had not been in the files; people who stand in other rows too stay by those."""
    if not rows:
        return roster

    def stays(source: Source) -> bool:
        return (source.file, source.row) not in rows

    pupils = tuple(each for each in roster.pupils if stays(each.source))
    here = {each.key for each in pupils}
    bonds = tuple(each for each in roster.guardianships if stays(each.source) and each.pupil_key in here)
    people = {each.guardian_key for each in bonds}
    homes = (replace(each, guardian_keys=tuple(key for key in each.guardian_keys if key in people)) for each in roster.households)
    return replace(
        roster,
        classes=tuple(each for each in roster.classes if stays(each.source) or any(each.key in pupil.class_keys for pupil in pupils)),
        pupils=pupils,
        staff=tuple(each for each in roster.staff if stays(each.source)),
        guardianships=bonds,
        guardians=tuple(each for each in roster.guardians if each.key in people),
        households=tuple(each for each in homes if each.guardian_keys),
    )  # fmt: skip
