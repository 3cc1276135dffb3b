"""Classes that describe the content of a workbook: sheets of data, pages of text, a sheet of
charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """The type and format of the values in a column. The value `None` makes an empty cell.

    Numbers, dates and times are not stored as text, so that people can sort and sum them. Only a
    date before March 1900 becomes a text, since programs would show another day. Numbers are shown
    the French way in any spreadsheet program: 1234.5 → « 1 234,5 ».
    """

    TEXT = "text"
    """A str, cleaned by `readable`, wrapped."""
    INTEGER = "integer"
    """A whole number: 1 234."""
    NUMBERED = "numbered"
    """A whole number that names something, such as a SID or a line, without space: 413263."""
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
    """A sheet of another workbook and its file, in a column of links: « Textes → synthese.xlsx ».
    It is shown as text, not as a link."""


class Shape(StrEnum):
    """The shape of a chart: horizontal bars or vertical columns."""

    BARS = "bars"
    """Horizontal bars, the first row on top."""
    COLUMNS = "columns"


@dataclass(frozen=True)
class Choices:
    """The drop-down lists of a column that people fill. Which list a cell offers depends on the
    value of another column, `by`, in the same row.

    `lists`: value of `by` → the values to choose from. The key None is for rows where `by` is
    empty. Rows with any other value get no list.
    """

    by: str
    lists: Mapping[str | None, tuple[str, ...]]


@dataclass(frozen=True)
class Listed:
    """A drop-down list for a column that people fill. It offers the values that are now in the
    column `column` of the sheet `sheet`, which is earlier in the workbook."""

    sheet: str
    column: str


@dataclass(frozen=True)
class Column:
    """A column of a table.

    - `width`: in characters, or wider if the title needs it. None: as wide as the title and the
      first rows need.
    - `is_to_fill`: people write in its cells, which look different from the others.
    - `choices`: the drop-down lists of its cells. None: people may write any text.
    """

    title: str
    kind: Kind
    width: float | None = None
    is_to_fill: bool = False
    choices: Choices | Listed | None = None


@dataclass(frozen=True)
class Chart:
    """A chart of some rows of a table, on the sheet of charts.

    - `alt_text` describes the chart to a person who cannot see it.
    - `first_row` and `last_row` are rows of the table, from 0. Columns are titles.
    - `note` is a line below the title.
    - `groups`: for each row drawn, the number of the group that gives its bar a colour, 0 for none.
    - `label_lines`: the lines of text that all labels take together, if some take several.
    - `shows_values` is False if the labels contain the values, which are then not written on bars.
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
    """The columns and rows of a table. The rows are read once for each file that is written.

    `name`: the table's name in formulas of the spreadsheet program (letters, digits, `_`).
    `row_count`, if given, must equal the number of rows written.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[object, ...]]
    charts: tuple[Chart, ...] = ()
    row_count: int | None = None


@dataclass(frozen=True)
class Section:
    """A table with its heading and the sentences that explain it."""

    title: str
    intro: tuple[str, ...]
    table: Table


@dataclass(frozen=True)
class Sheet:
    """A sheet of data: a title, sentences that explain it, a table, and maybe other tables `below`.

    - `title` is the name of the tab. `heading` is the text of the first cell, by default the title.
    - `frozen_columns`: the number of columns, from the left, that do not scroll.
    - `is_for_paper`: if True, all columns are printed, on pages side by side if needed. If False,
      nothing is printed.
    - `is_cut`: if True, only the first columns are printed, as many as fit a page.

    A line on the sheet says which columns are printed, if not all are.
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
    """A paragraph of a page. If it is strong, it is in bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class KeyValueRows:
    """A small table within a page. By default its columns are a text, a number and a link.

    `kinds`: the kind of each column. A cell of any kind may also be a str, or None for an empty
    cell. A row may be shorter than `kinds`. `headings`: the titles of the columns, if any.
    """

    rows: tuple[tuple[object, ...], ...]
    kinds: tuple[Kind, ...] = (Kind.TEXT, Kind.INTEGER, Kind.LINK)
    headings: tuple[str, ...] = ()


Block = Heading | Paragraph | KeyValueRows


@dataclass(frozen=True)
class Page:
    """A sheet to be read as a text, such as « Lisez-moi ». `heading` is the text of its first cell,
    by default the title."""

    title: str
    blocks: tuple[Block, ...]
    heading: str = ""


@dataclass(frozen=True)
class ChartSheet:
    """A sheet with the charts of all tables on the sheets before it. `heading` is the text of its
    first cell, by default the title."""

    title: str
    heading: str = ""


@dataclass(frozen=True)
class Workbook:
    """A workbook.

    - `date`, without time zone, comes from the data, so that the same data give the same bytes.
    - `form_id` is the form whose organisers fill in the workbook. Empty for a workbook that is not
      read again.
    - `whole_in` names the file that contains texts too long for a cell: « contributions.csv ».
    - `is_accessible`: letters have twelve points or more, nothing is in italics, and no sheet of
      charts or notes is added.

    If the first sheet is a page, every other sheet links back to it, unless `is_accessible`.
    """

    title: str
    subject: str
    date: datetime
    whole_in: str
    sheets: tuple[Sheet | Page | ChartSheet, ...]
    form_id: str = ""
    is_accessible: bool = False

    @property
    def home(self) -> Page | None:
        """The page to which the other sheets link back. None if they link to none."""
        if self.is_accessible:
            return None
        first = self.sheets[0] if self.sheets else None
        return first if isinstance(first, Page) else None
