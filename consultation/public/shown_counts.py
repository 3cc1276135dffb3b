"""The counts of a table that may be shown, by the names of their cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from consultation.french import sentence, sentences
from consultation.public.cells import CellName
from consultation.public.counted_rows import NONE
from consultation.public.results import Cell

say = partial(sentence, "shown_tables")
TOTAL = "total"


@dataclass(frozen=True)
class ShownTable:
    """The cells of one table: `counts` holds None for those that are not shown."""

    counts: Mapping[CellName, int | None]
    as_of: dt.date

    def cell(self, name: CellName, base: CellName | None = None) -> Cell:
        """The count and its denominator."""
        return Cell(self.counts.get(name), self.counts.get(base) if base else None)

    def members(self, group: str) -> list[str]:
        """The members of a group that the table has, `NONE` last."""
        found = {name.member for name in self.counts if name.group == group}
        return sorted(found, key=lambda member: (member == NONE, member))


def notes_of(kind: str) -> tuple[str, ...]:
    """What must be read with a table of the kind, if anything."""
    note = f"note_{kind}"
    return (say(note),) if note in sentences()["shown_tables"] else ()
