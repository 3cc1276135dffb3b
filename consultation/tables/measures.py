"""How wide columns and how high rows must be, estimated: no program is there to measure them; and
the sheet on paper, A4, fitted to the width, in eight points or more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from consultation.tables.cell_texts import one_line
from consultation.tables.model import Column, Kind
from consultation.tables.streamed import StreamedSheet

_A4_PAPER = 9
_A4 = (21.0, 29.7)
_SIDE = 1.2
_TOP = 1.6
_BOTTOM = 1.4
_HEADER = 0.7
_MAX_HEADER = 255


def set_up_printing(
    worksheet: StreamedSheet, workbook_title: str, *, landscape: bool, is_fitted: bool = True
) -> None:
    """The sheet prints on A4 pages as wide as it is, or else in eight points on pages side by side,
    each with its title and number: where screen readers find them, which read no headers."""
    worksheet.page_setup.paperSize = _A4_PAPER
    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=is_fitted)
    if not is_fitted:
        worksheet.page_setup.scale = ceil(100 * _SMALLEST)
    _set_margins(worksheet)
    if worksheet.is_accessible:
        return
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text, header.left.font = _header_text(worksheet.title), "-,Bold"
    footer.left.text, footer.right.text = _header_text(workbook_title), "page &P / &N"
    worksheet.oddHeader, worksheet.oddFooter = header, footer


def _set_margins(worksheet: StreamedSheet) -> None:
    margins = worksheet.page_margins
    margins.left = margins.right = _SIDE / 2.54
    margins.top, margins.bottom = _TOP / 2.54, _BOTTOM / 2.54
    margins.header = margins.footer = _HEADER / 2.54


def _header_text(text: str) -> str:
    """The text on one line, its & not read as codes; empty if Excel would refuse its length."""
    escaped = one_line(text).replace("&", "&&")
    return escaped if len(escaped) < _MAX_HEADER - 40 else ""


PAGE_HEIGHT = _A4[0] - _TOP - _BOTTOM
"""Of a page lying down, in cm."""
CM_PER_CHARACTER = 7 / 96 * 2.54
"""A width of 1 in a sheet: 7 pixels in the default font."""
_SMALLEST = 8 / 11
"""How far letters of eleven points shrink to eight."""
_WIDER = 9 / 7
"""A width of 1 where a wider font stands in for the default one, as LibreOffice's may."""
WIDEST_UPRIGHT, WIDEST_PRINTED = (
    (side - 2 * _SIDE) / (CM_PER_CHARACTER * _WIDER * _SMALLEST) for side in _A4
)
POINTS_PER_CM = 72 / 2.54
LINE_POINTS = 15.0
MAX_ROW_POINTS = 409.0
_MOST_LINES = int(MAX_ROW_POINTS / LINE_POINTS)

LONGEST = 80.0
_SHORT_LINE = 45
_WIDTHS = {
    Kind.DATE: 12.0,
    Kind.DATETIME: 17.5,
    Kind.TIME: 8.0,
    Kind.WEIGHT: 9.0,
    Kind.SHARE: 9.0,
    Kind.WHOLE_SHARE: 9.0,
    Kind.INTEGER: 9.0,
    Kind.NUMBERED: 9.0,
    Kind.DECIMAL: 10.0,
    Kind.TEXT: 8.0,
    Kind.LINK: 8.0,
}


def column_width(column: Column, values: Sequence[object]) -> float:
    """The width of a column, in characters: its own, else from its title and some values."""
    own = column.width
    wanted = _width_of_values(column.kind, values) if own is None else own
    return max(wanted, _width_of_title(column.title))


# Bold letters, in widths of a digit: much the same in Calibri and in what stands in for it. The
# edges of a cell, its indent and the button of its filter stand around them.
_BOLD_WIDTHS = ((re.compile("[fijlrt .,;:’']"), 0.8), (re.compile("[mwœMWŒÆ%@&]"), 1.75))
_BOLD_CAPITAL, _BOLD_LETTER = 1.35, 1.15
_AROUND_TITLE = 4.8


