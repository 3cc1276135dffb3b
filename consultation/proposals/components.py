"""Components: the columns that make one question, found by the header rows and the cells.

The header names a group above the group's first column only. So it can't tell the last column of a
group from a simple question after the group. Cells show where the group ends: all of its columns
hold ticks, or the same scale, or are the two columns of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from consultation.exports.export_parts import HeadedColumn
from consultation.exports.submission_columns import FILE_SIZES
from consultation.forms.spelling import spelling_of
from consultation.proposals.census import Profile

Layout = Literal["ticks", "grid", "file", "single"]
LARGEST_SCALE = 15
FILE_NAMES = ("Nom", "Name")


@dataclass(frozen=True)
class Component:
    """The columns that make one question. `layout` is `ticks` (a column per option), `grid` (a
    column per item), `file` (name and size) or `single`."""

    layout: Layout
    columns: tuple[HeadedColumn, ...]

    @property
    def first(self) -> HeadedColumn:
        """The first column. The header writes the name of a question with several columns above
        it."""
        return self.columns[0]


def components_of(
    columns: Sequence[HeadedColumn], profiles: Sequence[Profile]
) -> Iterator[Component]:
    """Yield the components of an export in order. A component is all columns of a question.
    `profiles` are the profiles of all columns of the export."""
    for _, run in groupby(columns, key=lambda column: column.run):
        columns = tuple(run)
        size, layout = _group(columns, profiles)
        if size:
            yield Component(layout, columns[:size])
        yield from (Component("single", (column,)) for column in columns[size:])


def _group(columns: tuple[HeadedColumn, ...], profiles: Sequence[Profile]) -> tuple[int, Layout]:
    """The number of first columns that make one question together, and their layout. `(2, "file")`
    are the name and the size of a file. `(0, "single")` if the first column is a question by
    itself."""
    if not spelling_of(columns[0].heading.group):
        return 0, "single"
    cells = [profiles[column.heading.position] for column in columns]
    if _is_file(columns, cells):
        return 2, "file"
    if ticked := _count_tick_columns(cells):
        return ticked, "ticks"
    if scaled := _count_scale_columns(columns, cells):
        return scaled, "grid"
    return 0, "single"


def _is_file(columns: tuple[HeadedColumn, ...], cells: list[Profile]) -> bool:
    if len(columns) < 2:
        return False
    named = columns[0].label in FILE_NAMES and columns[1].label in FILE_SIZES
    sized = cells[1].filled and cells[1].share("whole") == 1
    return named or bool(cells[0].share("url") == 1 and sized)


def _count_tick_columns(cells: list[Profile]) -> int:
    """The number of first columns that are options to tick: ticks, empty, ticks, empty, text → 3.

    An empty column before a column of ticks is an option that nobody ticked.
    """
    last = 0
    for number, profile in enumerate(cells, start=1):
        if profile.is_ticks:
            last = number
        elif profile.filled:
            break
    return last


def _count_scale_columns(columns: tuple[HeadedColumn, ...], cells: list[Profile]) -> int:
    """The number of leading columns that share most of their choices: cells « oui, non » in a
    column, « non, oui » in the next, « Lyon » in the third → 2. 0 if the first column is empty or
    has free text, or if there are too many choices."""
    if not cells[0].filled or _is_open(cells[0]):
        return 0
    scale = set(cells[0].values)
    asks_above = _is_question(columns[0])
    last = 1
    for number, (column, profile) in enumerate(zip(columns[1:], cells[1:], strict=True), start=2):
        if not profile.filled:
            continue
        shared = scale & set(profile.values)
        asks = _is_question(column) and not asks_above
        if _is_open(profile) or 2 * len(shared) < len(profile.values) or asks:
            break
        scale |= set(profile.values)
        last = number
    return last if len(scale) <= LARGEST_SCALE else 0


def _is_open(profile: Profile) -> bool:
    return profile.is_varied or profile.has_lines or len(profile.values) > LARGEST_SCALE


def _is_question(column: HeadedColumn) -> bool:
    """True if a heading is itself a question: « Pourquoi ? » → True. The items of a grid are
    not."""
    return column.label.endswith("?")
