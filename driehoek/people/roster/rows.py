"""One row of a sheet, cell by cell: cleaned, read, and with a word about whatever was odd, said once per cell."""

import re
from collections.abc import Callable
from typing import TypeVar

from . import values
from .cleaning import NAME_LENGTH, PREFIX_LENGTH, clean, is_empty, looks_like_formula, looks_misread
from .findings import Findings
from .headings import Headings
from .names import split_full_name, split_surname
from .shapes import Address, Answer, Name, Source
from .tables import Table

T = TypeVar("T")
_ERROR_CELL = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)")
_LENGTHS = {"prefix": PREFIX_LENGTH, "class_name": 100, "key": 256, "number": 256, "agents": 4000, "orgs": 4000, "children": 1000}
_TEXT_LENGTH = 300
_PLUS_IS_FINE = {"mobile", "phone", "work_phone"}
_NAME_FIELDS = ("full_name", "given_name", "first_names", "prefix", "surname", "initials")
_WARN_ONLY = {"email_several", "language_unknown", "yes_no_unreadable", "phone_invalid"}


class Row:
    """Reads cells by (slot, field); every cell is judged once and remembered."""

    def __init__(self, cells: list[str], number: int, headings: Headings, table: Table, findings: Findings) -> None:
        self.number, self.headings, self.findings = number, headings, findings
        self.source = Source(findings.file, number, table.sheet)
        self.refused_name = False
        self._cells, self._table = cells, table
        self._texts: dict[tuple[str, str], str] = {}
        self._told: set[tuple[str, str]] = set()

    def heading(self, slot: str, field: str) -> str:
        return self.headings.name_of(slot, field)

    def used_cells(self) -> list[str]:
        return [self._cells[at] if at < len(self._cells) else "" for at in self.headings.used]

    def peek(self, slot: str, field: str) -> str:
        """The bare cell, without judging it."""
        at = self.headings.columns.get((slot, field))
        return "" if at is None or at >= len(self._cells) else self._cells[at].strip()

    def get(self, slot: str, field: str) -> str:
        """The cleaned text, '' where there is none or it can't be used."""
        place = (slot, field)
        if place not in self._texts:
            self._texts[place] = self._judge(slot, field)
        return self._texts[place]

    def _judge(self, slot: str, field: str) -> str:
        raw = self.peek(slot, field)
        if not raw:
            return ""
        heading = self.heading(slot, field)
        longest = _LENGTHS.get(field, NAME_LENGTH if field in _NAME_FIELDS else _TEXT_LENGTH)
        if len(raw) > longest:
            self.refused_name |= slot == "" and field in _NAME_FIELDS
            self.findings.error("text_too_long", self.number, heading, limit=longest, length=len(raw))
            return ""
        text, hidden = clean(raw)
        if hidden:
            self.findings.warning("hidden_characters", self.number, heading, value=text)
        if _ERROR_CELL.fullmatch(text):
            self.findings.warning("cell_error", self.number, heading, value=text)
            return ""
        if is_empty(text):
            return ""
        text = text[1:] if text[0] == "'" and looks_like_formula(text[1:]) else text  # our own exports write it so
        self._warn_about(text, slot, field, heading)
        return text

    def _warn_about(self, text: str, slot: str, field: str, heading: str) -> None:
        calculated = (self.number, self.headings.columns[slot, field]) in self._table.formulas
        if calculated or (looks_like_formula(text) and field not in _PLUS_IS_FINE):
            self.findings.warning("formula_in_cell", self.number, heading, value=text)
        if looks_misread(text):
            self.findings.warning("looks_misread", self.number, heading, value=text)

    def read(self, slot: str, field: str, reader: Callable[[str], tuple[T, str]], nothing: T) -> T:
        """The meaning of a cell by a reader of `values`; its trouble is told once."""
        text = self.get(slot, field)
        if not text:
            return nothing
        value, code = reader(text)
        if code and (slot, field) not in self._told:
            self._told.add((slot, field))
            tell = self.findings.warning if code in _WARN_ONLY else self.findings.error
            tell(code, self.number, self.heading(slot, field), value=text)
        return value

    def answer(self, slot: str, field: str, unclear: Answer = "unknown") -> Answer:
        """Yes, no or unknown; `unclear` is what a text means that is neither (caution: an unclear 'geheim' is a yes)."""
        if unclear != "unknown":
            text = self.get(slot, field)
            found = values.read_answer(text)[0] if text else "no"
            return unclear if found == "unknown" else found
        return self.read(slot, field, values.read_answer, "unknown")

    def phone(self, slot: str) -> str:
        """Mobile before home before work."""
        numbers = (self.read(slot, field, values.read_phone, "") for field in ("mobile", "phone", "work_phone"))
        return next((number for number in numbers if number), "")

    def name(self, slot: str) -> Name:
        """The name in its parts, from parts or from one cell with everything."""
        whole = self.get(slot, "full_name")
        surname, prefix = self.get(slot, "surname"), self.get(slot, "prefix")
        given = self.get(slot, "given_name") or self.get(slot, "first_names")
        initials = self.get(slot, "initials")
        if whole and not surname:
            split = split_full_name(whole)
            return Name(
                given=given or split.given,
                prefix=prefix or split.prefix,
                surname=split.surname,
                initials=initials or split.initials,
            )
        prefix, surname = split_surname(surname, prefix)
        return Name(given=given, prefix=prefix, surname=surname, initials=initials)

    def address(self, slot: str) -> Address:
        """Street, number with its addition, postcode and city; from one line where the file has only that."""
        line = values.read_address_line(self.get(slot, "address"))
        number = self.get(slot, "house_number")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", number):
            self.findings.warning("number_became_date", self.number, self.heading(slot, "house_number"), value=number)
        suffix = self.get(slot, "house_suffix")
        return Address(
            street=self.get(slot, "street") or line.street,
            house_number=" ".join(part for part in (number, suffix) if part) or line.house_number,
            postcode=values.read_postcode(self.get(slot, "postcode")) or line.postcode,
            city=self.get(slot, "city") or line.city,
        )
