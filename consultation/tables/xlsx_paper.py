"""The widths of columns and heights of rows, estimated from the letters in their cells. Also how
sheets are printed: on A4 pages, in eight points or more."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from textwrap import wrap

from consultation.tables.model import Column, Kind, Sheet
from consultation.tables.xlsx_cells import Tab
from consultation.words.readable import one_line

_A4_PAPER = 9
_A4 = (21.0, 29.7)
_SIDE = 1.2
_TOP = 1.6
_BOTTOM = 1.4
_HEADER = 0.7
_CM_PER_INCH = 2.54
_MAX_HEADER = 255


def set_up_printing(tab: Tab, *, landscape: bool, is_fitted: bool = True) -> None:
    """Set the sheet to A4 pages. If `is_fitted`, the sheet is shrunk to the width of a page. If
    not, it is printed in eight points, on pages side by side.

    Each page has the sheet's title and a page number. In an accessible workbook it has neither,
    since screen readers skip the headers of pages.
    """
    sheet = tab.worksheet
    sheet.set_paper(_A4_PAPER)
    if landscape:
        sheet.set_landscape()
    if is_fitted:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(ceil(100 * _SMALLEST))
    left, top, bottom, header = (cm / _CM_PER_INCH for cm in (_SIDE, _TOP, _BOTTOM, _HEADER))
    sheet.set_margins(left, left, top, bottom)
    if not tab.is_accessible:
        title, workbook = map(_header_text, (sheet.name, tab.workbook_title))
        # The workbook's title may be wider than a page: a number on its line would be written over
        # it.
        sheet.set_header(f'&L&"-,Bold"{title}&Rpage &P / &N', {"margin": header})
        sheet.set_footer(f"&L{workbook}", {"margin": header})


def _header_text(text: str) -> str:
    """The text for the header of printed pages, on a line. `&` is doubled, because a single `&`
    begins a code: « A & B » → « A && B ». Empty if the text is too long for Excel."""
    escaped = one_line(text).replace("&", "&&")
    return escaped if len(escaped) < _MAX_HEADER - 40 else ""


PIXELS_PER_CM = 96 / _CM_PER_INCH
POINTS_PER_CM = 72 / _CM_PER_INCH
PAGE_HEIGHT = _A4[1] - _TOP - _BOTTOM
"""The height of an upright page without its margins, in centimetres."""
PIXELS_PER_CHARACTER = 7
"""The pixels of a column that is a character wide, in the default font."""
_SMALLEST = 8 / 11
"""How much a sheet may shrink on paper: letters of eleven points become letters of eight."""
_WIDER = 9 / 7
"""How much wider columns get if LibreOffice replaces the default font by a wider font."""
WIDEST_UPRIGHT, WIDEST_PRINTED = (
    (side - 2 * _SIDE) * PIXELS_PER_CM / (PIXELS_PER_CHARACTER * _WIDER * _SMALLEST) for side in _A4
)


_DEFAULT_WIDTH = 8.43
# How far right of a table the empty cell is that is set as print area, so that nothing is printed.
_FAR = 30


def printed_columns(sheet: Sheet, widths: Sequence[float]) -> int:
    """The number of columns to print, from the left. All columns, with two exceptions:

    - The sheet is not for paper: 0.
    - The sheet `is_cut`: as many columns as fit a page in eight points.
    """
    if not sheet.is_for_paper:
        return 0
    fitting = bisect_right(list(accumulate(widths)), WIDEST_PRINTED)
    return fitting if sheet.is_cut else len(widths)


def print_area(
    widths: Sequence[float], printed: int, opening: str, last_row: int
) -> tuple[int, int, int, int]:
    """The cells to print, as (first row, first column, last row, last column). `printed`: the
    number of columns to print. If all are printed, the area is wide enough for `opening`, the line
    above the table.

    If `printed` is 0, the area is an empty cell far from the table, so that no page is printed.
    """
    if not printed:
        far = len(widths) + _FAR - 1
        return (0, far, 0, far)
    reached = min(len(opening), WIDEST_UPRIGHT)
    missing_width = max(0.0, reached - sum(widths)) if printed == len(widths) else 0.0
    return (0, 0, last_row, printed - 1 + int(missing_width / _DEFAULT_WIDTH))


def set_widths(tab: Tab, widths: Sequence[float]) -> None:
    """Set the widths of the sheet's columns. `widths`: the width of each column, in characters."""
    for column, width in enumerate(widths):
        tab.worksheet.set_column_pixels(column, column, int(width * PIXELS_PER_CHARACTER))


