"""Results as a workbook: a sheet per SQL statement, with the question above its rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import isfinite
from pathlib import Path

from consultation.questions.askings import TypedQuery
from consultation.questions.result_values import (
    distinct_titles,
    is_numeric,
    is_share,
    plain_value,
)
from consultation.tables.as_xlsx import write_workbook
from consultation.tables.model import Column, Kind, Sheet, Table, Workbook
from consultation.tables.publication_tables import NO_DATE
from consultation.warehouse.published.reader import Reader, Result, Row
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from consultation.words.readable import one_line

# The most rows of a result in a sheet, which leaves room for the rows above the table.
MAX_ROWS = 1_048_000
MAX_TITLE = 200
# Spreadsheets round greater whole numbers, so these are written as texts.
_MAX_WHOLE = 2**53
KINDS = {"TIMESTAMP": Kind.DATETIME, "DATE": Kind.DATE, "TIME": Kind.TIME}
INTERNAL = "INTERNE\u00a0: peut contenir les réponses de tout le monde. À ne pas transmettre."


def write_spreadsheet(reader: Reader, query: TypedQuery, path: Path) -> None:
    """Write the answers to a workbook at this path. The same data give the same bytes. Raises
    OrganiserError for a result beyond `MAX_ROWS`."""
    sheets = []
    for number, statement in enumerate(query.statements, 1):
        with reader.ask(statement, query.values) as result:
            sheets.append(_sheet(query, number, result))
    workbook = Workbook(
        title=one_line(query.title),
        subject="Interne",
        date=reader.last_answer_at() or NO_DATE,
        whole_in=sentence("whole_in", "result"),
        sheets=tuple(sheets),
    )
    write_workbook(path, workbook)


def _sheet(query: TypedQuery, number: int, result: Result) -> Sheet:
    rows: list[Row] = []
    for row in result.rows:
        if len(rows) == MAX_ROWS:
            raise OrganiserError("too_many_rows")
        rows.append(row)
    titles = distinct_titles([one_line(title)[:MAX_TITLE] for title in result.columns])
    kinds = [
        _kind(title, type_name, (row[position] for row in rows))
        for position, (title, type_name) in enumerate(zip(titles, result.types, strict=True))
    ]
    cells = [tuple(map(_cell_of, row, kinds)) for row in rows]
    columns = tuple(Column(title, kind) for title, kind in zip(titles, kinds, strict=True))
    return Sheet(
        title="Résultat" if len(query.statements) == 1 else f"Résultat {number}",
        intro=(INTERNAL, *query.about),
        table=Table(f"resultat_{number}", columns, cells, row_count=len(cells)),
    )


def _kind(title: str, type_name: str, values: Iterable[object]) -> Kind:
    """The format of a column's cells, by its title, DuckDB type and values. `Kind.TEXT` for whole
    numbers that spreadsheets would round, and for types that have no format of their own."""
    if not is_numeric(type_name):
        return KINDS.get(type_name, Kind.TEXT)
    numbers = [
        value for value in values if isinstance(value, int | float | Decimal) and isfinite(value)
    ]
    if "INT" not in type_name and is_share(title):
        return Kind.SHARE
    if any(number != int(number) for number in numbers):
        return Kind.DECIMAL
    return Kind.TEXT if any(abs(int(number)) > _MAX_WHOLE for number in numbers) else Kind.INTEGER


def _cell_of(value: object, kind: Kind) -> object:
    """The value to write in a cell of a column of this `kind`: True → « oui », an infinite number →
    `None`, 3 → `"3"` in a column of texts."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float | Decimal) and not isfinite(value):
        return None
    if kind is Kind.TEXT:
        return None if value is None else str(plain_value(value))
    return value
