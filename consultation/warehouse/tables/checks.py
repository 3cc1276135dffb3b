"""The truths of sql/checks/: one query each, which must return no row."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from consultation.warehouse.store.connection import Connection, execute
from consultation.words.errors import OrganiserError


def checks() -> dict[str, str]:
    """The query of every check of a working database, by its file's name."""
    return _queries(files("sql").joinpath("checks"))


def pack_checks() -> dict[str, str]:
    """The query of every check of a database of consenting contributions, by its file's name."""
    return _queries(files("sql").joinpath("checks", "pack"))


def _queries(folder: Traversable) -> dict[str, str]:
    return {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    }


def run_checks(connection: Connection) -> None:
    """Every check returns no row; else OrganiserError names those that do, and how many rows."""
    _run(connection, checks())


def run_pack_checks(connection: Connection) -> None:
    """The same for the checks of a database of consenting contributions."""
    _run(connection, pack_checks())


def _run(connection: Connection, queries: Mapping[str, str]) -> None:
    offending = {
        name: execute(connection, f"select count(*) from ({query})")[0][0]
        for name, query in queries.items()
    }
    broken = [f"{name} ({count})" for name, count in offending.items() if count]
    if broken:
        raise OrganiserError("failed_checks", checks=", ".join(broken))
