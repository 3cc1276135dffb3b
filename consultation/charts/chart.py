"""A chart as values: figures of one table and the words around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

DEFAULT_COLOUR = "#1f5a99"
MOST_BARS, MOST_WEEKS = 12, 52
"""More than that are read in the table."""


class Kind(StrEnum):
    """What each row of a table stands for, and each bar of its chart."""

    ANSWERS = "answers"
    CATEGORIES = "categories"
    DEPARTEMENTS = "departements"
    WEEKS = "weeks"
    THEMES = "themes"


@dataclass(frozen=True)
class Bar:
    """One row of the table.

    `count` is None where these are few: it is then told as `few` (« 10 ou moins »), and drawn as
    nothing. `share` is a part of one, None where there is none to tell. A total counts several of
    the other bars together, above them. `item` is the heading above the bars of a grid's item.
    """

    label: str
    count: int | None
    share: float | None = None
    few: str = ""
    is_total: bool = False
    item: str = ""

    @property
    def length(self) -> int:
        """The count by which bars are compared: few are more than nobody."""
        return 1 if self.count is None else self.count


@dataclass(frozen=True)
class Chart:
    """A chart to draw. `id` names its files and its ids within a page (letters, digits, hyphens).

    `base` says what `n` counts; `note` is one more line under the bars (« plusieurs réponses
    possibles »). Weeks have short labels (« 07/03 »).
    """

    id: str
    kind: Kind
    title: str
    question: str
    consultation: str
    as_of: dt.date
    n: int
    bars: tuple[Bar, ...]
    base: str
    colour: str = DEFAULT_COLOUR
    note: str | None = None

    @property
    def is_of_parts(self) -> bool:
        """True if bars are drawn from 0 to 100 %; those of weeks, up to the largest count."""
        return self.kind is not Kind.WEEKS

    @property
    def drawn(self) -> tuple[Bar, ...]:
        """The bars for which there is room, in the order of the table: totals, and the longest of
        the others; of weeks, the last ones."""
        if self.kind is Kind.WEEKS:
            return self.bars[-MOST_WEEKS:]
        places = [place for place, bar in enumerate(self.bars) if not bar.is_total]
        room = max(0, MOST_BARS - (len(self.bars) - len(places)))
        longest = sorted(places, key=lambda place: -self.bars[place].length)[:room]
        return tuple(bar for place, bar in enumerate(self.bars) if bar.is_total or place in longest)

    def part_of_scale(self, bar: Bar) -> float | None:
        """How far along the scale the bar ends, from 0 to 1; None where these are few."""
        if bar.count is None:
            return None
        if self.is_of_parts:
            return bar.share or 0.0
        return bar.count / max(1, *(each.count or 0 for each in self.bars))


@dataclass(frozen=True)
class Picture:
    """A chart as drawn: SVG, PNG of 1200 × 630, and the text for who sees neither."""

    id: str
    svg: str
    png: bytes
    alt: str
