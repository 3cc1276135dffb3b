"""Find the submissions that a person's request would concern, and the requests to be erased that
wait."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from consultation.warehouse.store.connection import Connection, execute, open_database
from consultation.warehouse.tables.models import query_of

# A request that is only supposed, as a row of the table of requests.
SUPPOSED = """
insert into history.given_requests by name
select
    'supposed' as request_id, $kind as identifier_kind,
    case $kind when 'email' then lower(nfc_normalize($identifier)) else $identifier end
        as identifier,
    $request as request, true as is_dated
"""
REACHED = """
select
    submissions.submission_id,
    given.reference,
    word('box', flow.box).label as box,
    coalesce(flow.box = 'counted', false) as is_counted,
    sent.submission_id is not null as is_sent
from supposed as submissions
left join pseudonyms.submissions as given using (submission_id)
left join respondents.flow as flow using (submission_id)
left join sending.contributions as sent using (submission_id)
order by submissions.submission_id
"""

ERASURES = """
select identifier_kind, identifier, asked_at, sent_until, submission_ids, folded_emails
from respondents_steps.erasure_requests
order by asked_at, request_id
"""


@dataclass(frozen=True)
class Reached:
    """A submission that a person's request would concern. `box`: what became of it at the last
    build, in French, such as « Comptées » or « Renvois ». None if that is unknown."""

    submission_id: str
    reference: str | None
    box: str | None
    is_counted: bool
    is_sent: bool


@dataclass(frozen=True)
class WaitingErasure:
    """A request to be erased that waits for the command « effacer ».

    Times are in UTC. The request covers everything sent until `sent_until`. `submission_ids` are
    the person's submissions, `folded_emails` the addresses that belong to this person alone.
    """

    kind: str
    identifier: str
    asked_at: dt.datetime
    sent_until: dt.datetime
    submission_ids: tuple[str, ...]
    folded_emails: tuple[str, ...]

    @property
    def addresses(self) -> frozenset[str]:
        """The person's e-mail addresses, including the address in the request."""
        named = (self.identifier,) if self.kind == "email" else ()
        return frozenset((*named, *self.folded_emails))

    def asked_on(self, time_zone: str) -> dt.date:
        """The day on which the person asked, in this time zone: 1 July, 23:30 UTC, `Europe/Paris` →
        2 July."""
        return self.asked_at.replace(tzinfo=dt.UTC).astimezone(ZoneInfo(time_zone)).date()


def reached_by(database: Path, kind: str, identifier: str, request: str) -> tuple[Reached, ...]:
    """The submissions that a request would concern if it were made now. Nothing is stored.

    `kind`: the kind of `identifier`, such as `email`. If no export that counts has the address, the
    submissions that have it in replaced exports are returned. They are not counted, so they have no
    box.
    """
    query = query_of("respondents_steps.withdrawal_targets")
    with open_database(database) as connection:
        execute(connection, "begin")
        try:
            execute(
                connection, SUPPOSED, {"kind": kind, "identifier": identifier, "request": request}
            )
            execute(
                connection,
                f"create temp table supposed as with targets as ({query}),"
                " own as (select submission_id from targets where request_id = 'supposed')"
                " from own union"
                " select former.submission_id from typed.former_answers as former"
                " inner join history.given_requests as given"
                " on given.request_id = 'supposed' and given.identifier = former.folded_email"
                " where not exists (from own)",
            )
            return tuple(Reached(*row) for row in execute(connection, REACHED))
        finally:
            execute(connection, "rollback")


def waiting_erasures(connection: Connection) -> tuple[WaitingErasure, ...]:
    """The requests to be erased that have not been carried out. The oldest comes first."""
    rows = execute(connection, ERASURES)
    return tuple(
        WaitingErasure(kind, identifier, asked_at, sent_until, tuple(ids), tuple(emails))
        for kind, identifier, asked_at, sent_until, ids, emails in rows
    )
