"""Workbook -> .xlsx file: nothing in it can run, and the same workbook gives the same bytes
whenever it is written; charts are described."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook as NativeWorkbook
from openpyxl.writer.excel import ExcelWriter

from consultation.machine.archives import undated_entry
from consultation.machine.disk import naming
from consultation.tables.beside import note_rows, with_sheets_beside
from consultation.tables.cell_texts import one_line, readable
from consultation.tables.cells import Surroundings
from consultation.tables.chart_axes import DrawnChart
from consultation.tables.chart_sheet import fill_chart_sheet
from consultation.tables.data_sheets import fill_data_sheet
from consultation.tables.essentials import PLACE, essentials_told
from consultation.tables.model import ChartSheet, Page, Sheet, Workbook
from consultation.tables.pages import fill_page
from consultation.tables.streamed import StreamedSheet
from consultation.words.french import sentence

_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_CHART_FRAME = re.compile(rb'(<(?:\w+:)?cNvPr id="\d+" name=)"Chart \d+"')


class ReproducibleArchive(ZipFile):
    """A zip file whose entries bear no date, and whose drawings say what their charts show.

    openpyxl writes the drawings in the order of the sheets that have charts, and has no way to
    give a chart an alternative text: `chart_texts` holds, drawing by drawing, the title and the
    alternative text of each chart.
    """

    def __init__(self, path: Path, chart_texts: Sequence[Sequence[tuple[str, str]]]) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)
        self._chart_texts = iter(chart_texts)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """The file is in the archive, undated."""
        entry = undated_entry(str(arcname))
        entry.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)

    def writestr(  # type: ignore[override]
        self, zinfo_or_arcname: str, data: str | bytes, *_unused: int | None
    ) -> None:
        """The part is in the archive, undated; the charts of a drawing have their texts."""
        content = data.encode() if isinstance(data, str) else data
        if _DRAWING.fullmatch(zinfo_or_arcname):
            content = _describe_charts(content, iter(next(self._chart_texts)))
        super().writestr(undated_entry(zinfo_or_arcname), content)


def _describe_charts(drawing: bytes, texts: Iterator[tuple[str, str]]) -> bytes:
    def describe(frame: re.Match[bytes]) -> bytes:
        title, alt_text = (quoteattr(readable(text), {"\n": "&#10;"}) for text in next(texts))
        return frame[1] + f"{title} descr={alt_text}".encode()

    return _CHART_FRAME.sub(describe, drawing)


def write_workbook(path: Path, workbook: Workbook) -> None:
    """The workbook is at this path; its rows were read once and never all held in memory.

    ValueError, for the programmer, if Excel could not hold something whole or as it is: it names
    the sheet, the row and the column, never the value. What was at the path is then untouched.
    """
    native = NativeWorkbook(write_only=True)
    _describe(native, workbook)
    whole, drawn = with_sheets_beside(workbook), list[DrawnChart]()
    with streamed_sheets(path, native, workbook.whole_in, _chart_texts(workbook)) as begin:
        for sheet in whole.sheets:
            with begin(sheet.title) as worksheet:
                _fill_sheet(worksheet, sheet, whole, drawn)
        if workbook.is_accessible:
            _tell_essentials(native.worksheets)  # type: ignore[arg-type]  # all are streamed


def _tell_essentials(sheets: Sequence[StreamedSheet]) -> None:
    """The first sheet says how the workbook, as it is written, does by the essential points."""
    cover = sheets[0].stream
    told = escape(essentials_told(sheets)).encode("ascii", "xmlcharrefreplace")
    cover.write_bytes(cover.read_bytes().replace(PLACE.encode(), told))


@contextmanager
def streamed_sheets(
    path: Path,
    native: NativeWorkbook,
    whole_in: str = "",
    chart_texts: Sequence[Sequence[tuple[str, str]]] = (),
) -> Iterator[Callable[[str], AbstractContextManager[StreamedSheet]]]:
    """Begins sheets by their titles, one after the other, which are in a file at this path once the
    block ended."""
    numbers = count(1)

    @contextmanager
    def begin(title: str) -> Iterator[StreamedSheet]:
        stream = Path(folder) / f"{next(numbers)}.xml"
        worksheet = StreamedSheet(native, title, stream, whole_in)
        native._add_sheet(worksheet)  # type: ignore[attr-defined]
        try:
            yield worksheet
        finally:
            worksheet.close()

    # Rows wait beside the target until they are zipped: they hold answers, and must be neither
    # readable by others nor left in the system's temporary folder if the process is killed.
    with naming(path), TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        yield begin
        ExcelWriter(native, ReproducibleArchive(path, chart_texts)).save()


def _describe(native: NativeWorkbook, workbook: Workbook) -> None:
    properties = native.properties
    properties.title = one_line(workbook.title)
    properties.subject = one_line(workbook.subject)
    properties.creator = one_line(workbook.creator)
    properties.language = "fr-FR"
    # ExcelWriter, unlike the workbook's own `save`, leaves the time of modification as it is.
    properties.created = properties.modified = workbook.date


def _fill_sheet(
    worksheet: StreamedSheet,
    sheet: Sheet | Page | ChartSheet,
    workbook: Workbook,
    drawn: list[DrawnChart],
) -> None:
    """The sheet of the workbook is written, and the charts of its tables are among those to draw;
    ValueError says which cell cannot be."""
    home, notes = workbook.home, note_rows(workbook).get(sheet.title)
    worksheet.is_accessible = workbook.is_accessible
    worksheet.has_filters = workbook.has_filters
    around = Surroundings(
        workbook_title=workbook.title,
        home_title=home.title if home and home is not sheet else "",
        sheet_titles=frozenset(sheet.title for sheet in workbook.sheets),
        heading=sheet.heading or sheet.title,
        notes=(sentence("beside", "notes"), f"A{notes}") if notes else None,
    )
    match sheet:
        case Page():
            fill_page(worksheet, sheet, around)
        case ChartSheet():
            fill_chart_sheet(worksheet, drawn, around)
        case Sheet():
            drawn += fill_data_sheet(worksheet, sheet, around)


def _chart_texts(workbook: Workbook) -> list[list[tuple[str, str]]]:
    """Title and alternative text of each chart of the one drawing that there is."""
    sheets = (sheet for sheet in workbook.sheets if isinstance(sheet, Sheet))
    sections = (section for sheet in sheets for section in sheet.sections)
    return [[(one.title, one.alt_text) for section in sections for one in section.table.charts]]
