"""Charts that read well in grey: few lines, few colours, values written where they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any, TypeAlias

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.drawing.xdr import XDRPositiveSize2D

from consultation.workbooks.blocks import Place
from consultation.workbooks.model import Chart, Column, Kind, Shape
from consultation.workbooks.names import one_line
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.styles import ACCENT, INK, LINE, NUMBER_FORMATS

# openpyxl sets attributes of charts, series and axes through descriptors that its stubs misread.
Drawn: TypeAlias = Any

WIDTH = 16.0
"""Of every chart, in cm."""

# From dark to light, so that a print in grey tells them apart; the legend is in the same order.
_SERIES_COLOURS = (ACCENT, "A9C4DE", "6B7280", "D5DBE2", INK)
_MOST_LABELS = 16
_EMU_PER_CM = 360_000


@dataclass(frozen=True)
class DrawnTable:
    """Where the cells of a table are: what charts refer to."""

    worksheet: StreamedSheet
    columns: tuple[Column, ...]
    header_row: int
    """Counted from 1, as rows of a sheet are."""

    def column_number(self, title: str) -> int:
        """The column of the sheet, counted from 1."""
        return [column.title for column in self.columns].index(title) + 1

    def kind(self, title: str) -> Kind:
        """The kind of the column."""
        return self.columns[self.column_number(title) - 1].kind

    def reference(self, title: str, chart: Chart) -> Reference:
        """The cells of a column that a chart draws."""
        column, first = self.column_number(title), self.header_row + 1
        return Reference(
            self.worksheet,
            min_col=column,
            max_col=column,
            min_row=first + chart.first_row,
            max_row=first + chart.last_row,
        )

    def title_reference(self, title: str) -> str:
        """The header cell of a column."""
        column, row = self.column_number(title), self.header_row
        return str(Reference(self.worksheet, min_col=column, min_row=row))


def draw(table: DrawnTable, place: Place, column: int, *, has_negatives: bool) -> Drawn:
    """The chart, anchored in a column (from 1) at its place."""
    chart = place.chart
    drawn: Drawn = LineChart() if chart.shape == Shape.LINE else BarChart()
    if chart.shape == Shape.BARS:
        drawn.barDir = "bar"
    drawn.anchor = _anchor(table, place, column)
    drawn.title = _title(chart.title, size=1100, bold=True)
    drawn.roundedCorners = False
    drawn.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    _add_series(drawn, table, chart, chart.value_columns, first_colour=0)
    _set_axes(drawn, table, chart, has_negatives=has_negatives)
    if chart.second_axis:
        drawn += _second(table, chart)
    _set_legend(drawn, len(chart.value_columns) + len(chart.second_axis))
    return drawn


def _anchor(table: DrawnTable, place: Place, column: int) -> OneCellAnchor:
    corner = AnchorMarker(
        col=column - 1,
        colOff=_emu(0.1),
        row=table.header_row + place.row,
        rowOff=_emu(place.offset),
    )
    size = XDRPositiveSize2D(cx=_emu(WIDTH), cy=_emu(place.height))
    return OneCellAnchor(_from=corner, ext=size)


def _emu(cm: float) -> int:
    return round(cm * _EMU_PER_CM)


def _add_series(
    drawn: Drawn, table: DrawnTable, chart: Chart, titles: tuple[str, ...], first_colour: int
) -> None:
    labels = _labels(table, chart)
    labelled = chart.shape == Shape.BARS or (
        chart.last_row - chart.first_row < _MOST_LABELS and not chart.second_axis
    )
    for index, title in enumerate(titles):
        series: Drawn = Series(table.reference(title, chart))
        series.tx = SeriesLabel(strRef=StrRef(table.title_reference(title)))
        series.cat = labels
        colour = _SERIES_COLOURS[(first_colour + index) % len(_SERIES_COLOURS)]
        _paint(series, colour, is_line=isinstance(drawn, LineChart), dashed=first_colour > 0)
        if labelled:
            series.dLbls = _value_labels(NUMBER_FORMATS[table.kind(title)])
        drawn.series.append(series)
    if isinstance(drawn, BarChart):
        drawn.gapWidth = 45 if len(titles) == 1 else 70


def _labels(table: DrawnTable, chart: Chart) -> AxDataSource:
    cells = str(table.reference(chart.label_column, chart))
    if table.kind(chart.label_column) in (Kind.TEXT, Kind.LINK):
        return AxDataSource(strRef=StrRef(cells))
    return AxDataSource(numRef=NumRef(f=cells))


def _paint(series: Drawn, colour: str, *, is_line: bool, dashed: bool) -> None:
    if not is_line:
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.graphicalProperties.line = LineProperties(solidFill=ACCENT, w=3175)
        return
    line = LineProperties(solidFill=colour, w=22225, prstDash="sysDash" if dashed else "solid")
    series.graphicalProperties = GraphicalProperties(ln=line)
    series.smooth = False
    series.marker.symbol = "circle" if not dashed else "none"
    series.marker.size = 5
    series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
    series.marker.graphicalProperties.line = LineProperties(solidFill=colour)


def _value_labels(number_format: str) -> DataLabelList:
    labels: Drawn = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.numFmt = number_format
    labels.txPr = _text_look(900)
    return labels  # type: ignore[no-any-return]


def _set_axes(drawn: Drawn, table: DrawnTable, chart: Chart, *, has_negatives: bool) -> None:
    labels, values = drawn.x_axis, drawn.y_axis
    _dress_label_axis(labels, table, chart)
    _dress_value_axis(values, table, chart.value_columns, chart.value_axis_title)
    if not has_negatives:
        values.scaling.min = 0
    if chart.shape == Shape.BARS:
        labels.scaling.orientation = "maxMin"
        values.crosses = "max"
        if all(table.kind(title) is Kind.SHARE for title in chart.value_columns):
            # Blocks that stand one below the other are compared: one scale for all.
            # The room beyond 100 % is for the value written beside a full bar.
            values.scaling.max = 1.1
            values.majorUnit = 0.25


def _dress_label_axis(axis: Drawn, table: DrawnTable, chart: Chart) -> None:
    axis.delete = False
    axis.tickLblPos = "low"
    axis.majorTickMark = "none"
    axis.txPr = _text_look(900)
    axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="7A828C"))
    if table.kind(chart.label_column) in (Kind.DATE, Kind.DATETIME):
        axis.number_format = "dd/mm"
    if chart.shape != Shape.BARS:
        label_count = chart.last_row - chart.first_row + 1
        axis.tickLblSkip = ceil(label_count / _MOST_LABELS)
        axis.txPr = _text_look(900, degrees=-45 if label_count > _MOST_LABELS / 2 else 0)


def _dress_value_axis(
    axis: Drawn, table: DrawnTable, titles: tuple[str, ...], axis_title: str
) -> None:
    axis.delete = False
    axis.majorTickMark = "none"
    axis.txPr = _text_look(800)
    axis.number_format = _axis_format(table.kind(titles[0]))
    axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E1E5EA", w=6350))
    if axis_title:
        axis.title = _title(axis_title, size=900, bold=False)


def _axis_format(kind: Kind) -> str:
    return '[$-40C]0"\u00a0"%' if kind is Kind.SHARE else NUMBER_FORMATS[kind]


def _second(table: DrawnTable, chart: Chart) -> Drawn:
    """The lines on an axis of their own, at the right."""
    drawn: Drawn = LineChart()
    _add_series(drawn, table, chart, chart.second_axis, first_colour=len(_SERIES_COLOURS) - 1)
    _dress_label_axis(drawn.x_axis, table, chart)
    _dress_value_axis(drawn.y_axis, table, chart.second_axis, chart.second_axis_title)
    # A pair of axes of its own, of which the first is not drawn: it would double the labels.
    drawn.x_axis.axId, drawn.y_axis.axId = 20, 200
    drawn.x_axis.crossAx, drawn.y_axis.crossAx = 200, 20
    drawn.x_axis.delete = True
    drawn.y_axis.crosses = "max"
    drawn.y_axis.majorGridlines = None
    drawn.y_axis.scaling.min = 0
    return drawn


def _set_legend(drawn: Drawn, series_count: int) -> None:
    if series_count == 1:
        drawn.legend = None
        return
    drawn.legend.position = "b"
    drawn.legend.txPr = _text_look(900)


def _title(text: str, *, size: int, bold: bool) -> Title:
    look = CharacterProperties(sz=size, b=bold, solidFill=INK)
    run = RegularTextRun(rPr=look, t=one_line(text))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])
    rich = RichText(bodyPr=RichTextProperties(), p=[paragraph])
    return Title(tx=Text(rich=rich), overlay=False)


def _text_look(size: int, *, degrees: int = 0) -> RichText:
    look = CharacterProperties(sz=size, solidFill=INK)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)
    turned = RichTextProperties(rot=degrees * 60_000) if degrees else RichTextProperties()
    return RichText(bodyPr=turned, p=[paragraph])
