"""openpyxl's write-only sheet, streamed to a file of our choice: openpyxl's bytes, in a tenth
of the time. A date is the number of days since 1900, a text stands in its own cell."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from lxml.etree import tostring
from openpyxl import Workbook as NativeWorkbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.chart._chart import ChartBase
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.dimensions import ColumnDimension, DimensionHolder
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.pagebreak import Break, RowBreak
from openpyxl.worksheet.properties import WorksheetProperties

_DATE = "d"
_TEXT = "s"
_LETTERS = tuple(map(get_column_letter, range(1, 16_385)))


class RowWriter:
    """The rows of one sheet, of cells whose looks are those of its workbook."""

    def __init__(self) -> None:
        # openpyxl finds the number of a look by hashing all that it is made of.
        self._looks: dict[bytes, str] = {}

    def row(self, number: int, height: float | None, cells: Iterable[str | Cell | None]) -> bytes:
        """The row of this number, of a height in points or that of its texts; cells may be written
        already, and those without value nor look are left out."""
        told = "" if height is None else f' ht="{safe_string(height)}" customHeight="1"'
        written = "".join(
            [
                f'<c r="{letter}{number}{rest}'
                for letter, cell in zip(_LETTERS, cells, strict=False)
                if (rest := cell if isinstance(cell, str) else self.cell(cell))
            ]
        )
        # What ASCII lacks is told by its number.
        return f'<row r="{number}"{told}>{written}</row>'.encode("ascii", "xmlcharrefreplace")

    def cell(self, cell: Cell | None) -> str:
        """What is written of a cell after its address; nothing where it has no value nor look."""
        if cell is None:
            return ""
        value: Any = cell._value  # type: ignore[attr-defined]
        kind, look = cell.data_type, self._look(cell)
        if value is None and not look:
            return ""
        if value is None or value == "":
            return f'"{look} t="{"inlineStr" if kind == _TEXT else kind}"></c>'
        if kind == _TEXT:
            return f'"{look} t="inlineStr">{_text(value)}</c>'
        if kind == _DATE:
            value, kind = to_excel(value), "n"  # type: ignore[no-untyped-call]
        return f'"{look} t="{kind}"><v>{safe_string(value)}</v></c>'

    def _look(self, cell: Cell) -> str:
        """The attribute that tells the look; none where there is none to tell."""
        style: array[int] | None = cell._style  # type: ignore[attr-defined]
        key = b"" if style is None else style.tobytes()
        if key not in self._looks:
            self._looks[key] = f' s="{cell.style_id}"' if cell.has_style else ""
        return self._looks[key]


def _text(value: str | CellRichText) -> str:
    if isinstance(value, CellRichText):
        return str(tostring(value.to_tree(), encoding="unicode"))
    spaces = ' xml:space="preserve"' if value != value.strip() else ""
    return f"<is><t{spaces}>{_as_xml(value)}</t></is>"


def _as_xml(text: str) -> str:
    return escape(text).replace("\r", "&#13;")


_BUFFER = 1 << 20


class StreamedSheet(WriteOnlyWorksheet):
    """A sheet whose rows go to a file as they come; widths and page set-up come before them.

    `whole_in` says where texts that are too long for a cell stand whole. An accessible sheet is one
    of an accessible workbook.
    """

    # openpyxl copies these from its other kind of sheet; its type stubs do not say so.
    page_setup: PrintPageSetup
    page_margins: PageMargins
    sheet_properties: WorksheetProperties
    column_dimensions: DimensionHolder[str, ColumnDimension]
    row_breaks: RowBreak
    data_validations: DataValidationList
    parent: NativeWorkbook
    _writer: WorksheetWriter | None
    _file: BinaryIO
    _hyperlinks: list[Hyperlink]

    def __init__(self, native: NativeWorkbook, title: str, stream: Path, whole_in: str) -> None:
        super().__init__(native, title)
        self.whole_in = whole_in
        self.is_accessible = False
        self.has_filters = True
        self._stream = str(stream)
        self.heights: dict[int, float] = {}
        self._xml = RowWriter()

    def append(self, cells: Iterable[str | Cell | None]) -> None:
        """The row is written below those that were; cells may be written already."""
        super().append(list(cells))

    def xml_of(self, cell: Cell) -> str:
        """The cell as it stands in the file: unless it opens something, `append` takes it as it
        takes the cell."""
        return self._xml.cell(cell)

    def set_width(self, column: int, characters: float) -> None:
        """The column, counted from 1, is that wide."""
        self.column_dimensions[get_column_letter(column)].width = characters

    def set_height(self, row: int, points: float) -> None:
        """The row, counted from 1, is that high; to be called before the row is written."""
        self.heights[row] = round(float(points), 2)

    def break_page_before(self, row: int) -> None:
        """The row, counted from 1, begins a page."""
        self.row_breaks.append(Break(id=row - 1))

    @property
    def stream(self) -> Path:
        """Its file, once it is closed."""
        return Path(self._stream)

    @property
    def links(self) -> Sequence[Hyperlink]:
        """What its cells open."""
        return self._hyperlinks

    def draw(self, chart: ChartBase) -> None:
        """The chart stands where its anchor says."""
        self.add_chart(chart)  # type: ignore[misc]  # the stubs bind it to the other kind

    def _get_writer(self) -> None:
        if self._writer is None:
            # openpyxl takes it off this list once it has removed the file.
            ALL_TEMP_FILES.append(self._stream)
            stream = Path(self._stream)
            self._file = stream.open("wb", buffering=_BUFFER)
            self._writer = WorksheetWriter(self, out=self._file)
            self._writer.out = self._stream
            self._writer.write_top()

    def _write_rows(self) -> Generator[None, Sequence[str | Cell | None], None]:
        """Rows are written as they are sent, beside openpyxl, which would take most of the time."""
        writer: Any = self._writer
        number = 0
        around = writer.xf.send(True)
        with around.element("sheetData"):
            around.flush()
            try:
                while True:
                    cells = yield
                    number += 1
                    height = self.heights.get(number)
                    self._file.write(self._xml.row(number, height, cells))
                    if Cell in map(type, cells):
                        self._note_links(number, cells)
            except GeneratorExit:
                pass
        writer.xf.send(None)

    def _note_links(self, row: int, cells: Sequence[str | Cell | None]) -> None:
        for column, cell in enumerate(cells, 1):
            if isinstance(cell, Cell) and cell.hyperlink is not None:
                cell.hyperlink.ref = f"{get_column_letter(column)}{row}"
                self._hyperlinks.append(cell.hyperlink)

    def close(self) -> None:
        """The sheet is in its file."""
        super().close()
        self._file.close()
