"""Write a workbook to an .xlsx file, with XlsxWriter.

No text can run as a formula, and charts have a description for people who cannot see them. The same
workbook gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook as NativeWorkbook
from xlsxwriter.exceptions import FileCreateError

from consultation.machine.disk import naming
from consultation.tables.beside import note_rows, with_sheets_beside
from consultation.tables.model import ChartSheet, Page, Sheet, Workbook
from consultation.tables.xlsx_cells import Tab
from consultation.tables.xlsx_charts import fill_chart_sheet
from consultation.tables.xlsx_formats import CellFormats
from consultation.tables.xlsx_lists import Placed
from consultation.tables.xlsx_pages import fill_page
from consultation.tables.xlsx_sheets import fill_sheet, parts_of
from consultation.words.french import sentence
from consultation.words.readable import one_line


def write_workbook(path: Path, workbook: Workbook) -> None:
    """Write the workbook to this path. The rows of a long table are not all held in memory.

    Raises ValueError if a cell can't store a value unchanged, or if a table or a drop-down list
    can't be written: a mistake of the programmer. For a value in a table, the message names the
    sheet, the row and the column. It never quotes the value. A file that was at the path is then
    unchanged.
    """
    # Rows are in a folder next to the target until they are zipped: they hold answers, and must be
    # neither readable by others nor left in the system's temporary folder if the process is killed.
    with naming(path), TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        native = NativeWorkbook(str(path), {"tmpdir": folder})
        native.use_zip64()
        native.set_properties(
            {
                "title": one_line(workbook.title),
                "subject": one_line(workbook.subject),
                "author": "faire-masse",
                "keywords": workbook.form_id,
                "created": workbook.date,
            }
        )
        _fill(native, with_sheets_beside(workbook))
        try:
            native.close()
        except FileCreateError as error:
            raise error.args[0] from None  # the disk's OSError


def _fill(native: NativeWorkbook, workbook: Workbook) -> None:
    formats = CellFormats(native, are_accessible=workbook.is_accessible)
    placed: list[Placed] = []
    for sheet in workbook.sheets:
        parts = parts_of(sheet) if isinstance(sheet, Sheet) else []
        # A sheet with a long table goes to the disk row by row.
        native.constant_memory = any(part.is_long for part in parts)
        tab = _tab(native, formats, workbook, sheet)
        native.constant_memory = False
        match sheet:
            case Page():
                fill_page(tab, sheet)
            case ChartSheet():
                fill_chart_sheet(native, tab, placed)
            case Sheet():
                placed += fill_sheet(tab, sheet, parts, placed)


def _tab(
    native: NativeWorkbook,
    formats: CellFormats,
    workbook: Workbook,
    sheet: Sheet | Page | ChartSheet,
) -> Tab:
    """Add an empty sheet to the .xlsx file and return the `Tab` that writes its cells."""
    home, notes = workbook.home, note_rows(workbook).get(sheet.title)
    return Tab(
        worksheet=native.add_worksheet(sheet.title),
        formats=formats,
        workbook_title=workbook.title,
        sheet_titles=frozenset(listed.title for listed in workbook.sheets),
        whole_in=workbook.whole_in,
        heading=sheet.heading or sheet.title,
        home=home.title if home and home is not sheet else "",
        notes=(sentence("beside", "notes"), f"A{notes}") if notes else None,
        is_accessible=workbook.is_accessible,
    )
