"""What a chart shows, as values: figures of one table and the words around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

DEFAULT_COLOUR = "#1f5a99"


class Kind(StrEnum):
    """What each bar stands for; it decides the scale and what « n » counts by default."""

    OPTIONS = "options"
    CATEGORIES = "categories"
    DEPARTEMENTS = "departements"
    WEEKS = "weeks"
    THEMES = "themes"


@dataclass(frozen=True)
class Bar:
    """One row of the table.

    `count` is None where these are few: it is then told as `few` (« 10 ou moins »), and drawn as
    nothing. `share` is a part of one, None where there is none to tell. A total counts several of
    the other bars together, above them.
    """

    label: str
    count: int | None
    share: float | None = None
    few: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart to draw. `id` names its files and its ids within a page (letters, digits, hyphens).

    `base` says what `n` counts where the words of the kind do not do; `note` is one more line
    under the bars (« plusieurs réponses possibles »). Weeks have short labels (« 07/03 »).
    There is one bar at least.
    """

    id: str
    kind: Kind
    title: str
    question: str
    consultation: str
    as_of: dt.date
    n: int
    bars: tuple[Bar, ...]
    colour: str = DEFAULT_COLOUR
    base: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Picture:
    """A chart as drawn: SVG, PNG of 1200 × 630, and the text for who sees neither."""

    id: str
    svg: str
    png: bytes
    alt: str
