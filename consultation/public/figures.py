"""A public table as figures, one after the other: what a row of a sheet and of a CSV file is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from consultation.public.results import Cell, Column, PublicTable, Row

# Whether a number stands there, is not shown, or could not be: no share of nobody.
Status = Literal["shown", "hidden", "none"]


@dataclass(frozen=True)
class Figure:
    """A count of persons where it stands in its table, and whether each of its numbers is shown."""

    row: Row
    column: Column
    cell: Cell
    has_share: bool

    @property
    def count_status(self) -> Status:
        """Whether the count is shown."""
        return "hidden" if self.cell.count is None else "shown"

    @property
    def base_status(self) -> Status:
        """Whether the denominator is shown; none in a table without shares."""
        if not self.has_share:
            return "none"
        return "hidden" if self.cell.base is None else "shown"

    @property
    def share_status(self) -> Status:
        """Whether the share is shown; none in a table without shares, and where nobody answered."""
        if not self.has_share or self.cell.base == 0:
            return "none"
        return "hidden" if self.cell.share is None else "shown"


def figures_of(table: PublicTable) -> Iterator[Figure]:
    """The figures of a table: for each item of a grid, column after column, so that those that
    share a denominator follow each other."""
    for _, rows in groupby(table.rows, key=lambda row: row.item):
        of_item = list(rows)
        for number, column in enumerate(table.columns):
            for row in of_item:
                yield Figure(row, column, row.cells[number], table.has_shares)
