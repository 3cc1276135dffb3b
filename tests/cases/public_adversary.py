"""A reader who has every public table of every release, and solves for what they leave out.

Written apart from `consultation/protection/`: it knows only what was published and that sums hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
from consultation.protection.counts import Counts, PublicCounts


class Reader:
    """What is known of the counts of one instant: those shown, the sums, none below 0, or below
    those of the persons in a pack."""

    def __init__(
        self, counts: Counts, shown: dict[str, int], least: Mapping[str, int] | None = None
    ) -> None:
        self.highs = highspy.Highs()
        self.highs.silent()
        self.place = {cell: place for place, cell in enumerate(counts.persons)}
        for cell in counts.persons:
            known = shown.get(cell)
            low = (least or {}).get(cell, 0) if known is None else known
            self.highs.addVar(low, highspy.kHighsInf if known is None else known)
        for one in counts.sums:
            cells = [self.place[cell] for cell in (one.whole, *one.parts)]
            self.highs.addRow(0, 0, len(cells), cells, [-1.0, *(1.0 for _ in one.parts)])
        self.seen: dict[str, tuple[float, float]] = {}

    def bounds(self, cell: str) -> tuple[float, float]:
        """The least and the most that the cell can be."""
        if cell not in self.seen:
            place = self.place[cell]
            self.highs.changeColCost(place, 1.0)
            extremes = []
            for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
                self.highs.changeObjectiveSense(sense)
                self.highs.run()
                status = self.highs.getModelStatus()
                if status == highspy.HighsModelStatus.kOptimal:
                    extremes.append(self.highs.getInfo().objective_function_value)
                else:
                    assert sense == highspy.ObjSense.kMaximize, status
                    assert status != highspy.HighsModelStatus.kInfeasible, "the truth is possible"
                    extremes.append(float("inf"))
            self.highs.changeColCost(place, 0.0)
            self.seen[cell] = (extremes[0], extremes[1])
        return self.seen[cell]


@dataclass(frozen=True)
class Published:
    """A release, and what was true of its newest figures."""

    release: PublicCounts
    truth: Counts


def leaks(published: Sequence[Published], threshold: int) -> list[str]:
    """What readers can tell of few persons, of a release or of what came in between two."""
    readers = [Reader(one.truth, new_cells(one.release)) for one in published]
    found = []
    for number, (one, reader) in enumerate(zip(published, readers, strict=True)):
        hidden = {
            c
            for t in one.release.tables.values()
            if t.release == one.release.release
            for c in t.hidden
        }
        for cell, count in one.truth.persons.items():
            few = 0 < count < threshold
            if not few and cell not in hidden:
                continue
            low, high = rounded(reader.bounds(cell))
            if high - low < threshold or (few and (low > 0 or high < threshold)):
                found.append(f"release {number}: {cell} is {count}, in {low}..{high}")
        for earlier in range(number):
            found += changes(published, readers, earlier, number, threshold)
    return found


def changes(
    published: Sequence[Published],
    readers: Sequence[Reader],
    earlier: int,
    later: int,
    threshold: int,
) -> list[str]:
    """The changes of few persons that readers can tell between two releases."""
    found = []
    before, after = published[earlier].truth.persons, published[later].truth.persons
    for cell in sorted(before.keys() & after.keys()):
        change = after[cell] - before[cell]
        if 0 < abs(change) < threshold:
            old, new = rounded(readers[earlier].bounds(cell)), rounded(readers[later].bounds(cell))
            low, high = new[0] - old[1], new[1] - old[0]
            if high - low < threshold:
                found.append(f"{earlier}->{later}: {cell} changed by {change}, in {low}..{high}")
    return found


def leaks_beside(pack: Mapping[str, int], later: Sequence[Published], threshold: int) -> list[str]:
    """What readers who have a pack too can tell of few persons who are not in it, or came since:
    that there are some, or that they are few."""
    found = []
    for number, one in enumerate(later):
        reader = Reader(one.truth, new_cells(one.release), least=pack)
        for cell, count in sorted(one.truth.persons.items()):
            beyond = count - pack[cell]
            if 0 < beyond < threshold:
                low, high = (bound - pack[cell] for bound in rounded(reader.bounds(cell)))
                if low > 0 or high < threshold:
                    found.append(f"{number}: {cell} is {beyond} beyond, in {low}..{high}")
    return found


def new_cells(release: PublicCounts) -> dict[str, int]:
    """The counts of the tables that are of this release."""
    tables = [table for table in release.tables.values() if table.release == release.release]
    return {cell: count for table in tables for cell, count in table.shown.items()}


def rounded(bounds: tuple[float, float]) -> tuple[float, float]:
    """Without the solver's last digits."""
    return round(bounds[0], 4), round(bounds[1], 4)
