"""What organisers decided, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from consultation.errors import OrganiserError


@dataclass(frozen=True)
class Decision:
    """One row of a review sheet on which a choice was made.

    `sheet` and `row` say where it stands in its file. `submission_ids` are sorted, and
    `fingerprint` is what the sheet said of them when it was written: once it differs from theirs,
    the decision is about something else. `decided_at` is in UTC: the beginning of the day where the
    row `is_dated`, else when its workbook was saved. `initials` are never a name.
    `question_id`, where a row is about one text, is its question; `words` are to be masked in it
    or, of a quote, the passage to quote, where it is not the whole.
    """

    sheet: str
    row: int
    kind: str
    submission_ids: tuple[str, ...]
    fingerprint: str
    choice: str
    decided_at: dt.datetime
    initials: str | None
    remark: str | None
    question_id: str | None = None
    words: tuple[str, ...] = ()
    is_dated: bool = False


@dataclass(frozen=True)
class Withdrawal:
    """What somebody asks for their contribution: to be withdrawn, or kept for reflection only.

    `identifier_kind` is `submission`, `email` or `reference`; `request` is an id of the words
    `withdrawal_request`. The rest is as in a decision.
    """

    sheet: str
    row: int
    identifier_kind: str
    identifier: str
    request: str
    decided_at: dt.datetime
    initials: str | None
    remark: str | None
    is_dated: bool = False


@dataclass(frozen=True)
class GivenFile:
    """A workbook that came back; maybe without any choice made.

    Decisions are taken whole or not at all. Requests to withdraw are obeyed even when others of
    the file can't be read: `refusal` then says which.
    """

    sha256: str
    name: str
    decisions: tuple[Decision, ...]
    withdrawals: tuple[Withdrawal, ...] = ()
    refusal: OrganiserError | None = None
