"""The tables of the schema `publications`, as rows for sheets and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consultation.warehouse.connection import Connection, beside, execute
from consultation.warehouse.models import all_models

BATCH = 2_000


@dataclass(frozen=True)
class Publication:
    """What a sheet or a file shows: column titles, their DuckDB types, the number of rows."""

    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    row_count: int
    connection: Connection

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows in their published order, a batch at a time."""
        with beside(self.connection) as reader:
            result = reader.execute(f"from publications.{self.table}")
            while batch := result.fetchmany(BATCH):
                yield from batch

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, for small publications."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows()]


def publication(connection: Connection, table: str) -> Publication:
    """A built publication, by its table's name."""
    described = execute(connection, f"describe publications.{table}")
    count = execute(connection, f"select count(*) from publications.{table}")[0][0]
    return Publication(
        table=table,
        columns=tuple(row[0] for row in described),
        types=tuple(row[1] for row in described),
        row_count=count,
        connection=connection,
    )


def publications_of(connection: Connection, folder: str) -> dict[str, Publication]:
    """Every publication of a folder of sql/5_publications, by its file's name."""
    prefix = f"publications.{folder}__"
    return {
        model.table.removeprefix(prefix): publication(
            connection, model.table.removeprefix("publications.")
        )
        for model in all_models()
        if model.table.startswith(prefix)
    }
