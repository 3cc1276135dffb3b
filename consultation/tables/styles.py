"""How cells look: one calm blue, light lines, nothing said by colour alone.

Everything is set on the cells: LibreOffice does not draw the styles of tables.
"""

from __future__ import annotations

from copy import copy
from enum import StrEnum
from typing import Literal
from weakref import WeakKeyDictionary

from openpyxl import Workbook as NativeWorkbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from consultation.tables.model import Kind
from consultation.tables.streamed import StreamedSheet

# [$-40C] makes LibreOffice write numbers the French way whatever its language; Excel follows the
# computer's. The no-break space before % is literal: « 0.0% » shows 12,3% even in French.
NUMBER_FORMATS = {
    Kind.TEXT: "General",
    Kind.LINK: "General",
    Kind.INTEGER: "[$-40C]#,##0",
    Kind.NUMBERED: "0",
    Kind.DECIMAL: "[$-40C]#,##0.0",
    Kind.WEIGHT: "[$-40C]0.000",
    Kind.SHARE: '[$-40C]0.0"\u00a0"%',
    Kind.WHOLE_SHARE: '[$-40C]0"\u00a0"%',
    Kind.DATE: "[$-40C]dd/mm/yyyy",
    Kind.DATETIME: "[$-40C]dd/mm/yyyy hh:mm",
    Kind.TIME: "[$-40C]hh:mm",
}
NUMBERS = (Kind.INTEGER, Kind.NUMBERED, Kind.DECIMAL, Kind.WEIGHT, Kind.SHARE, Kind.WHOLE_SHARE)

DARK = "1F3A5F"
ACCENT = "2F5D8A"
PALE = "E4ECF5"
PAPER = "FFF8E1"
LINE = "C9CFD6"
INK = "222222"


class Look(StrEnum):
    """The part that a cell plays in its sheet."""

    TITLE = "title"
    BACK = "back"
    INTRO = "intro"
    HEADER = "header"
    BODY = "body"
    BLOCK_START = "block start"
    TO_FILL = "to fill"
    NOTE = "note"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    STRONG = "strong"
    ENTRY = "entry"
    ENTRY_HEADER = "entry header"


_IN_TABLES = (
    Look.HEADER,
    Look.BODY,
    Look.BLOCK_START,
    Look.TO_FILL,
    Look.ENTRY,
    Look.ENTRY_HEADER,
)


def _font_of(
    color: str,
    size: int = 11,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: Literal["single"] | None = None,
) -> Font:
    """Calibri; LibreOffice has Carlito, of the same measures."""
    return Font("Calibri", size, bold, italic, color=color, underline=underline)


_FONTS = {
    Look.TITLE: _font_of(DARK, 15, bold=True),
    Look.HEADER: _font_of(DARK, bold=True),
    Look.NOTE: _font_of(INK, italic=True),
    Look.HEADING: _font_of(DARK, 12, bold=True),
    Look.STRONG: _font_of(INK, bold=True),
    Look.ENTRY_HEADER: _font_of(DARK, bold=True),
}
_INK_FONT = _font_of(INK)
_LINK_FONT = _font_of(ACCENT, underline="single")

_THIN = Side(style="thin", color=LINE)
_STRONG_LINE = Side(style="medium", color=ACCENT)
_BORDERS = {
    Look.HEADER: Border(top=_THIN, left=_THIN, right=_THIN, bottom=_STRONG_LINE),
    Look.BODY: Border(top=_THIN, left=_THIN, right=_THIN, bottom=_THIN),
    Look.TO_FILL: Border(top=_THIN, left=_THIN, right=_THIN, bottom=_THIN),
    Look.BLOCK_START: Border(top=_STRONG_LINE, left=_THIN, right=_THIN, bottom=_THIN),
    Look.HEADING: Border(bottom=_STRONG_LINE),
    Look.ENTRY: Border(bottom=_THIN),
    Look.ENTRY_HEADER: Border(bottom=_STRONG_LINE),
}
_FILLS = {
    Look.HEADER: PatternFill("solid", start_color=PALE, end_color=PALE),
    Look.TO_FILL: PatternFill("solid", start_color=PAPER, end_color=PAPER),
}


