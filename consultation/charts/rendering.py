"""A layout as SVG and PNG: Altair says what to draw, vl-convert draws it without a browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

from consultation.charts.frame import HEIGHT, WIDTH, Align, Block, Layout, Line
from consultation.charts.lettering import FAMILY, FONTS

# Places and colours are told as they are to be drawn: no scale changes them.
_X, _Y = (axis(f"{name}:Q", scale=None, axis=None) for axis, name in ((alt.X, "x"), (alt.Y, "y")))
_COLOUR = alt.Color("colour:N", scale=None, legend=None)

# Vega gives each of its parts a role; the whole is one image.
_OWN_ROLES = re.compile(r' (?:role|class|aria-[a-z]+)="[^"]*"')

VEGA_LITE = ".".join(alt.SCHEMA_VERSION.split(".")[:2])


def svg_of(layout: Layout, chart_id: str, title: str, alternative: str) -> str:
    """The drawing as SVG that stands alone: no script, no address, its text as text.

    A screen reader meets one image, with its title and what it shows.
    """
    _register_fonts()
    spec = _drawing(layout).to_dict()
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="fr" '
        f'aria-labelledby="{chart_id}-titre {chart_id}-texte" '
        f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<title id="{chart_id}-titre">{escape(title)}</title>'
        f'<desc id="{chart_id}-texte">{escape(alternative)}</desc>'
    )
    parts = re.sub(r"<\w[^>]*>", lambda tag: _OWN_ROLES.sub("", tag[0]), svg)
    return re.sub(r"\A<svg[^>]*>", lambda _: head, parts) + "\n"


def png_of(svg: str) -> bytes:
    """The same drawing in pixels."""
    _register_fonts()
    return vl_convert.svg_to_png(svg)


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _drawing(layout: Layout) -> alt.LayerChart:
    styles = sorted(layout.lines, key=_style)
    texts = [_texts(list(lines)) for _, lines in groupby(styles, _style)]
    drawing: alt.LayerChart = (
        alt.layer(_blocks(layout.blocks), *texts)
        .properties(width=WIDTH, height=HEIGHT, padding=0, autosize="none")
        .configure(background="white", font=FAMILY, aria=False)
        .configure_view(stroke=None)
    )
    return drawing


def _style(line: Line) -> tuple[bool, Align, int]:
    """What Vega-Lite sets for all texts of a layer."""
    return line.is_bold, line.align, line.angle


def _blocks(blocks: Sequence[Block]) -> alt.Chart:
    values = [_in_whole_pixels(block) for block in blocks]
    mark = alt.Chart(alt.InlineData(values)).mark_rect(opacity=1)
    drawing: alt.Chart = mark.encode(x=_X, x2="x2:Q", y=_Y, y2="y2:Q", color=_COLOUR)
    return drawing


def _in_whole_pixels(block: Block) -> dict[str, int | str]:
    """The rectangle's edges, so placed that they are sharp."""
    return {
        "x": round(block.x),
        "y": round(block.y),
        "x2": round(block.x + block.width),
        "y2": round(block.y + block.height),
        "colour": block.colour,
    }


def _texts(lines: Sequence[Line]) -> alt.Chart:
    is_bold, align, angle = _style(lines[0])
    mark = alt.Chart(alt.InlineData([_in_tenths(line) for line in lines])).mark_text(
        align=align, baseline="alphabetic", angle=angle, fontWeight=600 if is_bold else 400
    )
    size = alt.Size("size:Q", scale=None, legend=None)
    drawing: alt.Chart = mark.encode(x=_X, y=_Y, text="text:N", size=size, color=_COLOUR)
    return drawing


def _in_tenths(line: Line) -> dict[str, float | str]:
    return {**asdict(line), "x": round(line.x, 1), "y": round(line.y, 1)}
