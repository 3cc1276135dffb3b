"""What a reader of all public releases together is certain of: a release that tells of few persons
only in the company of others keeps some tables as they were.

Each release was protected by itself, and so was each change between two; a reader who also holds
that counts only grow has them all at once. One linear system says it: the counts of each release,
how they add up, and how each grew into the next. A pack that is public is one more moment, of which
the counts of those in it are known, and which grew into the releases after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import highspy
import numpy as np

from consultation.protection.counts import Counts, PublicCounts, PublicTable, SentCounts
from consultation.protection.programmes import INFINITE, programme, solver

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Unknown:
    """Columns of the system and their signs: a count, or how much it grew. `is_few`: it is known
    here to be of few persons, and has to be possibly of enough."""

    terms: tuple[tuple[int, float], ...]
    is_few: bool = False


def kept_back(
    counts: Counts,
    earlier: Sequence[PublicCounts],
    release: PublicCounts,
    threshold: int,
    sent: Sequence[SentCounts] = (),
) -> PublicCounts:
    """The release, or the same with more tables as they were, so that no reader of all of them, and
    of packs that are public, is certain of few persons; the last one again where none can be
    renewed. What earlier releases and packs tell by themselves is told already."""
    told_before = certain_unknowns(counts, earlier, threshold, sent) if earlier and sent else {}
    while earlier and release.release != earlier[-1].release:
        releases = (*earlier, release)
        cells = certain_cells(counts, releases, threshold)
        if sent:
            told = certain_unknowns(counts, releases, threshold, sent)
            cells |= {cell for unknown, cell in told.items() if unknown not in told_before}
        if not cells:
            break
        release = _without(counts, earlier[-1], release, cells)
    return release


def certain_cells(counts: Counts, releases: Sequence[PublicCounts], threshold: int) -> set[str]:
    """The cells of which a reader is certain that they are of some persons, fewer than the
    threshold, or that so many came in between two releases; of what the last release hides of few
    persons, and of few who came, also those that a reader knows to be fewer, be it nobody."""
    return set(certain_unknowns(counts, releases, threshold).values())


def certain_unknowns(
    counts: Counts,
    releases: Sequence[PublicCounts],
    threshold: int,
    sent: Sequence[SentCounts] = (),
) -> dict[Unknown, str]:
    """What a reader is so certain of, and of which cell it is; with packs, who came since one, or
    is not in it: a count of few who are all in it is told by the pack alone. With one release more,
    the same unknown has the same name."""
    reader = _Reader(counts, releases, sent)
    waiting = dict(reader.unknowns(threshold))
    found: dict[Unknown, str] = {}
    for sign in (-1.0, 1.0):
        reader.solve([(column, sign) for column in range(len(reader.lower))])
        _leave(waiting, reader, threshold)
    before = len(waiting) + 1
    while len(waiting) < before:
        before = len(waiting)
        reader.solve([(column, -1.0) for column in sorted(_columns(waiting))])
        _leave(waiting, reader, threshold)
    while waiting:
        unknown, cell = waiting.popitem()
        if reader.is_certain(unknown, threshold):
            found[unknown] = cell
        _leave(waiting, reader, threshold)
    return found


def _leave(waiting: dict[Unknown, str], reader: _Reader, threshold: int) -> None:
    """Those go that may be nothing, or enough, at one of the points that were just seen."""
    for unknown in [one for one in waiting if reader.is_left_open(one, threshold)]:
        del waiting[unknown]


def _columns(waiting: Iterable[Unknown]) -> set[int]:
    """What would be larger where all of these are."""
    return {column for unknown in waiting for column, sign in unknown.terms if sign > 0}


class _Reader:
    """The linear system of a reader, and the points that it was seen to allow.

    Its moments are the packs, then the releases; a pack grows into the first release that has all
    those in it, each release into the next. It is taken for that one by its date: where somebody in
    it answered later that week, a reader is given more than they know.
    """

    def __init__(
        self, counts: Counts, releases: Sequence[PublicCounts], sent: Sequence[SentCounts]
    ) -> None:
        self.persons = counts.persons
        self.cells = sorted(counts.persons)
        self.known = [one.persons for one in sent] + [one.new_cells() for one in releases]
        self.places = {cell: place for place, cell in enumerate(self.cells)}
        self.points: list[np.ndarray] = []
        self.first, self.last = len(sent), len(self.known) - 1
        self.growths = [
            *((pack, self._first_after(one, releases)) for pack, one in enumerate(sent)),
            *((time, time + 1) for time in range(self.first, self.last)),
        ]
        # First the counts of each moment, then how much each grew into another.
        size, before = len(self.cells), len(self.cells) * len(self.known)
        self.lower = [0.0] * (before + size * len(self.growths))
        self.upper = [INFINITE] * len(self.lower)
        for time, known in enumerate(self.known):
            for cell, count in known.items():
                if cell in self.places:
                    column = self.column(time, cell)
                    self.lower[column] = self.upper[column] = count
                    if time < self.first and count > counts.persons[cell]:  # somebody left it
                        self.lower[before + column] = -INFINITE
        for cell in counts.peopled:
            column = self.column(self.last, cell)
            self.lower[column] = max(self.lower[column], 1.0)
        rows = [dict(row) for row in self._rows(counts)]
        bounds = list(zip(self.lower, self.upper, strict=True))
        self.highs = solver()
        model = programme([0.0] * len(bounds), bounds, rows, [(0.0, 0.0)] * len(rows))
        self.highs.passModel(model)
        # Where people withdrew, a reader no longer holds that counts only grow.
        for end in (before + size * self.first, len(self.lower)):
            if self.solve([]):
                return
            for column in range(before, end):
                self.highs.changeColBounds(column, -INFINITE, INFINITE)
        self.solve([])

    def _first_after(self, one: SentCounts, releases: Sequence[PublicCounts]) -> int:
        after = (time for time, each in enumerate(releases) if each.as_of >= one.last_week)
        return self.first + next(after, len(releases) - 1)

    def column(self, time: int, cell: str) -> int:
        """Where the count of a cell at a moment stands."""
        return time * len(self.cells) + self.places[cell]

    def _rows(self, counts: Counts) -> Iterator[Mapping[int, float]]:
        for time, known in enumerate(self.known):
            for total in counts.sums:
                # Of a pack made under other categories, not all that is known adds up any more.
                if time < self.first and known.keys() >= {total.whole, *total.parts}:
                    continue
                parts = {self.column(time, part): -1.0 for part in total.parts}
                yield {self.column(time, total.whole): 1.0, **parts}
        for number, (earlier, later) in enumerate(self.growths, start=len(self.known)):
            for cell in self.cells:
                before, after = self.column(earlier, cell), self.column(later, cell)
                yield {after: 1.0, before: -1.0, self.column(number, cell): -1.0}

    def unknowns(self, threshold: int) -> Iterator[tuple[Unknown, str]]:
        """Each count of a release that is not shown (beside packs: what is beyond them), and what
        came in until the next release and the last. Beside packs none has to be possibly of enough:
        which are of few persons would change with the releases, and their names with it."""
        after, last = dict(self.growths), None if self.first else self.last
        for cell in self.cells:
            now = self.persons[cell]
            for time, known in enumerate(self.known):
                if cell not in known and not self.first:
                    is_few = time == last and 0 < now < threshold
                    yield Unknown(((self.column(time, cell), 1.0),), is_few), cell
                for later in {after.get(time, self.last), self.last} - {time}:
                    grown = ((self.column(later, cell), 1.0), (self.column(time, cell), -1.0))
                    is_few = later == last and 0 < now - known.get(cell, now) < threshold
                    yield Unknown(grown, is_few), cell

    def solve(self, costs: Sequence[tuple[int, float]]) -> bool:
        """Whether there is a point of least cost; it is remembered as one that was seen."""
        for column, cost in costs:
            self.highs.changeColCost(column, cost)
        self.highs.run()
        self.status = self.highs.getModelStatus()
        if is_solved := self.status == highspy.HighsModelStatus.kOptimal:
            self.points.append(np.array(self.highs.getSolution().col_value))
        for column, _ in costs:
            self.highs.changeColCost(column, 0.0)
        return bool(is_solved)

    def is_left_open(self, unknown: Unknown, threshold: int) -> bool:
        """Whether, at one of the last two points, it is enough persons, or may be nothing."""
        for point in self.points[-2:]:
            seen = sum(sign * point[column] for column, sign in unknown.terms)
            if seen >= threshold - TOLERANCE or (seen <= TOLERANCE and not unknown.is_few):
                return True
        return False

    def is_certain(self, unknown: Unknown, threshold: int) -> bool:
        """Whether it is never enough persons, nor nothing where that would do; a system that is
        not solved counts as certain."""
        for sense in (-1.0,) if unknown.is_few else (-1.0, 1.0):
            is_solved = self.solve([(column, sense * sign) for column, sign in unknown.terms])
            is_open = self.status == highspy.HighsModelStatus.kUnbounded
            if is_open or (is_solved and self.is_left_open(unknown, threshold)):
                return False
        return True


def _without(
    counts: Counts, last: PublicCounts, release: PublicCounts, told: Set[str]
) -> PublicCounts:
    """The release with fewer tables renewed: without the widest of those that print a count which
    adds up with what is told."""
    renewed = {name for name, table in release.tables.items() if table.release == release.release}
    near = told | {
        cell
        for total in counts.sums
        if told & {total.whole, *total.parts}
        for cell in (total.whole, *total.parts)
    }
    tied = {name for name in renewed if near & set(release.tables[name].shown)} or renewed
    widest = max(tied, key=lambda name: (len(release.tables[name].shown), name))
    if renewed == {widest}:
        return last
    tables: dict[str, PublicTable] = {
        name: table
        for name, new in release.tables.items()
        if (table := last.tables.get(name) if name == widest else new) is not None
    }
    numbers = sorted({table.release for table in tables.values()})
    dates = {**last.dates, **release.dates}
    return replace(release, tables=tables, dates={number: dates[number] for number in numbers})
