"""A result as lines of text: a table no wider than the terminal, unless its columns need it.

Texts are wrapped, numbers are in French and aligned right, null is empty. Everything comes from
strangers: control characters for terminals become « � » first, and nothing is read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING

from consultation.questions.result_values import distinct_titles, in_french, is_numeric
from consultation.words.screen import harmless_line

if TYPE_CHECKING:
    from rich.table import Table

NARROWEST = 12
"""The least width of a column of text, in characters."""


@dataclass(frozen=True)
class Limits:
    """The greatest number of rows, and of characters in each text, to show. None for no limit."""

    rows: int | None = None
    characters: int | None = None


@dataclass(frozen=True)
class Drawing:
    """The lines to print. `row_count` is the number of rows of the result, shown or not,
    `cut_text_count` the number of texts that were shortened."""

    lines: tuple[str, ...]
    row_count: int
    shown_row_count: int
    cut_text_count: int


def draw(
    columns: Sequence[str],
    types: Sequence[str],
    rows: Iterable[tuple[object, ...]],
    width: int,
    limits: Limits,
) -> Drawing:
    """Draw the result in lines of at most `width` characters. Lines are longer if columns would be
    too narrow to read.

    Rows beyond `limits.rows` are counted, but not drawn.
    """
    titles = distinct_titles([harmless_line(column) for column in columns])
    drawn_rows: list[tuple[str, ...]] = []
    row_count = cut_count = 0
    for row in rows:
        row_count += 1
        if limits.rows is None or row_count <= limits.rows:
            texts = [in_french(value, column) for value, column in zip(row, columns, strict=True)]
            cut = [_cut(text, limits.characters) for text in texts]
            cut_count += sum(text != whole for text, whole in zip(cut, texts, strict=True))
            drawn_rows.append(tuple(cut))
    lines = _lines(titles, [is_numeric(kind) for kind in types], drawn_rows, width)
    return Drawing(lines, row_count, len(drawn_rows), cut_count)


def _cut(text: str, characters: int | None) -> str:
    if characters is None or len(text) <= characters:
        return text
    return f"{text[:characters].rstrip()}…"


def _lines(
    titles: Sequence[str], are_numbers: Sequence[bool], rows: list[tuple[str, ...]], width: int
) -> tuple[str, ...]:
    # Only here: an answer in CSV is not to wait for rich.
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.table import Table

    columns = zip(titles, *rows, strict=True)
    natural = [max(map(cell_len, "\n".join(column).split("\n"))) for column in columns]
    least = [
        needed if is_number else min(needed, NARROWEST)
        for needed, is_number in zip(natural, are_numbers, strict=True)
    ]
    # Two spaces between columns, and one after the last, which rich counts but does not draw.
    gaps = 2 * len(titles) - 1
    width = max(width, sum(least) + gaps)
    is_wrapped = sum(natural) + gaps > width or any("\n" in text for text in chain(*rows))
    table = Table(
        box=SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        leading=1 if is_wrapped else 0,  # a blank line tells a row of several lines from the next
    )
    for title, is_number, narrowest in zip(titles, are_numbers, least, strict=True):
        table.add_column(
            title,
            justify="right" if is_number else "left",
            no_wrap=is_number,
            min_width=narrowest,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*row)
    return _printed(table, width)


def _printed(table: Table, width: int) -> tuple[str, ...]:
    from rich.console import Console

    screen = StringIO()
    console = Console(
        file=screen, width=width, color_system=None, markup=False, emoji=False, highlight=False
    )
    console.print(table)
    return tuple(line.rstrip() for line in screen.getvalue().removesuffix("\n").split("\n"))
