"""The rules of the form file that decide which contributions are sent, stored for the last release.

A rule that has changed since is noticed, and the pack is not final before an organiser confirms the
change. The working database stores digests of these rules. « The last release » is the last release
that was ready to send (no PROJET) or was frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from consultation.warehouse.store.connection import Connection, append, execute, transaction


class Sending(NamedTuple):
    """The rules by which a release sends contributions, and how many it sends.

    - `parts`: part of the form file, as named in forms/sending.py → digest of this part.
    - `counts`: consent → number of contributions sent, such as `{"anonymous": 412}`.
    """

    parts: Mapping[str, str]
    counts: Mapping[str, int]


def present_sending(connection: Connection) -> Sending:
    """The rules of the current form file, and the numbers of contributions to send after the last
    build."""
    counts = "select consent, count(*) from sending.contributions group by consent order by all"
    return Sending(
        dict(execute(connection, "from form.sending_parts order by all")),
        dict(execute(connection, counts)),
    )


def last_sending(connection: Connection) -> Sending | None:
    """The rules and numbers of the last release ready to send or frozen. None before
    the first such release."""
    parts = dict(execute(connection, "from raw.left_parts order by all"))
    counts = dict(execute(connection, "from raw.left_counts order by all"))
    return Sending(parts, counts) if parts else None


def note_last_sending(connection: Connection, left: Sending | None) -> None:
    """Store `left`, the rules and numbers of a release that is ready to send or frozen, in place of
    those of an earlier release. If `left` is None, nothing is changed."""
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