def _bold_width(text: str) -> float:
    def width(letter: str) -> float:
        other = _BOLD_CAPITAL if letter.isupper() else _BOLD_LETTER
        return next((width for kind, width in _BOLD_WIDTHS if kind.match(letter)), other)

    return sum(map(width, text))


def _width_of_title(title: str) -> float:
    """Room for the longest word of the title, in three lines or so."""
    longest = max(map(_bold_width, title.split()))
    return min(LONGEST, max(longest, _bold_width(title) / 3) + _AROUND_TITLE)


def _lines_of_title(title: str, width: float) -> int:
    """The lines that the title takes, one word after the other."""
    lines, used, room = 1, 0.0, max(_BOLD_LETTER, width - _AROUND_TITLE)
    for own in map(_bold_width, title.split()):
        if used and used + _BOLD_LETTER + own > room:
            lines, used = lines + 1, 0.0
        above = max(0, ceil(own / room) - 1)
        lines, used = lines + above, used + own - above * room + (_BOLD_LETTER if used else 0)
    return lines


def _width_of_values(kind: Kind, values: Sequence[object]) -> float:
    if kind not in (Kind.TEXT, Kind.LINK):
        numbers = (value for value in values if hasattr(value, "__float__"))
        digits = max((len(f"{number:,.0f}") for number in numbers), default=0)
        return min(LONGEST, max(_WIDTHS[kind], digits + 4))
    return text_width([value for value in values if isinstance(value, str)])


def text_width(texts: Sequence[str]) -> float:
    """A width that shows short texts on one line, and long ones in a column easy to read."""
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    if longest <= _SHORT_LINE:
        return max(_WIDTHS[Kind.TEXT], longest * 1.05 + 2)
    usual = sorted(map(len, texts))[len(texts) * 9 // 10]
    return 45.0 if usual <= 135 else 60.0 if usual <= 400 else LONGEST


# Letters are narrower than the digit that widths are counted in, these are wider.
_WIDE = re.compile("[A-ZÀ-ÖØ-ÞŒmwœæ@%&\u1100-\U0010ffff]")
_NARROWNESS = 1.22


def _room(width: float) -> int:
    """The narrow letters that a line of the column takes."""
    return max(4, int((width - 1) * _NARROWNESS))


def line_count(text: str, width: float) -> int:
    """The lines that a wrapped text takes in a column, a wide letter being two: rather too many
    than too few, as if lines ended at spaces alone."""
    room, count = _room(width), 0
    for line in _WIDE.sub("nn", text).split("\n"):
        count, used = count + 1, 0
        for length in map(len, line.split(" ")):
            if used and used + length > room:
                count, used = count + 1, 0
            above = max(0, length - 1) // room
            count += above
            used += length - above * room + 1
    return count


def row_points(widths: Iterable[float], row: Iterable[object]) -> float:
    """The height that a row needs for its wrapped texts, in points."""
    texts = (
        (text, width) for text, width in zip(row, widths, strict=True) if isinstance(text, str)
    )
    lines = max((line_count(text, width) for text, width in texts), default=1)
    return min(MAX_ROW_POINTS, LINE_POINTS * lines + 2)


_LARGER = 1.1
_SPACE_BELOW = 8.0


def spaced_points(text: str, width: float) -> float:
    """The height, in points, of a wrapped text of an accessible sheet, with room below it."""
    return row_points([width / _LARGER], [text]) * _LARGER + _SPACE_BELOW


def header_points(widths: Sequence[float], titles: Sequence[str]) -> float:
    """The height of the header, in points: its words are bold, and the buttons of its filters have
    a line of their own below them."""
    lines = (_lines_of_title(*each) for each in zip(titles, widths, strict=True))
    return min(MAX_ROW_POINTS, LINE_POINTS * (1 + max(lines, default=1)) + 5)


def overflows_a_row(widths: Sequence[float], row: Sequence[object]) -> bool:
    """Whether a text needs more lines than the highest row of Excel shows.

    LibreOffice would make such a row higher than the screen and the page, and show no more of it.
    """
    return any(
        isinstance(value, str)
        and len(value) >= _MOST_LINES
        and value.count("\n") + 1.3 * len(value) / width > _MOST_LINES - 1
        and line_count(value, width) > _MOST_LINES
        for value, width in zip(row, widths, strict=True)
    )
