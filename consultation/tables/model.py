"""The content of a workbook, as values: sheets of data, pages of text, a sheet of charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """How the values of a column are stored and shown; None is an empty cell in all of them.

    A number, a date or a time is stored as such, never as text, so that it can be sorted and
    summed. The formats are French whatever the language of the spreadsheet program.
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
    """In a column of links, what stands for a sheet of another workbook: it opens nothing."""


class Shape(StrEnum):
    """How a chart draws its rows."""

    BARS = "bars"
    """Horizontal bars, the first row on top."""
    COLUMNS = "columns"


@dataclass(frozen=True)
class Choices:
    """The values that a column takes: for each value of the column `by`, a list to choose from.

    A row whose value is not in `lists` takes nothing; None stands for an empty cell.
    """

    by: str
    lists: Mapping[str | None, tuple[str, ...]]


@dataclass(frozen=True)
class Listed:
    """What may be written in a column: what stands in a column of a sheet before it, as people edit
    it there."""

    sheet: str
    column: str


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` in characters, else from its title and its first rows.

    A column to fill is one in which people write: its cells look like it.
    """

    title: str
    kind: Kind
    width: float | None = None
    is_to_fill: bool = False
    choices: Choices | Listed | None = None


@dataclass(frozen=True)
class Chart:
    """A chart of some rows of a table, on the sheet of charts.

    Rows are numbered from 0, columns named by their titles. `alt_text` says what a person who
    cannot see the chart should know.

    `note` is a line below the title. `groups` are, of each row drawn, the number of the group that
    gives its bar a colour, 0 for none. `label_lines` are the lines that the labels of all bars
    take, where some take several. Values are written on bars unless their labels say them.
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
    """Columns and rows; the rows are read once for each file, and kept only where charts draw them.

    `name` is the name of the table inside the spreadsheet program (letters, digits, `_`).
    `row_count`, where known beforehand, is checked against what was written.
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
    """A sheet of data: a title, sentences that explain it, a table; maybe others `below`.

    `frozen_columns` stay on screen, as the header does, when the others are scrolled. `heading` is
    what the first cell says, the title by default, which names the tab. One that is for paper
    prints whole, on pages side by side where it is wide; one that is cut there prints the columns
    that fit a page, one that is not for paper none, and both say so.
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
        """The first table and those below it, from top to bottom."""
        return (Section(self.title, self.intro, self.table), *self.below)


@dataclass(frozen=True)
class Heading:
    """A heading within a page."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a page; a strong one is shown in bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class KeyValueRows:
    """A small table within a page: by default a text, a number, the title of a sheet to open.

    `kinds` says how each column shows; a str is accepted in all of them, None is an empty cell,
    and rows may be shorter than `kinds`. `headings`, where given, stand above the columns.
    """

    rows: tuple[tuple[object, ...], ...]
    kinds: tuple[Kind, ...] = (Kind.TEXT, Kind.INTEGER, Kind.LINK)
    headings: tuple[str, ...] = ()


Block = Heading | Paragraph | KeyValueRows


@dataclass(frozen=True)
class Page:
    """A sheet to be read as a text, such as « Lisez-moi »; `heading` as in a sheet of data."""

    title: str
    blocks: tuple[Block, ...]
    heading: str = ""


@dataclass(frozen=True)
class ChartSheet:
    """The charts of all tables of the sheets before it; `heading` as in a sheet of data."""

    title: str
    heading: str = ""


@dataclass(frozen=True)
class Workbook:
    """A workbook; `date`, naive, comes from the data so that the same data give the same bytes.

    Where the first sheet is a page, every other sheet links back to it. `whole_in` tells people
    where a text that is too long for a cell stands whole: « contributions.csv ».

    An accessible one is laid out as UK statisticians lay out theirs (« Releasing statistics in
    spreadsheets », Government Analysis Function): texts wrap and are in twelve
    points or more, nothing is in italics, no sheet begins with a way back. Theirs freeze and filter
    nothing; ours, which people sort and search, keep their headers in sight.
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
