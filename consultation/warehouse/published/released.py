"""What the database of a release tells: how public consents were in it, and whose submissions it
holds."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from consultation.warehouse.store.connection import (
    Connection,
    append,
    attach,
    beside,
    execute,
    transaction,
)
from consultation.warehouse.tables.models import query_of
from consultation.words.errors import OrganiserError

RECALLED = """
insert into raw.published_consents
select members.submission_id, consents.publicity, false
from released.respondents.members as members
inner join released.respondents.contributions as contributions
    on members.contribution_id = contributions.submission_id
inner join ({consents}) as consents on contributions.consent = consents.consent
anti join raw.published_consents as waiting on members.submission_id = waiting.submission_id
where contributions.is_sendable
"""
UNKNOWN = """
delete from raw.published_consents
where submission_id not in (select submission_id from typed.submissions)
"""

# Of every table that says whose a row is: the release's files are all made from these.
HOLDERS = """
select schema_name || '.' || table_name from duckdb_columns()
where column_name = 'submission_id' and data_type = 'VARCHAR' and not internal
group by all order by all
"""

# What waits to be confirmed is told as it was before the form file changed, and so is what it makes
# unreadable for a while.
NOTED = (
    """
    delete from raw.published_consents
    where submission_id in (select submission_id from typed.submissions)
    """,
    """
    insert into raw.published_consents
    select
        submission_id,
        coalesce(raised.publicity_before, sent.publicity),
        raised.submission_id is not null
    from respondents_steps.sent_submissions as sent
    left join review.raised_consents as raised using (submission_id)
    """,
    "delete from raw.published_files where file_id in (select export_id from typed.exports)",
    """
    insert into raw.published_files by name
    select export_id as file_id, typing_stamp from typed.exports
    union all by name
    select file_id from raw.decision_files
    anti join raw.published_files using (file_id)
    """,
)


def recall_publication(connection: Connection, database: Path, inputs: Mapping[str, Any]) -> None:
    """A store that was begun anew, and knows of no publication, knows of the release with these
    inputs; nobody who was erased since is told of. A database that is damaged, or was made by a
    version that kept something else, tells nothing."""
    if execute(connection, "from raw.published_files limit 1") or not database.is_file():
        return
    with beside(connection) as reader, suppress(duckdb.Error):
        try:
            attach(reader, database, "released", "read_only")
            with transaction(reader):
                _note_inputs(reader, inputs)
                execute(reader, RECALLED.format(consents=query_of("history.consents")))
                execute(reader, UNKNOWN)
        finally:
            execute(reader, "detach database if exists released")


def _note_inputs(connection: Connection, inputs: Mapping[str, Any]) -> None:
    """The raw store tells what the release was made from, and how public what waited in it had
    been; by which form file its exports were typed is unknown."""
    execute(
        connection,
        "insert into raw.published_files select unnest($files::varchar[]), 'unknown'",
        {"files": [file["sha256"] for file in (*inputs["exports"], *inputs["decisions"])]},
    )
    raised = (
        {"submission_id": submission_id, "publicity": publicity, "is_waiting": True}
        for submission_id, publicity in inputs.get("raised", ())
    )
    append(connection, "raw.published_consents", raised)


def note_publication(connection: Connection) -> None:
    """What the built tables let leave is what the next publication is compared with."""
    with transaction(connection):
        for statement in NOTED:
            execute(connection, statement)


def submissions_in(database: Path) -> frozenset[str]:
    """The ids of all submissions that a published database holds, counted or not.

    Raises OrganiserError when it can't be read.
    """
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            tables = [table for (table,) in execute(connection, HOLDERS)]
            return frozenset(
                submission_id
                for table in tables
                for (submission_id,) in execute(
                    connection, f"select distinct submission_id from {table}"
                )
                if submission_id is not None
            )
    except duckdb.Error:
        raise OrganiserError("frozen_damaged", where=database.name, folder=database.name) from None
