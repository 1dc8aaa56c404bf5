"""The files of an invented school: EDEXML 1.0.3, 2.0 or 2.1, and a list of parents as CSV or XLSX."""

import csv
import io
import re
import zipfile
from datetime import date
from functools import lru_cache
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # writes only; reading is for xml_input

from .sample import SampleParent, SamplePupil, SampleSchool, SampleStaff, Sector, make_school

Version = Literal["1.0.3", "2.0", "2.1"]
_RELATION = {"mother": "moeder", "father": "vader", "foster_parent": "pleegouder"}
_ANSWER = {"yes": "ja", "no": "nee", "unknown": ""}
_PUPIL_HEADINGS = ["Leerlingnummer", "Roepnaam", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Groep"]
_PARENT_HEADINGS = [
    "roepnaam", "tussenvoegsel", "achternaam", "relatie", "e-mail", "mobiel", "voorkeurstaal", "gezag", "ontvangt informatie", "straat",
    "huisnummer", "postcode", "woonplaats", "geheim adres",
]  # fmt: skip
_cached = lru_cache(maxsize=8)(make_school)


def make_edexml(
    version: Version = "2.1", *, sector: Sector = "po", classes: int = 8, pupils: int = 180, seed: int = 1, first_year: int = 2026,
    siblings: float = 0.25, sensitive: bool = False,
) -> bytes:  # fmt: skip
    """An EDEXML file of the school with these measures. `sensitive` adds what a reader has to drop (invented values).

    Version 1.0.3 knows vo only up to year 3 and nothing of roles, e-mail and combination groups.
    """
    school = _cached(sector=sector, classes=classes, pupils=pupils, seed=seed, first_year=first_year, siblings=siblings)
    return edexml_of(school, version, sensitive=sensitive)


def make_parents_sheet(
    kind: Literal["csv", "xlsx"] = "csv", *, sector: Sector = "po", classes: int = 8, pupils: int = 180, seed: int = 1,
    first_year: int = 2026, siblings: float = 0.25, sensitive: bool = False, delimiter: str = ";", encoding: str = "utf-8-sig",
) -> bytes:  # fmt: skip
    """The list of parents of the same school: one row a child, parent 1 and parent 2 beside it."""
    school = _cached(sector=sector, classes=classes, pupils=pupils, seed=seed, first_year=first_year, siblings=siblings)
    rows = sheet_rows_of(school, sensitive=sensitive)
    return _xlsx(rows) if kind == "xlsx" else _csv(rows, delimiter, encoding)


def edexml_of(school: SampleSchool, version: Version, *, sensitive: bool = False) -> bytes:
    """The EDEXML of one invented school."""
    root = Element("EDEX")
    block = SubElement(root, "school")
    values = {
        "schooljaar": f"{school.first_year}-{school.first_year + 1}",
        "brincode": school.brin,
        "dependancecode": "00",
        "schoolkey": "99001",
    }
    for name, value in (
        values | {"auteur": "Verzonnen administratie", "xsdversie": "1.03" if version == "1.0.3" else version}
    ).items():
        SubElement(block, name).text = value
    groups = SubElement(root, "groepen")
    for group in school.classes:
        for level in group.levels:
            key = group.key if len(group.levels) == 1 else f"{group.key}_lj_{level}"
            element = SubElement(groups, "groep", key=key)
            SubElement(element, "naam").text = group.name
            SubElement(element, "jaargroep").text = level
    pupils = SubElement(root, "leerlingen")
    combined = {group.key for group in school.classes if len(group.levels) > 1}
    for pupil in school.pupils:
        _add_pupil(pupils, pupil, version, combined, sensitive=sensitive)
    staff = SubElement(root, "leerkrachten")
    for person in school.staff:
        _add_staff(staff, person, version, {group.key: group.levels for group in school.classes})
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add_pupil(parent: Element, pupil: SamplePupil, version: Version, combined: set[str], *, sensitive: bool) -> None:
    attributes = {"key": pupil.key} | ({"eckid": f"https://example.org/{pupil.key}"} if sensitive and version == "2.1" else {})
    element = SubElement(parent, "leerling", attributes)
    _add_name(element, pupil)
    SubElement(element, "geboortedatum").text = pupil.birth_date.isoformat()
    SubElement(element, "geslacht").text = "9"
    if version != "1.0.3":
        SubElement(element, "jaargroep").text = pupil.level
    SubElement(element, "groep", key=f"{pupil.class_key}_lj_{pupil.level}" if pupil.class_key in combined else pupil.class_key)
    if sensitive:
        for name, value in (
            ("etniciteit", "9"),
            ("land", "NL"),
            ("land_vader", "NL"),
            ("land_moeder", "NL"),
            ("gewicht_nieuw", "0"),
        ):
            SubElement(element, name).text = value
        SubElement(element, "sofinummer" if version == "1.0.3" else "bsn").text = "000000000"
        element[-2], element[-1] = element[-1], element[-2]  # the schema wants the number before the weight


def _add_name(element: Element, person: SamplePupil | SampleStaff) -> None:
    SubElement(element, "achternaam").text = person.name.surname
    if person.name.prefix:
        SubElement(element, "voorvoegsel").text = person.name.prefix
    if person.name.initials:
        SubElement(element, "voorletters-1").text = person.name.initials
    SubElement(element, "roepnaam").text = person.name.given


def _add_staff(parent: Element, person: SampleStaff, version: Version, levels: dict[str, tuple[str, ...]]) -> None:
    element = SubElement(parent, "leerkracht", key=person.key)
    _add_name(element, person)
    if version != "1.0.3":
        SubElement(element, "emailadres").text = person.email
        SubElement(element, "rol").text = person.role
    if person.class_key:
        groups = SubElement(element, "groepen")
        own = levels[person.class_key]
        for level in own:
            SubElement(groups, "groep", key=person.class_key if len(own) == 1 else f"{person.class_key}_lj_{level}")


def sheet_rows_of(school: SampleSchool, *, sensitive: bool = False) -> list[list[str | date]]:
    """Headings and rows of the list of parents."""
    extra = ["BSN", "Nationaliteit", "Thuistaal"] if sensitive else []
    headings = _PUPIL_HEADINGS + [f"Ouder {number} {field}" for number in (1, 2) for field in _PARENT_HEADINGS] + extra
    names = {group.key: group.name for group in school.classes}
    rows: list[list[str | date]] = [list(headings)]
    for pupil in school.pupils:
        name = pupil.name
        row: list[str | date] = [pupil.key, name.given, name.prefix, name.surname, pupil.birth_date, names[pupil.class_key]]
        for place in range(2):
            row += _parent_cells(pupil.parents[place]) if place < len(pupil.parents) else [""] * len(_PARENT_HEADINGS)
        rows.append(row + (["000000000", "onbekend", "geheim"] if sensitive else []))
    return rows


def family_rows_of(school: SampleSchool, *, between: str = "; ", numbers: bool = True) -> list[list[str | date]]:
    """Headings and rows of a list with one row a parent and the children in one cell: 'Noor van Dijk (5A); Sem van Dijk (3B)'."""
    names = {group.key: group.name for group in school.classes}
    headings = [
        "Voornaam",
        "Tussenvoegsel",
        "Achternaam",
        "E-mail",
        "Mobiel",
        "Straat",
        "Huisnummer",
        "Postcode",
        "Woonplaats",
        "Kinderen",
    ]
    rows: list[list[str | date]] = [[*headings, *(["Leerlingnummers"] if numbers else [])]]
    for parent in dict.fromkeys(parent for pupil in school.pupils for parent in pupil.parents):
        children = [pupil for pupil in school.pupils if parent in pupil.parents]
        name, home = parent.name, parent.address
        cell = between.join(f"{child.name} ({names[child.class_key]})" for child in children)
        row: list[str | date] = [
            name.given, name.prefix, name.surname, parent.email, parent.phone, home.street, home.house_number, home.postcode, home.city, cell,
        ]  # fmt: skip
        rows.append(row + ([",".join(child.key for child in children)] if numbers else []))
    return rows


def csv_of(rows: list[list[str | date]], *, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Rows as a CSV file, dates as dd-mm-jjjj."""
    return _csv(rows, delimiter, encoding)


def xlsx_of(rows: list[list[str | date]]) -> bytes:
    """Rows as a workbook with real dates."""
    return _xlsx(rows)


def _parent_cells(parent: SampleParent) -> list[str]:
    name, home = parent.name, parent.address
    return [
        name.given, name.prefix, name.surname, _RELATION[parent.relation], parent.email, parent.phone, parent.language,
        _ANSWER[parent.authority], _ANSWER[parent.may_receive], home.street, home.house_number, home.postcode, home.city,
        "ja" if parent.secret_address else "nee",
    ]  # fmt: skip


def _csv(rows: list[list[str | date]], delimiter: str, encoding: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([cell.strftime("%d-%m-%Y") if isinstance(cell, date) else cell for cell in row] for row in rows)
    return out.getvalue().encode(encoding, "replace")


def _xlsx(rows: list[list[str | date]]) -> bytes:
    from openpyxl import Workbook  # heavy: only where a workbook is made

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ouders")
    for row in rows:
        sheet.append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _without_clock(workbook: bytes) -> bytes:
    """The same workbook without the moment of writing, so that equal input gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-08-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, (2026, 8, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
