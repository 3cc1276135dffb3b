"""Where a reader is among the rows of a sheet, how many are decided, and which is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from consultation.decisions import TO_READ
from consultation.organisation.waiting import Pending
from consultation.warehouse.tables.publications import Row
from consultation.words.french import label

KEY = TO_READ.columns.key


@dataclass(frozen=True)
class Place:
    """A row among those of its screen; numbers begin at 1."""

    number: int
    row: Row
    count: int
    decided: int
    next_open: int

    @property
    def key(self) -> str:
        """The key of the row; empty where nothing can be decided."""
        return str(self.row[KEY] or "")


def place_among(rows: Sequence[Row], pending: Pending, number: int, after: int = 0) -> Place:
    """The row of that number, or the first that nobody has decided, if any, from `after` on."""
    is_done = [is_decided(row) or str(row[KEY]) in pending.by_key for row in rows]
    can_be = [bool(row[KEY]) for row in rows]
    left = [place for place, done in enumerate(is_done, start=1) if not done and can_be[place - 1]]

    def following(start: int) -> int:
        return next((place for place in left if place > start), left[0] if left else 0)

    here = number or following(after) or min(after + 1, len(rows))
    here = min(max(here, 1), len(rows))
    decided = sum(done and can for done, can in zip(is_done, can_be, strict=True))
    return Place(here, rows[here - 1], sum(can_be), decided, following(here))


def is_decided(row: Row) -> bool:
    """Whether what was decided of the row is obeyed."""
    return row["Où en est-on"] in _labels_when_obeyed()


@cache
def _labels_when_obeyed() -> frozenset[str]:
    return frozenset(label(kind, "applied") for kind in ("reading_state", "decision_state"))
