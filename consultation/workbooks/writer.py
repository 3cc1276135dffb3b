"""Workbook -> .xlsx file: nothing in it can run, and the same workbook gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook as NativeWorkbook
from openpyxl.writer.excel import ExcelWriter

from consultation.disk import naming
from consultation.workbooks.archive import ReproducibleArchive
from consultation.workbooks.blocks import in_drawing_order
from consultation.workbooks.data_sheets import fill_data_sheet
from consultation.workbooks.frame import Surroundings
from consultation.workbooks.model import Page, Sheet, Workbook
from consultation.workbooks.names import check_workbook
from consultation.workbooks.pages import fill_page
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.texts import one_line


def write_workbook(path: Path, workbook: Workbook) -> None:
    """The workbook is at this path; its rows were read once and never all held in memory.

    ValueError, for the programmer, if Excel could not hold something whole or as it is: it names
    the sheet, the row and the column, never the value. What was at the path is then untouched.
    """
    check_workbook(workbook)
    native = NativeWorkbook(write_only=True)
    _describe(native, workbook)
    # Rows wait beside the target until they are zipped: they hold answers, and must be neither
    # readable by others nor left in the system's temporary folder if the process is killed.
    with naming(path), TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        for number, sheet in enumerate(workbook.sheets, 1):
            worksheet = StreamedSheet(native, sheet.title, Path(folder) / f"{number}.xml")
            native._add_sheet(worksheet)  # type: ignore[attr-defined]
            try:
                _fill(worksheet, sheet, workbook)
            finally:
                worksheet.close()
        ExcelWriter(native, ReproducibleArchive(path, _chart_texts(workbook))).save()


def _describe(native: NativeWorkbook, workbook: Workbook) -> None:
    properties = native.properties
    properties.title = one_line(workbook.title)
    properties.subject = one_line(workbook.subject)
    properties.creator = one_line(workbook.creator)
    properties.language = "fr-FR"
    # ExcelWriter, unlike the workbook's own `save`, leaves the time of modification as it is.
    properties.created = properties.modified = workbook.date


def _fill(worksheet: StreamedSheet, sheet: Sheet | Page, workbook: Workbook) -> None:
    home = workbook.home
    around = Surroundings(
        workbook_title=workbook.title,
        home_title=home.title if home and home is not sheet else "",
        sheet_titles=frozenset(sheet.title for sheet in workbook.sheets),
    )
    if isinstance(sheet, Page):
        fill_page(worksheet, sheet, around)
    else:
        fill_data_sheet(worksheet, sheet, around)


def _chart_texts(workbook: Workbook) -> list[list[tuple[str, str]]]:
    """Title and alternative text of each chart, sheet by sheet."""
    tables = [sheet.table for sheet in workbook.sheets if isinstance(sheet, Sheet)]
    return [
        [(chart.title, chart.alt_text) for chart in in_drawing_order(table.charts)]
        for table in tables
        if table.charts
    ]
