"""Requests to be erased that wait, as the last build found them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from consultation.warehouse.store.connection import Connection, execute

ASKED = """
select identifier_kind, identifier, asked_at, sent_until, submission_ids
from respondents_steps.erasure_requests
order by asked_at, file_id, sheet, sheet_row
"""


@dataclass(frozen=True)
class WaitingErasure:
    """A request to be erased: by what the person is told, when (UTC), up to when (UTC) what they
    sent is asked for, and the submissions that it finds."""

    kind: str
    identifier: str
    asked_at: dt.datetime
    sent_until: dt.datetime
    submission_ids: tuple[str, ...]

    def asked_on(self, time_zone: str) -> dt.date:
        """The day of the request where the form is."""
        return self.asked_at.replace(tzinfo=dt.UTC).astimezone(ZoneInfo(time_zone)).date()


def waiting_erasures(connection: Connection) -> tuple[WaitingErasure, ...]:
    """The requests that wait, the oldest first."""
    found = execute(connection, ASKED)
    return tuple(
        WaitingErasure(kind, identifier, asked_at, sent_until, tuple(submission_ids))
        for kind, identifier, asked_at, sent_until, submission_ids in found
    )
