"""Connections to a form's working database, and the exchange of data with polars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from consultation.machine.disk import TEMPORARY, whole_file
from consultation.warehouse.store.disk_errors import problem_of_disk
from consultation.warehouse.store.duckdb_values import CLOSED, ArrowStream, Settings, literal

Connection = duckdb.DuckDBPyConnection

# DuckDB works on whole row groups, one thread each; its own size (122,880 rows) puts a form
# of a hundred thousand long texts on a single thread and holds 250 MB of them at a time.
ROW_GROUP_SIZE = 16_384
MEMORY_LIMIT = "800MB"
# The bytes with which a database begins: a shorter file is not yet a database.
HEADERS = 3 * 4096
# A quarter of a megabyte for each of some 200 tables, and a little more: a few hundred answers.
# DuckDB then spends more on sharing the work among threads than it wins.
SMALL = 64 * 1024**2

_SAFE: Settings = CLOSED | {
    "memory_limit": MEMORY_LIMIT,
    # Texts take most of a database. By default, DuckDB uses zstd only for much longer texts.
    "zstd_min_string_length": 48,
    # Publications are read in the order of their selects, without sorting them again.
    "preserve_insertion_order": "true",
}


# The connections of this process that a time limit would stop (time_limit.py).
in_use: set[Connection] = set()


def interrupt_all() -> None:
    """Interrupt every SQL statement that this process is running on a working database. Each of
    them ends with an error."""
    for connection in tuple(in_use):
        with suppress(duckdb.Error):  # it is closed by now
            connection.interrupt()


@contextmanager
def open_database(database: Path, *also: Path) -> Iterator[Connection]:
    """Open a form's working database while the `with` block lasts. It is called `work` and is the
    connection's current database. A missing database is created.

    DuckDB can use only files in the database's folder and in the folders `also`. When the block
    ends, the database is written to the disk and closed. Raises OrganiserError if the disk fails or
    the database is damaged, without DuckDB's message, which may quote answers.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(config=_SAFE)
    in_use.add(connection)
    try:
        size = database.stat().st_size if database.exists() else 0
        if size < SMALL:
            execute(connection, "set threads = 1")
        _confine(connection, [database.parent, *also])
        if size < HEADERS:
            _create(connection, database)
        attach(connection, database, "work")
        execute(connection, "use work")
        yield connection
        # Closing writes to the disk too, but reports no error if the disk fails.
        execute(connection, "checkpoint work")
    except Exception as error:
        problem = problem_of_disk(error, database, [database.parent, *also])
        if problem is None:
            raise
        raise problem from None
    finally:
        in_use.discard(connection)
        connection.close()


def _create(connection: Connection, database: Path) -> None:
    """Create an empty database file. It is written under another name, then renamed: if the process
    is killed, no half-written database is left."""
    with whole_file(database) as aside:
        aside.unlink()
        attach(connection, aside, "created")
        execute(connection, "detach created")


def remove_database(database: Path) -> None:
    """Delete a database file and the log that DuckDB writes next to it: `quartier.duckdb` and
    `quartier.duckdb.wal`."""
    for file in (database, database.with_name(f"{database.name}.wal")):
        file.unlink(missing_ok=True)


@contextmanager
def extra_cursor(connection: Connection) -> Iterator[Connection]:
    """Open an additional connection to the same working database, so that a result can be read from
    it while the first connection runs other statements."""
    cursor = connection.cursor()
    in_use.add(cursor)
    try:
        execute(cursor, "use work")
        yield cursor
    finally:
        in_use.discard(cursor)
        cursor.close()


def _confine(connection: Connection, folders: Sequence[Path]) -> None:
    connection.execute("set TimeZone = 'UTC'").fetchall()
    temporary = str(folders[0] / TEMPORARY)
    connection.execute("set temp_directory = $path", {"path": temporary}).fetchall()
    allowed = [str(folder.absolute()) for folder in folders]
    connection.execute("set allowed_directories = $paths", {"paths": allowed}).fetchall()
    connection.execute("set enable_external_access = false").fetchall()
    connection.execute("set lock_configuration = true").fetchall()


def attach(connection: Connection, database: Path, name: str, options: str = "") -> None:
    """Open a database file as the database `name` of this connection. `options` are DuckDB's
    options, such as `read_only`."""
    settings = options or f"row_group_size {ROW_GROUP_SIZE}"
    connection.execute(f"attach {literal(str(database))} as {name} ({settings})").fetchall()


def execute(
    connection: Connection,
    statement: str | duckdb.Statement,
    parameters: dict[str, Any] | None = None,
) -> list[tuple[Any, ...]]:
    """Run a statement and return all its rows."""
    # Even if the caller needs none: DuckDB 2 computes rows as they are fetched, so an error in the
    # others would be lost, and a result read in part blocks the connection.
    return connection.execute(statement, parameters).fetchall()


def has_table(connection: Connection, table: str) -> bool:
    """True if the current database has this table, named with its schema: `raw.exports`."""
    return bool(
        execute(
            connection,
            "select 1 from duckdb_tables() where database_name = current_database()"
            " and schema_name || '.' || table_name = $table",
            {"table": table},
        )
    )


def read_script(connection: Connection, package: str, name: str) -> list[str]:
    """The SQL statements of the file `name`, which is in the folder of a Python package."""
    script = files(package).joinpath(name).read_text(encoding="utf-8")
    return [statement.query for statement in connection.extract_statements(script)]


def append(
    connection: Connection, table: str, rows: pl.DataFrame | Iterable[Mapping[str, object]]
) -> None:
    """Append rows to a table. Columns are matched by name, and values are cast to the table's
    types."""
    if not isinstance(rows, pl.DataFrame):
        rows = pl.DataFrame(list(rows), infer_schema_length=None)
    if rows.is_empty():
        return
    # DuckDB refuses an Arrow column without a type, which holds only nulls.
    known = rows.select(pl.exclude(pl.Null)).cast({pl.List(pl.Null): pl.List(pl.String)})
    page = ArrowStream(known)
    del rows, known
    connection.register("page", page)
    try:
        connection.execute(f"insert into {table} by name select * from page").fetchall()
    finally:
        with suppress(duckdb.Error):  # a failed insert has ended the transaction, and is raised
            connection.unregister("page")
        page.let_go()


def frame(
    connection: Connection, query: str, parameters: dict[str, Any] | None = None
) -> pl.DataFrame:
    """The result of a query as a polars frame."""
    return pl.DataFrame(connection.sql(query, params=parameters))


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Commit all that the `with` block did or, if it raises, roll all of it back."""
    execute(connection, "begin")
    try:
        yield
    except BaseException:
        execute(connection, "rollback")
        raise
    execute(connection, "commit")
