"""Counts as they are gathered: each with its name, what it adds up to, which tables print it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from consultation.protection.counts import Sum
from consultation.public.cells import CellName


@dataclass
class Gathering:
    """Counts, sums and tables as they are gathered."""

    persons: dict[str, int] = field(default_factory=dict)
    sums: dict[Sum, None] = field(default_factory=dict)  # each once, in order
    tables: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    other_rules: tuple[str, ...] = ()

    def add(self, name: CellName, count: int, *tables: str) -> str:
        """The count is known under its name, and printed by the tables."""
        cell = str(name)
        self.persons[cell] = count
        for table in tables:
            if cell not in self.tables[table]:
                self.tables[table].append(cell)
        return cell

    def share_out(self, whole: CellName, part: CellName, rest: CellName) -> None:
        """The rest are the persons of the whole that are not of the part."""
        left = self.add(rest, self.persons[str(whole)] - self.persons[str(part)])
        self.add_up(str(whole), (str(part), left))

    def add_up(self, whole: str, parts: Sequence[str]) -> None:
        """The parts share out the whole."""
        if parts:
            self.sums[Sum(whole, tuple(parts))] = None
