"""What one sheet of a spreadsheet holds, whoever its rows are about."""

import re
from dataclasses import dataclass, field

from .cleaning import fold
from .families import ParentEntry
from .findings import Findings
from .shapes import Pupil, SchoolClass, Source


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that may be about a child of another row, or about a child of the same name; a whole name leaves little doubt."""

    row: int
    first: int
    name: str
    is_slight: bool = False


@dataclass(slots=True)
class SheetRows:
    """A pupil may still lack a name here: a list of keys and parents can be joined to an EDEXML.

    `doubts` are settled by the pupils of the administration, where they are known. `is_by_parent`: one row a parent, so that
    several rows may be about one child.
    """

    pupils: list[Pupil] = field(default_factory=list)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    entries: list[ParentEntry] = field(default_factory=list)
    dropped_columns: tuple[str, ...] = ()
    class_names: dict[str, str] = field(default_factory=dict)  # pupil key -> name of the class, to find twins of a name
    doubts: list[Doubt] = field(default_factory=list)
    is_by_parent: bool = False

    def tell_doubts(self, findings: Findings) -> None:
        """Without an administration nobody knows whether two rows are about one child: then a row in real doubt gives no parent."""
        for doubt in self.doubts:
            tell, code = (findings.warning, "child_in_two_rows") if doubt.is_slight else (findings.error, "child_unclear")
            tell(code, doubt.row, "", name=doubt.name, first=doubt.first)
        rows = {doubt.row for doubt in self.doubts if not doubt.is_slight}
        self.entries = [entry for entry in self.entries if entry.source.row not in rows]


def add_class(found: SheetRows, name: str, level: str, source: Source) -> None:
    """The class of a row, with the year level of its pupil added to those of the others."""
    key = fold(name)
    levels = set(found.classes[key].year_levels if key in found.classes else ()) | ({level} - {"", "C"})
    combined = len(levels) > 1 or bool(re.search(r"\d\s*[-/]\s*\d", name))
    first = found.classes[key].source if key in found.classes else source
    found.classes[key] = SchoolClass(
        key=key, name=name, year_levels=tuple(sorted(levels)), source=first, kind="combined" if combined else "class"
    )
