"""Publications → tables of a workbook. The kind of a column follows from its title, by the lists of
`schemas/sheets.toml`, or else from its DuckDB type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any, Protocol

from consultation.tables.model import Chart, Column, Kind, Sheet, Table
from consultation.words.french import sentence, sheets

# Properties need a date even when nothing was received.
NO_DATE = dt.datetime(2000, 1, 1)  # noqa: DTZ001


class Published(Protocol):
    """An interface: whatever has rows, and titles and types of columns, can become a table."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles of the columns."""

    @property
    def types(self) -> tuple[str, ...]:
        """The DuckDB types of the columns."""

    @property
    def row_count(self) -> int:
        """The number of rows."""

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, in their order."""


@dataclass(frozen=True)
class _Rows:
    """Rows that can be iterated several times. Each time, `read` is called to read them again."""

    read: Callable[[], Iterator[tuple[Any, ...]]]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self.read()


KINDS = {
    "VARCHAR": Kind.TEXT,
    "BIGINT": Kind.INTEGER,
    "INTEGER": Kind.INTEGER,
    "HUGEINT": Kind.INTEGER,
    "DOUBLE": Kind.DECIMAL,
    "DATE": Kind.DATE,
    "TIMESTAMP": Kind.DATETIME,
}


def column_of(title: str, type_name: str, workbook: str) -> Column:
    """The column with this title and DuckDB type. Its width is set in `sheets.toml`: for this title
    in this `workbook`, or else for this title in all workbooks."""
    widths = sheets()["widths"]
    width = widths.get(workbook, {}).get(title, widths["all"].get(title))
    return Column(title, kind_of(title, type_name), None if width is None else float(width))


def kind_of(title: str, type_name: str) -> Kind:
    """The kind of a column with this title and DuckDB type: « Réponses », BIGINT →
    `Kind.INTEGER`. Raises KeyError for a type that `KINDS` lacks, unless the title decides."""
    columns = sheets()["columns"]
    if title.startswith(columns["share_prefix"]) and type_name == "DOUBLE":
        return Kind.SHARE
    if title in columns["counts"]:
        return Kind.INTEGER
    if title in columns["weights"]:
        return Kind.WEIGHT
    if title in columns["links"]:
        return Kind.LINK
    if title in columns["numbered"]:
        return Kind.NUMBERED
    return KINDS[type_name]


def without_empty_columns(published: Published) -> Published:
    """The publication without the columns that are empty in every row."""
    rows = list(published.rows())
    filled = [
        number
        for number in range(len(published.columns))
        if any(row[number] is not None for row in rows)
    ]
    return Part(
        columns=tuple(published.columns[number] for number in filled),
        types=tuple(published.types[number] for number in filled),
        held=tuple(tuple(row[number] for number in filled) for row in rows),
    )


@dataclass(frozen=True)
class Part:
    """Rows held in memory (`held`), for a publication reduced to some of its columns or rows."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    held: tuple[tuple[Any, ...], ...]

    @property
    def row_count(self) -> int:
        return len(self.held)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.held)


def table_of(
    name: str, published: Published, charts: tuple[Chart, ...] = (), workbook: str = ""
) -> Table:
    """A table named `name` with all rows and columns of a publication. `workbook`: the key in
    `schemas/sheets.toml` of the columns' widths for this workbook."""
    titles = zip(published.columns, published.types, strict=True)
    return Table(
        name=name,
        columns=tuple(column_of(title, type_name, workbook) for title, type_name in titles),
        rows=_Rows(published.rows),
        charts=charts,
        row_count=published.row_count,
    )


MOST = 1_000_000
"""The most rows of a table on a sheet. A sheet has 1,048,576 rows, of which some are above the
table."""


def sheets_of(title: str, intro: tuple[str, ...], table: Table) -> tuple[Sheet, ...]:
    """The table on a sheet, or on several sheets if it has more than a million rows. Above the
    table, each sheet except the last names the sheet that follows."""
    count = table.row_count or 0
    if count <= MOST:
        return (Sheet(title, intro, table),)
    starts = range(0, count, MOST)
    titles = [title, *(f"{title} {number}" for number in range(2, len(starts) + 1))]
    return tuple(
        Sheet(
            own,
            (*intro, sentence("above", "next_sheet", title=following)) if following else intro,
            replace(
                table,
                name=table.name if start == 0 else f"{table.name}_{start // MOST + 1}",
                rows=_Rows(partial(islice, table.rows, start, start + MOST)),
                row_count=min(MOST, count - start),
            ),
        )
        for start, own, following in zip(starts, titles, [*titles[1:], ""], strict=True)
    )
