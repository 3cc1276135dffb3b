"""From a chart to its three files: typst lays it out and draws it (picture.typ)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import typst

from consultation.charts.captions import alt_text, as_drawn, base_of, figures, notes_of, says_more
from consultation.charts.chart import Bar, Chart, Kind, Picture
from consultation.charts.colours import readable

HERE = Path(__file__).parent
MOST_BARS, MOST_WEEKS = 12, 52
"""More than that are read in the table."""
_OF_PARTS = (Kind.OPTIONS, Kind.CATEGORIES, Kind.THEMES)
"""Drawn from 0 to 100 %; the others, up to the largest count."""
_TITLE, _QUESTION, _LABEL = 120, 200, 160
"""Characters that are drawn of each."""
# Many words that no-break spaces hold together have plain ones; a longer word may break inside.
_GLUED = re.compile("[^ ]{41,}")
_LONG_WORD = re.compile(r"(\S{24})(?=\S)")


def picture_of(chart: Chart) -> Picture:
    """The chart drawn; of too many bars, those with the highest figures, of weeks the last ones."""
    drawn = bars_drawn(chart)
    told = alt_text(chart, drawn)
    values = values_of(chart, drawn)
    svg = drawing(values, "svg").decode()
    return Picture(chart.id, _with_words(svg, chart, told), drawing(values, "png"), told)


def write_pictures(pictures: Iterable[Picture], folder: Path) -> None:
    """`<id>.svg`, `<id>.png` and `<id>.txt` of each picture are in the folder, which exists."""
    for picture in pictures:
        (folder / f"{picture.id}.svg").write_text(picture.svg, encoding="utf-8")
        (folder / f"{picture.id}.png").write_bytes(picture.png)
        (folder / f"{picture.id}.txt").write_text(f"{picture.alt}\n", encoding="utf-8")


def bars_drawn(chart: Chart) -> tuple[Bar, ...]:
    """All of them in the form's order, where there is room; those of few are above those of
    nobody; totals are always there."""
    if chart.kind is Kind.WEEKS:
        return chart.bars[-MOST_WEEKS:]
    if len(chart.bars) <= MOST_BARS:
        return chart.bars
    by_size = sorted(chart.bars, key=lambda bar: -(1 if bar.count is None else bar.count))
    totals = [bar for bar in chart.bars if bar.is_total]
    return (*totals, *[bar for bar in by_size if not bar.is_total][: MOST_BARS - len(totals)])


def values_of(chart: Chart, drawn: Sequence[Bar]) -> str:
    """What picture.typ shows, as JSON."""
    asked = chart.question if says_more(chart.question, chart.title) else None
    is_standing = chart.kind is Kind.WEEKS
    values = {
        "title": _cut(chart.title, _TITLE),
        "question": asked and _cut(asked, _QUESTION),
        "base": _cut(base_of(chart), _TITLE),
        "notes": [_cut(note, _QUESTION) for note in notes_of(chart, drawn)],
        "colour": readable(chart.colour),
        "is_of_parts": chart.kind in _OF_PARTS,
        "is_standing": is_standing,
        "bars": [
            {
                "label": _cut(bar.label, _LABEL),
                # Counts alone have room above columns.
                "figures": figures(replace(bar, share=None) if is_standing else bar),
                "part": _part_of_scale(bar, chart),
                "is_total": bar.is_total,
            }
            for bar in drawn
        ],
    }
    return json.dumps(values)


def _cut(text: str, most: int) -> str:
    """The text as it is drawn; what is longer ends with « … »."""
    shown = as_drawn(text)
    shown = shown if len(shown) <= most else f"{shown[: most - 1].rstrip(' ,;:.')}…"
    loose = _GLUED.sub(lambda words: " ".join(words[0].split()), shown)
    return _LONG_WORD.sub("\\1\u200b", loose)


def _part_of_scale(bar: Bar, chart: Chart) -> float | None:
    """How far along the scale the bar ends, from 0 to 1; None where these are few."""
    if bar.count is None:
        return None
    if chart.kind in _OF_PARTS:
        return bar.share or 0.0
    return bar.count / max(1, *(each.count or 0 for each in chart.bars))


def drawing(values: str, kind: Literal["svg", "png", "pdf"]) -> bytes:
    """The picture in pixels, or as curves: neither asks for a font."""
    drawn = typst.compile(
        HERE / "picture.typ",
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        format=kind,
        ppi=72,
        sys_inputs={"chart": values},
    )
    if not isinstance(drawn, bytes):
        raise TypeError("one page is one picture")
    return drawn


def _with_words(svg: str, chart: Chart, told: str) -> str:
    """The drawing as a screen reader meets it: one image, with its title and what it shows."""
    title = escape(as_drawn(chart.title))
    words = (
        f' role="img" lang="fr" aria-labelledby="{chart.id}-titre {chart.id}-texte">'
        f'<title id="{chart.id}-titre">{title}</title>'
        f'<desc id="{chart.id}-texte">{escape(told)}</desc>'
    )
    return svg.replace(">", words, 1) + "\n"
