"""The tables of a database, with the titles of their columns, as sheets, files and sentences need
them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from consultation.machine.csv_files import write_csv
from consultation.warehouse.store.connection import Connection, execute, extra_cursor
from consultation.warehouse.store.duckdb_values import literal
from consultation.words.french import sheets

BATCH = 2_000

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Publication:
    """A table of a database: titles of its columns, their DuckDB types, its rows.

    Several threads may read it at the same time.
    """

    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    connection: Connection

    @cached_property
    def row_count(self) -> int:
        """The number of rows."""
        with extra_cursor(self.connection) as reader:
            count: int = execute(reader, f"select count(*) from {self.table}")[0][0]
        return count

    @cached_property
    def records(self) -> tuple[Row, ...]:
        """The rows as dictionaries, held in memory after the first call. For small tables."""
        return tuple(self.each_record())

    def each_record(self) -> Iterator[Row]:
        """Yield the rows as dictionaries. For tables of any size."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows())

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows in their published order. They come from memory if `records` was called
        before, else from the database in batches."""
        if "records" in self.__dict__:
            yield from (tuple(row.values()) for row in self.records)
            return
        with extra_cursor(self.connection) as reader:
            result = reader.execute(f"from {self.table}")
            while batch := result.fetchmany(BATCH):
                yield from batch

    def write_csv(self, path: Path) -> None:
        """Write the rows to a CSV file, with the separators and quotes of `machine.csv_files`."""
        write_csv(path, self.columns, self.rows())

    def only(self, column: str, value: str) -> Publication:
        """The publication with only the rows that have this value in the column."""
        rows = f"(from {self.table} where {column} = {literal(value)})"
        return replace(self, table=rows)

    def showing(self, columns: Mapping[str, str]) -> Publication:
        """The publication with only these columns, under new titles. `columns`: new title → column,
        such as `{"Réponses": "answer_count"}`."""
        types = dict(zip(self.columns, self.types, strict=True))
        cells = ", ".join(f'{column} as "{title}"' for title, column in columns.items())
        return replace(
            self,
            table=f"(select {cells} from {self.table})",
            columns=tuple(columns),
            types=tuple(types[column] for column in columns.values()),
        )

    def values_of(self, column: str) -> list[Any]:
        """The distinct values of a column, sorted."""
        with extra_cursor(self.connection) as reader:
            rows = execute(reader, f"select distinct {column} from {self.table} order by 1")
        return [value for (value,) in rows]


Tables = Mapping[str, Publication]


def tables_of(connection: Connection) -> Tables:
    """The tables and views of the current database, in alphabetical order: name with schema →
    publication."""
    described = execute(
        connection,
        "select schema_name || '.' || table_name, list(column_name order by column_index),"
        " list(data_type order by column_index) from duckdb_columns()"
        " where database_name = current_database() and not internal group by 1 order by 1",
    )
    return {
        table: Publication(table, tuple(columns), tuple(types), connection)
        for table, columns, types in described
    }


def publications_of(tables: Tables, *folders: str) -> dict[str, Publication]:
    """The tables in these `folders` of publications: name of the sheet or file → publication. With
    the folder `publications.synthese`, `themes` → the table `publications.synthese__themes`."""
    tables_by_file = {
        name.removeprefix(f"{folder}__"): table
        for name, table in tables.items()
        for folder in folders
        if name.startswith(f"{folder}__")
    }
    return dict(sorted(tables_by_file.items()))


def sheets_of_tables(tables: Tables, workbook: str) -> dict[str, Publication]:
    """The sheets of a workbook that show all rows of a table of the database: name of the sheet →
    publication. `schemas/sheets.toml` gives their columns and titles."""
    return {
        name: tables[sheet["table"]].showing(sheet["columns"])
        for name, sheet in sheets()["shown"][workbook].items()
    }


def in_order(table: Publication) -> list[Row]:
    """The rows of a small table, in the order of its column `position`."""
    return sorted(table.records, key=lambda row: int(row["position"]))
