"""The form's state without its latest export, which Nouveautés compares with the present one.

It comes from the same selects of sql/, run over every export but the latest: so Nouveautés is
a function of the exports, and never of when somebody happened to run the command.
"""

from __future__ import annotations

from pathlib import Path

from consultation.warehouse.connection import Connection, attach, execute, literal
from consultation.warehouse.models import build, needed_for, query_of

STATE = "respondents.states"

WHOLE_TABLES = (
    "raw.exports",
    "raw.records",
    "form.form",
    "form.words",
    "form.categories",
    "form.thresholds",
)
TYPED_TABLES = ("exports", "export_fields", "submissions", "answers", "rejections")


def build_previous(connection: Connection, database: Path) -> None:
    """`previous.states` is what `respondents.states` was before the latest export; empty when
    there is only one export."""
    execute(connection, "create schema if not exists previous")
    execute(
        connection,
        "create or replace table previous.states (submission_id varchar, box varchar,"
        " consent varchar, answers_digest hugeint)",
    )
    latest = _latest_export(connection)
    if latest is None:
        return
    aside = database.with_suffix(".previous.tmp")
    aside.unlink(missing_ok=True)
    try:
        attach(connection, aside, "aside")
        _build_without(connection, latest)
        execute(connection, "insert into work.previous.states by name from aside." + STATE)
    finally:
        execute(connection, "use work")
        execute(connection, "detach database if exists aside")
        aside.unlink(missing_ok=True)


def _latest_export(connection: Connection) -> str | None:
    """The export that comes last, unless it is the only one."""
    exports = query_of("clean.exports")
    found = execute(
        connection,
        f"select export_id from ({exports}) where is_latest and export_number > 1",
    )
    return found[0][0] if found else None


def _build_without(connection: Connection, export_id: str) -> None:
    """The state in `aside`, as if the export did not exist."""
    execute(connection, "use aside")
    for schema in ("raw", "typed", "form"):
        execute(connection, f"create schema {schema}")
    for table in WHOLE_TABLES:
        execute(connection, f"create view {table} as from work.{table}")
    for table in TYPED_TABLES:
        execute(
            connection,
            f"create view typed.{table} as from work.typed.{table}"
            f" where export_id <> {literal(export_id)}",
        )
    build(connection, needed_for([STATE]))
