"""Results as a workbook: a sheet per statement, what was asked above its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import isfinite
from pathlib import Path

from consultation.questions.askings import Asking
from consultation.questions.result_values import distinct_titles, is_share, plain_value
from consultation.warehouse.published.reader import Reader, Result, Row
from consultation.words.errors import OrganiserError
from consultation.workbooks.excel_names import fits_a_cell, one_line
from consultation.workbooks.model import Column, Kind, Sheet, Table, Workbook
from consultation.workbooks.publication_tables import NO_DATE
from consultation.workbooks.writer import write_workbook

# The rows of a sheet, but for those above the table.
MAX_ROWS = 1_048_000
# Two UTF-16 units each stay below a cell's 32,767.
PART = 16_000
PART_TITLE = "Partie"
MAX_TITLE = 200
# Beyond it a spreadsheet rounds whole numbers: they become texts.
_MAX_WHOLE = 2**53
INTERNAL = "INTERNE\u00a0: peut contenir les réponses de tout le monde. À ne pas transmettre."


def write_spreadsheet(reader: Reader, asking: Asking, path: Path) -> None:
    """The answers are in a workbook at this path; the same data give the same bytes."""
    sheets = []
    for number, statement in enumerate(asking.statements, 1):
        with reader.ask(statement, asking.values) as result:
            sheets.append(_sheet(asking, number, result))
    workbook = Workbook(
        title=one_line(asking.title),
        subject="Interne",
        date=reader.last_answer_at() or NO_DATE,
        whole_in="",  # in parts, one below the other
        sheets=tuple(sheets),
    )
    write_workbook(path, workbook)


def _sheet(asking: Asking, number: int, result: Result) -> Sheet:
    rows: list[Row] = []
    for row in result.rows:
        if len(rows) == MAX_ROWS:
            raise OrganiserError("too_many_rows")
        rows.append(row)
    titles = distinct_titles([one_line(title)[:MAX_TITLE] for title in result.columns])
    kinds = [_kind(title, [row[place] for row in rows]) for place, title in enumerate(titles)]
    cells = [tuple(map(_cell_of, row, kinds)) for row in rows]
    if any(isinstance(cell, str) and not fits_a_cell(cell) for row in cells for cell in row):
        titles, kinds = distinct_titles((*titles, PART_TITLE)), [*kinds, Kind.TEXT]
        cells = [part for row in cells for part in _parts(row)]
    columns = tuple(Column(title, kind) for title, kind in zip(titles, kinds, strict=True))
    return Sheet(
        title="Résultat" if len(asking.statements) == 1 else f"Résultat {number}",
        intro=(*asking.about, INTERNAL),
        table=Table(f"resultat_{number}", columns, cells, row_count=len(cells)),
    )


def _kind(title: str, values: Sequence[object]) -> Kind:
    """The kind that all known values of a column have; text where they differ or none is known."""
    known = [value for value in values if value is not None]
    if not known or any(isinstance(value, bool) for value in known):
        return Kind.TEXT
    if all(isinstance(value, int | float | Decimal) for value in known):
        return _kind_of_numbers(title, known)
    types = {type(value) for value in known}
    dates = {dt.datetime: Kind.DATETIME, dt.date: Kind.DATE, dt.time: Kind.TIME}
    return dates.get(types.pop(), Kind.TEXT) if len(types) == 1 else Kind.TEXT


def _kind_of_numbers(title: str, values: Sequence[object]) -> Kind:
    numbers = [value for value in values if isinstance(value, int | float | Decimal)]
    finite = [number for number in numbers if isfinite(number)]
    if is_share(title) and not all(isinstance(number, int) for number in finite):
        return Kind.SHARE
    if any(number != int(number) for number in finite):
        return Kind.DECIMAL
    return Kind.TEXT if any(abs(int(number)) > _MAX_WHOLE for number in finite) else Kind.INTEGER


def _cell_of(value: object, kind: Kind) -> object:
    """The value as a cell of this kind takes it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float | Decimal) and not isfinite(value):
        return None
    if kind is Kind.TEXT:
        return None if value is None else str(plain_value(value))
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(dt.UTC).replace(tzinfo=None)
    if isinstance(value, dt.time):
        return value.replace(tzinfo=None)
    return value


def _parts(row: Row) -> Iterator[Row]:
    """The row, its long texts going on in rows below; numbers stand in the first one only."""
    count = max(_part_count(cell) for cell in row)
    for part in range(count):
        cells = [_part_of(cell, part) for cell in row]
        yield (*cells, f"{part + 1} sur {count}" if count > 1 else None)


def _part_count(cell: object) -> int:
    return 1 if not isinstance(cell, str) or fits_a_cell(cell) else -(-len(cell) // PART)


def _part_of(cell: object, part: int) -> object:
    if isinstance(cell, str):
        whole = _part_count(cell) == 1
        return cell if whole else cell[part * PART : (part + 1) * PART] or None
    return cell if part == 0 or isinstance(cell, dt.date | dt.time) else None
