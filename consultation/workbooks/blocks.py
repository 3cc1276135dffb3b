"""Where charts stand beside the rows that they draw, and where pages break between them.

Lengths are in cm, rows numbered from 0 within the table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from consultation.workbooks.measures import LINE_POINTS, MAX_ROW_POINTS, POINTS_PER_CM
from consultation.workbooks.model import Chart, Shape

GAP = 0.35
LOWEST_CHART = 2.8
AXIS_HEIGHT = 0.7
_TITLE_CHARACTERS = 58
_NOTE_CHARACTERS = 60
_TALLEST_ROW = MAX_ROW_POINTS / POINTS_PER_CM
_PLAIN_ROW = LINE_POINTS / POINTS_PER_CM
# Programs do not break pages at the very same height.
_SAFE = 0.95
_ROUNDING = 0.01
_MOST_STRETCH = 1.4


@dataclass(frozen=True)
class Place:
    """Where a chart stands: its top, `offset` below the top of a row, and its height."""

    chart: Chart
    row: int
    offset: float
    height: float


@dataclass(frozen=True)
class Layout:
    """Heights of all rows, places of all charts, rows that begin a block or a page."""

    heights: tuple[float, ...]
    places: tuple[Place, ...]
    block_starts: frozenset[int]
    page_starts: tuple[int, ...]
    rows_below: int
    """Empty rows below the table that a chart reaches over."""


@dataclass(frozen=True)
class Sizes:
    """Heights of a page, of what is above the first row, of what each further page repeats."""

    page: float
    above: float
    header: float


@dataclass(frozen=True)
class _Block:
    first_row: int
    last_row: int
    charts: tuple[Chart, ...]


def lay_out(charts: Sequence[Chart], natural: Sequence[float], sizes: Sizes) -> Layout:
    """A layout in which no chart covers another, and none is cut between two pages.

    `natural` are the heights that the rows' texts need.
    """
    blocks = _blocks(charts)
    chart_heights = _chart_heights(blocks, natural, sizes.page * _SAFE - sizes.above)
    heights = _stretch_rows(blocks, natural, chart_heights)
    places, bottom = _places(blocks, heights, chart_heights)
    pages = _page_starts(blocks, heights, bottom, sizes)
    below = max([0.0, *bottom.values()]) - sum(heights)
    return Layout(
        heights=tuple(heights),
        places=tuple(places),
        block_starts=frozenset(block.first_row for block in blocks),
        page_starts=tuple(pages),
        rows_below=max(0, ceil(below / _PLAIN_ROW)),
    )


def in_drawing_order(charts: Iterable[Chart]) -> list[Chart]:
    """The charts from the top of the sheet to its bottom."""
    return sorted(charts, key=lambda chart: chart.first_row)


def _blocks(charts: Sequence[Chart]) -> list[_Block]:
    """Charts whose rows overlap share a block, where they stand one below the other."""
    blocks: list[_Block] = []
    for chart in in_drawing_order(charts):
        end = chart.last_row + chart.rows_beside
        if blocks and chart.first_row <= blocks[-1].last_row:
            last = blocks.pop()
            end = max(last.last_row, end)
            blocks.append(_Block(last.first_row, end, (*last.charts, chart)))
        else:
            blocks.append(_Block(chart.first_row, end, (chart,)))
    return blocks


def _chart_heights(
    blocks: Sequence[_Block], natural: Sequence[float], room: float
) -> dict[Chart, float]:
    """Heights with which the charts of a block fill it, and fit on one page, if they can."""
    heights = {}
    for block in blocks:
        rows = natural[block.first_row : block.last_row + 1]
        wanted = sum(_chart_height(chart) + GAP for chart in block.charts)
        lowest = min(wanted, len(block.charts) * (LOWEST_CHART + GAP))
        filling = max(wanted, min(sum(rows), wanted * _MOST_STRETCH))
        on_a_page = _whole_rows(rows, room) if sum(rows) > room else room
        total = min(max(lowest, min(on_a_page, filling)), len(rows) * _TALLEST_ROW)
        for chart in block.charts:
            heights[chart] = (_chart_height(chart) + GAP) * total / wanted - GAP
    return heights


def _whole_rows(rows: Sequence[float], room: float) -> float:
    """The height of the rows that stand before the one at which a page ends."""
    return max((bottom for bottom in accumulate(rows) if bottom <= room), default=room)


def _chart_height(chart: Chart) -> float:
    if chart.height is not None:
        return chart.height
    if chart.shape != Shape.BARS:
        return 8.0
    bars = chart.last_row - chart.first_row + 1
    has_legend = len(chart.value_columns) > 1
    labels = 0.55 * bars + 0.35 * max(0, chart.label_lines - bars)
    return max(LOWEST_CHART, title_height(chart) + labels + AXIS_HEIGHT + 0.7 * has_legend)


def title_height(chart: Chart) -> float:
    """What the title and the note take above the bars."""
    return (
        0.45
        + 0.45 * ceil(len(chart.title) / _TITLE_CHARACTERS)
        + 0.4 * ceil(len(chart.note) / _NOTE_CHARACTERS)
    )


def _stretch_rows(
    blocks: Sequence[_Block], natural: Sequence[float], chart_heights: Mapping[Chart, float]
) -> list[float]:
    """The heights of the rows, raised until each block is as high as its charts; charts may reach
    below a block that is alone."""
    heights = list(natural)
    for block in blocks if len(blocks) > 1 else ():
        rows = range(block.first_row, block.last_row + 1)
        needed = sum(chart_heights[chart] + GAP for chart in block.charts)
        missing = needed - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] = min(_TALLEST_ROW, heights[row] + max(0.0, missing) / len(rows))
    return heights


def _places(
    blocks: Sequence[_Block], heights: Sequence[float], chart_heights: Mapping[Chart, float]
) -> tuple[list[Place], dict[int, float]]:
    """The places of the charts, and the bottom of the last chart of each block."""
    tops = [0.0, *accumulate(heights)]
    places, bottoms = [], {}
    for block in blocks:
        top = tops[block.first_row] + GAP / 2
        for chart in block.charts:
            row = bisect_right(tops, top, hi=len(heights)) - 1
            places.append(Place(chart, row, top - tops[row], chart_heights[chart]))
            top += chart_heights[chart] + GAP
        bottoms[block.first_row] = top - GAP
    return places, bottoms


def _page_starts(
    blocks: Sequence[_Block],
    heights: Sequence[float],
    bottoms: Mapping[int, float],
    sizes: Sizes,
) -> list[int]:
    """Rows before which a page ends so that a block, or at least its charts, stays whole.

    Down to the last block every break is told, so that none depends on a program's own measures.
    """
    tops = [0.0, *accumulate(heights)]
    room = sizes.page * _SAFE - sizes.header + _ROUNDING
    last_rows = {block.first_row: block.last_row for block in blocks}
    used, starts = sizes.above - sizes.header, []
    for row in range(max(last_rows, default=-1) + 1):
        needed = heights[row]
        if row in last_rows:
            # Pages end between rows: the row beside a chart's end goes with it.
            end = min((top for top in tops if top >= bottoms[row]), default=bottoms[row])
            charts_height = end - tops[row]
            block_height = max(charts_height, tops[last_rows[row] + 1] - tops[row])
            needed = block_height if block_height <= room else charts_height
        if used + needed > room and row > 0:
            starts.append(row)
            used = 0.0
        used += heights[row]
    return starts
