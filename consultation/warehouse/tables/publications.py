"""The tables of a database, as rows for sheets, files and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from consultation.machine.csv_files import write_csv
from consultation.warehouse.store.connection import Connection, beside, execute
from consultation.warehouse.store.duckdb_values import literal
from consultation.words.french import sheets

BATCH = 2_000

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Publication:
    """A table for a sheet, a file or a sentence: column titles, DuckDB types, rows.

    Several threads may read it at the same time.
    """

    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    connection: Connection

    @cached_property
    def row_count(self) -> int:
        """The number of rows."""
        with beside(self.connection) as reader:
            count: int = execute(reader, f"select count(*) from {self.table}")[0][0]
        return count

    @cached_property
    def records(self) -> tuple[Row, ...]:
        """The rows as dictionaries, read once and kept: for small tables."""
        return tuple(self.each_record())

    def each_record(self) -> Iterator[Row]:
        """Yield the rows as dictionaries, for tables of any size."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows())

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows in their published order, read in batches: from memory if `records` was
        called before, else from the database."""
        if "records" in self.__dict__:
            yield from (tuple(row.values()) for row in self.records)
            return
        with beside(self.connection) as reader:
            result = reader.execute(f"from {self.table}")
            while batch := result.fetchmany(BATCH):
                yield from batch

    def write_csv(self, path: Path) -> None:
        """Write the rows to a file, in the dialect of `machine.csv_files`."""
        write_csv(path, self.columns, self.rows())

    def only(self, column: str, value: str) -> Publication:
        """The rows with this value in a column, in the same order."""
        rows = f"(from {self.table} where {column} = {literal(value)})"
        return replace(self, table=rows)

    def showing(self, columns: Mapping[str, str]) -> Publication:
        """Some columns under new titles (title → column), rows in the same order:
        `{"Réponses": "answer_count"}`."""
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
        with beside(self.connection) as reader:
            rows = execute(reader, f"select distinct {column} from {self.table} order by 1")
        return [value for (value,) in rows]


Tables = Mapping[str, Publication]


def tables_of(connection: Connection) -> Tables:
    """The tables and views of the current database: name with schema → publication, in
    alphabetical order."""
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
    """The tables of some `folders`, by file name: with the folder `publications.synthese`, the key
    of `publications.synthese__themes` is `themes`."""
    tables_by_file = {
        name.removeprefix(f"{folder}__"): table
        for name, table in tables.items()
        for folder in folders
        if name.startswith(f"{folder}__")
    }
    return dict(sorted(tables_by_file.items()))


def sheets_of_tables(tables: Tables, workbook: str) -> dict[str, Publication]:
    """The sheets of a workbook that show the rows of a table unchanged: name of the sheet →
    publication. Columns and titles are those of `schemas/sheets.toml`."""
    return {
        name: tables[shown["table"]].showing(shown["columns"])
        for name, shown in sheets()["shown"][workbook].items()
    }


def in_order(table: Publication) -> list[Row]:
    """The rows of a small table, sorted by its column `position`."""
    return sorted(table.records, key=lambda row: int(row["position"]))
