"""Decisions as given back: append-only, once per file's content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict

import polars as pl
from polars._typing import PolarsDataType

from consultation.decisions.given import Code, Decision, GivenFile, Theme, Withdrawal
from consultation.forms.mailbox import mailbox_in
from consultation.warehouse.store.connection import Connection, append, execute, transaction
from consultation.warehouse.store.raw import prefer_shortest_name, storable

COLUMNS: dict[str, PolarsDataType] = {
    "sheet": pl.String,
    "sheet_row": pl.Int64,
    "decision_kind": pl.String,
    "submission_ids": pl.List(pl.String),
    "fingerprint": pl.String,
    "choice": pl.String,
    "decided_at": pl.Datetime("us"),
    "initials": pl.String,
    "remark": pl.String,
    "question_id": pl.String,
    "words": pl.List(pl.String),
    "is_dated": pl.Boolean,
    "theme_id": pl.String,
    "is_timed": pl.Boolean,
}
WITHDRAWAL_COLUMNS: dict[str, PolarsDataType] = {
    "sheet": pl.String,
    "sheet_row": pl.Int64,
    "identifier_kind": pl.String,
    "identifier": pl.String,
    "request": pl.String,
    "decided_at": pl.Datetime("us"),
    "initials": pl.String,
    "remark": pl.String,
    "is_dated": pl.Boolean,
    "is_timed": pl.Boolean,
}
THEME_COLUMNS: dict[str, PolarsDataType] = {
    "sheet": pl.String,
    "sheet_row": pl.Int64,
    "theme_id": pl.String,
    "position": pl.Int32,
    "title": pl.String,
    "definition": pl.String,
    "example": pl.String,
    "question_ids": pl.List(pl.String),
    "decided_at": pl.Datetime("us"),
    "shown": pl.String,
}
CODE_COLUMNS: dict[str, PolarsDataType] = {
    "sheet": pl.String,
    "sheet_row": pl.Int64,
    "coder": pl.String,
    "question_id": pl.String,
    "text_digest": pl.String,
    "theme_ids": pl.List(pl.String),
    "is_quotable": pl.Boolean,
    "is_cancelled": pl.Boolean,
    "remark": pl.String,
    "decided_at": pl.Datetime("us"),
    "shown": pl.String,
}


def add_file(connection: Connection, given: GivenFile) -> bool:
    """What the file decides is stored; False when it already was."""
    if holds(connection, given.sha256):
        prefer_shortest_name(connection, "decision_files", "file_id", given.sha256, given.name)
        return False
    rows = {
        "decisions": _frame(given.decisions, COLUMNS, row="sheet_row", kind="decision_kind"),
        "withdrawals": _frame(given.withdrawals, WITHDRAWAL_COLUMNS, row="sheet_row"),
        "themes": _frame(given.themes, THEME_COLUMNS, row="sheet_row"),
        "codes": _frame(given.codes, CODE_COLUMNS, row="sheet_row"),
    }
    with transaction(connection):
        for table, frame in rows.items():
            append(connection, f"raw.{table}", frame.with_columns(file_id=pl.lit(given.sha256)))
        execute(
            connection,
            "insert into raw.decision_files by name select $file_id as file_id,"
            " $name as file_name, $count as decision_count",
            {
                "file_id": given.sha256,
                "name": storable(given.name),
                "count": sum(map(len, rows.values())),
            },
        )
    return True


def holds(connection: Connection, file_id: str) -> bool:
    """Whether what the file of this SHA-256 decides is stored."""
    known = "select 1 from raw.decision_files where file_id = $id"
    return bool(execute(connection, known, {"id": file_id}))


def _frame(
    rows: Iterable[Decision | Withdrawal | Theme | Code],
    columns: Mapping[str, PolarsDataType],
    **names: str,
) -> pl.DataFrame:
    """One row per decision; columns are called like its fields, but for those renamed."""
    renamed = [
        {names.get(field, field): value for field, value in asdict(row).items()} for row in rows
    ]
    return pl.DataFrame(renamed, schema=columns)


def settle_readings(connection: Connection, now: dt.datetime) -> None:
    """Files that no run has counted with are read now, all at the same moment: which of them lay in
    the inbox first, nobody can tell. Addresses stored by another version are spelled as today's."""
    execute(
        connection,
        "update raw.decision_files set read_at = $now where read_at is null",
        {"now": now.astimezone(dt.UTC).replace(tzinfo=None)},
    )
    asked = "select distinct identifier from raw.withdrawals where identifier_kind = 'email'"
    for (written,) in execute(connection, asked):
        mailbox = mailbox_in(written)
        if mailbox not in (None, written):
            execute(
                connection,
                "update raw.withdrawals set identifier = $mailbox"
                " where identifier_kind = 'email' and identifier = $written",
                {"mailbox": mailbox, "written": written},
            )


def note_restoration(connection: Connection, restored_from: dt.datetime | None) -> None:
    """`raw.restorations` says which backup the data comes from, while withdrawals given after it
    are to be given again."""
    execute(connection, "delete from raw.restorations")
    if restored_from:
        moment = restored_from.astimezone(dt.UTC).replace(tzinfo=None)
        execute(connection, "insert into raw.restorations values ($moment)", {"moment": moment})


def keep_only(connection: Connection, names: Iterable[str]) -> None:
    """Files that decided nothing are forgotten, unless in the inbox (`names`) or put away by us."""
    execute(
        connection,
        "delete from raw.decision_files where decision_count = 0"
        " and file_id not in (select file_id from raw.put_away)"
        " and not list_contains($names::varchar[], file_name)",
        {"names": [storable(name) for name in names]},
    )
