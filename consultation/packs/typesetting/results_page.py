"""Results for everybody on one page: values in, one page of PDF/UA-1 out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consultation.packs.typesetting.compiling import page_count, pdf_of
from consultation.packs.typesetting.printable import heading, line
from consultation.words.french import sentence

NAME = "resultats-une-page.pdf"
SIZES = (12, 11, 10, 9, 8)  # points: no smaller, for people read it on paper
FEWEST_ROWS = 3


@dataclass(frozen=True)
class ResultsRow:
    """An answer: « 62,1 % (512) », or that it is not shown; `share` is how long its bar is."""

    label: str
    figures: str
    share: float | None


@dataclass(frozen=True)
class ResultsBlock:
    """A question, its answers, and whom they are of."""

    title: str
    question: str
    base: str
    rows: tuple[ResultsRow, ...]

    def cut(self, most: int) -> ResultsBlock:
        """The same with so many answers, and a line that says how many more there are."""
        left = len(self.rows) - most
        if left < 2:
            return self
        told = sentence("one_page", "more_rows", count=left)
        return replace(self, rows=self.rows[:most], base=f"{told} {self.base}")


@dataclass(frozen=True)
class ResultsPage:
    """What the page says; `notes` stand last, and never go."""

    title: str
    lead: str
    blocks: tuple[ResultsBlock, ...]
    notes: tuple[str, ...]
    colour: str


def results_page_pdf(page: ResultsPage) -> bytes:
    """The page: in the largest letters with which all of it fits, else with fewer answers to each
    question, else with the first questions, and a line that says so."""
    pdf = b""
    for size, tried in _attempts(page):
        pdf = pdf_of("results.typ", _values(tried, size), NAME)
        if page_count(pdf) == 1:
            break
    return pdf


def _attempts(page: ResultsPage) -> Iterator[tuple[float, ResultsPage]]:
    for size in SIZES:
        yield size, page
    longest = max((len(block.rows) for block in page.blocks), default=0)
    for most in range(longest - 1, FEWEST_ROWS - 1, -1):
        yield SIZES[-1], replace(page, blocks=tuple(block.cut(most) for block in page.blocks))
    blocks = tuple(block.cut(FEWEST_ROWS) for block in page.blocks)
    for kept in range(len(blocks) - 1, -1, -1):
        told = sentence("one_page", "more_blocks", count=len(blocks) - kept)
        yield SIZES[-1], replace(page, blocks=blocks[:kept], notes=(told, *page.notes))


def _values(page: ResultsPage, size: float) -> dict[str, Any]:
    return {
        "title": " ".join(page.title.split()),
        "heading": heading(page.title),
        "lead": line(page.lead),
        "size": size,
        "colour": page.colour,
        "columns": [[_block(block) for block in blocks] for blocks in _columns(page.blocks)],
        "notes": [line(note) for note in page.notes],
    }


def _columns(blocks: Sequence[ResultsBlock]) -> tuple[Sequence[ResultsBlock], ...]:
    """Two columns, in the order of the blocks, as even as can be."""
    heights = [4 + 2 * len(block.rows) for block in blocks]
    uneven = [abs(sum(heights[:cut]) - sum(heights[cut:])) for cut in range(len(blocks) + 1)]
    cut = len(blocks) - uneven[::-1].index(min(uneven))  # the left one is the longer of the two
    return blocks[:cut], blocks[cut:]


def _block(block: ResultsBlock) -> dict[str, Any]:
    return {
        "title": heading(block.title),
        "question": line(block.question) if block.question else None,
        "base": line(block.base),
        "rows": [
            {"label": line(row.label), "figures": line(row.figures), "share": row.share}
            for row in block.rows
        ],
    }
