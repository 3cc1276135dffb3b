"""DuckDB's complaints about a query, under one French line and without any cell's text.

What DuckDB says while it reads a query (syntax, names, types) quotes the query only, and names
what comes nearest: it is repeated. What it says while it reads the data quotes people's answers:
the kind alone is told.
"""

from __future__ import annotations

import duckdb

from consultation.words.errors import OrganiserError

# Raised before a row is read.
_ABOUT_QUERY = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)


def is_too_heavy(error: duckdb.Error) -> bool:
    """Whether DuckDB, or the system on its behalf, lacked the memory."""
    return isinstance(error, duckdb.OutOfMemoryException) or "bad alloc" in str(error)


def french_error(error: duckdb.Error, time_limit: float) -> OrganiserError:
    """The error to show instead of DuckDB's."""
    said = str(error)
    # An interruption while a result is handed over is wrapped in another error.
    if isinstance(error, duckdb.InterruptException) or "INTERRUPT" in said:
        return OrganiserError("query_too_long", seconds=f"{time_limit:g}")
    if isinstance(error, duckdb.PermissionException):
        return OrganiserError("out_of_reach")
    if isinstance(error, _ABOUT_QUERY):
        return OrganiserError("query_not_understood", said=said.strip())
    return OrganiserError("query_failed", error=type(error).__name__)
