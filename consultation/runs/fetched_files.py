"""The checks of fetches, in `.recuperations.json` next to the downloaded files.

A check says that the site had as many answers as the file, before and after the download, which the
file alone can't show. The list contains checksums, times and counts, but no answers. Once a run has
read a check, the working database keeps it, even if the list is lost. A file whose checksum is not
in the list was dropped by a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from consultation.machine.json_files import read_json, replace_json

NAME = ".recuperations.json"
EMPTY = ""
"""The key in `Checks` for a form without answers: the site makes no file for it."""

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Check:
    """The result of a fetch: at `fetched_at` (UTC), the page `source` had `answer_count` answers.

    `first_at` is the time at which the same content was fetched first.
    """

    file_name: str
    source: str
    answer_count: int
    first_at: dt.datetime
    fetched_at: dt.datetime


Checks = Mapping[str, Check]
"""The results of fetches: SHA-256 of a file's content, or `EMPTY` → result."""


def read_checks(inbox: Path) -> Checks:
    """The checks in a form's inbox. Empty if the list is missing or can't be read."""
    return read_json(inbox / NAME, dict[str, Check]) or {}


def note_check(inbox: Path, export_id: str, check: Check, present: Collection[str]) -> None:
    """Add a check to the list. Earlier checks stay only if their SHA-256 is in `present`. An
    earlier check dated after this fetch, by a wrong clock, gets this fetch's time."""
    known = read_checks(inbox)
    checks = {
        known_id: replace(
            earlier, fetched_at=min(earlier.fetched_at, check.fetched_at)
        )  # a clock was wrong
        for known_id, earlier in known.items()
        if known_id in present
    }
    checks[export_id] = _confirm_check(known[export_id], check) if export_id in known else check
    replace_json(inbox / NAME, dict(sorted(checks.items())))


def _confirm_check(before: Check, now: Check) -> Check:
    """The check to keep when the same content is fetched again: `before` or `now`.

    A new check makes the next run compute everything again. So `before` stays, with 3 exceptions:
    - `now` is the first fetch at least a day after `before.first_at`. Later fetches change nothing.
    - The site's number of answers differs.
    - `before.first_at` is in the future.
    """
    is_first = before.first_at == before.fetched_at
    is_later = now.fetched_at - before.first_at >= DAY
    if before.answer_count != now.answer_count or before.first_at > now.fetched_at:
        return now
    return replace(now, first_at=before.first_at) if is_first and is_later else before
