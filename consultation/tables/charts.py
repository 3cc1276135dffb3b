"""Charts that read well in grey: few lines, few colours, values written where they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from openpyxl.chart import BarChart, Series
from openpyxl.chart.data_source import AxDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D

from consultation.tables.chart_axes import (
    MOST_LABELS,
    Drawn,
    DrawnChart,
    DrawnTable,
    set_axes,
    text_look,
    title_of,
)
from consultation.tables.model import Chart, Kind, Shape
from consultation.tables.styles import ACCENT, LINE, NUMBER_FORMATS

WIDTH = 13.0
"""Of every chart, in cm: a page lying down has two of them abreast."""

# Choices that a total counts together; the same in every chart of a scale.
_GROUP_COLOURS = (ACCENT, "E0963C", "4F8A63", "8A6BAE")
_NO_GROUP_COLOUR = "C3C9D0"
_LABEL_ROOM = 0.5
_MOST_TITLE = 0.5
_EMU_PER_CM = 360_000

_AXIS_HEIGHT = 0.7
_LOWEST = 2.8
# Of what a page lying down holds, with a title above.
_HIGHEST = 16.0
_TITLE_CHARACTERS = 58
_NOTE_CHARACTERS = 60


def chart_height(chart: Chart) -> float:
    """The height that its bars ask for; never more than a page."""
    if chart.shape != Shape.BARS:
        return 8.0
    bars = chart.last_row - chart.first_row + 1
    labels = 0.55 * bars + 0.35 * max(0, chart.label_lines - bars)
    wanted = _title_height(chart) + labels + _AXIS_HEIGHT
    return min(_HIGHEST, max(_LOWEST, wanted))


def _title_height(chart: Chart) -> float:
    """What the title and the note take above the bars."""
    return (
        0.45
        + 0.45 * ceil(len(chart.title) / _TITLE_CHARACTERS)
        + 0.4 * ceil(len(chart.note) / _NOTE_CHARACTERS)
    )


@dataclass(frozen=True)
class Place:
    """Where a chart stands on its sheet, and its height, in cm."""

    left: float
    top: float
    height: float


def draw(one: DrawnChart, place: Place) -> Drawn:
    """The chart, anchored at its place."""
    table, chart = one.table, one.chart
    drawn: Drawn = BarChart()
    if chart.shape == Shape.BARS:
        drawn.barDir = "bar"
    drawn.anchor = _anchor(place)
    drawn.title = title_of(chart)
    drawn.roundedCorners = False
    drawn.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    drawn.series.append(_series(table, chart))
    drawn.gapWidth = 45
    set_axes(drawn, table, chart)
    if not chart.shows_values:
        drawn.layout = _same_scale(chart, place.height)
    drawn.legend = None
    return drawn


def _same_scale(chart: Chart, height: float) -> Layout:
    """The same room for labels in all charts: bars of one length are of one share."""
    above = min(_title_height(chart) / height, _MOST_TITLE)
    below = min(_AXIS_HEIGHT / height, 0.25)
    room = ManualLayout(
        layoutTarget="inner",
        xMode="edge",
        yMode="edge",
        x=_LABEL_ROOM,
        y=round(above, 6),  # Python 3.12 adds heights up otherwise than 3.11
        w=1 - _LABEL_ROOM - 0.05,
        h=round(1 - above - below, 6),
    )
    return Layout(manualLayout=room)


def _anchor(place: Place) -> AbsoluteAnchor:
    """In cm, whatever the width of a column is where the default font is missing."""
    corner = XDRPoint2D(_emu(place.left), _emu(place.top))
    return AbsoluteAnchor(corner, XDRPositiveSize2D(_emu(WIDTH), _emu(place.height)))


def _emu(cm: float) -> int:
    return round(cm * _EMU_PER_CM)


def _series(table: DrawnTable, chart: Chart) -> Drawn:
    title = chart.value_column
    series: Drawn = Series(table.reference(title, chart))
    series.tx = SeriesLabel(strRef=StrRef(table.title_reference(title)))
    series.cat = _labels(table, chart)
    series.graphicalProperties = _fill(ACCENT)
    if any(chart.groups):
        series.dPt = [
            DataPoint(idx=row, invertIfNegative=False, spPr=_fill(_group_colour(group)))
            for row, group in enumerate(chart.groups)
        ]
    if chart.shows_values and (
        chart.shape == Shape.BARS or chart.last_row - chart.first_row < MOST_LABELS
    ):
        series.dLbls = _value_labels(NUMBER_FORMATS[table.kind(title)])
    return series


def _labels(table: DrawnTable, chart: Chart) -> AxDataSource:
    cells = str(table.reference(chart.label_column, chart))
    if table.kind(chart.label_column) in (Kind.TEXT, Kind.LINK):
        return AxDataSource(strRef=StrRef(cells))
    return AxDataSource(numRef=NumRef(f=cells))


def _group_colour(group: int) -> str:
    """Grey for what is in no group."""
    return _GROUP_COLOURS[(group - 1) % len(_GROUP_COLOURS)] if group else _NO_GROUP_COLOUR


def _fill(colour: str) -> GraphicalProperties:
    properties = GraphicalProperties(solidFill=colour)
    properties.line = LineProperties(solidFill=ACCENT, w=3175)
    return properties


def _value_labels(number_format: str) -> DataLabelList:
    labels: Drawn = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.numFmt = number_format
    labels.txPr = text_look(900)
    return labels  # type: ignore[no-any-return]
