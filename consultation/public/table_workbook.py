"""The public tables as a workbook that everyone can read: a cover, contents, notes, then a table a
sheet (« Releasing statistics in spreadsheets », Government Analysis Function)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from consultation.public.results import Figure, PublicResults, PublicTable, figures_of
from consultation.tables.accessible import FIRST_WIDTH, accessible
from consultation.tables.model import (
    Block,
    Column,
    Heading,
    Kind,
    Page,
    Paragraph,
    Sheet,
    Shorthand,
    Table,
    Workbook,
)
from consultation.words.french import date, sentence, with_no_break_spaces

NOT_APPLICABLE = "[z]"
_TEXT_WIDTH = 80.0

say = partial(sentence, "public_workbook")


def table_workbook(results: PublicResults) -> Workbook:
    """The workbook; in it, what stands instead of a number is explained on its sheet."""
    workbook = Workbook(
        title=say("workbook", title=results.title),
        subject=say("subject"),
        creator=results.organisation or Workbook.creator,
        date=dt.datetime.combine(results.counted_until, dt.time()),
        whole_in=say("whole_in"),
        sheets=(
            _cover(results),
            _notes(results),
            *(
                _table_sheet(results, number, table)
                for number, table in enumerate(results.tables, start=1)
            ),
        ),
    )
    return replace(accessible(workbook, _contents(results)), has_filters=False)


def _cover(results: PublicResults) -> Page:
    blocks = (
        *_paragraphs(_about(results)),
        *_under("how_to_read", (say("sheets"), say("shares"), say("other_files"))),
        *_under("rounded", (results.rounding.in_words,)),
        *_under("limits", results.limits),
        *_under("whence", _whence(results)),
    )
    return Page(say("cover"), blocks, heading=say("workbook", title=results.title))


def _under(heading: str, texts: tuple[str, ...]) -> Iterator[Block]:
    """The texts below a heading; nothing where there is none."""
    if any(texts):
        yield Heading(say(heading))
        yield from _paragraphs(texts)


def _paragraphs(texts: tuple[str, ...]) -> Iterator[Paragraph]:
    return (Paragraph(text) for text in texts if text)


def _about(results: PublicResults) -> tuple[str, ...]:
    opened, closed = results.opened_on, results.closed_on
    return (
        say("example") if results.is_example else "",
        say("by", organisation=results.organisation) if results.organisation else "",
        say("to", recipient=results.recipient) if results.recipient else "",
        say("open", opened=date(opened), closed=date(closed)) if opened and closed else "",
        say("persons", person_count=results.person_count),
    )


def _whence(results: PublicResults) -> tuple[str, ...]:
    return (
        _source(results),
        say("licence", licence=results.licence) if results.licence else "",
        say("address", address=results.address) if results.address else "",
        say("contact", contact=results.contact) if results.contact else "",
    )


def _source(results: PublicResults) -> str:
    day = date(results.counted_until)
    return say("source", source=with_no_break_spaces(results.source), day=day)


def _contents(results: PublicResults) -> list[tuple[str, str]]:
    """What each sheet shows, and its title."""
    tables = enumerate(results.tables, start=1)
    shown = ((table.title, say("tab", number=str(number))) for number, table in tables)
    return [(say("notes_title"), say("notes")), *shown]


def _notes(results: PublicResults) -> Sheet:
    rows = [
        (results.rounding.few, results.rounding.in_words),
        (say("not_applicable", sign=NOT_APPLICABLE), say("not_applicable_note")),
        (say("zero"), say("zero_note")),
        (say("share"), say("share_note")),
        *(
            (rule.label, say("rule", explanation=(rule.explanation or rule.label).rstrip(".")))
            for rule in results.rules
        ),
    ]
    columns = (
        Column(say("note_column"), Kind.TEXT, FIRST_WIDTH),
        Column(say("meaning_column"), Kind.TEXT, _TEXT_WIDTH),
    )
    return Sheet(
        say("notes"),
        (say("notes_intro"),),
        Table("notes", columns, rows, row_count=len(rows)),
        heading=say("notes_title"),
    )


def _table_sheet(results: PublicResults, number: int, table: PublicTable) -> Sheet:
    tab, figures = say("tab", number=str(number)), list(figures_of(table))
    name = f"tableau_{number}_{table.id.replace('-', '_')}"
    columns, cells = zip(*_columns(table, results.rounding.few), strict=True)
    rows = [tuple(cell(figure) for cell in cells) for figure in figures]
    above = _above(table, figures, results.rounding.few)
    told = (*above, table.several, *table.notes, _source(results))
    return Sheet(
        tab,
        tuple(filter(None, told)),
        Table(name, columns, rows, row_count=len(rows)),
        heading=say("titled", tab=tab, title=table.title),
    )


def _columns(table: PublicTable, few: str) -> Iterator[tuple[Column, Callable[[Figure], object]]]:
    """The columns of a sheet, each with what it holds of a figure; the first is the widest."""
    labels: list[tuple[str, Callable[[Figure], object]]] = []
    if any(row.item for row in table.rows):
        labels.append((say("item_column"), lambda figure: figure.row.item_label))
    if len(table.columns) > 1:
        labels.append((say(f"column_{table.kind}"), lambda figure: figure.column.label))
    labels.append((table.row_title, lambda figure: figure.row.label))
    for place, (title, label) in enumerate(labels):
        yield Column(title, Kind.TEXT, FIRST_WIDTH if place == 0 else None), label
    yield Column(say("count_column"), Kind.INTEGER, 14), partial(_count, few=few)
    if table.has_shares:
        yield Column(say("base_column"), Kind.INTEGER, 16), lambda figure: figure.cell.base
        yield Column(say("share_column"), Kind.WHOLE_SHARE, 12), _share


def _count(figure: Figure, few: str) -> object:
    return Shorthand(few) if figure.cell.count is None else figure.cell.count


def _share(figure: Figure) -> object:
    share = figure.cell.whole_share
    return Shorthand(NOT_APPLICABLE) if share is None else share


def about(table: PublicTable) -> Iterator[str]:
    """The question as it was put, and of whom the figures are."""
    if table.question:
        yield say("question", question=table.question)
    if table.base:
        yield say("base", base=table.base.rstrip("."))


def _above(table: PublicTable, figures: list[Figure], few: str) -> Iterator[str]:
    """What is to be read before the table: its place, its question, of whom it is, its signs."""
    yield say("one_table")
    yield from about(table)
    if table.has_few:
        yield say("few_here", few=few)
    if table.has_shares and any(figure.cell.share is None for figure in figures):
        yield say("not_applicable_here", sign=NOT_APPLICABLE)
