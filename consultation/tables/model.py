"""The content of a workbook, as values: sheets of data, pages of text, a sheet of charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """How the values of a column are stored and shown. None is an empty cell in all of them.

    A number, a date or a time is stored as such, never as text, so that it can be sorted and
    summed. The formats are French whatever the language of the spreadsheet program: 1234.5 → « 1
    234,5 ».
    """

    TEXT = "text"
    """A str, cleaned by `readable`, wrapped."""
    INTEGER = "integer"
    """A whole number: 1 234."""
    NUMBERED = "numbered"
    """A whole number that names something, a SID or a line: 413263."""
    DECIMAL = "decimal"
    """Shown with one decimal: 1 234,5."""
    WEIGHT = "weight"
    """Shown with three decimals: 0,333."""
    SHARE = "share"
    """From 0 to 1, shown as 12,3 %."""
    DATE = "date"
    """A date: 11/03/2022."""
    DATETIME = "datetime"
    """A date and time without time zone: 11/03/2022 23:59."""
    TIME = "time"
    """A time of day: 23:59."""
    LINK = "link"
    """The title of a sheet of the same workbook, which a click opens."""


class Elsewhere(str):
    """In a column of links, the name of a sheet of another workbook, which opens nothing."""


class Shape(StrEnum):
    """How a chart draws its rows."""

    BARS = "bars"
    """Horizontal bars, the first row on top."""
    COLUMNS = "columns"


@dataclass(frozen=True)
class Choices:
    """The values that a column accepts, chosen by another column, `by`, of the same row.

    `lists`: value of `by` (None: an empty cell) → list to choose from. Other values have no list.
    """

    by: str
    lists: Mapping[str | None, tuple[str, ...]]


@dataclass(frozen=True)
class Listed:
    """The values that a column accepts: the cells of a column of an earlier sheet, as people edit
    them there."""

    sheet: str
    column: str


@dataclass(frozen=True)
class Column:
    """A column of a table. Its `width` is in characters, by default from its title and first rows.

    A column to fill is a column in which people write: its cells have their own format.
    """

    title: str
    kind: Kind
    width: float | None = None
    is_to_fill: bool = False
    choices: Choices | Listed | None = None


@dataclass(frozen=True)
class Chart:
    """A chart of some rows of a table, on the sheet of charts.

    Rows are numbered from 0, columns named by their titles. `alt_text` describes the chart to a
    person who cannot see it.

    `note` is a line below the title. `groups` has, for each row drawn, the number of the group that
    gives its bar a colour, 0 for none. `label_lines` is the number of lines of all labels, if some
    take several. Values are written on bars, unless `shows_values` is False because their labels
    have them.
    """

    title: str
    alt_text: str
    first_row: int
    last_row: int
    label_column: str
    value_column: str
    shape: Shape = Shape.BARS
    note: str = ""
    groups: tuple[int, ...] = ()
    label_lines: int = 0
    shows_values: bool = True


@dataclass(frozen=True)
class Table:
    """Columns and rows. The rows are read once for each file that they are written to.

    `name` is the name of the table inside the spreadsheet program (letters, digits, `_`).
    `row_count`, if known beforehand, is checked against the rows written.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[object, ...]]
    charts: tuple[Chart, ...] = ()
    row_count: int | None = None


@dataclass(frozen=True)
class Section:
    """A heading, sentences that explain a table, and the table."""

    title: str
    intro: tuple[str, ...]
    table: Table


@dataclass(frozen=True)
class Sheet:
    """A sheet of data: a title, sentences that explain it, a table, and maybe other tables `below`.

    `frozen_columns` stay on screen, as the header does, when the others are scrolled. `heading` is
    the text of the first cell, by default the title, which names the tab. A sheet for paper prints
    whole, on pages side by side if it is wide. If it `is_cut`, it prints the columns that fit a
    page. A sheet that is not for paper prints no column. A line says which columns are not printed.
    """

    title: str
    intro: tuple[str, ...]
    table: Table
    below: tuple[Section, ...] = ()
    frozen_columns: int = 0
    heading: str = ""
    is_for_paper: bool = True
    is_cut: bool = False

    @property
    def sections(self) -> tuple[Section, ...]:
        """The first table and the tables below it, from top to bottom."""
        return (Section(self.title, self.intro, self.table), *self.below)


@dataclass(frozen=True)
class Heading:
    """A heading within a page."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a page. A strong paragraph is in bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class KeyValueRows:
    """A small table within a page: by default a text, a number, the title of a sheet to open.

    `kinds` are the kinds of the columns. A str is accepted in all of them, None is an empty cell,
    and rows may be shorter than `kinds`. `headings`, if given, are above the columns.
    """

    rows: tuple[tuple[object, ...], ...]
    kinds: tuple[Kind, ...] = (Kind.TEXT, Kind.INTEGER, Kind.LINK)
    headings: tuple[str, ...] = ()


Block = Heading | Paragraph | KeyValueRows


@dataclass(frozen=True)
class Page:
    """A sheet to be read as a text, such as « Lisez-moi ». `heading` is as in a sheet of data."""

    title: str
    blocks: tuple[Block, ...]
    heading: str = ""


@dataclass(frozen=True)
class ChartSheet:
    """The charts of all tables of the sheets before it. `heading` is as in a sheet of data."""

    title: str
    heading: str = ""


@dataclass(frozen=True)
class Workbook:
    """A workbook. Its `date`, without time zone, comes from the data so that the same data give the
    same bytes.

    If the first sheet is a page, every other sheet links back to it. `whole_in` names the file with
    the whole of each text that is too long for a cell: « contributions.csv ».

    An accessible workbook is laid out as UK statisticians lay out theirs
    (« Releasing statistics in spreadsheets », Government Analysis Function): texts wrap and are in
    twelve points or more, nothing is in italics, no sheet begins with a link back. Unlike their
    tables, ours have a frozen header and a filter, because people sort and search them.
    """

    title: str
    subject: str
    date: datetime
    whole_in: str
    sheets: tuple[Sheet | Page | ChartSheet, ...]
    creator: str = "faire-masse"
    is_accessible: bool = False

    @property
    def home(self) -> Page | None:
        """The page that the other sheets link back to."""
        if self.is_accessible:
            return None
        first = self.sheets[0] if self.sheets else None
        return first if isinstance(first, Page) else None
