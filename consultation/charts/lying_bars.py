"""Bars that lie, one below the other, with their labels at their left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from consultation.charts.captions import figures, others_of, percent
from consultation.charts.chart import Bar, Chart
from consultation.charts.frame import (
    FADED,
    INK,
    MARGIN,
    WIDTH,
    Block,
    Line,
    baseline,
    is_of_parts,
    middle_baseline,
    part_of_scale,
)
from consultation.charts.lettering import LINE, is_whole, lines_of, width

MOST_BARS = 12
"""More than that are read in the table."""

FEWEST_BARS = 6
"""Labels are cut short before fewer than that are drawn."""

# Size of the letters, width of the labels at most, lines of a label at most.
FITS = (
    (30, 400, 2),
    (26, 440, 3),
    (24, 440, 3),
    (22, 460, 3),
    (20, 480, 3),
    (18, 520, 2),
    (16, 620, 2),
)
ONE_LINE = (16, 620, 1)
GAP = 0.45
"""Space between two rows at least, in sizes of letters."""

WIDEST_GAP = 80
THICKEST = 72
THINNEST = 2
"""Of a bar that is not nothing, in its length."""

TICK_SIZE = 14
TRACK = "#ededed"


@dataclass(frozen=True)
class Rows:
    """Bars with the lines of their labels, in letters of a size."""

    bars: tuple[Bar, ...]
    labels: tuple[tuple[str, ...], ...]
    size: float

    @property
    def heights(self) -> list[float]:
        """What each row needs, without the space around it."""
        return [len(label) * self.size * LINE for label in self.labels]

    @property
    def height(self) -> float:
        """What all of them need."""
        return fsum(self.heights) + len(self.bars) * self.size * GAP

    @property
    def is_whole(self) -> bool:
        """Whether no label is cut short."""
        return all(
            is_whole(label, bar.label) for bar, label in zip(self.bars, self.labels, strict=True)
        )


@dataclass(frozen=True)
class Scale:
    """From where to where bars are drawn."""

    left: float
    right: float

    def at(self, part: float) -> float:
        return self.left + (self.right - self.left) * part


def lying_bars(
    chart: Chart, top: float, bottom: float
) -> tuple[list[Block], list[Line], tuple[Bar, ...]]:
    """The bars between two heights; where there are too many, the largest, and how many others."""
    rows = _rows_that_fit(chart, bottom - top)
    scale = _scale_beside(rows, chart)
    spare = bottom - top - rows.height - _height_below(rows, chart)
    gap = rows.size * GAP + min(WIDEST_GAP, spare / len(rows.bars))
    thickness = min(THICKEST, min(rows.heights) + gap * 0.5)
    blocks: list[Block] = []
    lines: list[Line] = []
    for bar, label, height in zip(rows.bars, rows.labels, rows.heights, strict=True):
        middle = top + (gap + height) / 2
        blocks += _blocks_of(bar, chart, scale, middle, thickness)
        lines += _label_beside(label, rows.size, middle)
        lines.append(_figures_beside(bar, chart, scale, rows.size, middle))
        top += height + gap
    lines += _lines_below(rows, chart, scale, middle + max(height, thickness) / 2 + 4)
    return blocks, lines, rows.bars


def _rows_that_fit(chart: Chart, height: float) -> Rows:
    """The largest letters that leave all labels whole; else fewer bars; else labels cut short."""
    most = min(MOST_BARS, len(chart.bars))
    tries = [(most, fit) for fit in FITS]
    tries += [(count, FITS[-1]) for count in range(most - 1, FEWEST_BARS - 1, -1)]
    tries += [(count, ONE_LINE) for count in range(most, 0, -1)]
    for count, (size, at_most, lines) in tries:
        bars = _largest(chart.bars, count)
        labels = tuple(lines_of(bar.label, size, at_most, lines=lines) for bar in bars)
        rows = Rows(bars, labels, size)
        is_fitting = rows.height + _height_below(rows, chart) <= height
        if is_fitting and (rows.is_whole or lines == 1):
            break
    return rows


def _largest(bars: tuple[Bar, ...], count: int) -> tuple[Bar, ...]:
    """The bars with the highest figures, from the highest; those of few are above those of nobody.
    All of them, in the form's order, where there is room."""
    if count == len(bars):
        return bars
    by_size = sorted(bars, key=lambda bar: -(1 if bar.count is None else bar.count))
    return tuple(by_size[:count])


def _scale_beside(rows: Rows, chart: Chart) -> Scale:
    """What labels, and the number of other bars below them, leave at the left, and figures at the
    right."""
    at_left = [text for label in rows.labels for text in label] + _others(rows, chart)
    labels = max(width(text, rows.size) for text in at_left)
    values = max(width(figures(bar), rows.size) for bar in rows.bars)
    return Scale(round(MARGIN + labels + 24), round(WIDTH - MARGIN - values - 10))


def _others(rows: Rows, chart: Chart) -> list[str]:
    """What is said of bars that are not drawn, if there are any."""
    count = len(chart.bars) - len(rows.bars)
    return [others_of(count)] if count else []


def _blocks_of(
    bar: Bar, chart: Chart, scale: Scale, middle: float, thickness: float
) -> Iterator[Block]:
    """The bar upon the whole that it is a part of; nothing where these are few."""
    part = part_of_scale(bar, chart)
    if part is None:
        return
    top = middle - thickness / 2
    if is_of_parts(chart):
        yield Block(scale.left, top, scale.right - scale.left, thickness, TRACK)
    if part:
        length = max(THINNEST, scale.at(part) - scale.left)
        yield Block(scale.left, top, length, thickness, chart.colour)


def _label_beside(label: Sequence[str], size: float, middle: float) -> Iterator[Line]:
    top = middle - len(label) * size * LINE / 2
    for number, text in enumerate(label):
        yield Line(text, MARGIN, baseline(top + number * size * LINE, size), size)


def _figures_beside(bar: Bar, chart: Chart, scale: Scale, size: float, middle: float) -> Line:
    """After the whole, in a column; where there is no whole, after the bar's end."""
    end = 1.0 if is_of_parts(chart) else part_of_scale(bar, chart) or 0.0
    colour = FADED if bar.count is None else INK
    return Line(figures(bar), scale.at(end) + 10, middle_baseline(middle, size), size, colour)


def _height_below(rows: Rows, chart: Chart) -> float:
    """What the ticks of the scale or the number of other bars need; they stand side by side."""
    return max(TICK_SIZE * is_of_parts(chart), rows.size * len(_others(rows, chart))) * LINE


def _lines_below(rows: Rows, chart: Chart, scale: Scale, top: float) -> Iterator[Line]:
    for said in _others(rows, chart):
        yield Line(said, MARGIN, baseline(top, rows.size), rows.size, FADED)
    if is_of_parts(chart):
        at = baseline(top, TICK_SIZE)
        for part in (0, 0.5, 1):
            yield Line(percent(part), scale.at(part), at, TICK_SIZE, FADED, align="center")
