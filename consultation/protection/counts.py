"""Counts of persons that public tables print, how they add up, and what a release shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sum:
    """The parts share out the persons of the whole: none is in two of them."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """Linked tables of one instant.

    `persons` has every count by its cell; a count that stands in several tables is one cell.
    `tables` tells which cells each table prints. A cell that none prints can still be computed by
    a reader, and is protected too: whoever prints how many chose an option and how many answered
    has told how many did not choose it. `everybody` is the cell of all persons; `peopled` are those
    that readers know not to be empty, whether or not they are shown.
    """

    persons: Mapping[str, int]
    sums: Sequence[Sum]
    tables: Mapping[str, Sequence[str]]
    everybody: str
    peopled: Sequence[str] = ()


@dataclass(frozen=True)
class PublicTable:
    """What readers see of a table: counts as they were at `release`, and the cells without one.

    A hidden cell may hold few persons, none or many: nothing here, or in what is said of it,
    tells which.
    """

    release: int
    shown: Mapping[str, int]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicCounts:
    """All tables of a release. `as_of` is the caller's date of its newest figures.

    A table whose `release` is an earlier one keeps its old figures; `dates` has the date of each
    release that a table is of. `computable` is what readers get, without its being printed, from
    the new figures: cells and the least and most they can be, where these are closer than the
    threshold. Holds nothing that is not public, or computed from what is, but `persons`.
    """

    release: int
    as_of: str
    persons: int
    tables: Mapping[str, PublicTable]
    dates: Mapping[int, str] = field(default_factory=dict)
    computable: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def known_ranges(self) -> dict[str, tuple[int, int]]:
        """The least and most of each cell that readers know of this release, shown or computed."""
        shown = {cell: (count, count) for cell, count in self.new_cells().items()}
        return {**self.computable, **shown}

    def new_cells(self) -> dict[str, int]:
        """The counts that were shown for the first time in this release."""
        return {
            cell: count
            for table in self.tables.values()
            if table.release == self.release
            for cell, count in table.shown.items()
        }


@dataclass(frozen=True)
class SentCounts:
    """What a pack that is public tells its readers.

    `persons` has the counts of those in it, of each cell that it gives. `taking_part` is the least
    and the most of all who had taken part when it was made, sent or not; None where it does not
    say. Nobody in it answered after the week of `last_week`.
    """

    persons: Mapping[str, int]
    taking_part: tuple[int, int] | None
    last_week: str

    def known_ranges(self, everybody: str) -> list[dict[str, tuple[int, int]]]:
        """The least and most of each cell that readers know: of those sent, and of everybody."""
        sent = {cell: (count, count) for cell, count in self.persons.items()}
        return [sent, *([{everybody: self.taking_part}] if self.taking_part else [])]
