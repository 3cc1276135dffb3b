"""How public each consent was at the last publication, which the next one is compared with."""

from __future__ import annotations

from consultation.warehouse.store.connection import Connection, execute, transaction

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


def note_publication(connection: Connection) -> None:
    """What the built tables let leave is what the next publication is compared with."""
    with transaction(connection):
        for statement in NOTED:
            execute(connection, statement)
