"""Draw a chart as SVG and PNG with typst (picture.typ), and write it with its alternative text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import typst

from consultation.public.pictures.captions import (
    alt_text,
    as_drawn,
    base_of,
    figures,
    notes_of,
    says_more,
)
from consultation.public.pictures.chart import Chart
from consultation.public.pictures.colours import readable

HERE = Path(__file__).parent
_TITLE, _QUESTION, _LABEL = 120, 200, 160
"""The greatest number of characters that are drawn of a title, of a question or note, and of a
bar's label."""
# Words that no-break spaces join to more than 40 characters get plain spaces. A word may break
# after 24 characters.
_GLUED = re.compile("[^ ]{41,}")
_LONG_WORD = re.compile(r"(\S{24})(?=\S)")


@dataclass(frozen=True)
class Picture:
    """A drawn chart: its SVG, its PNG of 1200 × 630 pixels, and an alternative text for people who
    can't see them."""

    id: str
    svg: str
    png: bytes
    alt: str


def picture_of(chart: Chart) -> Picture:
    """Draw the chart as SVG and PNG, with its alternative text."""
    alternative = alt_text(chart)
    values = values_of(chart)
    svg = drawing(values, "svg").decode()
    return Picture(
        chart.id, _with_words(svg, chart, alternative), drawing(values, "png"), alternative
    )


def write_pictures(pictures: Iterable[Picture], folder: Path) -> None:
    """Write `<id>.svg`, `<id>.png` and `<id>.txt` of each picture into an existing folder."""
    for picture in pictures:
        (folder / f"{picture.id}.svg").write_text(picture.svg, encoding="utf-8")
        (folder / f"{picture.id}.png").write_bytes(picture.png)
        (folder / f"{picture.id}.txt").write_text(f"{picture.alt}\n", encoding="utf-8")


def values_of(chart: Chart) -> str:
    """The JSON from which picture.typ draws a chart: title, question, notes, colour, and the label
    and figures of each bar."""
    table, few = chart.table, chart.results.rounding.few
    question = table.question if says_more(table.question, table.title) else None
    values = {
        "title": _cut(table.title, _TITLE),
        "question": question and _cut(question, _QUESTION),
        "base": _cut(base_of(chart), _TITLE),
        "notes": [_cut(note, _QUESTION) for note in notes_of(chart)],
        "colour": readable(chart.results.colour),
        "is_standing": not chart.is_of_parts,
        "bars": [
            {
                "label": _cut(chart.label(row), _LABEL),
                "figures": figures(row.cells[0], few),
                "part": chart.part_of_scale(row),
                "is_total": chart.is_total(row),
            }
            for row in chart.drawn
        ],
    }
    return json.dumps(values)


def _cut(text: str, most: int) -> str:
    """Shorten a text to at most `most` characters: « Bonjour », 5 → « Bonj… ». In long words, add
    zero-width spaces (U+200B), where typst may break the line."""
    cut = as_drawn(text)
    cut = cut if len(cut) <= most else f"{cut[: most - 1].rstrip(' ,;:.')}…"
    loose = _GLUED.sub(lambda words: " ".join(words[0].split()), cut)
    return _LONG_WORD.sub("\\1\u200b", loose)


def drawing(values: str, kind: Literal["svg", "png", "pdf"]) -> bytes:
    """Draw a chart as an image of format `kind`, from the JSON that `values_of` returns. Readers
    need no font to see its text."""
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


def _with_words(svg: str, chart: Chart, description: str) -> str:
    """Add the title and the alternative text (`description`) of a chart to its SVG, for screen
    readers."""
    title = escape(as_drawn(chart.table.title))
    words = (
        f' role="img" lang="fr" aria-labelledby="{chart.id}-titre {chart.id}-texte">'
        f'<title id="{chart.id}-titre">{title}</title>'
        f'<desc id="{chart.id}-texte">{escape(description)}</desc>'
    )
    return svg.replace(">", words, 1) + "\n"
