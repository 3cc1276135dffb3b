"""resultats-une-page.pdf: who answered and what, to print and hand out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from consultation.charts.colours import readable
from consultation.french import as_printed, number, sentence, share
from consultation.packs.typesetting.results_page import (
    ResultsBlock,
    ResultsPage,
    ResultsRow,
    results_page_pdf,
)
from consultation.public.page import description_of
from consultation.public.results import Cell, PublicResults, PublicTable, Row

say = partial(sentence, "one_page")


def one_page_pdf(results: PublicResults) -> bytes:
    """The page, always one."""
    return results_page_pdf(
        ResultsPage(
            title=say("title", title=results.title),
            lead=description_of(results),
            blocks=tuple(
                block
                for table in results.tables
                if table.kind in ("answers", "themes")
                for block in _blocks(table)
            ),
            notes=tuple(_notes(results)),
            colour=readable(results.colour),
        )
    )


def _blocks(table: PublicTable) -> Iterator[ResultsBlock]:
    """A block for the table; of a grid, one for each item."""
    for _, group in groupby(table.rows, key=lambda row: row.item):
        rows = list(group)
        label = rows[0].item_label
        base = rows[0].cells[0].base
        told = [say("base", base=number(base), told=table.base)] if base is not None else []
        if table.several:
            told.append(table.several)
        yield ResultsBlock(
            title=as_printed(f"{table.title} : {label}" if label else table.title),
            question=as_printed(table.question) if table.question != table.title else "",
            base=" ".join(told),
            rows=tuple(_row(row) for row in rows),
        )


def _row(row: Row) -> ResultsRow:
    cell = row.cells[0]
    return ResultsRow(as_printed(row.label), _figures(cell), cell.share)


def _figures(cell: Cell) -> str:
    if cell.count is None:
        return sentence("charts", "hidden")
    if cell.share is None:
        return number(cell.count)
    return f"{share(cell.share)} ({number(cell.count)})"


def _notes(results: PublicResults) -> Iterator[str]:
    """The first of the limits, what is hidden, and where the rest is."""
    yield results.limits[0]
    if any(table.hidden_count for table in results.tables):
        yield say("hidden")
    if results.renewal:
        yield results.renewal
    yield say("source", source=results.source)
    if results.address:
        yield say("address", address=results.address)
