"""resultats-une-page.pdf: who answered and what, to print and hand out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from consultation.charts import percent
from consultation.charts.colours import readable
from consultation.packs.typesetting.compiling import page_count, pdf_of
from consultation.packs.typesetting.printable import heading, line
from consultation.public.page import description_of
from consultation.public.results import PublicResults, PublicTable, Row
from consultation.public.rounding import Cell
from consultation.words.french import as_printed, number, sentence

NAME = "resultats-une-page.pdf"
SIZES = (12, 11, 10, 9, 8)  # points: no smaller, for people read it on paper
FEWEST_ROWS = 3

say = partial(sentence, "one_page")


@dataclass(frozen=True)
class Block:
    """A question with its answers, or an item of a grid, and whom they are of."""

    title: str
    question: str
    base: str
    rows: tuple[Row, ...]

    def cut(self, most: int) -> Block:
        """The same with so many answers, and a line that says how many more there are."""
        left = len(self.rows) - most
        if left < 2:
            return self
        told = say("more_rows", count=left)
        return replace(self, rows=self.rows[:most], base=f"{told} {self.base}")


def one_page_pdf(results: PublicResults) -> bytes:
    """The page, always one: in the largest letters with which all of it fits, else with fewer
    answers to each question, else with the first questions, and a line that says so."""
    tables = [table for table in results.tables if table.kind in ("answers", "themes")]
    blocks = [block for table in tables for block in _blocks(table)]
    pdf = b""
    for size, shown, more in _attempts(blocks):
        pdf = pdf_of("results.typ", _values(results, size, shown, more), NAME)
        if page_count(pdf) == 1:
            break
    return pdf


def _blocks(table: PublicTable) -> Iterator[Block]:
    """A block for the table; of a grid, one for each item."""
    for _, group in groupby(table.rows, key=lambda row: row.item):
        rows = tuple(group)
        label = rows[0].item_label
        base = rows[0].cells[0].base
        told = [say("base", base=number(base), told=table.base)] if base is not None else []
        if table.several:
            told.append(table.several)
        yield Block(
            title=as_printed(f"{table.title} : {label}" if label else table.title),
            question=as_printed(table.question) if table.question != table.title else "",
            base=" ".join(told),
            rows=rows,
        )


def _attempts(blocks: Sequence[Block]) -> Iterator[tuple[int, Sequence[Block], tuple[str, ...]]]:
    """Sizes of letters, blocks to show, and what is said of those that are not."""
    for size in SIZES:
        yield size, blocks, ()
    longest = max((len(block.rows) for block in blocks), default=0)
    for most in range(longest - 1, FEWEST_ROWS - 1, -1):
        yield SIZES[-1], [block.cut(most) for block in blocks], ()
    for kept in range(len(blocks) - 1, -1, -1):
        more = (say("more_blocks", count=len(blocks) - kept),)
        yield SIZES[-1], [block.cut(FEWEST_ROWS) for block in blocks[:kept]], more


def _values(
    results: PublicResults, size: int, blocks: Sequence[Block], more: tuple[str, ...]
) -> dict[str, Any]:
    """What templates/results.typ shows."""
    title, few = say("title", title=results.title), results.rounding.few
    return {
        "title": " ".join(title.split()),
        "heading": heading(title),
        "lead": line(description_of(results)),
        "size": size,
        "colour": readable(results.colour),
        "columns": [[_block(block, few) for block in column] for column in _columns(blocks)],
        "notes": [line(note) for note in (*more, *_notes(results))],
    }


def _columns(blocks: Sequence[Block]) -> tuple[Sequence[Block], ...]:
    """Two columns, in the order of the blocks, as even as can be."""
    heights = [4 + 2 * len(block.rows) for block in blocks]
    uneven = [abs(sum(heights[:cut]) - sum(heights[cut:])) for cut in range(len(blocks) + 1)]
    cut = len(blocks) - uneven[::-1].index(min(uneven))  # the left one is the longer of the two
    return blocks[:cut], blocks[cut:]


def _block(block: Block, few: str) -> dict[str, Any]:
    return {
        "title": heading(block.title),
        "question": line(block.question) if block.question else None,
        "base": line(block.base),
        "rows": [
            {
                "label": line(as_printed(row.label)),
                "figures": line(_figures(row.cells[0], few)),
                "share": row.cells[0].share,
            }
            for row in block.rows
        ],
    }


def _figures(cell: Cell, few: str) -> str:
    if cell.count is None:
        return few
    if cell.share is None:
        return number(cell.count)
    return f"{percent(cell.share)} ({number(cell.count)})"


def _notes(results: PublicResults) -> Iterator[str]:
    """The first of the limits, that counts are rounded, and where the rest is."""
    yield results.limits[0]
    yield say("rounded", few=results.rounding.few)
    yield say("source", source=results.source)
    if results.address:
        yield say("address", address=results.address)
