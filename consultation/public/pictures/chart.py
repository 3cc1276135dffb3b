"""A public table as a bar chart of its first column, with the words around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from consultation.public.results import Kind, PublicResults, PublicTable, Row
from consultation.words.french import date, sentence

MOST_BARS, MOST_WEEKS = 12, 52
"""The most bars of a chart, and of a chart of weeks. Further rows are only in the table."""


@dataclass(frozen=True)
class Chart:
    """The bar chart of the first column of a public table: a bar per total, then a bar per row.

    A grid has a chart per item: its table is split first (`PublicTable.by_item`).
    """

    table: PublicTable
    results: PublicResults

    @property
    def id(self) -> str:
        """The name of the picture's files, in letters, digits and hyphens: `question_avis` →
        `question-avis`."""
        return self.table.id.replace("_", "-")

    @property
    def base_count(self) -> int:
        """The denominator of the shares: a number of respondents. A table of weeks has no shares:
        for it, the number of all respondents."""
        if self.table.kind is Kind.WEEKS:
            return self.results.person_count
        return self.table.rows[0].cells[0].base or 0

    @property
    def bars(self) -> tuple[Row, ...]:
        """The totals and rows of the table, each a bar."""
        return (*self.table.totals, *self.table.rows)

    @property
    def drawn(self) -> tuple[Row, ...]:
        """The bars that the picture has room for: all totals, then the longest other bars, in the
        order of the table. For a table of weeks, the latest weeks."""
        if self.table.kind is Kind.WEEKS:
            return self.bars[-MOST_WEEKS:]
        room = max(0, MOST_BARS - len(self.table.totals))
        rows = self.table.rows
        longest = sorted(range(len(rows)), key=lambda number: -length(rows[number]))[:room]
        return (*self.table.totals, *(rows[number] for number in sorted(longest)))

    @property
    def is_of_parts(self) -> bool:
        """True if bars show shares, on a scale from 0 to 100 %. Bars of weeks show counts, on a
        scale from 0 to the largest count."""
        return self.table.kind is not Kind.WEEKS

    @property
    def has_somebody(self) -> bool:
        """True if a bar has a count above 0. A hidden count, « 10 ou moins », does not suffice."""
        return any(row.cells[0].count for row in self.bars)

    def part_of_scale(self, bar: Row) -> float | None:
        """The length of a bar as a part of the whole scale, from 0 to 1: a share of 25 % → 0.25.
        None for a hidden count, « 10 ou moins »."""
        cell = bar.cells[0]
        if cell.count is None:
            return None
        if self.is_of_parts:
            return cell.share or 0.0
        return cell.count / max(1, *(row.cells[0].count or 0 for row in self.bars))

    def is_total(self, bar: Row) -> bool:
        """True if the bar counts several of the other bars together."""
        return bar in self.table.totals

    def label(self, bar: Row) -> str:
        """The label of a bar: a week is « 07/03 », a total is « Opposé·es (total) »."""
        if self.table.kind is Kind.WEEKS and bar.id[:1].isdigit():
            return date(dt.date.fromisoformat(bar.id))[:5]
        return sentence("totals", "label", name=bar.label) if self.is_total(bar) else bar.label


def length(bar: Row) -> int:
    """The length to sort a bar by: its count. A hidden count, « 10 ou moins », is 1, so that its
    bar is longer than a bar of 0."""
    count = bar.cells[0].count
    return 1 if count is None else count
