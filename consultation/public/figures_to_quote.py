"""chiffres-a-citer.txt: a sentence for each figure that is shown, with what it is a part of; and
the three with which the page begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter

from consultation.charts import percent
from consultation.public.results import PublicResults, PublicTable, Row
from consultation.words.french import as_printed, date, number, sentence, within_quotes

say = partial(sentence, "quotable")
TOLD = ("answers", "totals", "themes", "categories")
FIRST = 3


@dataclass(frozen=True)
class Quotable:
    """A share, and the sentence that it begins."""

    share: float
    text: str


def first_figures(results: PublicResults) -> tuple[Quotable, ...]:
    """The answer given most to each of the first questions, or the largest of its totals; then to
    the other items of grids. Neither of few nor of nobody."""
    found = []
    totals = [table for table in results.tables if table.kind == "totals"]
    for table in (table for table in results.tables if table.kind == "answers"):
        summed = [row for one in totals if one.question_id == table.question_id for row in one.rows]
        for place, item in enumerate(dict.fromkeys(row.item for row in table.rows)):
            rows = [row for row in summed if row.item == item]
            rows = rows or [row for row in table.rows if row.item == item]
            most = max(rows, key=lambda row: row.cells[0].share or 0)
            if most.cells[0].share:
                found.append((place, _quotable(table, most)))
    return tuple(quotable for _, quotable in sorted(found, key=itemgetter(0))[:FIRST])


def _quotable(table: PublicTable, row: Row) -> Quotable:
    cell = row.cells[0]
    told = say(
        "first_item" if row.item else "first",
        question=within_quotes(table.title),
        item=within_quotes(row.item_label),
        answer=within_quotes(row.label),
        count=number(cell.count or 0),
        base=number(cell.base or 0),
    )
    return Quotable(cell.share or 0, told)


def quotable_text(results: PublicResults) -> str:
    """The file."""
    title = say("title", title=results.title)
    head = [
        title,
        "=" * len(title),
        "",
        say("source", source=results.source, day=date(results.counted_until)),
        say("limit"),
        "",
        say("persons", count=number(results.person_count)),
    ]
    groups = [
        lines
        for table in results.tables
        if table.kind in TOLD
        for _, rows in groupby(table.rows, key=lambda row: row.item)
        if len(lines := list(_lines(table, list(rows)))) > 1
    ]
    body = [line for lines in groups for line in ("", *lines)]
    text = "\n".join([*head, *body, "", say("few", few=results.rounding.few)])
    return "\n".join([as_printed(text), *_address(results), ""])


def _lines(table: PublicTable, rows: list[Row]) -> Iterator[str]:
    """What the figures are of, then a sentence for each that is shown with its share."""
    base = rows[0].cells[0].base
    if not base:
        return
    opening = {"answers": "item" if rows[0].item else "question"}.get(
        table.kind, f"of_{table.kind}"
    )
    told = [
        say(
            opening,
            question=within_quotes(table.question),
            item=within_quotes(rows[0].item_label),
            base=number(base),
            told=table.base,
        )
    ]
    if table.several:
        told.append(table.several)
    yield " ".join(told)
    for row in rows:
        cell = row.cells[0]
        if cell.count is not None and cell.share is not None:
            yield say(
                table.kind,
                share=percent(cell.share),
                base=number(base),
                told=table.base,
                answer=within_quotes(row.label),
                count=number(cell.count),
            )


def _address(results: PublicResults) -> list[str]:
    return [results.address] if results.address else []
