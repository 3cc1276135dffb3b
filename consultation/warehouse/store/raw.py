"""The store of exports as they were read, without the columns that must never be stored. Two files
with the same content are stored once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from consultation.exports import FRAMAFORMS, Door, Export, Heading, Matching, door_among
from consultation.exports.date_order import DateOrder
from consultation.exports.export_parts import pages
from consultation.machine.executors import prepared_ahead
from consultation.warehouse.store.connection import Connection, append, execute, frame
from consultation.warehouse.store.record_frames import Plan, frame_of, records_of
from consultation.warehouse.store.store import sweep

NEVER_STORED = ("dropped", "ignored")


@dataclass(frozen=True)
class KnownExport:
    """An export of the raw store, with the headings of its columns and the positions, in the file,
    of the stored columns. `export_id` is the SHA-256 of the file."""

    export_id: str
    name: str
    date_order: str
    headings: tuple[Heading, ...]
    stored_positions: tuple[int, ...]
    door: Door = FRAMAFORMS


def known_exports(connection: Connection) -> dict[str, KnownExport]:
    """The stored exports: SHA-256 → export."""
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
            name,
            date_order,
            tuple(Heading(*column[:3]) for column in by_export[export_id]),
            tuple(column[0] for column in by_export[export_id] if column[3] is not None),
            door_among(notes),
        )
        for export_id, name, date_order, notes in execute(
            connection, "select export_id, file_name, date_order, notes from raw.exports"
        )
    }


def stored_positions(matching: Matching) -> tuple[int, ...]:
    """The positions in the file of the columns that may be stored, from the export's columns as the
    form file explains them (`matching`)."""
    return tuple(
        column.heading.position
        for column in matching.columns
        if column.field.kind not in NEVER_STORED
    )


def add_export(
    connection: Connection,
    export: Export,
    matching: Matching,
    order: DateOrder,
    erased: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Store an export: the headings of all its columns, and its records. The cells of columns that
    must never be stored are left out.

    - `order`: finds out, from the records, if dates begin with the day, the month or the year.
    - `erased`: number of an erased record → text to store in its place. Nothing else of this record
      is stored.
    """
    # Each page of records is committed separately, to save memory. The row of `raw.exports` comes
    # last: if it is missing, `store.prepare` deletes the other rows of the export.
    plan = Plan.of(export, matching, stored_positions(matching))
    _add_columns(connection, export, plan.stored)
    count = 0
    for number, page in enumerate(prepared_ahead(pages(records_of(export, plan)))):
        order.see(page)
        remaining = [record for record in page if record.number not in erased]
        if remaining:
            append(connection, "raw.records", frame_of(remaining, number, plan))
        count += len(page)
    add_erased(connection, export.sha256, erased)
    _add_export(connection, export, *order.settle_order(), count)


def _add_columns(connection: Connection, export: Export, positions: tuple[int, ...]) -> None:
    cell_positions = {position: cell for cell, position in enumerate(positions)}
    columns = (
        {
            "export_id": export.sha256,
            "column_position": heading.position,
            "group_label": heading.group,
            "label": heading.label,
            "cell_position": cell_positions.get(heading.position),
        }
        for heading in export.headings
    )
    append(connection, "raw.columns", columns)


def _add_export(
    connection: Connection, export: Export, date_order: str, is_assumed: bool, count: int
) -> None:
    row = {
        "export_id": export.sha256,
        "file_name": storable(export.name),
        "file_size": export.size,
        "file_format": export.file_format,
        "encoding": export.encoding,
        "delimiter": export.delimiter,
        "title": export.title,
        "date_order": date_order,
        "is_date_order_assumed": is_assumed,
        "notes": list(export.notes),
        "record_count": count,
    }
    append(connection, "raw.exports", [row])


def add_erased(connection: Connection, export_id: str, erased: Mapping[int, str]) -> None:
    """Record that these records of an export are erased. `erased`: record number → text stored in
    place of the record."""
    rows = (
        {"export_id": export_id, "record_number": number, "erased_id": erased_id}
        for number, erased_id in erased.items()
    )
    append(connection, "raw.erased", rows)


def erased_numbers(connection: Connection) -> frozenset[str]:
    """The keyed digests of the SIDs of all erased records. Erased records without SID are left
    out."""
    query = "select distinct erased_id from raw.erased where not contains(erased_id, '-')"
    return frozenset(erased_id for (erased_id,) in execute(connection, query))


def prefer_shortest_name(
    connection: Connection, table: str, key: str, file_id: str, name: str
) -> None:
    """Rename the file `file_id` of `raw.<table>` to `name` if that is shorter, or as short and
    first in the alphabet: « export.csv » rather than « export (1).csv ». `key` is the column with
    the ids of files."""
    execute(
        connection,
        f"update raw.{table} set file_name = $name where {key} = $id"
        " and (length($name), $name) < (length(file_name), file_name)",
        {"id": file_id, "name": storable(name)},
    )


def storable(name: str) -> str:
    r"""The name of a file as valid Unicode, with « � » for each invalid byte: `caf\udce9.csv` →
    `caf�.csv`."""
    return os.fsencode(name).decode("utf-8", "replace")


def drop_columns(connection: Connection, export: KnownExport, remaining: tuple[int, ...]) -> None:
    """Delete the stored cells of an export, except in the columns to keep. `remaining`: the
    positions of these columns in the file. The headings of all columns stay."""
    cells = [export.stored_positions.index(position) + 1 for position in remaining]
    execute(
        connection,
        "update raw.records set cells = list_select(cells, $cells::bigint[])"
        " where export_id = $id and len(cells) > 0",
        {"id": export.export_id, "cells": cells},
    )
    execute(
        connection,
        "update raw.columns set cell_position"
        " = list_position($kept::integer[], column_position)::integer - 1 where export_id = $id",
        {"id": export.export_id, "kept": list(remaining)},
    )


def forget_export(connection: Connection, export_id: str) -> None:
    """Delete an export and its records from the store."""
    execute(connection, "delete from raw.exports where export_id = $id", {"id": export_id})
    sweep(connection, "raw")


def record_pages(connection: Connection, export_id: str) -> Iterator[pl.DataFrame]:
    """Yield the stored records of an export, a page at a time. A page has the records' numbers,
    SIDs, broken rules and `cells`."""
    numbers = execute(
        connection,
        "select distinct page_number from raw.records where export_id = $id order by all",
        {"id": export_id},
    )
    for (number,) in numbers:
        yield frame(
            connection,
            "select record_number, line_number, width, sid_text, rule, moved_at, cells"
            " from raw.records where export_id = $id and page_number = $page"
            " order by record_number",
            {"id": export_id, "page": number},
        )
