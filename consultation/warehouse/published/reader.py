"""The published database, opened for SQL queries that can only read it.

A query cannot read files, use the network or change a setting. It is stopped if it takes too long
or too much memory. Polars is not imported, because loading it takes longer than most queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from consultation.warehouse.published.catalogue import Catalogue, catalogue_of
from consultation.warehouse.published.clock import Clock
from consultation.warehouse.store.duckdb_values import CLOSED, Settings
from consultation.words.errors import OrganiserError

TIME_LIMIT = 60.0
"""Seconds that DuckDB may work for one statement."""
MEMORY = "1GiB"
"""Memory that DuckDB may take for its statements."""
BATCH = 1_000

_HARDENED: Settings = CLOSED | {
    "enable_external_access": "false",
    "allow_persistent_secrets": "false",
    "memory_limit": MEMORY,
    # Otherwise DuckDB writes next to the published file what does not fit in memory.
    "temp_directory": "",
}

# MULTI is DuckDB's type of a PIVOT, which looks up its columns first. It can't write either, as the
# file is open for reading only.
_READING = {
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.MULTI,
}
# The errors that DuckDB raises before it reads a row.
_ABOUT_QUERY = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)

Row = tuple[object, ...]


@dataclass(frozen=True)
class Statement:
    """A SQL statement that only reads, with the names of its parameters."""

    native: duckdb.Statement
    parameters: frozenset[str]


@dataclass(frozen=True)
class Result:
    """The result of a query: titles and DuckDB types of its columns, and its rows, which can be
    iterated once."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: Iterator[Row]


class Reader:
    """An open published database that runs queries. The OrganiserErrors that it raises never quote
    a cell."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, time_limit: float = TIME_LIMIT
    ) -> None:
        self._connection = connection
        self._time_limit = time_limit

    def close(self) -> None:
        """Close the database. No query can be run afterwards."""
        self._connection.close()

    def statements(self, text: str) -> list[Statement]:
        """The statements of a text: `select 1; select 2` → two statements. Raises OrganiserError
        if a statement can't be parsed or does more than read: `delete from …`."""
        with self._french_errors():
            statements = self._connection.extract_statements(text)
        for statement in statements:
            if statement.type not in _READING:
                raise OrganiserError("not_a_reading", kind=statement.type.name)
        return [Statement(native, frozenset(native.named_parameters)) for native in statements]

    @contextmanager
    def ask(
        self, statement: Statement, values: Mapping[str, object] | None = None
    ) -> Iterator[Result]:
        """Run a statement and yield its result. Its rows can only be read inside the `with` block.

        `values`: name of a parameter → its value. Values without parameter are ignored. Raises
        OrganiserError if a parameter has no value, or if DuckDB fails or takes too long.
        """
        wanted = _wanted_values(statement, values or {})
        with closing(self._connection.cursor()) as cursor, self._french_errors():
            clock = Clock(cursor, self._time_limit)
            clock.spend(lambda: cursor.execute(statement.native, wanted or None))
            described = cursor.description or []
            yield Result(
                columns=tuple(str(column[0]) for column in described),
                types=tuple(str(column[1]) for column in described),
                rows=_rows(cursor, clock),
            )

    def catalogue(self) -> Catalogue:
        """The tables and columns of the database."""
        with closing(self._connection.cursor()) as cursor:
            return catalogue_of(cursor)

    def question_ids(self) -> list[str]:
        """The ids of the form's questions, in the order of the form."""
        listed = "select question_id from form.questions order by position"
        with closing(self._connection.cursor()) as cursor:
            return [question_id for (question_id,) in cursor.execute(listed).fetchall()]

    def last_answer_at(self) -> dt.datetime | None:
        """The UTC time at which the latest submission was sent. None without submissions."""
        with closing(self._connection.cursor()) as cursor:
            row = cursor.execute("select max(submitted_at) from clean.submissions").fetchone()
        return row[0] if row else None

    @contextmanager
    def _french_errors(self) -> Iterator[None]:
        try:
            yield
        except MemoryError:
            raise OrganiserError("query_too_heavy") from None
        except duckdb.Error as error:
            # DuckDB quotes the values it fails on: its exception ends here.
            raise _french_error(error, self._time_limit) from None


def _french_error(error: duckdb.Error, time_limit: float) -> OrganiserError:
    """The French error that replaces an error of DuckDB, without the text of any cell.

    An error in the query itself (syntax, names, types) keeps DuckDB's message, which quotes the
    query only. An error while DuckDB reads the data loses its message, which may quote people's
    answers.
    """
    message = str(error)
    # DuckDB reached its limit of memory, or the system refused more.
    if isinstance(error, duckdb.OutOfMemoryException) or "bad alloc" in message:
        return OrganiserError("query_too_heavy")
    # An interruption while a result is handed over is wrapped in another error.
    if isinstance(error, duckdb.InterruptException) or "INTERRUPT" in message:
        return OrganiserError("query_too_long", seconds=f"{time_limit:g}")
    if isinstance(error, duckdb.PermissionException):
        return OrganiserError("out_of_reach")
    if isinstance(error, _ABOUT_QUERY):
        return OrganiserError("query_not_understood", said=message.strip())
    return OrganiserError("query_failed", error=type(error).__name__)


def _wanted_values(statement: Statement, values: Mapping[str, object]) -> dict[str, object]:
    for name in sorted(statement.parameters - values.keys()):
        raise OrganiserError("missing_value.of_query", name=name)
    return {name: values[name] for name in statement.parameters}


def _rows(cursor: duckdb.DuckDBPyConnection, clock: Clock) -> Iterator[Row]:
    while True:
        batch = clock.spend(lambda: cursor.fetchmany(BATCH))
        if not batch:
            return
        yield from batch


@contextmanager
def open_reader(database: Path, time_limit: float = TIME_LIMIT) -> Iterator[Reader]:
    """Open a published database while the `with` block lasts. Raises OrganiserError if it can't be
    read.

    A run can publish a new database meanwhile. The reader then goes on with the former file.
    """
    with closing(Reader(_open_read_only(database), time_limit)) as reader:
        yield reader


def _open_read_only(database: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(database), read_only=True, config=_HARDENED)
        connection.execute("set global TimeZone = 'UTC'").fetchall()
        connection.execute("set lock_configuration = true").fetchall()
        return connection
    except duckdb.Error as error:
        name = type(error).__name__
        raise OrganiserError("unreadable_database", where=str(database), error=name) from None
