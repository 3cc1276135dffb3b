"""What fetches found out of exports, in a form's working database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from consultation.forms.form import Form
from consultation.runs.fetched_files import EMPTY, Check, read_checks
from consultation.warehouse.store.connection import Connection, execute, transaction
from consultation.warehouse.store.raw import storable


def note_fetches(connection: Connection, form: Form, inbox: Path, now: dt.datetime) -> None:
    """`raw.fetches` has what the list in the form's inbox says, and what it said before of exports
    that have left it. That the site has no answers holds for the address of now only; an hour that
    had not come yet when its note was read is a wrong clock's, then and later."""
    checks = read_checks(inbox)
    with transaction(connection):
        execute(connection, "delete from raw.fetches where export_id is null")
        for export_id, check in checks.items():
            if export_id != EMPTY or check.source == form.source:
                _note_fetch(connection, export_id or None, check, now)


def _note_fetch(
    connection: Connection, export_id: str | None, check: Check, now: dt.datetime
) -> None:
    key = {"id": export_id, "at": check.fetched_at.astimezone(dt.UTC).replace(tzinfo=None)}
    was_ahead = execute(
        connection,
        "select 1 from raw.fetches where export_id = $id and fetched_at = $at and is_ahead",
        key,
    )
    execute(connection, "delete from raw.fetches where export_id = $id", {"id": export_id})
    execute(
        connection,
        "insert into raw.fetches values ($id, $name, $at, $count, $is_ahead)",
        {
            **key,
            "name": storable(check.file_name),
            "count": check.answer_count,
            "is_ahead": bool(was_ahead) or check.fetched_at > now,
        },
    )
