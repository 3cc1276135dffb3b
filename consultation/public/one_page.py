"""resultats-une-page.pdf: who answered and what, to print and hand out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from consultation.charts import percent
from consultation.charts.colours import readable
from consultation.packs.typesetting.results_page import (
    ResultsBlock,
    ResultsPage,
    ResultsRow,
    results_page_pdf,
)
from consultation.public.page import description_of
from consultation.public.results import PublicResults, PublicTable, Row
from consultation.public.rounding import Cell
from consultation.words.french import as_printed, number, sentence

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
                for block in _blocks(table, results.rounding.few)
            ),
            notes=tuple(_notes(results)),
            colour=readable(results.colour),
        )
    )


def _blocks(table: PublicTable, few: str) -> Iterator[ResultsBlock]:
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
            rows=tuple(_row(row, few) for row in rows),
        )


def _row(row: Row, few: str) -> ResultsRow:
    cell = row.cells[0]
    return ResultsRow(as_printed(row.label), _figures(cell, few), cell.share)


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
