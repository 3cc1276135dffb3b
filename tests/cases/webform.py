"""Exports as Webform writes them, for tests: from drawn tables to bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

LABELS = [
    *("Séquentiel", "SID", "Heure de soumission", "Heure de complétion", "Heure de modification"),
    *("Brouillon", "Adresse IP", "UID", "Nom d'utilisateur"),
]
SUBMISSION = "Détails de la soumission"


def drawn(table: str) -> list[list[str]]:
    """The cells of a table drawn with `|`, one row per line."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def delimited(rows: list[list[str]], delimiter: str = "\t", end: str = "\n") -> bytes:
    """Every cell quoted, inner quotes doubled, each row ended: what Webform's class writes."""
    return "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + end for row in rows
    ).encode()


def saved_again(
    rows, *, delimiter=";", encoding="utf-8", end="\r\n", first_line="", is_minimal=True
) -> bytes:
    """What a spreadsheet writes: quotes only where needed, a code page, marks of its own."""
    content = io.StringIO(newline="")
    content.write(first_line)
    quoting = csv.QUOTE_MINIMAL if is_minimal else csv.QUOTE_ALL
    csv.writer(content, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return content.getvalue().encode(encoding, "replace")


semicolons = saved_again


def header(
    columns: list[tuple[str, str]], *, submission: list[str] = LABELS, title: str = "Titre"
) -> list[list[str]]:
    """The three header rows of a form whose columns are (group, label)."""
    own = [(SUBMISSION if number == 0 else "", label) for number, label in enumerate(submission)]
    both = own + columns
    first = title if submission else ""
    return [
        [first] + [""] * (len(both) - 1),
        [group for group, _ in both],
        [label for _, label in both],
    ]


CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument\
.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-office\
document.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument\
.spreadsheetml.styles+xml"/>
</Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}
</Relationships>"""
RELATION = (
    '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"/>'
)
WORKBOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://\
schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/>
<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"""
# The formats 14 (date), 18 (time), 22 (date and time) are styles 1, 2, 3.
STYLES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<fonts count="1"><font><name val="Verdana"/></font></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="18" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
</cellXfs></styleSheet>"""
SHEET = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
<dimension ref="A1:B2"/><sheetData>"""


def cell(position: int, row: int, content: str) -> str:
    """A cell: inline text, nothing when empty, or `<c …>` XML standing after its place."""
    address = f"{get_column_letter(position + 1)}{row}"
    if content.startswith("RAW "):
        return f'<c r="{address}" {content.removeprefix("RAW ")}</c>'
    text = f"<is><t>{escape(content)}</t></is>"
    return f'<c r="{address}" t="inlineStr">{text}</c>' if content else ""


def sheet(rows: list[list[str]]) -> str:
    """The sheet's XML: rows without number, empty cells left out, a wrong dimension."""
    rows_written = (
        "<row>" + "".join(cell(at, number, content) for at, content in enumerate(row)) + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    return SHEET + "".join(rows_written) + "</sheetData></worksheet>"


def workbook(path: Path, rows: list[list[str]], **parts: str | bytes) -> Path:
    """The .xlsx that Webform writes; `parts` replace or add parts, `__` standing for `/`."""
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS.format(RELATION.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            RELATION.format(1, "worksheet", "worksheets/sheet1.xml")
            + RELATION.format(2, "styles", "styles.xml")
        ),
        "xl/workbook.xml": WORKBOOK,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    contents |= {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in contents.items():
            archive.writestr(name, part)
    return path
