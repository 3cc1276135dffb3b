"""DuckDB's complaints about a query, in French and without any cell's text.

What DuckDB says while it reads a query (syntax, names, types) quotes the query only, and may be
repeated. What it says while it reads the data quotes people's answers: the kind alone is told.
"""

from __future__ import annotations

import re

import duckdb

from consultation.errors import OrganiserError
from consultation.warehouse.published.catalogue import Catalogue, nearest

SHOWN = 4

_LINE = re.compile(r"^LINE (\d+):", flags=re.MULTILINE)

_TABLE = re.compile(r"Table with name \"?([^\"]+?)\"? does not exist")
_COLUMN = re.compile(
    r'Referenced column "(?P<a>.+?)" (?:was )?not found'
    r'|does not have a column named "(?P<b>.+?)"'
    r'|Column "(?P<c>.+?)" does not exist'
)
_FUNCTION = re.compile(r"Function with name \"?(\w+)\"? (?:does not exist|is not in)")
_ALIAS = re.compile(r'Referenced table "(.+?)" not found')
_AMBIGUOUS = re.compile(r'Ambiguous reference to column name "(.+?)" \(use: (.+?)\)')
_UNGROUPED = re.compile(r'column "(.+?)" must appear in the GROUP BY clause')
_NEAR = re.compile(r'at or near "(.+?)"')
_CANDIDATES = re.compile(r"Candidate bindings: :? ?(.+)")


def is_too_heavy(error: duckdb.Error) -> bool:
    """Whether DuckDB, or the system on its behalf, lacked the memory."""
    return isinstance(error, duckdb.OutOfMemoryException) or "bad alloc" in str(error)


def french_error(error: duckdb.Error, catalogue: Catalogue, time_limit: float) -> OrganiserError:
    """The error to show instead of DuckDB's."""
    text = str(error)
    # An interruption while a result is handed over is wrapped in another error.
    if isinstance(error, duckdb.InterruptException) or "INTERRUPT" in text:
        return OrganiserError("query_too_long", seconds=f"{time_limit:g}")
    if isinstance(error, duckdb.PermissionException):
        return OrganiserError("out_of_reach")
    where = _place_in_query(text)
    if isinstance(error, duckdb.ParserException | duckdb.BinderException | duckdb.CatalogException):
        return _about_names(text, where, catalogue) or _about_words(text, where)
    if isinstance(error, duckdb.ConversionException):
        return OrganiserError("sql_value.conversion", where=where)
    if isinstance(error, duckdb.OutOfRangeException):
        return OrganiserError("sql_value.range", where=where)
    return OrganiserError("sql_value.other", where=where, error=type(error).__name__)


def _about_names(text: str, where: str, catalogue: Catalogue) -> OrganiserError | None:
    """The error that names a table, a column or a function, with the nearest that exists."""
    if found := _TABLE.search(text):
        near = _either(catalogue.nearest_tables(found[1]))
        error_id = "unknown_table.near" if near else "unknown_table"
        return OrganiserError(error_id, where=where, table=found[1], nearest=near)
    if found := _COLUMN.search(text):
        name = found["a"] or found["b"] or found["c"]
        return _unknown_column(name, text, where, catalogue)
    if found := _ALIAS.search(text):
        return OrganiserError("unknown_alias", where=where, alias=found[1])
    if found := _FUNCTION.search(text):
        return OrganiserError("unknown_function", where=where, function=found[1])
    return None


def _unknown_column(name: str, text: str, where: str, catalogue: Catalogue) -> OrganiserError:
    """Columns of the tables that are read come first; then where else the name is known."""
    candidates = _CANDIDATES.search(text)
    read = re.findall(r'"(.+?)"', candidates[1]) if candidates else []
    if near := _either(nearest(name, read)):
        return OrganiserError("unknown_column.near", where=where, column=name, nearest=near)
    if owners := catalogue.tables_with(name):
        tables = ", ".join(owners[:SHOWN]) + ("…" if owners[SHOWN:] else ".")
        return OrganiserError("unknown_column.elsewhere", where=where, column=name, tables=tables)
    near = _either(catalogue.nearest_columns(name))
    error_id = "unknown_column.near_elsewhere" if near else "unknown_column.unlike_any"
    return OrganiserError(error_id, where=where, column=name, nearest=near)


def _either(names: list[str]) -> str:
    return " ou ".join(f"«\u00a0{name}\u00a0»" for name in names)


def _about_words(text: str, where: str) -> OrganiserError:
    """The error about how the query is written; DuckDB's own words help those who know it."""
    if found := _AMBIGUOUS.search(text):
        columns = found[2].replace("' or '", "' ou '")
        return OrganiserError("ambiguous_column", where=where, column=found[1], columns=columns)
    if found := _UNGROUPED.search(text):
        return OrganiserError("ungrouped_column", where=where, column=found[1])
    said = _first_line(text)
    if found := _NEAR.search(text):
        return OrganiserError("sql_syntax.near", where=where, word=found[1], said=said)
    return OrganiserError("sql_syntax", where=where, said=said)


def _place_in_query(text: str) -> str:
    line = _LINE.search(text)
    return f"requête, ligne {line[1]}" if line else "requête"


def _first_line(text: str) -> str:
    return text.partition("\n")[0].partition(": ")[2] or text.partition("\n")[0]
