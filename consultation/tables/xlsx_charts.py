"""The charts of a workbook, on a sheet of their own.

They can be read in grey: few lines, few colours, values written on the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from xlsxwriter import Workbook as NativeWorkbook
from xlsxwriter.chart import Chart as NativeChart

from consultation.tables.model import Chart, Kind, Shape
from consultation.tables.xlsx_cells import Tab
from consultation.tables.xlsx_formats import ACCENT, INK, LINE, NUMBER_FORMATS
from consultation.tables.xlsx_lists import Placed
from consultation.tables.xlsx_paper import (
    PAGE_HEIGHT,
    PIXELS_PER_CM,
    POINTS_PER_CM,
    set_up_printing,
)
from consultation.words.readable import one_line, readable

Options = dict[str, Any]

# Lengths in cm.
WHOLE_SHARE = '[$-40C]0"\u00a0"%'
_WIDTH = 13.0
_GAP = 0.4
_AXIS_HEIGHT = 0.7
_LOWEST = 2.8
_HIGHEST = 22.0
"""The greatest height of a chart in centimetres: it fits a page, with a title above."""

_ROW_POINTS = 16.0
# Columns of a centimetre, as many as a chart is wide.
_COLUMNS = 13
# Programs do not break pages at the very same height.
_ROWS_PER_PAGE = int(PAGE_HEIGHT * 0.95 * POINTS_PER_CM / _ROW_POINTS)
_MOST_LABELS = 16
_TITLE_CHARACTERS = 58
_LABEL_ROOM = 0.5
# The colours of groups (choices counted together), the same in every chart of a scale.
_GROUP_COLOURS = (ACCENT, "#E0963C", "#4F8A63", "#8A6BAE")
_NO_GROUP_COLOUR = "#C3C9D0"


def fill_chart_sheet(native: NativeWorkbook, tab: Tab, placed: Sequence[Placed]) -> None:
    """Draw on the sheet `tab` the charts of the tables `placed`, one below the other. No page break
    cuts a chart."""
    sheet = tab.worksheet
    sheet.set_column_pixels(0, _COLUMNS - 1, round(PIXELS_PER_CM))
    sheet.set_default_row(_ROW_POINTS)
    sheet.hide_gridlines(2)
    set_up_printing(tab, landscape=False)
    sheet.set_print_scale(100)  # fitted to a page, Excel would break pages anywhere
    row, page_start, breaks = tab.write_top(), 0, list[int]()
    charts = [(table, chart) for table in placed for chart in table.table.charts]
    for table, chart in charts:
        height = chart_height(chart)
        rows = ceil((height + _GAP) * POINTS_PER_CM / _ROW_POINTS)
        if row + rows - page_start > _ROWS_PER_PAGE:
            breaks.append(row)
            page_start = row
        drawn = _draw(native, table, chart, height)
        drawn.set_size({"width": _WIDTH * PIXELS_PER_CM, "height": height * PIXELS_PER_CM})
        options = {
            "y_offset": _GAP / 2 * PIXELS_PER_CM,
            "object_position": 3,
            "description": readable(chart.alt_text),
        }
        sheet.insert_chart(row, 0, drawn, options)
        row += rows
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, row - 1, _COLUMNS - 1)


def chart_height(chart: Chart) -> float:
    """The height that a chart needs for its bars, in centimetres, at most a page. A chart that is
    not of bars is 8 centimetres high."""
    if chart.shape != Shape.BARS:
        return 8.0
    bars = chart.last_row - chart.first_row + 1
    labels = 0.55 * bars + 0.35 * max(0, chart.label_lines - bars)
    return min(_HIGHEST, max(_LOWEST, _title_height(chart) + labels + _AXIS_HEIGHT))


def _title_height(chart: Chart) -> float:
    """The height in centimetres that the title and the note, above the bars, need."""
    return 0.45 + 0.45 * ceil((len(chart.title) + len(chart.note)) / _TITLE_CHARACTERS)


def _draw(native: NativeWorkbook, table: Placed, chart: Chart, height: float) -> NativeChart:
    is_bars = chart.shape == Shape.BARS
    kind = "bar" if is_bars else "column"
    drawn = native.add_chart({"type": kind, "name": readable(chart.title)})
    drawn.add_series(_series(table, chart))
    # Not on two lines: LibreOffice draws the second line in a font of its own.
    title = " · ".join(one_line(text) for text in (chart.title, chart.note) if text)
    drawn.set_title({"name": title, "name_font": _letters(9.5, bold=True), "overlay": False})
    drawn.set_legend({"none": True})
    drawn.set_chartarea({"border": {"color": LINE}})
    labels, values = _label_axis(table, chart), _value_axis(table, chart)
    drawn.set_x_axis(values if is_bars else labels)
    drawn.set_y_axis(labels if is_bars else values)
    if not chart.shows_values:
        drawn.set_plotarea({"layout": _same_scale(chart, height)})
    return drawn


def _letters(points: float, **more: object) -> Options:
    return {"size": points, "color": INK, "bold": False, **more}


def _series(table: Placed, chart: Chart) -> Options:
    title, rows = chart.value_column, (chart.first_row, chart.last_row)
    series: Options = {
        "name": [table.sheet, table.header_row, table.position_of(title)],
        "categories": table.cells(chart.label_column, *rows),
        "values": table.cells(title, *rows),
        "gap": 45,
        **_filled(ACCENT),
    }
    if any(chart.groups):
        series["points"] = [_filled(_group_colour(group)) for group in chart.groups]
    if chart.shows_values and (chart.shape == Shape.BARS or _label_count(chart) <= _MOST_LABELS):
        number_format = NUMBER_FORMATS[table.column(title).kind]
        series["data_labels"] = {"value": True, "num_format": number_format, "font": _letters(9)}
    return series


def _filled(colour: str) -> Options:
    return {"fill": {"color": colour}, "border": {"color": ACCENT, "width": 0.25}}


def _group_colour(group: int) -> str:
    """The colour of the bars with this number in `Chart.groups`: 1 → `#2F5D8A`, 0 → grey."""
    return _GROUP_COLOURS[(group - 1) % len(_GROUP_COLOURS)] if group else _NO_GROUP_COLOUR


def _label_count(chart: Chart) -> int:
    return chart.last_row - chart.first_row + 1


def _label_axis(table: Placed, chart: Chart) -> Options:
    """XlsxWriter's options for the axis with the labels. Every bar has a label, and the first row
    is on top. In a chart with many vertical columns, only every second or third column has a label.
    """
    is_bars, count = chart.shape == Shape.BARS, _label_count(chart)
    is_turned = not is_bars and count > _MOST_LABELS / 2
    axis: Options = {
        "label_position": "low",
        "major_tick_mark": "none",
        "num_font": _letters(9, rotation=-45 if is_turned else 0),
        "line": {"color": "#7A828C"},
        "interval_unit": 1 if is_bars else ceil(count / _MOST_LABELS),
        "reverse": is_bars,
        "crossing": "max" if is_bars else None,
    }
    if table.column(chart.label_column).kind in (Kind.DATE, Kind.DATETIME):
        axis["num_format"] = "dd/mm"
    return axis


def _value_axis(table: Placed, chart: Chart) -> Options:
    """XlsxWriter's options for the axis with the values. The axis begins at 0, and its numbers have
    the format of the chart's column of values."""
    kind, is_bars = table.column(chart.value_column).kind, chart.shape == Shape.BARS
    axis: Options = {
        "min": 0,
        "major_tick_mark": "none",
        "num_font": _letters(8),
        "num_format": WHOLE_SHARE if kind is Kind.SHARE else NUMBER_FORMATS[kind],
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#E1E5EA", "width": 0.5}},
    }
    if is_bars and kind is Kind.SHARE:
        # People compare charts one below the other: all have the same scale.
        # The room beyond 100 % is for the value written next to a full bar.
        axis |= {"max": 1.1 if chart.shows_values else 1.0, "major_unit": 0.25}
    return axis


def _same_scale(chart: Chart, height: float) -> Options:
    """The part of a chart in which bars are drawn: x, y, width and height, in fractions of the
    chart, which is `height` centimetres high. x and width are the same for all charts, so that a
    bar for 40 % is as long in each of them."""
    above = min(_title_height(chart) / height, 0.5)
    below = min(_AXIS_HEIGHT / height, 0.25)
    return {
        "x": _LABEL_ROOM,
        "y": round(above, 6),
        "width": 1 - _LABEL_ROOM - 0.05,
        "height": round(1 - above - below, 6),
    }
