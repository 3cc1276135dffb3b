"""Values -> cells: a text is always text, a number always a number, nothing is cut unsaid.

A cell is made once per column and look, then given one value after the other: making and
styling a new one for each value takes longer than writing it. In a table, a column remembers how
its last values were written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Any

from openpyxl.cell import Cell
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from consultation.tables.cell_texts import (
    as_cell_value,
    as_fits_a_cell,
    is_plain,
    needs_quote,
    one_line,
    readable,
    typographic,
)
from consultation.tables.model import Elsewhere, Kind, Shorthand
from consultation.tables.streamed import StreamedSheet
from consultation.tables.styles import Look, styled_cell
from consultation.words.french import sentence

TITLE_POINTS = 26.0


@dataclass(frozen=True)
class Surroundings:
    """What a sheet knows of its workbook; `home_title` is empty on the first page itself. `heading`
    is what the sheet's first cell says, `notes` the sheet and the cell where more is told of it."""

    workbook_title: str
    home_title: str
    sheet_titles: Collection[str]
    heading: str
    notes: tuple[str, str] | None = None


def top_rows(
    worksheet: StreamedSheet, around: Surroundings, aside: str = ""
) -> Iterator[list[Cell]]:
    """The rows above what the sheet holds: its title; then, if there are any, the way back, the way
    to what is told of it and, `aside`, whether it prints."""
    title = ColumnCells(worksheet, Kind.TEXT, Look.TITLE)
    yield [title.text(one_line(around.heading))]
    back, notes = (ColumnCells(worksheet, Kind.LINK, Look.BACK) for _ in range(2))
    home = around.home_title
    ways = [back.link(f"← {home}", home)] if home else []
    if around.notes:
        ways.append(notes.link(f"{sentence('beside', 'more')} {aside}".strip(), *around.notes))
    elif aside:
        ways.append(ColumnCells(worksheet, Kind.TEXT, Look.INTRO).text(aside))
    if ways:
        yield ways


MAX_WHOLE = 2**53
"""Beyond it a spreadsheet rounds whole numbers."""

_OF_OURS = (Elsewhere, Shorthand)
_FIRST_SURE_DATE = date(1900, 3, 1)
"""Excel and LibreOffice disagree on the days before."""


class ColumnCells:
    """The cells of one column of a sheet, of one kind and look, one at a time."""

    def __init__(
        self, worksheet: StreamedSheet, kind: Kind, look: Look, sheet_titles: Collection[str] = ()
    ) -> None:
        self._whole_in = worksheet.whole_in
        self._plain = styled_cell(worksheet, look, kind)
        self._words = styled_cell(worksheet, look, _kind_of_words(kind))
        self._quoted = styled_cell(worksheet, look, _kind_of_words(kind))
        self._quoted.quotePrefix = True
        self._convert = _CONVERTERS[kind]
        self._type = "d" if kind in _MOMENTS else "n"
        self.kind = kind
        self._sheet_titles = sheet_titles

    def __call__(self, value: object) -> Cell:
        """The cell that holds the value, until the next call; ValueError if none can."""
        if isinstance(value, _OF_OURS):
            return self.text(value)
        stored = None if value is None else self._convert(value)
        if isinstance(stored, str) and stored:
            return self._link(stored) if self.kind is Kind.LINK else self._text(stored)
        cell = self._words if self.kind is Kind.LINK else self._plain
        # Set as it is, which takes a tenth of the time: its kind is known.
        is_empty = stored is None or isinstance(stored, str)
        cell._value = None if is_empty else stored  # type: ignore[attr-defined]
        cell.data_type = "n" if is_empty else self._type
        return cell

    def text(self, text: str) -> Cell:
        """The cell that holds the words of ours and opens nothing, until the next call."""
        return self._text(typographic(readable(text)))

    def link(self, text: str, sheet_title: str, cell_there: str = "A1") -> Cell:
        """The cell that holds the text and opens the sheet, until the next call."""
        cell = _fill(self._plain, text)
        there = f"{quote_sheetname(sheet_title)}!{cell_there}"
        cell.hyperlink = Hyperlink(ref="A1", location=there)
        return cell

    def _text(self, text: str) -> Cell:
        cell = self._quoted if needs_quote(text) else self._words
        return _fill(cell, as_fits_a_cell(text, self._whole_in))

    def _link(self, sheet_title: str) -> Cell:
        if sheet_title not in self._sheet_titles:
            raise ValueError("a link to a sheet that is not there")
        return self.link(sheet_title, sheet_title)


