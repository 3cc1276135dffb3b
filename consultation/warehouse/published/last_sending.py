"""The parts of the form file that decide who is sent, compared with the last release.

The working database keeps digests of these parts, as they were for the last release that was no
PROJET or was frozen. If a part has changed since, the pack waits for a confirmation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from consultation.warehouse.store.connection import Connection, append, execute, transaction


class Sending(NamedTuple):
    """The form file's parts that decide sending, and the numbers of contributions sent.

    `parts`: name of the part, as in forms/sending.py → digest. `counts`: consent → number of
    contributions sent, `{"anonymous": 412}`.
    """

    parts: Mapping[str, str]
    counts: Mapping[str, int]


def present_sending(connection: Connection) -> Sending:
    """The `Sending` of the current form file and of the contributions in the built tables."""
    counts = "select consent, count(*) from sending.contributions group by consent order by all"
    return Sending(
        dict(execute(connection, "from form.sending_parts order by all")),
        dict(execute(connection, counts)),
    )


def last_sending(connection: Connection) -> Sending | None:
    """The stored `Sending` of the last final or frozen release. None before the first."""
    parts = dict(execute(connection, "from raw.left_parts order by all"))
    counts = dict(execute(connection, "from raw.left_counts order by all"))
    return Sending(parts, counts) if parts else None


def note_last_sending(connection: Connection, left: Sending | None) -> None:
    """Store `left`, the `Sending` of the last final or frozen release, in place of the former.

    If `left` is `None`, the stored `Sending` stays.
    """
    if left is None:
        return
    rows: dict[str, list[dict[str, object]]] = {
        "left_parts": [{"part": part, "digest": digest} for part, digest in left.parts.items()],
        "left_counts": [
            {"consent": consent, "contribution_count": count}
            for consent, count in left.counts.items()
        ],
    }
    with transaction(connection):
        for table, part_rows in rows.items():
            execute(connection, f"delete from raw.{table}")
            append(connection, f"raw.{table}", part_rows)