# What a workbook's cells of one look and kind are styled with. openpyxl finds a style in the
# workbook's lists by hashing all that it is made of, longer than it takes to write a row.
_STYLES = WeakKeyDictionary[NativeWorkbook | None, dict[tuple[Look, Kind], StyleArray]]()


# Headings that programs list and screen readers announce: names and numbers are those of Excel.
HEADING_STYLES = {Look.TITLE: "Heading 1", Look.HEADING: "Heading 2"}
_HEADING_NUMBERS = {"Heading 1": 16, "Heading 2": 17}
_READABLE_POINTS = 12


def styled_cell(worksheet: StreamedSheet, look: Look, kind: Kind) -> Cell:
    """A new cell, with the look of its part and the number format of its kind."""
    styles = _STYLES.setdefault(worksheet.parent, {})
    if (look, kind) in styles:
        return Cell(worksheet, row=1, column=1, style_array=styles[look, kind])
    cell = WriteOnlyCell(worksheet)
    if worksheet.is_accessible and look in HEADING_STYLES:
        _make_heading(cell, worksheet.parent, look)
    _dress(cell, look, kind)
    if worksheet.is_accessible:
        cell.font = _readable_font(_font(look, kind))
        cell.alignment = _whole_text(_alignment(look, kind))
    styles[look, kind] = StyleArray(cell._style)  # type: ignore[attr-defined]
    return cell


def _dress(cell: Cell, look: Look, kind: Kind) -> None:
    cell.font = _font(look, kind)
    cell.alignment = _alignment(look, kind)
    cell.number_format = NUMBER_FORMATS[kind]
    if look in _BORDERS:
        cell.border = _BORDERS[look]
    if look in _FILLS:
        cell.fill = _FILLS[look]


def _make_heading(cell: Cell, native: NativeWorkbook, look: Look) -> None:
    name = HEADING_STYLES[look]
    if name not in native.named_styles:
        number = _HEADING_NUMBERS[name]
        style = NamedStyle(name, _FONTS[look], number_format="General", builtinId=number)
        native.add_named_style(style)
    cell.style = name


def _readable_font(font: Font) -> Font:
    """The font in signs that are large enough and upright."""
    readable = copy(font)
    readable.sz, readable.i = max(_READABLE_POINTS, font.sz or 0), False
    return readable


def _whole_text(alignment: Alignment) -> Alignment:
    """The alignment of a text that wraps, or of a number at the right: LibreOffice draws the
    indents of some and not of others, and no button of a filter is in their way."""
    whole = copy(alignment)
    is_number = alignment.horizontal == "right"
    whole.wrap_text = alignment.wrap_text or not is_number
    whole.indent = 0 if is_number else alignment.indent
    return whole


def _font(look: Look, kind: Kind) -> Font:
    if look in _FONTS:
        return _FONTS[look]
    return _LINK_FONT if kind is Kind.LINK else _INK_FONT


def _alignment(look: Look, kind: Kind) -> Alignment:
    if look in (Look.TITLE, Look.HEADING):
        return Alignment(vertical="center" if look is Look.TITLE else "bottom")
    if look in (Look.BACK, Look.INTRO, Look.NOTE):
        return Alignment(vertical="top")
    is_number, is_header = kind in NUMBERS, look in (Look.HEADER, Look.ENTRY_HEADER)
    return Alignment(
        horizontal="right" if is_number else "left",
        vertical="bottom" if look is Look.ENTRY_HEADER else "top",
        # A number keeps off the line at its right, a text off the number at its left.
        indent=1 if look in _IN_TABLES else 0,
        # A number that wraps would show as ###.
        wrap_text=is_header or not is_number,
    )
