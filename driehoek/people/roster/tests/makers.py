"""Small files for the tests: a sheet from rows, an EDEXML from pieces."""

import io
import zipfile
from datetime import date

from driehoek.people.roster import RosterReading, read_files

TODAY = date(2026, 11, 22)
HEADINGS = (
    "Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Groep;Naam ouder 1;E-mail ouder 1;Naam ouder 2;E-mail ouder 2"
)


def sheet(*rows: str, headings: str = HEADINGS, encoding: str = "utf-8") -> bytes:
    return "\r\n".join((headings, *rows)).encode(encoding)


def edexml(
    pupils: str = "", groups: str = "", staff: str = "", school: str = "<school><schooljaar>2026-2027</schooljaar></school>"
) -> bytes:
    return f"<EDEX>{school}<groepen>{groups}</groepen><leerlingen>{pupils}</leerlingen><leerkrachten>{staff}</leerkrachten></EDEX>".encode()


def workbook(sheet_xml: str, **parts: str) -> bytes:
    """A minimal XLSX around the given sheetData, made by hand so that it can be as wrong as a test wants."""
    package = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet_xml}</sheetData></worksheet>',
    } | parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package.items():
            archive.writestr(name, content)
    return out.getvalue()


def text_row(number: int, *cells: str) -> str:
    """One row of inline strings; a cell that begins with '<' is taken as XML."""
    letters = "ABCDEFGHIJ"
    made = (
        cell if cell.startswith("<") else f'<c r="{letters[at]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for at, cell in enumerate(cells)
    )  # fmt: skip
    return f'<row r="{number}">{"".join(made)}</row>'


def read(*contents: bytes, **options: object) -> RosterReading:
    return read_files([(f"bestand{at}", content) for at, content in enumerate(contents)], today=TODAY, **options)


def codes(reading: RosterReading) -> list[str]:
    return [problem.code for problem in reading.problems]
