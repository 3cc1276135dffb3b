"""Rows whose cells are in wrong columns, because a tool writes one cell for a skipped question that
has several columns: `Oui, , , Non` becomes `Oui, , Non`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from consultation.exports.doors.door import Door
from consultation.exports.headings import trim_row

# The columns of a question, or of one line of a grid: the first position and their number.
Run = tuple[int, int]
# Between line and column, in the heading of a grid of numbers: « Dépenses (Eau - Hiver) ».
LINE_END = " - "


class MovedRows:
    """A check that finds the rows of an export whose cells are in wrong columns. `labels` are its
    headings."""

    def __init__(self, door: Door, labels: Sequence[str]) -> None:
        self._runs = sorted(set(_runs(door, labels))) if door.shortens_skipped_groups else []

    def moved_at(self, cells: Sequence[str]) -> int | None:
        """The position of the first skipped question with a single cell for all its columns: the
        cells after it are in wrong columns. None for a row that did not move.

        A skipped question of four columns has a single empty cell, and three more end its row:
        `["x", "", "Non", "Oui", "", "", ""]` → 1.
        """
        if not self._runs:
            return None
        filled = len(trim_row(list(cells)))
        lacking = len(cells) - filled
        moved = (
            start
            for start, size in self._runs
            if start < filled and size - 1 <= lacking and not cells[start].strip()
        )
        return next(moved, None)


def _runs(door: Door, labels: Sequence[str]) -> Iterator[Run]:
    """Yield the groups of neighbouring columns for which the tool may write a single cell, as
    (first position, number of columns).

    The columns of a question are such a group. So are the columns of one line of its grid. In
    « Dépenses (Eau - Hiver) » the line may be « Eau » or « Hiver »: both are tried.
    """
    splits = [next(door.splits(label), ("", label)) for label in labels]
    titles = [title for title, _ in splits]
    yield from _of_one_name(titles)
    for cut in (str.partition, str.rpartition):
        lines = [cut(part, LINE_END) for _, part in splits]
        names = [
            f"{title}\n{line}" if title and mark else ""
            for title, (line, mark, _) in zip(titles, lines, strict=True)
        ]
        yield from _of_one_name(names)


def _of_one_name(names: Sequence[str]) -> Iterator[Run]:
    """Yield (start, size) of each run of two or more neighbours with the same name: `a, a, b` →
    `(0, 2)`. Empty names form no run."""
    for name, run in groupby(range(len(names)), key=names.__getitem__):
        positions = list(run)
        if name and len(positions) > 1:
            yield positions[0], len(positions)
