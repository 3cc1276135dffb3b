"""From a chart to its three files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from consultation.charts.chart import Chart, Picture


def picture_of(chart: Chart) -> Picture:
    """The chart drawn. Altair is loaded by the first one: a run without pictures pays nothing."""
    from consultation.charts.drawing import png_of, svg_of
    from consultation.charts.layout import drawn_bars
    from consultation.charts.wording import alt_text

    alt = alt_text(chart, drawn_bars(chart))
    svg = svg_of(chart, alt)
    return Picture(chart.id, svg, png_of(svg), alt)


def write_pictures(pictures: Iterable[Picture], folder: Path) -> None:
    """`<id>.svg`, `<id>.png` and `<id>.txt` of each picture are in the folder, which exists."""
    for picture in pictures:
        (folder / f"{picture.id}.svg").write_text(picture.svg, encoding="utf-8")
        (folder / f"{picture.id}.png").write_bytes(picture.png)
        (folder / f"{picture.id}.txt").write_text(f"{picture.alt}\n", encoding="utf-8")
