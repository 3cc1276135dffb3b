"""Where everything stands in a picture, in pixels from its upper left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from consultation.charts.captions import base_of, notes_of, source_of
from consultation.charts.chart import Bar, Chart, Kind
from consultation.charts.lettering import LINE, is_whole, lines_of

WIDTH, HEIGHT = 1200, 630
MARGIN = 48
INSIDE = WIDTH - 2 * MARGIN
TOP, BOTTOM = 40.0, 594.0
"""Where texts begin and end."""

INK, FADED, HAIRLINE = "#1d1d1b", "#555555", "#c8c8c8"

TITLE_SIZES = ((38, 1), (34, 2), (28, 3))
QUESTION_SIZE, BASE_SIZE, SMALL_SIZE = 20, 18, 16

Align = Literal["left", "center"]


@dataclass(frozen=True)
class Line:
    """A line of text; `y` is where its letters stand."""

    text: str
    x: float
    y: float
    size: float
    colour: str = INK
    is_bold: bool = False
    align: Align = "left"
    angle: int = 0


@dataclass(frozen=True)
class Block:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Layout:
    """All that is drawn, blocks below lines, and the bars that found their place."""

    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    drawn: tuple[Bar, ...]


def head_of(chart: Chart) -> tuple[list[Line], float]:
    """The title and the question asked, and where they end."""
    for size, most in TITLE_SIZES:
        title = lines_of(chart.title, size, INSIDE, lines=most, is_bold=True)
        if is_whole(title, chart.title):
            break
    lines = list(_paragraph(title, TOP, size, is_bold=True))
    end = TOP + len(title) * size * LINE
    if chart.question == chart.title:
        return lines, end
    question = lines_of(chart.question, QUESTION_SIZE, INSIDE, lines=3)
    lines += _paragraph(question, end + 6, QUESTION_SIZE, FADED)
    return lines, end + 6 + len(question) * QUESTION_SIZE * LINE


def foot_of(chart: Chart, bars: Sequence[Bar]) -> tuple[list[Line], float]:
    """What the figures of the bars count, what must be known of them, their source; and where that
    begins."""
    said = [
        (base_of(chart), BASE_SIZE, INK),
        *((note, SMALL_SIZE, FADED) for note in notes_of(chart, bars)),
        (source_of(chart), SMALL_SIZE, FADED),
    ]
    lines: list[Line] = []
    top = BOTTOM
    for text, size, colour in reversed(said):
        paragraph = lines_of(text, size, INSIDE, lines=2)
        top -= len(paragraph) * size * LINE + 3
        lines += _paragraph(paragraph, top, size, colour)
    return lines, top


def _paragraph(
    texts: Sequence[str], top: float, size: float, colour: str = INK, *, is_bold: bool = False
) -> Iterator[Line]:
    for number, text in enumerate(texts):
        yield Line(text, MARGIN, baseline(top + number * size * LINE, size), size, colour, is_bold)


def baseline(top: float, size: float) -> float:
    """Where letters stand of which the line begins at the top."""
    return top + size * LINE * 0.78


def middle_baseline(middle: float, size: float) -> float:
    """Where letters stand that are beside the middle of something."""
    return middle + size * 0.36


def is_of_parts(chart: Chart) -> bool:
    """Whether bars are drawn from 0 to 100 %, and not up to the largest count."""
    return chart.kind in (Kind.OPTIONS, Kind.CATEGORIES, Kind.THEMES)


def part_of_scale(bar: Bar, chart: Chart) -> float | None:
    """How far along the scale the bar ends, from 0 to 1; None where these are few."""
    if bar.count is None:
        return None
    if is_of_parts(chart):
        return bar.share or 0.0
    return bar.count / max(1, *(each.count or 0 for each in chart.bars))
