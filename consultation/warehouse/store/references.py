"""The reference of each submission, kept beside the raw rows: the key never enters a database."""

from __future__ import annotations

import polars as pl

from consultation.machine.references import reference
from consultation.warehouse.store.connection import Connection, append, execute, frame

# Those of a submission without a reference yet; all, when another key made those that are there.
UNNAMED = """
select distinct submission_id from typed.submissions
where submission_id not in (select submission_id from pseudonyms.submissions)
order by submission_id
"""


def give_references(connection: Connection, key: bytes) -> None:
    """Every typed submission has its reference in `pseudonyms.submissions`."""
    known = execute(connection, "select * from pseudonyms.submissions limit 1")
    if any(reference(key, submission_id) != given for submission_id, given in known):
        execute(connection, "delete from pseudonyms.submissions")
    unnamed = frame(connection, UNNAMED)["submission_id"].to_list()
    rows = {
        "submission_id": unnamed,
        "reference": [reference(key, submission_id) for submission_id in unnamed],
    }
    append(
        connection,
        "pseudonyms.submissions",
        pl.DataFrame(rows, schema={"submission_id": pl.String, "reference": pl.String}),
    )
