"""The checks of sql/checks/: queries that must return no row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from consultation.warehouse.store.connection import Connection, execute
from consultation.warehouse.tables.models import Model, sql_files
from consultation.words.errors import OrganiserError

PACK = "pack/"


def checks() -> dict[str, str]:
    """The query of every check of a working database, by its file's name:
    `consent_is_never_raised` → `select …`."""
    return {name: query for name, query in _queries().items() if not name.startswith(PACK)}


def pack_checks() -> dict[str, str]:
    """The query of every check of a database of consenting contributions, by its file's name:
    `everyone_agreed` → `select …`."""
    queries = _queries().items()
    return {name.removeprefix(PACK): query for name, query in queries if name.startswith(PACK)}


def _queries() -> dict[str, str]:
    paths_and_texts = sql_files(files("sql").joinpath("checks"))
    return {path.removesuffix(".sql"): query for path, query in paths_and_texts}


def run_checks(connection: Connection) -> None:
    """Run every check.

    Raises OrganiserError with the names of broken checks and their row counts.
    """
    run_queries(connection, checks())


def run_queries(connection: Connection, queries: Mapping[str, str]) -> None:
    """Run checks (name → query). Raises OrganiserError like `run_checks`."""
    offending = {
        name: execute(connection, f"select count(*) from ({query})")[0][0]
        for name, query in queries.items()
    }
    broken = [f"{name} ({count})" for name, count in offending.items() if count]
    if broken:
        raise OrganiserError("failed_checks", checks=", ".join(broken))


def check_keys(connection: Connection, models: Iterable[Model]) -> None:
    """Check that no two rows of a table share its key.

    Raises OrganiserError with the broken tables.
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