LONGEST = 80.0
_SHORT_LINE = 45
_NARROWEST = 8.0
_WIDTHS = {Kind.DATE: 14.0, Kind.DATETIME: 17.5, Kind.TIME: 8.0, Kind.DECIMAL: 10.0}
_WIDTH_OF_NUMBERS = 9.0


def column_width(column: Column, values: Sequence[object]) -> float:
    """The width of a column in characters: `column.width` or, if that is None, a width for
    `values`. It is never less than the column's title needs."""
    own = column.width
    wanted = _width_of_values(column.kind, values) if own is None else own
    return max(wanted, _width_of_title(column.title))


def _width_of_values(kind: Kind, values: Sequence[object]) -> float:
    if kind in (Kind.TEXT, Kind.LINK):
        return text_width([value for value in values if isinstance(value, str)])
    numbers = (value for value in values if hasattr(value, "__float__"))
    digits = max((len(f"{number:,.0f}") for number in numbers), default=0)
    return min(LONGEST, max(_WIDTHS.get(kind, _WIDTH_OF_NUMBERS), digits + 4))


def text_width(texts: Sequence[str]) -> float:
    """The width in characters of a column with these texts. Short texts get a single line, long
    texts several lines that are easy to read: « oui » → 8.0, 200 letters → 60.0."""
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    if longest <= _SHORT_LINE:
        return max(_NARROWEST, longest * 1.05 + 2)
    usual = sorted(map(len, texts))[len(texts) * 9 // 10]
    return 45.0 if usual <= 135 else 60.0 if usual <= 400 else LONGEST


# Letters that are wide in bold. Widths below are in digits.
_WIDE = re.compile("[A-ZÀ-ÖØ-ÞŒmwœæ@%&]")
_LETTER, _MORE_FOR_WIDE = 1.05, 0.5
_EDGES, _BUTTON = 2.4, 2.4
"""In characters: the two edges of a cell with its indent, and the button of its filter."""


def _width_of_title(title: str) -> float:
    """The column width, in characters, that shows the title on about three lines and breaks no
    word."""
    longest, whole = max(map(_bold_width, title.split())), _bold_width(title)
    return min(LONGEST, max(longest, whole / 3) + _EDGES + _BUTTON)


def _bold_width(text: str) -> float:
    return _LETTER * len(text) + _MORE_FOR_WIDE * len(_WIDE.findall(text))


_LINE_POINTS = 15.0
_MAX_ROW_POINTS = 409.0
_MOST_LINES = int(_MAX_ROW_POINTS / _LINE_POINTS)
_LETTERS_PER_CHARACTER = 1.1
"""The mean number of letters in the width of a digit. Column widths are counted in digits."""


def header_points(widths: Sequence[float], titles: Sequence[str]) -> float:
    """The height of a table's header, in points, for these column widths and titles: titles of two
    lines → 50.0. It includes a line below the titles for the buttons of the filters."""
    rooms = (max(1, int((width - _EDGES) / _LETTER)) for width in widths)
    lines = max(len(wrap(title, room)) for title, room in zip(titles, rooms, strict=True))
    return min(_MAX_ROW_POINTS, _LINE_POINTS * (1 + lines) + 5)


def limited_points(widths: Sequence[float], row: Sequence[object]) -> float | None:
    """The height to set for a row, in points: 409, Excel's maximum, if the texts need more. None if
    they need less, since programs then find the height themselves."""
    # Without a set height, LibreOffice would make the row higher than a page.
    lines = (
        value.count("\n") + len(value) / (width * _LETTERS_PER_CHARACTER)
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str) and len(value) > _MOST_LINES
    )
    return _MAX_ROW_POINTS if max(lines, default=0) > _MOST_LINES else None
