"""The submissions in the database of a release."""

from __future__ import annotations

from pathlib import Path

import duckdb

from consultation.warehouse.store.connection import execute
from consultation.words.errors import OrganiserError

# The tables whose rows name a submission: all files of the release are made from these tables.
HOLDERS = """
select schema_name || '.' || table_name from duckdb_columns()
where column_name = 'submission_id' and data_type = 'VARCHAR' and not internal
group by all order by all
"""


def submissions_in(database: Path) -> frozenset[str]:
    """The ids of all submissions in a published database, whether they were counted or not.

    Raises OrganiserError if the database can't be read.
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
