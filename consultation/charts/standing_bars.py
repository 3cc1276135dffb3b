"""Columns that stand, one for each week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consultation.charts.captions import figures
from consultation.charts.chart import Bar, Chart
from consultation.charts.frame import (
    FADED,
    HAIRLINE,
    INK,
    INSIDE,
    MARGIN,
    WIDTH,
    Block,
    Line,
    part_of_scale,
)
from consultation.charts.lettering import LINE, as_drawn, width

MOST_COLUMNS = 52
SIZE = 16
WIDEST_STEP, WIDEST_COLUMN = 280, 150
APART = 8
"""Pixels between two texts side by side."""


def standing_bars(chart: Chart, top: float, bottom: float) -> tuple[list[Block], list[Line]]:
    """The columns between two heights: figures above, written upwards where they don't fit side by
    side; weeks below."""
    bars = [replace(bar, share=None) for bar in chart.bars]  # counts alone have room
    step = min(WIDEST_STEP, INSIDE / len(bars))
    column = min(WIDEST_COLUMN, step * 0.72)
    figure = max(width(figures(bar), SIZE) for bar in bars)
    angle = 0 if figure + APART <= step else 270
    ground = bottom - SIZE * 1.6
    told = (width(figures(bar), SIZE) for bar in bars if bar.count is not None)
    above = max(told, default=0.0)
    room = ground - top - APART - (above if angle else SIZE * LINE)
    blocks = [Block(MARGIN, ground, step * len(bars), 1, HAIRLINE)]
    lines: list[Line] = []
    for number, bar in enumerate(bars):
        middle = MARGIN + step * (number + 0.5)
        height = (part_of_scale(bar, chart) or 0.0) * room
        if height:
            blocks.append(Block(middle - column / 2, ground - height, column, height, chart.colour))
        lines.append(_figures_above(bar, middle, ground - height - APART, angle))
    return blocks, [*lines, *_labels_below(bars, step, ground + SIZE * 1.3)]


def _labels_below(bars: Sequence[Bar], step: float, y: float) -> Iterator[Line]:
    """The last bar's label, and those before it that don't come too near the one at their right."""
    limit = float(WIDTH)
    for number, bar in reversed(list(enumerate(bars))):
        text, middle = as_drawn(bar.label), MARGIN + step * (number + 0.5)
        half = width(text, SIZE) / 2
        if middle + half <= limit:
            limit = middle - half - APART
            yield Line(text, middle, y, SIZE, FADED, align="center")


def _figures_above(bar: Bar, middle: float, y: float, angle: int) -> Line:
    colour = FADED if bar.count is None else INK
    if angle:
        return Line(figures(bar), middle + SIZE * 0.36, y, SIZE, colour, angle=angle)
    return Line(figures(bar), middle, y, SIZE, colour, align="center")
