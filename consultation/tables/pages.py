"""A sheet to be read as a text: headings, paragraphs, small tables, no empty row, no grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from consultation.tables.cell_texts import one_line
from consultation.tables.cells import TITLE_POINTS, ColumnCells, Surroundings, top_rows
from consultation.tables.measures import (
    WIDEST_PRINTED,
    WIDEST_UPRIGHT,
    set_up_printing,
    text_width,
)
from consultation.tables.model import Block, Heading, KeyValueRows, Kind, Page, Paragraph
from consultation.tables.streamed import StreamedSheet
from consultation.tables.styles import Look

_TEXT_WIDTH, _NARROWEST_TEXT = 78.0, 44.0
_NARROWEST, _WIDEST = 12.0, 36.0
_HEADING_POINTS = 30.0
# Where nothing else is, what a printer's letters take more than those of the screen.
_MARGIN = 4.0

Row = tuple[float | None, list[Cell]]
"""A height in points, None for that of the texts; and cells."""


def fill_page(worksheet: StreamedSheet, page: Page, around: Surroundings) -> None:
    """The page is written; ValueError says why it cannot be."""
    try:
        rows = list(_rows(worksheet, page, around))
    except ValueError as problem:
        raise ValueError(f"{page.title}: {problem}") from None
    widths = _widths(page)
    for number, width in enumerate(widths, 1):
        worksheet.set_width(number, width)
    for number, (height, _) in enumerate(rows, 1):
        if height:
            worksheet.set_height(number, height)
    worksheet.sheet_view.showGridLines = False
    landscape = sum(widths) > WIDEST_UPRIGHT
    set_up_printing(worksheet, around.workbook_title, landscape=landscape)
    for _, cells in rows:
        worksheet.append(cells)
    worksheet.print_area = f"A1:{get_column_letter(len(widths))}{len(rows)}"


def _rows(worksheet: StreamedSheet, page: Page, around: Surroundings) -> Iterator[Row]:
    for number, cells in enumerate(top_rows(worksheet, around)):
        is_one_line = number == 0 and not worksheet.is_accessible
        yield TITLE_POINTS if is_one_line else None, cells
    for block in page.blocks:
        yield from _block_rows(worksheet, block, around)


def _block_rows(worksheet: StreamedSheet, block: Block, around: Surroundings) -> Iterator[Row]:
    match block:
        case Heading(text):
            cells = ColumnCells(worksheet, Kind.TEXT, Look.HEADING)
            yield _HEADING_POINTS, [cells.text(one_line(text))]
        case Paragraph(text, strong):
            look = Look.STRONG if strong else Look.PARAGRAPH
            yield None, [ColumnCells(worksheet, Kind.TEXT, look).text(text)]
        case KeyValueRows():
            yield from _table_rows(worksheet, block, around)


def _table_rows(
    worksheet: StreamedSheet, block: KeyValueRows, around: Surroundings
) -> Iterator[Row]:
    if any(len(row) > len(block.kinds) for row in (block.headings, *block.rows)):
        raise ValueError(f"more values than {len(block.kinds)} in a row")
    if block.headings:
        pairs = zip(block.headings, block.kinds, strict=False)
        headings = [_cell(worksheet, text, kind, Look.ENTRY_HEADER) for text, kind in pairs]
        yield _HEADING_POINTS, headings
    for row in block.rows:
        values = zip(row, block.kinds, strict=False)
        yield None, [_cell(worksheet, *value, Look.ENTRY, around) for value in values]


def _cell(
    worksheet: StreamedSheet,
    value: object,
    kind: Kind,
    look: Look,
    around: Surroundings | None = None,
) -> Cell:
    """The cell of a value or, without surroundings to link to, of a text."""
    cells = ColumnCells(worksheet, kind, look, around.sheet_titles if around else ())
    if isinstance(value, str) and (around is None or kind is not Kind.LINK):
        return cells.text(value)
    return cells(value)


def _widths(page: Page) -> list[float]:
    """The first column is wide enough for a paragraph, the others for what they hold; all are
    narrower where a page would not show them in eight points."""
    tables = [block for block in page.blocks if isinstance(block, KeyValueRows)]
    count = max((len(table.kinds) for table in tables), default=1)
    if count == 1:
        return [_TEXT_WIDTH, _MARGIN]
    others = [_width(tables, index) for index in range(1, count)]
    room = WIDEST_PRINTED - _NARROWEST_TEXT
    narrower = [min(width, max(room / len(others), _NARROWEST)) for width in others]
    fitting = others if sum(others) <= room else narrower
    return [max(_NARROWEST_TEXT, min(_TEXT_WIDTH, WIDEST_PRINTED - sum(fitting))), *fitting]


def _width(tables: Sequence[KeyValueRows], index: int) -> float:
    rows = [row for table in tables for row in (table.headings, *table.rows)]
    values = [row[index] for row in rows if index < len(row)]
    texts = [value for value in values if isinstance(value, str)]
    return min(_WIDEST, max(_NARROWEST, text_width(texts) + 1))
