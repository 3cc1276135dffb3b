"""Store the decisions in files that organisers give back. Two files with the same content are
stored once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from consultation.decisions.arrived_file import Kind, decision_file
from consultation.decisions.given import Code, Decision, DecisionFile, Theme, Withdrawal
from consultation.forms.form import Form
from consultation.forms.mailbox import mailbox_in
from consultation.runs.tombstones import NOBODY, Tombstones, fold_address
from consultation.warehouse.store import read_files
from consultation.warehouse.store.connection import Connection, append, execute, transaction
from consultation.warehouse.store.erased_records import sid_of
from consultation.warehouse.store.raw import prefer_shortest_name, storable
from consultation.words.errors import OrganiserError

Decided = Decision | Withdrawal | Theme | Code
RENAMED = {"row": "sheet_row", "kind": "decision_kind"}


def take_lines(
    connection: Connection, form_id: str, path: Path, tombstones: Tombstones = NOBODY
) -> None:
    """Store the decisions of a file that the page wrote, so that the next backup has them.
    Decisions about erased people (`tombstones`) are left out.

    If a line can't be read, only the requests to withdraw in the file are stored. A file without
    such requests is then skipped, like a file that can't be read. The next run applies the
    decisions, and reports what can't be read.
    """
    with suppress(OrganiserError, OSError):
        content = decision_file(path, form_id, "UTC")
        if content is not None:
            add_file(connection, _without_erased(content, tombstones))


def take_decisions(
    connection: Connection, form: Form, path: Path, kind: Kind, tombstones: Tombstones = NOBODY
) -> bool:
    """Store the decisions of a file, except decisions about erased people (`tombstones`). Returns
    False if the file was already stored.

    Raises OrganiserError if the file or a part of it is refused. The refusal is then recorded for
    the sheet Rejets, and the part that is not refused is stored.
    """
    try:
        titles = {question.id: question.title for question in form.questions}
        content = decision_file(path, form.form_id, form.time_zone, titles, kind=kind)
        if content is None:
            raise OrganiserError("unreadable_file.changed", where=path.name)
    except OrganiserError as error:
        read_files.refuse(connection, path.name, None, error)
        raise
    content = _without_erased(content, tombstones)
    read_files.admit(connection, path.name)
    is_new = add_file(connection, content)
    if content.refusal:
        read_files.refuse(connection, path.name, None, content.refusal)
        raise content.refusal
    return is_new


def _without_erased(content: DecisionFile, tombstones: Tombstones) -> DecisionFile:
    """The content of a file, without decisions about erased people and without the requests that
    these people made."""
    if not tombstones:
        return content

    def is_covered(submission_id: str) -> bool:
        return tombstones.covers(sid_of(submission_id), None, None)

    def of_others(decision: Decision) -> Iterator[Decision]:
        """Yield the decision `decision` if it is about no erased person. Otherwise yield nothing,
        with an exception: a decision on reading a text that several people wrote is yielded for the
        people who are not erased."""
        others = tuple(each for each in decision.submission_ids if not is_covered(each))
        if others == decision.submission_ids or (others and decision.kind == "reading"):
            yield replace(decision, submission_ids=others)

    def is_request_of(request: Withdrawal) -> bool:
        if request.identifier_kind == "email":
            return tombstones.covers(None, fold_address(request.identifier), request.decided_at)
        if request.identifier_kind == "reference":
            return tombstones.covers_reference(request.identifier)
        return is_covered(request.identifier)

    return replace(
        content,
        decisions=tuple(rest for decision in content.decisions for rest in of_others(decision)),
        withdrawals=tuple(
            withdrawal for withdrawal in content.withdrawals if not is_request_of(withdrawal)
        ),
    )


def add_file(connection: Connection, content: DecisionFile) -> bool:
    """Store the decisions of a file. Returns False if the file was already stored.

    A stored file with the same name but no decision is deleted: it is this file, saved before
    anybody had decided anything.
    """
    execute(
        connection,
        "delete from raw.decision_files"
        " where decision_count = 0 and file_name = $name and file_id != $file_id",
        {"name": storable(content.name), "file_id": content.sha256},
    )
    if holds(connection, content.sha256):
        prefer_shortest_name(connection, "decision_files", "file_id", content.sha256, content.name)
        return False
    rows: dict[str, Sequence[Decided]] = {
        "decisions": content.decisions,
        "withdrawals": content.withdrawals,
        "themes": content.themes,
        "codes": content.codes,
    }
    with transaction(connection):
        for table, decided in rows.items():
            append(
                connection, f"raw.{table}", (_row(decision, content.sha256) for decision in decided)
            )
        execute(
            connection,
            "insert into raw.decision_files by name select $file_id as file_id,"
            " $name as file_name, $count as decision_count",
            {
                "file_id": content.sha256,
                "name": storable(content.name),
                "count": sum(map(len, rows.values())),
            },
        )
    return True


def holds(connection: Connection, file_id: str) -> bool:
    """True if the file of decisions with this SHA-256 is stored."""
    known = "select 1 from raw.decision_files where file_id = $id"
    return bool(execute(connection, known, {"id": file_id}))


def _row(decided: Decided, file_id: str) -> dict[str, object]:
    """A decision as a row of its database table. Each field becomes a column with the same name or,
    for the fields in `RENAMED`, another: `row` → `sheet_row`."""
    values = {RENAMED.get(field, field): value for field, value in vars(decided).items()}
    return values | {"file_id": file_id}


def settle_readings(connection: Connection, now: dt.datetime) -> None:
    """Mark all stored files of decisions that no run has used yet as read at the time `now`.

    These files get the same time, since nobody knows in which order they were made. Also rewrites
    the e-mail addresses in requests as this version of the program spells them.
    """
    execute(
        connection,
        "update raw.decision_files set read_at = $now where read_at is null",
        {"now": now.astimezone(dt.UTC).replace(tzinfo=None)},
    )
    addresses = "select distinct identifier from raw.withdrawals where identifier_kind = 'email'"
    for (typed,) in execute(connection, addresses):
        mailbox = mailbox_in(typed)
        if mailbox not in (None, typed):
            execute(
                connection,
                "update raw.withdrawals set identifier = $mailbox"
                " where identifier_kind = 'email' and identifier = $written",
                {"mailbox": mailbox, "written": typed},
            )


def note_restoration(connection: Connection, restored_from: dt.datetime | None) -> None:
    """Record in `raw.restorations` that the data come from a backup of this time. None: the record
    is deleted.

    The backup lacks the requests received after it. So the caller passes the backup's time until
    these requests have been given again.
    """
    execute(connection, "delete from raw.restorations")
    if restored_from:
        moment = restored_from.astimezone(dt.UTC).replace(tzinfo=None)
        execute(connection, "insert into raw.restorations values ($moment)", {"moment": moment})


def keep_only(connection: Connection, names: Iterable[str]) -> None:
    """Delete from the store the files of decisions that contain no decision. Keep files that are in
    the inbox (`names`), and files that the program itself deleted from the inbox."""
    execute(
        connection,
        "delete from raw.decision_files where decision_count = 0"
        " and file_id not in (select file_id from raw.put_away)"
        " and not list_contains($names::varchar[], file_name)",
        {"names": [storable(name) for name in names]},
    )
