"""The tables of the schemas `publications` and `pack`, as rows for sheets and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consultation.warehouse.build.models import PACK, SHOWN_IN_THE_PACK, all_models
from consultation.warehouse.store.connection import Connection, beside, execute

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
            result = reader.execute(f"from {self.table}")
            while batch := result.fetchmany(BATCH):
                yield from batch

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, for small publications."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows()]


def publication(connection: Connection, table: str) -> Publication:
    """A built publication, by the name of its table with its schema."""
    described = execute(connection, f"describe {table}")
    count = execute(connection, f"select count(*) from {table}")[0][0]
    return Publication(
        table=table,
        columns=tuple(row[0] for row in described),
        types=tuple(row[1] for row in described),
        row_count=count,
        connection=connection,
    )


def publications_of(connection: Connection, folder: str) -> dict[str, Publication]:
    """Every publication of a folder of sql/10_publications, by its file's name."""
    return _built(connection, f"publications.{folder}__")


def pack_tables(connection: Connection) -> dict[str, Publication]:
    """What the pack shows: every table of sql/11_pack, by its file's name, and the publications
    that it has as they are, named as if they stood there."""
    shown = {
        table.replace("publications.statistiques__", "annex_files__").replace(
            "publications.synthese__", "annex_sheets__"
        ): publication(connection, table)
        for table in SHOWN_IN_THE_PACK
    }
    return shown | _built(connection, f"{PACK}.")


def _built(connection: Connection, prefix: str) -> dict[str, Publication]:
    return {
        model.table.removeprefix(prefix): publication(connection, model.table)
        for model in all_models()
        if model.table.startswith(prefix)
    }
