"""Write values to cells: a text as a text, a number as a number. A text that is too long is cut and
ends with a remark."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite

from xlsxwriter.worksheet import Worksheet

from consultation.tables.cell_texts import (
    as_fits_a_cell,
    needs_quote,
    runs_of,
    typographic,
)
from consultation.tables.model import Elsewhere, Kind
from consultation.tables.xlsx_formats import CellFormats, Role
from consultation.words.french import sentence
from consultation.words.readable import one_line, readable

TITLE_POINTS = 26.0
MAX_WHOLE = 2**53
"""The greatest whole number that spreadsheets keep without rounding."""

_NUMBERS = (int, float, Decimal)
_TYPES: dict[Kind, type[object]] = {
    Kind.TEXT: str,
    Kind.LINK: str,
    Kind.DATE: date,
    Kind.DATETIME: datetime,
    Kind.TIME: time,
}
_WHOLE = (Kind.INTEGER, Kind.NUMBERED)
_FIRST_SURE_DATE = date(1900, 3, 1)
"""The first date that Excel and LibreOffice show alike."""


def quoted(sheet_title: str) -> str:
    """A sheet's title in quotes, as links and formulas need it: « L'été » → « 'L''été' »."""
    return "'" + sheet_title.replace("'", "''") + "'"


@dataclass(frozen=True)
class Tab:
    """A sheet of the .xlsx file that is being written. Rows and columns count from 0.

    - `heading`: the text of the first cell.
    - `home`: the title of the page to which the sheet gets a link. Empty for no link.
    - `notes`: the title of the sheet of notes and the cell where the notes about this sheet begin.
      None for no link.
    - `whole_in`: the name of the file that contains the texts too long for a cell.
    """

    worksheet: Worksheet
    formats: CellFormats
    workbook_title: str
    sheet_titles: Collection[str]
    whole_in: str
    heading: str
    home: str
    notes: tuple[str, str] | None
    is_accessible: bool

    def write_top(self, aside: str = "") -> int:
        """Write the heading. Write below it, if there are any, the links to the first page and to
        the notes, and `aside`, a sentence on printing. Return the number of rows written, 1 or 2.
        """
        self.write_words(0, 0, one_line(self.heading), Role.TITLE)
        if not self.is_accessible:
            self.worksheet.set_row(0, TITLE_POINTS)
        column = 0
        if self.home:
            self.write_link(1, 0, f"← {self.home}", self.home, role=Role.BACK)
            column = 1
        if self.notes:
            more = f"{sentence('beside', 'more')} {aside}".strip()
            self.write_link(1, column, more, *self.notes, role=Role.BACK)
        elif aside:
            self.write_words(1, column, aside, Role.INTRO)
        return 2 if self.home or self.notes or aside else 1

    def write(self, row: int, column: int, value: object, kind: Kind, role: Role) -> None:
        """Write a value in the format of its kind. Raises ValueError if no cell of this kind can
        hold it, or if a link is to a missing sheet."""
        if type(value) is str and value and kind is Kind.TEXT:  # most values
            self._write_text(row, column, readable(value), role, kind)
            return
        if isinstance(value, Elsewhere):
            self.write_words(row, column, value, role, kind)
            return
        stored = None if value is None else _stored(value, kind)
        if stored is None or stored == "":
            cell_format = self.formats.format(role, _kind_of_words(kind))
            self.worksheet.write_blank(row, column, None, cell_format)
        elif isinstance(stored, str):
            if kind is not Kind.LINK:
                self._write_text(row, column, stored, role, kind)
            elif stored in self.sheet_titles:
                self.write_link(row, column, stored, stored, role=role)
            else:
                raise ValueError("a link to a sheet that is not there")
        elif isinstance(stored, date | time):
            self.worksheet.write_datetime(row, column, stored, self.formats.format(role, kind))
        else:
            self.worksheet.write_number(row, column, stored, self.formats.format(role, kind))

    def write_words(
        self, row: int, column: int, text: str, role: Role, kind: Kind = Kind.TEXT
    ) -> None:
        """Write a text that the program made, with French apostrophes. The text is never a link,
        even if the kind is `LINK`."""
        self._write_text(row, column, typographic(readable(text)), role, kind)

    def write_link(
        self, row: int, column: int, text: str, sheet_title: str, cell: str = "A1", *, role: Role
    ) -> None:
        """Write a text that is a link: a click opens the sheet `sheet_title` at `cell`."""
        target = f"internal:{quoted(sheet_title)}!{cell}"
        self.worksheet.write_url(row, column, target, self.formats.format(role, Kind.LINK), text)

    def _write_text(self, row: int, column: int, text: str, role: Role, kind: Kind) -> None:
        text = as_fits_a_cell(text, self.whole_in)
        cell_format = self.formats.format(role, _kind_of_words(kind), is_quoted=needs_quote(text))
        first, *others = runs_of(text)
        if others:
            runs = (part for run in others for part in (cell_format, run))
            self.worksheet.write_rich_string(row, column, first, *runs, cell_format)
        else:
            self.worksheet.write_string(row, column, text, cell_format)


def _kind_of_words(kind: Kind) -> Kind:
    """The kind whose format a text gets in a column of this kind: `DATE` → `DATE`, so that
    « 01/03/0202 » is aligned like the dates. `LINK` → `TEXT`, so that the text does not look like a
    link."""
    return Kind.TEXT if kind is Kind.LINK else kind


def _stored(value: object, kind: Kind) -> str | date | time | int | float:
    """The value that is written to a cell of this kind: 1.0 in a column of whole numbers → 1.

    A date before March 1900 becomes a text, since programs would show another day: `0202-03-01` →
    « 01/03/0202 ». Raises ValueError if no cell of this kind can store the value.
    """
    is_other = isinstance(value, bool) or (kind is Kind.DATE and isinstance(value, datetime))
    if is_other or not isinstance(value, _TYPES.get(kind, _NUMBERS)):
        raise ValueError(f"{type(value).__name__} where a {kind} is due")
    if getattr(value, "tzinfo", None):
        raise ValueError("a time zone, which no cell has")
    match value:
        case str():
            return readable(value)
        case datetime():
            is_sure = value.date() >= _FIRST_SURE_DATE
            return value if is_sure else f"{_old_date(value)} {value:%H:%M}"
        case date():
            return value if value >= _FIRST_SURE_DATE else _old_date(value)
        case time():
            return value
        case int() | float() | Decimal():
            return _stored_number(value, is_whole=kind in _WHOLE)
    raise AssertionError(kind)


def _stored_number(value: int | float | Decimal, *, is_whole: bool) -> int | float:
    if not isfinite(value):
        raise ValueError("a number that is not finite")
    if not is_whole:
        return float(value) + 0.0  # zeros are equal, and written alike
    whole = int(value)
    if whole != value or abs(whole) > MAX_WHOLE:
        raise ValueError("a number that is not whole, or too great")
    return whole


def _old_date(value: date) -> str:
    """A date as text, day first, with four digits for the year: 1 March 202 → « 01/03/0202 »."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"
