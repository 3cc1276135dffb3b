"""What the database of the release in place tells: what changed since it, by the select of
`changes.submissions`, and how public consents were in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from consultation.warehouse.store.connection import (
    Connection,
    attach,
    beside,
    execute,
    transaction,
)
from consultation.warehouse.store.earlier_state import note_inputs
from consultation.warehouse.tables.models import query_of

Told = TypeVar("Told")

# Each table that the select reads, and what stands for it here. No release holds names and
# addresses: whether they changed is not asked.
INPUTS = {
    "respondents.states": "work.respondents.states",
    "respondents.links": "work.respondents.links",
    "previous.states": "released.respondents.states",
    "changes.fields": "(select * from work.changes.fields where false)",
}

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


def changes_since(connection: Connection, database: Path) -> dict[str, int] | None:
    """How many submissions changed since the release, by kind of change, in the kinds' order."""
    return _ask_release(connection, database, _count_changes)


def recall_publication(connection: Connection, database: Path, inputs: Mapping[str, Any]) -> None:
    """A store that was begun anew, and knows of no publication, knows of the release with these
    inputs; nobody who was erased since is told of."""
    if not execute(connection, "from raw.published_files limit 1"):
        _ask_release(connection, database, partial(_recall, inputs=inputs))


def _ask_release(
    connection: Connection, database: Path, ask: Callable[[Connection], Told]
) -> Told | None:
    """What is told of the release, attached as `released`; None when there is no release, or when
    its database cannot be compared with."""
    if not database.is_file():
        return None
    with beside(connection) as reader:
        try:
            attach(reader, database, "released", "read_only")
            return ask(reader)
        except duckdb.Error:
            return None  # damaged, or made by a version that kept something else
        finally:
            with suppress(duckdb.Error):
                execute(reader, "use work")
                execute(reader, "detach database if exists compared")
                execute(reader, "detach database if exists released")


def _recall(reader: Connection, inputs: Mapping[str, Any]) -> None:
    with transaction(reader):
        note_inputs(reader, inputs, "unknown")
        execute(reader, RECALLED.format(consents=query_of("history.consents")))
        execute(reader, UNKNOWN)


def _count_changes(reader: Connection) -> dict[str, int]:
    execute(reader, "attach ':memory:' as compared")
    execute(reader, "use compared")
    for schema in sorted({table.partition(".")[0] for table in INPUTS}):
        execute(reader, f"create schema {schema}")
    for table, source in INPUTS.items():
        execute(reader, f"create view {table} as from {source}")
    rows = execute(
        reader,
        f"select change, count(*) from ({query_of('changes.submissions')}) as changes"
        " inner join work.form.words as words on change = words.id and words.kind = 'change'"
        " group by change order by any_value(words.position)",
    )
    return dict(rows)
