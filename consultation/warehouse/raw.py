"""Exports as read: append-only, once per content, without what must never be stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

import polars as pl
from polars._typing import PolarsDataType

from consultation.errors import OrganiserError
from consultation.exports import DateEvidence, Export, Heading, Matching, Record
from consultation.warehouse.connection import Connection, append, execute, frame

# A page holds few enough rows and characters to be typed in little memory.
PAGE_ROWS = 5_000
PAGE_CHARACTERS = 16_000_000

NEVER_STORED = ("dropped", "ignored")

RECORDS: dict[str, PolarsDataType] = {
    "page_number": pl.Int32,
    "record_number": pl.Int64,
    "line_number": pl.Int64,
    "width": pl.Int32,
    "sid_text": pl.String,
    "cells": pl.List(pl.String),
}


@dataclass(frozen=True)
class KnownExport:
    """An export of the raw store."""

    export_id: str
    file_name: str
    date_order: str
    headings: tuple[Heading, ...]
    stored_positions: tuple[int, ...]

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.file_name


def prepare(connection: Connection) -> None:
    """The tables that Python fills are there."""
    script = files("consultation.warehouse").joinpath("store.sql").read_text(encoding="utf-8")
    for statement in connection.extract_statements(script):
        connection.execute(statement).fetchall()


def known_exports(connection: Connection) -> dict[str, KnownExport]:
    """Every export of the raw store, by its SHA-256."""
    columns = execute(
        connection,
        "select export_id, column_position, group_label, label, cell_position"
        " from raw.columns order by export_id, column_position",
    )
    by_export: dict[str, list[tuple[int, str, str, int | None]]] = {}
    for export_id, *column in columns:
        by_export.setdefault(export_id, []).append((column[0], column[1], column[2], column[3]))
    return {
        export_id: KnownExport(
            export_id,
            file_name,
            date_order,
            tuple(Heading(*column[:3]) for column in by_export[export_id]),
            tuple(column[0] for column in by_export[export_id] if column[3] is not None),
        )
        for export_id, file_name, date_order in execute(
            connection, "select export_id, file_name, date_order from raw.exports"
        )
    }


def stored_positions(matching: Matching) -> tuple[int, ...]:
    """The columns of a file that may be stored, by their position."""
    return tuple(
        column.heading.position
        for column in matching.columns
        if column.field.kind not in NEVER_STORED
    )


def add_export(connection: Connection, export: Export, matching: Matching) -> None:
    """The export's columns and records are stored; nothing of a dropped or ignored column is."""
    positions = stored_positions(matching)
    _add_columns(connection, export, positions)
    evidence = DateEvidence()
    dated = _dated_positions(matching)
    sid_position = next(
        (
            c.heading.position
            for c in matching.columns
            if c.field.id == "sid" and c.field.kind == "submission"
        ),
        None,
    )
    width = len(matching.columns)
    count = 0
    for number, page in enumerate(pages(export.records())):
        whole = [record for record in page if len(record.cells) == width]
        for position in dated:
            evidence.see(record.cells[position] for record in whole)
        append(
            connection,
            "raw.records",
            _page(page, number, export.sha256, positions, width, sid_position),
        )
        count += len(page)
    order = _settled(evidence, export)
    _add_export(connection, export, order, evidence.assumed, count)


