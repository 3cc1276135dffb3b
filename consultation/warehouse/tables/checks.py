"""The checks of sql/checks/. Each is a query that returns a row only if something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from consultation.warehouse.store.connection import Connection, execute
from consultation.warehouse.tables.models import Model, sql_files
from consultation.words.errors import OrganiserError

PACK = "pack/"


def checks() -> dict[str, str]:
    """The checks of a working database: name of the check's file → query, such as
    `consent_is_never_raised` → `select …`."""
    return {name: query for name, query in _queries().items() if not name.startswith(PACK)}


def pack_checks() -> dict[str, str]:
    """The checks of the database from which the pack is made: name of the check's file → query,
    such as `everyone_agreed` → `select …`."""
    queries = _queries().items()
    return {name.removeprefix(PACK): query for name, query in queries if name.startswith(PACK)}


def _queries() -> dict[str, str]:
    paths_and_texts = sql_files(files("sql").joinpath("checks"))
    return {path.removesuffix(".sql"): query for path, query in paths_and_texts}


def run_checks(connection: Connection) -> None:
    """Run every check of a working database.

    Raises OrganiserError if a check returns rows, with the names of such checks and their row
    counts.
    """
    run_queries(connection, checks())


def run_queries(connection: Connection, queries: Mapping[str, str]) -> None:
    """Run these checks (name → query). Raises OrganiserError if a check returns rows, with the
    names of such checks and their row counts."""
    offending = {
        name: execute(connection, f"select count(*) from ({query})")[0][0]
        for name, query in queries.items()
    }
    broken = [f"{name} ({count})" for name, count in offending.items() if count]
    if broken:
        raise OrganiserError("failed_checks", checks=", ".join(broken))


def check_keys(connection: Connection, models: Iterable[Model]) -> None:
    """Check that no two rows of a table have the same key, for each model's table.

    Raises OrganiserError with the tables that have such rows.
    """
    broken = [
        model.table
        for model in models
        for key in model.keys
        if execute(
            connection, f"select {key} from {model.table} group by all having count(*) > 1 limit 1"
        )
    ]
    if broken:
        raise OrganiserError("failed_keys", tables=", ".join(broken))