_ANY_TEXT = "\ue000"
_MOST_REMEMBERED = 250


def written_cells(
    worksheet: StreamedSheet, title: str, cells: ColumnCells
) -> Callable[[object], str | Cell]:
    """What gives the cells of a column, as the sheet writes them or, where they open something, as
    they are; ValueError, which names the column, where no cell holds a value."""
    around: list[str] = []

    def write(value: object) -> str | Cell:
        if cells.kind is Kind.TEXT and type(value) is str and is_plain(value):
            around[:] = around or worksheet.xml_of(cells(_ANY_TEXT)).split(_ANY_TEXT)
            return value.join(around)
        try:
            cell = cells(value)
        except ValueError as problem:
            raise ValueError(f"{title!r}: {problem}") from None
        return cell if cell.hyperlink else worksheet.xml_of(cell)

    # What stands in a column stands there again and again; but each link has its own place.
    return write if cells.kind is Kind.LINK else lru_cache(_MOST_REMEMBERED, typed=True)(write)


def _kind_of_words(kind: Kind) -> Kind:
    """The kind of a text in a column of this kind: a date too old to be one stays aligned."""
    return Kind.TEXT if kind is Kind.LINK else kind


def _fill(cell: Cell, text: str) -> Cell:
    # Set as it is: openpyxl makes a formula of « =1+1 » and an error of « #N/A », and looks at
    # each text for what `readable` has taken out of it.
    cell._value = as_cell_value(text)  # type: ignore[attr-defined]
    cell.data_type = "s"
    return cell


def _text_of(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{type(value).__name__} where a text is due")
    return readable(value)


def _whole_of(value: object) -> int:
    number = _number_of(value)
    whole = int(number)
    if whole != number or abs(whole) > MAX_WHOLE:
        raise ValueError("a number that is not whole, or too great")
    return whole


def _real_of(value: object) -> float:
    return float(_number_of(value)) + 0.0  # zeros are equal, and written alike


def _number_of(value: object) -> int | float | Decimal | Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise ValueError(f"{type(value).__name__} where a number is due")
    if not isfinite(value):
        raise ValueError("a number that is not finite")
    return value


def _date_of(value: object) -> date | str:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"{type(value).__name__} where a date is due")
    return value if value >= _FIRST_SURE_DATE else _old_date(value)


def _datetime_of(value: object) -> datetime | str:
    if not isinstance(value, datetime) or value.tzinfo is not None:
        raise ValueError(f"{type(value).__name__} where a date and time without zone is due")
    if value.date() >= _FIRST_SURE_DATE:
        return value
    return f"{_old_date(value)} {value:%H:%M}"


def _old_date(value: date) -> str:
    """Day first, the year in four digits (strftime writes « 202 » for 0202)."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _time_of(value: object) -> time:
    if not isinstance(value, time) or value.tzinfo is not None:
        raise ValueError(f"{type(value).__name__} where a time of day is due")
    return value


_MOMENTS = (Kind.DATE, Kind.DATETIME, Kind.TIME)
_CONVERTERS: dict[Kind, Callable[[object], Any]] = {
    Kind.TEXT: _text_of,
    Kind.LINK: _text_of,
    Kind.INTEGER: _whole_of,
    Kind.NUMBERED: _whole_of,
    Kind.DECIMAL: _real_of,
    Kind.WEIGHT: _real_of,
    Kind.SHARE: _real_of,
    Kind.WHOLE_SHARE: _real_of,
    Kind.DATE: _date_of,
    Kind.DATETIME: _datetime_of,
    Kind.TIME: _time_of,
}
