"""A result as lines of text, as wide as the terminal: a table, or a card per row where it is tight.

Texts are wrapped, numbers stand to the right in French, null is empty. Everything comes from
strangers: what a terminal would obey is taken out first.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from consultation.questions.cells import distinct, harmless, in_french, is_numeric

GAP = "  "
NARROWEST = 12
"""Columns of text below which a table is no longer read."""
_ZERO_WIDTH = ("Mn", "Me", "Cf")


@dataclass(frozen=True)
class Limits:
    """What is shown at most, None for everything: rows, and characters of one text."""

    rows: int | None = None
    characters: int | None = None


@dataclass(frozen=True)
class Shown:
    """The lines to print, and what was left out of them."""

    lines: tuple[str, ...]
    row_count: int
    shown_row_count: int
    cut_text_count: int


@dataclass(frozen=True)
class _Grid:
    titles: tuple[str, ...]
    is_number: tuple[bool, ...]
    rows: list[tuple[str, ...]]


def shown(
    columns: Sequence[str],
    types: Sequence[str],
    rows: Iterable[tuple[object, ...]],
    width: int,
    limits: Limits,
) -> Shown:
    """The result as lines no wider than `width`; rows beyond the limit are read and counted."""
    titles = distinct([harmless(column).replace("\n", " ") for column in columns])
    kept: list[tuple[str, ...]] = []
    row_count = cut_count = 0
    for row in rows:
        row_count += 1
        if limits.rows is None or row_count <= limits.rows:
            texts = [in_french(value, column) for value, column in zip(row, columns, strict=True)]
            cut = [_cut(text, limits.characters) for text in texts]
            cut_count += sum(text != whole for text, whole in zip(cut, texts, strict=True))
            kept.append(tuple(cut))
    grid = _Grid(titles, tuple(is_numeric(kind) for kind in types), kept)
    return Shown(tuple(_lines(grid, width)), row_count, len(kept), cut_count)


def _cut(text: str, characters: int | None) -> str:
    if characters is None or len(text) <= characters:
        return text
    return f"{text[:characters].rstrip()}…"


def _lines(grid: _Grid, width: int) -> Iterator[str]:
    widths = _widths(grid, width)
    return _cards(grid, width) if widths is None else _table(grid, widths)


def _widths(grid: _Grid, width: int) -> list[int] | None:
    """The widths of the columns; None when they don't fit side by side."""
    natural = [
        max(_longest_line(title), *(_longest_line(row[index]) for row in grid.rows), 1)
        for index, title in enumerate(grid.titles)
    ]
    least = [
        needed if is_number else min(needed, NARROWEST)
        for needed, is_number in zip(natural, grid.is_number, strict=True)
    ]
    room = width - len(GAP) * (len(natural) - 1)
    if sum(least) > room:
        return None
    return _shared(natural, least, room)


def _shared(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """As much room as each column needs, the greediest giving way until all fit."""

    def widths(greatest: int) -> list[int]:
        return [max(low, min(high, greatest)) for low, high in zip(least, natural, strict=True)]

    tried = range(max(natural) + 1)
    return widths(bisect_right(tried, room, key=lambda greatest: sum(widths(greatest))) - 1)


def _table(grid: _Grid, widths: Sequence[int]) -> Iterator[str]:
    yield from _row(grid.titles, grid.is_number, widths)
    yield GAP.join("─" * width for width in widths)
    was_wrapped = False
    for number, row in enumerate(grid.rows):
        lines = list(_row(row, grid.is_number, widths))
        is_wrapped = len(lines) > 1
        # A blank line tells a row of several lines from its neighbours.
        if number and (is_wrapped or was_wrapped):
            yield ""
        yield from lines
        was_wrapped = is_wrapped


def _row(cells: Sequence[str], is_number: Sequence[bool], widths: Sequence[int]) -> Iterator[str]:
    """The lines that a row takes, its texts wrapped."""
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max(map(len, wrapped))):
        parts = [lines[line] if line < len(lines) else "" for lines in wrapped]
        yield GAP.join(
            " " * (width - display_width(part)) + part
            if right
            else part + " " * (width - display_width(part))
            for part, right, width in zip(parts, is_number, widths, strict=True)
        ).rstrip()


def _cards(grid: _Grid, width: int) -> Iterator[str]:
    """Each row as a block of its own, one column below the other."""
    margin = min(max(map(display_width, grid.titles)), max(1, width // 3))
    room = max(1, width - margin - len(GAP))
    for number, row in enumerate(grid.rows, 1):
        yield f"── {number} ".ljust(min(width, 40), "─")
        for title, cell in zip(grid.titles, row, strict=True):
            yield from _row([title, cell], [False, False], [margin, room])


def display_width(text: str) -> int:
    """The columns that a line takes on a terminal: two for a wide character, none for an accent."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _longest_line(text: str) -> int:
    return max(map(display_width, text.split("\n")))


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than `width`, broken at spaces where there are some."""
    return [part for line in text.split("\n") for part in _wrapped_line(line.rstrip(), width)]


def _wrapped_line(line: str, width: int) -> list[str]:
    if display_width(line) <= width:
        return [line]
    lines = [""]
    for word in line.split(" "):
        candidate = f"{lines[-1]} {word}" if lines[-1] else word
        if display_width(candidate) <= width:
            lines[-1] = candidate
            continue
        pieces = _pieces(word, width)
        lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return lines


def _pieces(word: str, width: int) -> list[str]:
    """A word cut where it must be."""
    pieces, taken = [""], 0
    for character in word:
        needed = _character_width(character)
        if taken + needed > width and pieces[-1]:
            pieces.append("")
            taken = 0
        pieces[-1] += character
        taken += needed
    return pieces
