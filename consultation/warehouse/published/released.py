"""What changed since the release in place: the select of `changes.submissions`, run on the tables
of its database and on the present ones."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import duckdb

from consultation.warehouse.build.models import query_of
from consultation.warehouse.store.connection import Connection, attach, beside, execute

# Each table that the select reads, and what stands for it here. No release holds names and
# addresses: whether they changed is not asked.
INPUTS = {
    "respondents.states": "work.respondents.states",
    "respondents.links": "work.respondents.links",
    "previous.states": "released.respondents.states",
    "changes.fields": "(select * from work.changes.fields where false)",
}


def changes_since(connection: Connection, database: Path) -> dict[str, int] | None:
    """How many submissions changed since the release, by kind of change, in the kinds' order.

    None when there is no release, or when its database cannot be compared with.
    """
    if not database.is_file():
        return None
    with beside(connection) as reader:
        try:
            attach(reader, database, "released", "read_only")
            return _count_changes(reader)
        except duckdb.Error:
            return None  # damaged, or made by a version that kept something else
        finally:
            with suppress(duckdb.Error):
                execute(reader, "use work")
                execute(reader, "detach database if exists compared")
                execute(reader, "detach database if exists released")


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
