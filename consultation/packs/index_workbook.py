"""contributions.xlsx: the index of the pack, a row per contribution, to sort and to count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from consultation.notices.responses import responses_told
from consultation.organisation.sheet_links import printed
from consultation.packs.index_file import PAGE
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import date, sentence, sheets
from consultation.workbooks.model import (
    Block,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
    Sheet,
    Table,
    Workbook,
)
from consultation.workbooks.publication_tables import (
    NO_DATE,
    Published,
    column_of,
    sheets_of,
    table_of,
)

CONTRIBUTIONS = "Contributions"
LONGEST = 60_000
"""Rows of a sheet that a spreadsheet opens in a moment; beyond, reponses.csv has them."""

say = partial(sentence, "pack_index")


@dataclass(frozen=True)
class PackForm:
    """What the first pages of the pack say of the form."""

    form_id: str
    title: str
    recipient: str
    contribution_count: int
    first_week: dt.date | None
    last_week: dt.date | None

    @property
    def date(self) -> dt.datetime:
        """The date in a file's properties: a week's first day, which points at nobody."""
        if self.last_week is None:
            return NO_DATE
        return dt.datetime.combine(self.last_week, dt.time())


def index_workbook(
    form: PackForm,
    reasons: Sequence[str],
    tables: Tables,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[tuple[Any, ...]],
) -> Workbook:
    """The index as a workbook, the collectives and the choices beside; `columns` are titles and
    their types in the warehouse."""
    table = Table(
        name="contributions",
        columns=tuple(column_of(title, type_name, "index") for title, type_name in columns),
        rows=rows,
        row_count=form.contribution_count,
    )
    return workbook_of_pack(
        form,
        "index",
        _welcome(form, reasons, tables, [title for title, _ in columns]),
        *sheets_of(CONTRIBUTIONS, (say("intro"),), table),
        *(
            printed(
                name,
                Sheet(title, (explanation,), table_of(name, tables[f"pack.{name}"], (), "index")),
            )
            for name, (title, explanation) in _beside(tables).items()
        ),
    )


def workbook_of_pack(form: PackForm, name: str, *pages: Page | Sheet) -> Workbook:
    """A workbook of the pack, by its name among the sentences."""
    return Workbook(
        title=sentence("pack_workbooks", name, form=form.title),
        subject=sentence("pack_workbooks", "subject", recipient=form.recipient),
        date=form.date,
        whole_in=sentence("whole_in", name),
        sheets=pages,
    )


def _beside(tables: Tables) -> dict[str, tuple[str, str]]:
    """Titles and explanations of the other sheets; none is empty, or longer than a sheet can be."""
    return {
        name: told
        for name, told in sheets()["pack"].items()
        if 0 < tables[f"pack.{name}"].row_count <= LONGEST
    }


def draft_blocks(reasons: Sequence[str]) -> list[Block]:
    """The word PROJET and the reasons, to stand first; nothing when the pack may be sent."""
    if not reasons:
        return []
    return [
        Paragraph(say("draft"), strong=True),
        *(Paragraph(say("reason", reason=reason)) for reason in reasons),
    ]


def weeks_of(form: PackForm) -> str:
    """From which week to which the contributions came; empty when nobody knows."""
    if form.first_week is None or form.last_week is None:
        return ""
    if form.first_week == form.last_week:
        return say("week", first=date(form.first_week))
    return say("weeks", first=date(form.first_week), last=date(form.last_week))


def count_sentence(form: PackForm) -> Paragraph:
    """How many contributions are sent, and in which weeks they came."""
    count = say("count", count=form.contribution_count, recipient=form.recipient)
    return Paragraph(f"{count} {weeks_of(form)}".strip(), strong=True)


def _welcome(
    form: PackForm,
    reasons: Sequence[str],
    tables: Tables,
    titles: Sequence[str],
) -> Page:
    return Page(
        "Lisez-moi",
        (
            *draft_blocks(reasons),
            Paragraph(say("title", form=form.title), strong=True),
            count_sentence(form),
            Paragraph(say("contribution")),
            KeyValueRows(
                rows=(
                    (say("open"), CONTRIBUTIONS),
                    *((explanation, title) for title, explanation in _beside(tables).values()),
                ),
                kinds=(Kind.TEXT, Kind.LINK),
            ),
            Heading(say("how_to_count")),
            Paragraph(say("filters")),
            Paragraph(_count_again(tables)),
            *_count_tables(tables["pack.index_counts"]),
            Heading(say("columns")),
            *(
                Paragraph(say("column", title=title, meaning=meaning))
                for title, meaning in sheets()["index"].items()
                if title != PAGE or PAGE in titles
            ),
            Heading(say("limits")),
            Paragraph(say("not_verified")),
        ),
    )


def _count_again(tables: Tables) -> str:
    responses = responses_told(tables["pack.responses"])
    return say("count_again", longest=LONGEST, responses=responses)


def _count_tables(counts: Published) -> list[Block]:
    """A small table per column that is counted."""
    return [
        block
        for column, rows in groupby(counts.rows(), key=lambda row: str(row[0]))
        for block in (
            Heading(column),
            KeyValueRows(
                rows=tuple((value or "(vide)", count) for _, value, count in rows),
                kinds=(Kind.TEXT, Kind.INTEGER),
                headings=("Valeur", "Contributions"),
            ),
        )
    ]
