"""Decisions as given back: append-only, once per file's content."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl
from polars._typing import PolarsDataType

from consultation.decisions.model import Decision, GivenFile, Withdrawal
from consultation.warehouse.store.connection import Connection, append, execute, transaction
from consultation.warehouse.store.raw import storable

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
}


def add_file(connection: Connection, given: GivenFile) -> bool:
    """The file's decisions and withdrawals are stored; False when they already were."""
    file = {"file_id": given.sha256, "name": storable(given.name)}
    known = "select 1 from raw.decision_files where file_id = $id"
    if execute(connection, known, {"id": given.sha256}):
        # Copies are called « … (1).xlsx »: the file goes by the shortest of its names.
        execute(
            connection,
            "update raw.decision_files set file_name = $name where file_id = $file_id"
            " and (length($name), $name) < (length(file_name), file_name)",
            file,
        )
        return False
    decisions = pl.DataFrame([_row(decision) for decision in given.decisions], schema=COLUMNS)
    withdrawals = pl.DataFrame(
        [_withdrawal(withdrawal) for withdrawal in given.withdrawals], schema=WITHDRAWAL_COLUMNS
    )
    with transaction(connection):
        file_id = pl.lit(given.sha256)
        append(connection, "raw.decisions", decisions.with_columns(file_id=file_id))
        append(connection, "raw.withdrawals", withdrawals.with_columns(file_id=file_id))
        execute(
            connection,
            "insert into raw.decision_files by name select $file_id as file_id,"
            " $name as file_name, $count as decision_count",
            {**file, "count": len(given.decisions) + len(given.withdrawals)},
        )
    return True


def _row(decision: Decision) -> dict[str, object]:
    return {
        "sheet": decision.sheet,
        "sheet_row": decision.row,
        "decision_kind": decision.kind,
        "submission_ids": list(decision.submission_ids),
        "fingerprint": decision.fingerprint,
        "choice": decision.choice,
        "decided_at": decision.decided_at,
        "initials": decision.initials,
        "remark": decision.remark,
        "question_id": decision.question_id,
        "words": list(decision.words),
        "is_dated": decision.is_dated,
    }


def _withdrawal(withdrawal: Withdrawal) -> dict[str, object]:
    return {
        "sheet": withdrawal.sheet,
        "sheet_row": withdrawal.row,
        "identifier_kind": withdrawal.identifier_kind,
        "identifier": withdrawal.identifier,
        "request": withdrawal.request,
        "decided_at": withdrawal.decided_at,
        "initials": withdrawal.initials,
        "remark": withdrawal.remark,
        "is_dated": withdrawal.is_dated,
    }


def keep_only(connection: Connection, names: Iterable[str]) -> None:
    """Files that decided nothing and that somebody took out of the inbox are forgotten."""
    empty = execute(
        connection,
        "select file_id, file_name from raw.decision_files where decision_count = 0"
        " and file_id not in (select file_id from raw.put_away)",
    )
    present = {storable(name) for name in names}
    for file_id, name in empty:
        if name not in present:
            execute(
                connection,
                "delete from raw.decision_files where file_id = $id",
                {"id": file_id},
            )
