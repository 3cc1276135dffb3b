"""What one export means once read: every typed cell by submission and name, and what was said."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

from consultation.warehouse.store import ingestion, store
from consultation.warehouse.store.connection import Connection, execute, open_database
from tests.cases.typed_rows import form_of

# (SID or record's place, field) -> what it says; a field that says nothing has no entry.
Cells = dict[tuple[object, str], object]

OWN = ("serial", "submitted_at", "completed_at", "modified_at", "is_draft")
PEOPLE = ("consent", "category_id", "name", "email", "commune", "postcode", "phone", "collective")


@dataclass(frozen=True)
class Typed:
    """An accepted export."""

    cells: Cells
    set_aside: set[tuple[object, str, str]]
    rejected: list[tuple[object, str]]
    date_order: str
    is_date_order_assumed: bool
    notes: tuple[str, ...]


def typed(content: bytes, form_text: str, name: str = "export.csv") -> Typed:
    """The typed content of a file, or the OrganiserError that refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        form = form_of(Path(folder), form_text)
        with open_database(Path(folder) / "form.duckdb") as connection:
            store.prepare(connection)
            ingestion.ingest(connection, form, path)
            return _typed(connection)


def _typed(connection: Connection) -> Typed:
    ((order, is_assumed, notes),) = execute(
        connection, "select date_order, is_date_order_assumed, notes from raw.exports"
    )
    set_aside = execute(
        connection,
        "select coalesce(sid, record_number), field_id, rule from typed.set_aside_cells"
        " inner join typed.submissions using (export_id, record_number)",
    )
    rejected = execute(
        connection,
        "select coalesce(sid, record_number), rule from typed.rejections order by record_number",
    )
    cells = _submissions(connection) | _answers(connection)
    return Typed(cells, set(set_aside), rejected, order, is_assumed, tuple(notes))


def _submissions(connection: Connection) -> Cells:
    names = (*OWN, *PEOPLE)
    rows = execute(
        connection,
        f"select coalesce(sid, record_number), {', '.join(names)} from typed.submissions",
    )
    return {
        (row[0], name): _to_the_minute(value)
        for row in rows
        for name, value in zip(names, row[1:], strict=True)
        if value is not None
    }


def _to_the_minute(value: object) -> object:
    """Only xlsx has seconds."""
    return value.replace(second=0) if isinstance(value, dt.datetime) else value


def _answers(connection: Connection) -> Cells:
    rows = execute(
        connection,
        "select coalesce(sid, record_number), field_kind, question_id, item_id, choice_id, text,"
        " number, date from typed.answers inner join typed.submissions"
        " using (export_id, record_number)",
    )
    answers: Cells = {}
    for sid, kind, question, item, choice, *values in rows:
        name = question + (f"/{item}" if item else "") + (f"={choice}" if choice else "")
        name += ", other" if kind == "other" else ""
        assert (sid, name) not in answers, (sid, name)
        answers[sid, name] = next((value for value in values if value is not None), True)
    return answers