def pages(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records in lists short enough for memory."""
    page: list[Record] = []
    characters = 0
    for record in records:
        page.append(record)
        characters += sum(map(len, record.cells))
        if len(page) >= PAGE_ROWS or characters >= PAGE_CHARACTERS:
            yield page
            page, characters = [], 0
    if page:
        yield page


def _page(
    page: list[Record],
    number: int,
    export_id: str,
    positions: tuple[int, ...],
    width: int,
    sid_position: int | None,
) -> pl.DataFrame:
    """A page as a frame; of a record with too many or too few cells only the SID is kept:
    its cells may have slipped into columns where they don't belong."""
    chosen = [len(record.cells) == width for record in page]
    rows = {
        "page_number": [number] * len(page),
        "record_number": [record.number for record in page],
        "line_number": [record.line for record in page],
        "width": [len(record.cells) for record in page],
        "sid_text": [_sid(record, sid_position, width) for record in page],
        "cells": [
            [record.cells[position] for position in positions] if is_whole else []
            for record, is_whole in zip(page, chosen, strict=True)
        ],
    }
    return pl.DataFrame(rows, schema=RECORDS).with_columns(export_id=pl.lit(export_id))


def _sid(record: Record, position: int | None, width: int) -> str | None:
    if position is None or position >= len(record.cells):
        return None
    cell = record.cells[position]
    return cell if len(record.cells) == width or cell.strip().isdigit() else None


def _dated_positions(matching: Matching) -> list[int]:
    """The columns whose cells show in which order the file writes days and months."""
    return [
        column.heading.position
        for column in matching.columns
        if column.field.kind == "submission" and column.field.id.endswith("_at")
    ]


def _settled(evidence: DateEvidence, export: Export) -> str:
    try:
        return evidence.settle()
    except OrganiserError as error:
        raise OrganiserError(
            error.code, what=error.what, where=error.where or export.name, advice=error.advice
        ) from None


def _add_columns(connection: Connection, export: Export, positions: tuple[int, ...]) -> None:
    cell_positions = {position: cell for cell, position in enumerate(positions)}
    columns = pl.DataFrame(
        {
            "column_position": [heading.position for heading in export.headings],
            "group_label": [heading.group for heading in export.headings],
            "label": [heading.label for heading in export.headings],
            "cell_position": [cell_positions.get(h.position) for h in export.headings],
        },
        schema_overrides={"cell_position": pl.Int32},
    )
    append(connection, "raw.columns", columns.with_columns(export_id=pl.lit(export.sha256)))


def _add_export(
    connection: Connection, export: Export, date_order: str, is_assumed: bool, count: int
) -> None:
    execute(
        connection,
        "insert into raw.exports by name select $export_id as export_id, $name as file_name,"
        " $size as file_size, $format as file_format, $encoding as encoding,"
        " $delimiter as delimiter, $title as title, $date_order as date_order,"
        " $assumed as is_date_order_assumed, $notes::varchar[] as notes, $count as record_count",
        {
            "export_id": export.sha256,
            "name": export.name,
            "size": export.size,
            "format": export.file_format,
            "encoding": export.encoding,
            "delimiter": export.delimiter,
            "title": export.title,
            "date_order": date_order,
            "assumed": is_assumed,
            "notes": list(export.notes),
            "count": count,
        },
    )


def rename_export(connection: Connection, export_id: str, name: str) -> None:
    """The export goes by the shortest of its names: copies are called « … (1).csv »."""
    execute(
        connection,
        "update raw.exports set file_name = $name where export_id = $export_id"
        " and (length($name), $name) < (length(file_name), file_name)",
        {"export_id": export_id, "name": name},
    )


def forget_export(connection: Connection, export_id: str) -> None:
    """Nothing of the export is in the raw store any more."""
    for table in ("exports", "columns", "records"):
        execute(
            connection,
            f"delete from raw.{table} where export_id = $id",
            {"id": export_id},
        )


def record_pages(connection: Connection, export_id: str) -> Iterator[pl.DataFrame]:
    """The stored records of an export, page by page."""
    numbers = execute(
        connection,
        "select distinct page_number from raw.records where export_id = $id order by all",
        {"id": export_id},
    )
    for (number,) in numbers:
        yield frame(
            connection,
            "select record_number, line_number, width, sid_text, cells from raw.records"
            " where export_id = $id and page_number = $page order by record_number",
            {"id": export_id, "page": number},
        )


def refuse(connection: Connection, name: str, export_id: str | None, error: OrganiserError) -> None:
    """The refusal is remembered, for the sheet Rejets."""
    admit(connection, name)
    execute(
        connection,
        "insert into raw.refusals values ($name, $export_id, $code, $what, $advice)",
        {
            "name": name,
            "export_id": export_id,
            "code": error.code,
            "what": error.what,
            "advice": error.advice,
        },
    )


def admit(connection: Connection, name: str) -> None:
    """No refusal of a file of that name is remembered."""
    execute(connection, "delete from raw.refusals where file_name = $name", {"name": name})


def keep_refusals_of(connection: Connection, names: Iterable[str]) -> None:
    """Refusals of files that are no longer in the inbox are forgotten."""
    refused = {name for (name,) in execute(connection, "select file_name from raw.refusals")}
    for name in sorted(refused - set(names)):
        admit(connection, name)
