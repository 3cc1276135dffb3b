"""How high a chart is, in cm."""

from __future__ import annotations

from math import ceil

from consultation.workbooks.model import Chart, Shape

AXIS_HEIGHT = 0.7
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
    wanted = title_height(chart) + labels + AXIS_HEIGHT
    return min(_HIGHEST, max(_LOWEST, wanted))


def title_height(chart: Chart) -> float:
    """What the title and the note take above the bars."""
    return (
        0.45
        + 0.45 * ceil(len(chart.title) / _TITLE_CHARACTERS)
        + 0.4 * ceil(len(chart.note) / _NOTE_CHARACTERS)
    )
