"""Where the cells are that a chart draws, its axes, and the letters in which it writes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any, TypeAlias

from openpyxl.chart import Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from consultation.tables.cell_texts import one_line
from consultation.tables.model import Chart, Column, Kind, Shape
from consultation.tables.streamed import StreamedSheet
from consultation.tables.styles import INK, NUMBER_FORMATS


@dataclass(frozen=True)
class DrawnTable:
    """Where the cells of a table are: what charts refer to."""

    worksheet: StreamedSheet
    columns: tuple[Column, ...]
    header_row: int
    """Counted from 1, as rows of a sheet are."""

    def column_number(self, title: str) -> int:
        """The column of the sheet, counted from 1."""
        return 1 + self._place(title)

    def kind(self, title: str) -> Kind:
        """The kind of the column."""
        return self.columns[self._place(title)].kind

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

    def _place(self, title: str) -> int:
        return [column.title for column in self.columns].index(title)


@dataclass(frozen=True)
class DrawnChart:
    """A chart, and the table that it draws."""

    table: DrawnTable
    chart: Chart


# openpyxl sets attributes of charts, series and axes through descriptors that its stubs misread.
Drawn: TypeAlias = Any

MOST_LABELS = 16


def set_axes(drawn: Drawn, table: DrawnTable, chart: Chart) -> None:
    """The labels of the rows, and the scale of the values, from 0."""
    labels, values = drawn.x_axis, drawn.y_axis
    _dress_label_axis(labels, table, chart)
    _dress_value_axis(values, table, chart.value_column)
    values.scaling.min = 0
    if chart.shape == Shape.BARS:
        labels.scaling.orientation = "maxMin"
        values.crosses = "max"
        if table.kind(chart.value_column) is Kind.SHARE:
            # Blocks that stand one below the other are compared: one scale for all.
            # Room beyond 100 % is for the value written beside a full bar.
            values.scaling.max = 1.1 if chart.shows_values else 1.0
            values.majorUnit = 0.25


def _dress_label_axis(axis: Drawn, table: DrawnTable, chart: Chart) -> None:
    """Every label is there, or those of some days at even steps."""
    axis.delete = False
    axis.tickLblPos = "low"
    axis.majorTickMark = "none"
    axis.txPr = text_look(900)
    axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="7A828C"))
    if table.kind(chart.label_column) in (Kind.DATE, Kind.DATETIME):
        axis.number_format = "dd/mm"
    if chart.shape == Shape.BARS:
        axis.tickLblSkip = 1
    else:
        label_count = chart.last_row - chart.first_row + 1
        axis.tickLblSkip = ceil(label_count / MOST_LABELS)
        axis.txPr = text_look(900, degrees=-45 if label_count > MOST_LABELS / 2 else 0)


def _dress_value_axis(axis: Drawn, table: DrawnTable, title: str) -> None:
    """Light lines, and numbers as those of the column."""
    axis.delete = False
    axis.majorTickMark = "none"
    axis.txPr = text_look(800)
    kind = table.kind(title)
    axis.number_format = '[$-40C]0"\u00a0"%' if kind is Kind.SHARE else NUMBER_FORMATS[kind]
    axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E1E5EA", w=6350))


def title_of(chart: Chart) -> Title:
    """Its title, and its note below in plain letters."""
    paragraphs = [_line(chart.title, 1050, bold=True)]
    if chart.note:
        paragraphs.append(_line(chart.note, 900, bold=False))
    return Title(tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=paragraphs)), overlay=False)


def _line(text: str, size: int, *, bold: bool) -> Paragraph:
    look = CharacterProperties(sz=size, b=bold, solidFill=INK)
    run = RegularTextRun(rPr=look, t=one_line(text))
    return Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])


def text_look(size: int, *, degrees: int = 0) -> RichText:
    """The letters of what a chart writes itself, in hundredths of a point."""
    look = CharacterProperties(sz=size, solidFill=INK)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)
    turned = RichTextProperties(rot=degrees * 60_000) if degrees else RichTextProperties()
    return RichText(bodyPr=turned, p=[paragraph])
