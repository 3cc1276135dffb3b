"""Write a sheet that people read as a text: headings, paragraphs, small tables."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.tables.model import Block, Heading, KeyValueRows, Kind, Page, Paragraph
from consultation.tables.xlsx_cells import Tab
from consultation.tables.xlsx_formats import Role
from consultation.tables.xlsx_paper import (
    WIDEST_PRINTED,
    WIDEST_UPRIGHT,
    set_up_printing,
    set_widths,
    text_width,
)
from consultation.words.readable import one_line

_TEXT_WIDTH, _NARROWEST_TEXT = 78.0, 44.0
_NARROWEST, _WIDEST = 12.0, 36.0
_HEADING_POINTS = 30.0
# The width of an empty second column, as letters on paper may be wider than on screen.
_MARGIN = 4.0


def fill_page(tab: Tab, page: Page) -> None:
    """Write the page to the sheet `tab`. Raises ValueError, with the reason, if a value cannot be
    written."""
    widths = _widths(page)
    set_widths(tab, widths)
    tab.worksheet.hide_gridlines(2)
    set_up_printing(tab, landscape=sum(widths) > WIDEST_UPRIGHT)
    row = tab.write_top()
    for block in page.blocks:
        row = _write_block(tab, row, block)
    tab.worksheet.print_area(0, 0, row - 1, len(widths) - 1)


def _write_block(tab: Tab, row: int, block: Block) -> int:
    """Write a heading, a paragraph or a small table from this row on. Return the row below it."""
    match block:
        case Heading(text):
            tab.worksheet.set_row(row, _HEADING_POINTS)
            tab.write_words(row, 0, one_line(text), Role.HEADING)
        case Paragraph(text, strong):
            tab.write_words(row, 0, text, Role.STRONG if strong else Role.PARAGRAPH)
        case KeyValueRows():
            return _write_rows(tab, row, block)
    return row + 1


def _write_rows(tab: Tab, row: int, block: KeyValueRows) -> int:
    if any(len(values) > len(block.kinds) for values in (block.headings, *block.rows)):
        raise ValueError(f"more values than {len(block.kinds)} in a row")
    if block.headings:
        tab.worksheet.set_row(row, _HEADING_POINTS)
        for column, (text, kind) in enumerate(zip(block.headings, block.kinds, strict=False)):
            tab.write_words(row, column, text, Role.ENTRY_HEADER, kind)
        row += 1
    for row_number, values in enumerate(block.rows, row):
        for column, (value, kind) in enumerate(zip(values, block.kinds, strict=False)):
            if isinstance(value, str) and kind is not Kind.LINK:
                tab.write_words(row_number, column, value, Role.ENTRY, kind)
            else:
                tab.write(row_number, column, value, kind, Role.ENTRY)
    return row + len(block.rows)


def _widths(page: Page) -> list[float]:
    """The widths of a page's columns. The first is wide enough for a paragraph, each other column
    for its values.

    All columns become narrower if the page would otherwise be printed in less than eight points.
    """
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
