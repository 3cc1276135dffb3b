"""From a chart to its three files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from consultation.charts.captions import alt_text
from consultation.charts.chart import Chart, Kind, Picture
from consultation.charts.colours import readable
from consultation.charts.frame import Layout, Line, foot_of, head_of
from consultation.charts.lettering import as_drawn
from consultation.charts.lying_bars import lying_bars
from consultation.charts.standing_bars import MOST_COLUMNS, standing_bars

SPACE = 22
"""Pixels between the bars and what stands above and below them."""


def picture_of(chart: Chart) -> Picture:
    """The chart drawn; whoever draws none does not wait for Altair to be loaded."""
    from consultation.charts.rendering import png_of, svg_of

    layout = layout_of(replace(chart, colour=readable(chart.colour)))
    alternative = as_drawn(alt_text(chart, layout.drawn))
    svg = svg_of(layout, chart.id, as_drawn(chart.title), alternative)
    return Picture(chart.id, svg, png_of(svg), alternative)


def layout_of(chart: Chart) -> Layout:
    """Where everything stands in the chart's picture; what few are is told where one of those drawn
    is of few."""
    layout = _layout_above(chart, foot_of(chart, ()))
    if any(bar.count is None for bar in layout.drawn):
        return _layout_above(chart, foot_of(chart, chart.bars))
    return layout


def _layout_above(chart: Chart, foot: tuple[list[Line], float]) -> Layout:
    head, top = head_of(chart)
    foot_lines, bottom = foot
    if chart.kind is Kind.WEEKS and len(chart.bars) <= MOST_COLUMNS:
        blocks, lines = standing_bars(chart, top + SPACE, bottom - SPACE)
        drawn = chart.bars
    else:
        blocks, lines, drawn = lying_bars(chart, top + SPACE, bottom - SPACE)
    return Layout(tuple(blocks), (*head, *lines, *foot_lines), drawn)


def write_pictures(pictures: Iterable[Picture], folder: Path) -> None:
    """`<id>.svg`, `<id>.png` and `<id>.txt` of each picture are in the folder, which exists."""
    for picture in pictures:
        (folder / f"{picture.id}.svg").write_text(picture.svg, encoding="utf-8")
        (folder / f"{picture.id}.png").write_bytes(picture.png)
        (folder / f"{picture.id}.txt").write_text(f"{picture.alt}\n", encoding="utf-8")
