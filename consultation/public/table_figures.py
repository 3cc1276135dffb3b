"""A public table as figures, one after the other: what a row of a sheet and of a CSV file is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from consultation.public.results import Column, PublicTable, Row
from consultation.public.rounding import Cell, Rounding
from consultation.words.french import sentence

# Whether a rounded number stands there, is of few, or can't be: no share of few.
Status = Literal["rounded", "few", "none"]


@dataclass(frozen=True)
class Figure:
    """A count of persons where it stands in its table, and how each of its numbers is told."""

    row: Row
    column: Column
    cell: Cell
    has_share: bool

    @property
    def count_status(self) -> Status:
        """How the count is told."""
        return "few" if self.cell.count is None else "rounded"

    @property
    def base_status(self) -> Status:
        """How the denominator is told; none in a table without shares."""
        return "rounded" if self.has_share else "none"

    @property
    def share_status(self) -> Status:
        """Whether there is a share."""
        return "none" if self.cell.share is None else "rounded"


def words_of(rounding: Rounding) -> dict[Status, str]:
    """What is written of each status."""
    return {
        "rounded": sentence("figure_status", "rounded"),
        "few": rounding.few,
        "none": sentence("figure_status", "none"),
    }


def figures_of(table: PublicTable) -> Iterator[Figure]:
    """The figures of a table: for each item of a grid, column after column, so that those that
    share a denominator follow each other."""
    for _, rows in groupby(table.rows, key=lambda row: row.item):
        of_item = list(rows)
        for number, column in enumerate(table.columns):
            for row in of_item:
                yield Figure(row, column, row.cells[number], table.has_shares)
