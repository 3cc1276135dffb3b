"""Columns that stand, one for each week."""

from __future__ import annotations

from math import ceil

from consultation.charts.chart import Bar, Chart
from consultation.charts.layout import (
    FADED,
    HAIRLINE,
    INK,
    INSIDE,
    MARGIN,
    Block,
    Line,
    part_of_scale,
)
from consultation.charts.lettering import LINE, shown, width
from consultation.charts.wording import figures

MOST_COLUMNS = 52
SIZE = 16
WIDEST_STEP, WIDEST_COLUMN = 200, 110
APART = 8
"""Pixels between two texts side by side."""


def standing_bars(chart: Chart, top: float, bottom: float) -> tuple[list[Block], list[Line]]:
    """The columns between two heights: figures above, written upwards where they don't fit side by
    side; weeks below, some of them where not all fit."""
    step = min(WIDEST_STEP, INSIDE / len(chart.bars))
    column = min(WIDEST_COLUMN, step * 0.72)
    figure = max(width(figures(bar), SIZE) for bar in chart.bars)
    angle = 0 if figure + APART <= step else 270
    label = max(width(shown(bar.label), SIZE) for bar in chart.bars)
    every = ceil((label + APART) / step)
    ground = bottom - SIZE * 1.6
    room = ground - top - APART - (figure if angle else SIZE * LINE)
    blocks = [Block(MARGIN, ground, step * len(chart.bars), 1, HAIRLINE)]
    lines: list[Line] = []
    for number, bar in enumerate(chart.bars):
        middle = MARGIN + step * (number + 0.5)
        height = (part_of_scale(bar, chart) or 0.0) * room
        if height:
            blocks.append(Block(middle - column / 2, ground - height, column, height, chart.colour))
        if number % every == 0:
            text = shown(bar.label)
            lines.append(Line(text, middle, ground + SIZE * 1.3, SIZE, FADED, align="center"))
        lines.append(_figures_above(bar, middle, ground - height - APART, angle))
    return blocks, lines


def _figures_above(bar: Bar, middle: float, y: float, angle: int) -> Line:
    colour = FADED if bar.count is None else INK
    if angle:
        return Line(figures(bar), middle + SIZE * 0.36, y, SIZE, colour, angle=angle)
    return Line(figures(bar), middle, y, SIZE, colour, align="center")
