"""openpyxl's write-only sheet, streamed to a file of our choice, with the attributes it has."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook as NativeWorkbook
from openpyxl.cell import Cell
from openpyxl.cell._writer import write_cell
from openpyxl.chart._chart import ChartBase
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidation, DataValidationList
from openpyxl.worksheet.dimensions import ColumnDimension, DimensionHolder, RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.pagebreak import Break, RowBreak
from openpyxl.worksheet.properties import WorksheetProperties

from consultation.workbooks.cell_markup import markup_of, opening_of_row

Cells = Sequence[Cell | None]


class StreamedSheet(WriteOnlyWorksheet):
    """A sheet whose rows go to a file as they come; widths and page set-up come before them.

    `whole_in` says where texts that are too long for a cell stand whole. An accessible sheet is one
    of an accessible workbook.
    """

    # openpyxl copies these from its other kind of sheet; its type stubs do not say so.
    page_setup: PrintPageSetup
    page_margins: PageMargins
    sheet_properties: WorksheetProperties
    row_dimensions: DimensionHolder[int, RowDimension]
    column_dimensions: DimensionHolder[str, ColumnDimension]
    row_breaks: RowBreak
    data_validations: DataValidationList
    parent: NativeWorkbook
    _writer: WorksheetWriter | None
    _hyperlinks: list[Hyperlink]

    def __init__(self, native: NativeWorkbook, title: str, stream: Path, whole_in: str) -> None:
        super().__init__(native, title)
        self.whole_in = whole_in
        self.is_accessible = False
        self._stream = str(stream)

    def set_width(self, column: int, characters: float) -> None:
        """The column, counted from 1, is that wide."""
        self.column_dimensions[get_column_letter(column)].width = characters

    def set_height(self, row: int, points: float) -> None:
        """The row, counted from 1, is that high; to be called before the row is written."""
        self.row_dimensions[row].height = round(points, 2)

    def break_page_before(self, row: int) -> None:
        """The row, counted from 1, begins a page."""
        self.row_breaks.append(Break(id=row - 1))

    def offer(self, letter: str, formula: str) -> None:
        """The next row's cell in this column takes what the formula lists, which `restrict` will
        say of whole ranges: enough for an .xlsx."""

    def restrict(self, validation: DataValidation) -> None:
        """The cells of the validation take only what it allows."""
        self.data_validations.append(validation)

    def draw(self, chart: ChartBase) -> None:
        """The chart stands where its anchor says."""
        self.add_chart(chart)  # type: ignore[misc]  # the stubs bind it to the other kind

    def _get_writer(self) -> None:
        if self._writer is None:
            # openpyxl takes it off this list once it has removed the file.
            ALL_TEMP_FILES.append(self._stream)
            self._file = Path(self._stream).open("wb")  # noqa: SIM115  closed with the sheet
            self._writer = WorksheetWriter(self, out=self._file)
            self._writer.out = self._stream
            self._writer.write_top()

    def _write_rows(self) -> Generator[None, Cells, None]:
        """Every row that is sent is in the file, as the bytes that openpyxl would write: it makes
        each cell anew, and an element of each of its parts, which takes four times as long."""
        assert self._writer is not None  # noqa: S101  `append` has made it
        xml: Any = self._writer.xf.send(True)
        with xml.element("sheetData"):
            xml.flush()
            number = 0
            try:
                while True:
                    cells = yield
                    number += 1
                    self._file.write(opening_of_row(number, self.row_dimensions))
                    for cell in _placed(cells, number):
                        if not self._write_cell(cell):
                            write_cell(xml, self, cell, cell.has_style)
                            xml.flush()
                    self._file.write(b"</row>")
            except GeneratorExit:
                pass
        self._writer.xf.send(None)

    def _write_cell(self, cell: Cell) -> bool:
        """Whether the cell is in the file: what is rare is left to openpyxl."""
        markup = markup_of(cell)
        if markup is None:
            return False
        self._file.write(markup)
        if cell.hyperlink:
            self._hyperlinks.append(cell.hyperlink)
        return True

    def close(self) -> None:
        """The sheet is whole in its file."""
        super().close()
        self._file.close()


def _placed(cells: Cells, row: int) -> Iterator[Cell]:
    """The cells of a row, which know where they are."""
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            cell.row, cell.column = row, column
            if cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
            yield cell
