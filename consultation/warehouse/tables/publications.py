"""The tables of a database, as rows for sheets, files and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from consultation.machine.csv_files import HARMFUL_LINE, csv_line
from consultation.machine.disk import naming
from consultation.warehouse.store.connection import Connection, beside, execute
from consultation.warehouse.store.duckdb_values import literal
from consultation.words.french import sheets

BATCH = 2_000
# SQL for a cell of a CSV file, by its type, as Python writes it. For a value that only Python can
# write, it gives a forbidden character, which marks the line for Python. Null is nothing.
_PYTHONS = "chr(0)"
CELLS = {
    "VARCHAR": """'"' || replace({0}, '"', '""') || '"'""",
    "INTEGER": "{0}",
    "BIGINT": "{0}",
    "DOUBLE": f"case when abs({{0}}) >= 1e18 then {_PYTHONS}"
    " when {0} = trunc({0}) then {0}::bigint::varchar else {0}::varchar end",
}

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
        """Write the rows to a file, in the dialect of `machine.csv_files.write_csv`."""
        with naming(path), path.open("w", encoding="utf-8", newline="") as file:
            file.write(csv_line(self.columns))
            file.writelines(self.csv_lines())

    def csv_lines(self) -> Iterator[str]:
        """Yield the CSV line of each row, as `machine.csv_files` writes it: « oui », 412 →
        `"oui",412`. DuckDB makes most lines, three times as fast as Python."""
        titles = [f'"{title}"' for title in self.columns]
        cells = ", ',', ".join(
            CELLS.get(kind, _PYTHONS).format(title)
            for title, kind in zip(titles, self.types, strict=True)
        )
        asked = (
            "select case when not is_harmful then line end,"
            " case when is_harmful then cells end"
            " from (select *, regexp_matches(line, $harmful) as is_harmful"
            f" from (select concat({cells}, chr(10)) as line,"
            f" row({', '.join(titles)}) as cells from {self.table}))"
        )
        with beside(self.connection) as reader:
            result = reader.execute(asked, {"harmful": HARMFUL_LINE})
            while batch := result.fetchmany(BATCH):
                yield from (line or csv_line(row) for line, row in batch)

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
