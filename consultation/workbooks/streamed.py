"""openpyxl's write-only sheet, streamed to a file of our choice, with the attributes it has.

Rows are written as text, byte for byte as openpyxl would through lxml, in a third of the time: it
makes an object for each cell, and two or three elements.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from lxml.etree import tostring, xmlfile
from openpyxl import Workbook as NativeWorkbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.chart._chart import ChartBase
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidation, DataValidationList
from openpyxl.worksheet.dimensions import ColumnDimension, DimensionHolder, RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.pagebreak import Break, RowBreak
from openpyxl.worksheet.properties import WorksheetProperties
from openpyxl.xml.constants import SHEET_MAIN_NS


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
    _writer: _Writer | None
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
            self._writer = _Writer(self, out=self._stream)
            self._writer.write_top()

    def _write_rows(self) -> Generator[None, Sequence[Cell | None], None]:
        assert self._writer is not None  # noqa: S101  openpyxl made it
        with self._writer.rows_as_text() as write:
            try:
                while True:
                    write((yield))
            except GeneratorExit:
                pass


class _Writer(WorksheetWriter):
    """openpyxl's writer of a sheet, but for rows and the file, which is our own."""

    ws: StreamedSheet

    def __init__(self, ws: StreamedSheet, out: str) -> None:
        self._file = Path(out).open("wb")  # noqa: SIM115  `get_stream` closes it
        self._letters: list[str] = []
        self._looks: dict[bytes, str] = {}
        self._links: list[Hyperlink] = []
        super().__init__(ws, out)
        ws._hyperlinks = self._links

    def get_stream(self) -> Generator[Any, Any, None]:
        """As openpyxl's, of another file."""
        with (
            self._file,
            xmlfile(self._file) as xf,
            xf.element("worksheet", xmlns=SHEET_MAIN_NS),
        ):
            try:
                while True:
                    element = yield
                    if element is True:
                        yield xf
                    elif element is not None:
                        xf.write(element)
            except GeneratorExit:
                pass

    @contextmanager
    def rows_as_text(self) -> Iterator[Callable[[Sequence[Cell | None]], object]]:
        """What writes each row below the one before."""
        numbers = count(1)
        xf: Any = self.xf.send(True)
        with xf.element("sheetData"):
            xf.flush()
            yield lambda row: self._file.write(self._row(next(numbers), row))
        self.xf.send(None)

    def _row(self, number: int, row: Sequence[Cell | None]) -> bytes:
        for column in range(len(self._letters) + 1, len(row) + 1):
            self._letters.append(get_column_letter(column))
        named = [("r", number), *(self.ws.row_dimensions.get(number) or ())]
        attributes = " ".join(f'{name}="{value}"' for name, value in named)
        pairs = zip(self._letters, row, strict=False)
        cells = [self._cell(f"{letter}{number}", cell) for letter, cell in pairs if cell]
        text = f"<row {attributes}>{''.join(cells)}</row>"
        return text.encode("ascii", "xmlcharrefreplace")

    def _cell(self, place: str, cell: Cell) -> str:
        value: Any = cell._value  # type: ignore[attr-defined]
        if value is None and not cell.has_style:
            return ""
        if cell.hyperlink is not None:
            cell.hyperlink.ref = place
            self._links.append(cell.hyperlink)
        start = f'<c r="{place}"{self._look(cell)}'
        kind, content = cell.data_type, ""
        if kind == "f":
            return f"{start}><f>{_escaped(value[1:])}</f><v></v></c>"
        if kind == "s":
            kind, content = "inlineStr", _text(value) if value else ""
        elif value is not None and value != "":
            if kind == "d":
                kind, value = "n", to_excel(value)  # type: ignore[no-untyped-call]
            content = f"<v>{safe_string(value)}</v>"
        return f'{start} t="{kind}">{content}</c>'

    def _look(self, cell: Cell) -> str:
        """The attribute of its look; the workbook gives looks their numbers as they come."""
        if not cell.has_style:
            return ""
        look = cell._style.tobytes()  # type: ignore[attr-defined]
        if look not in self._looks:
            self._looks[look] = f' s="{cell.style_id}"'
        return self._looks[look]


def _text(value: str | CellRichText) -> str:
    """A text as XML, but for what is not ASCII."""
    if isinstance(value, CellRichText):
        return str(tostring(value.to_tree()), "ascii")
    space = ' xml:space="preserve"' if value != value.strip() else ""
    return f"<is><t{space}>{_escaped(value)}</t></is>"


def _escaped(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")
