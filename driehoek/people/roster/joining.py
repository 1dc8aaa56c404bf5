"""Puts the parents of a spreadsheet beside the pupils of the administration: by pupil key, else by name and birth date.

Two systems may number differently, so that a key leads to another child. A key alone is therefore not believed when both
the name and the birth date contradict it: parents with the wrong child would be the worst mistake of all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from .children import class_of
from .cleaning import fold
from .findings import Findings
from .keys import name_id
from .shapes import Pupil, SchoolClass
from .sheet_rows import SheetRows


class Register:
    """The pupils of the administration, findable by what a spreadsheet may know of them."""

    def __init__(self, pupils: Sequence[Pupil], classes: Sequence[SchoolClass], numbers: Mapping[str, str]) -> None:
        """numbers: {number of a pupil as people know it: key}, for administrations whose keys nobody knows."""
        names = {each.key: fold(class_of(each.name)) for each in classes}
        self.by_key = {pupil.key: pupil for pupil in pupils}
        self._by_number: dict[str, list[Pupil]] = defaultdict(list)
        self._by_birth: dict[tuple[str, date], list[Pupil]] = defaultdict(list)
        self._by_class: dict[tuple[str, str], list[Pupil]] = defaultdict(list)
        self._by_name: dict[str, list[Pupil]] = defaultdict(list)
        self._by_first_name: dict[tuple[str, str], list[Pupil]] = defaultdict(list)
        self._has_births = False
        for pupil in pupils:
            self._by_number[pupil.key.lstrip("0")].append(pupil)
            self._by_name[name_id(pupil.name)].append(pupil)
            if pupil.birth_date:
                self._by_birth[name_id(pupil.name), pupil.birth_date].append(pupil)
            self._has_births = self._has_births or pupil.birth_date is not None
            for key in pupil.class_keys:
                self._by_class[name_id(pupil.name), names.get(key, "")].append(pupil)
                self._by_first_name[fold(pupil.name.given), names.get(key, "")].append(pupil)

        for number, key in numbers.items():
            if key in self.by_key and number not in self.by_key:
                self._by_number[number.lstrip("0")].append(self.by_key[key])

    def find(self, row: Pupil, class_name: str, findings: Findings) -> Pupil | None:
        """The one pupil that a row of a sheet is about; None with an error when there is none or more than one."""
        by_key = self._with_key(row)
        if by_key and not _contradicts(by_key, row):
            _compare(by_key, row, findings)
            return by_key
        found = self._by_birth.get((name_id(row.name), row.birth_date), []) if row.birth_date else []
        if not found and row.name and not (row.birth_date and self._has_births):
            found = self._by_class.get((name_id(row.name), fold(class_of(class_name))), [])
        if not found and row.name.given and not row.name.surname:
            found = self._by_first_name.get((fold(row.name.given), fold(class_of(class_name))), [])
        if not found and not row.birth_date and not class_name and row.name.surname:  # the only one of that name in the school
            found = self._by_name.get(name_id(row.name), [])
        if len(found) == 1:
            return found[0]
        absent = "pupil_not_in_edexml" if self._has_births else "pupil_not_in_files"
        code = "pupil_ambiguous" if found else "key_of_another_pupil" if by_key else absent
        findings.error(code, row.source.row, "", name=str(row.name) or row.key)
        return None

    def _with_key(self, row: Pupil) -> Pupil | None:
        if not row.key_is_stable:
            return self.by_key.get(row.key)
        stripped = self._by_number.get(row.key.lstrip("0"), [])  # a spreadsheet takes leading zeros away
        return self.by_key.get(row.key) or (stripped[0] if len(stripped) == 1 else None)


def _contradicts(known: Pupil, row: Pupil) -> bool:
    if not row.name:
        return False
    same_name = fold(known.name.given) == fold(row.name.given) or fold(known.name.surname) == fold(row.name.surname)
    dates_known = known.birth_date is not None and row.birth_date is not None
    return not same_name and not (dates_known and known.birth_date == row.birth_date)


def _compare(known: Pupil, row: Pupil, findings: Findings) -> None:
    if known.birth_date and row.birth_date and known.birth_date != row.birth_date:
        findings.warning("birth_date_differs", row.source.row, "", name=str(known.name))


def match(register: Register, sheet: SheetRows, findings: Findings) -> dict[str, str]:
    """{key in the sheet: key in the administration} for every row that could be placed."""
    placed: dict[str, str] = {}
    taken: dict[str, int] = {}
    for row in sheet.pupils:
        pupil = register.find(row, sheet.class_names.get(row.key, ""), findings)
        if pupil is None:
            continue
        if pupil.key in taken and not sheet.is_by_parent:
            findings.error("key_twice", row.source.row, "", first=taken[pupil.key], name=str(pupil.name))
            continue
        taken[pupil.key] = row.source.row
        placed[row.key] = pupil.key
    return placed
