"""The tables and columns of a published database, with their comments."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

_TABLES = """
select schema_name || '.' || table_name, comment from duckdb_tables() where not internal
union all
select schema_name || '.' || view_name, comment from duckdb_views() where not internal
order by all
"""
_COLUMNS = """
select schema_name || '.' || table_name, column_name, data_type, comment
from duckdb_columns() where not internal
order by schema_name, table_name, column_index
"""


@dataclass(frozen=True)
class CataloguedColumn:
    """A column, with its DuckDB type and the comment that explains it."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True)
class CataloguedTable:
    """A table or a view, named schema.table, with its columns and the comment that explains it."""

    name: str
    comment: str
    columns: tuple[CataloguedColumn, ...]

    @property
    def title(self) -> str:
        r"""The first line of the comment: `"Answers.\nOne row…"` → `Answers.`."""
        return self.comment.partition("\n")[0]


@dataclass(frozen=True)
class Catalogue:
    """The tables and views of a database, in alphabetical order."""

    tables: tuple[CataloguedTable, ...]

    def table(self, name: str) -> CataloguedTable | None:
        """The table with this name, given with its schema or without: `clean.answers` or `answers`.

        None if no table has this name. None too if the name has no schema and fits several tables.
        """
        wanted = name.strip().lower()
        matching = [
            table for table in self.tables if wanted in (table.name, table.name.partition(".")[2])
        ]
        return matching[0] if len(matching) == 1 else None


def catalogue_of(connection: duckdb.DuckDBPyConnection) -> Catalogue:
    """The catalogue of an open database."""
    columns: dict[str, list[CataloguedColumn]] = {}
    for table, *column in connection.execute(_COLUMNS).fetchall():
        name, kind, comment = column
        columns.setdefault(table, []).append(CataloguedColumn(name, kind, comment or ""))
    return Catalogue(
        tuple(
            CataloguedTable(name, comment or "", tuple(columns.get(name, ())))
            for name, comment in connection.execute(_TABLES).fetchall()
        )
    )
