"""contributions.xlsx: the index of the pack, a row per contribution, to sort and to count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from consultation.french import date, sentence, sentences_of
from consultation.workbooks.model import (
    Block,
    Column,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
    Sheet,
    Table,
    Workbook,
)
from consultation.workbooks.published import Published, kind_of

CREATOR = "faire-masse"
# Properties need a date even when nothing was received.
NO_DATE = dt.datetime(2000, 1, 1)  # noqa: DTZ001
CONTRIBUTIONS = "Contributions"

WIDTHS = {
    "Référence": 17.0,
    "Qualité déclarée": 24.0,
    "Consentement": 26.0,
    "Nom": 28.0,
    "Qualité du nom": 22.0,
    "Semaine du": 15.0,
    "Famille de textes": 34.0,
    "Texte non transmis": 26.0,
    "Document": 38.0,
    "SHA-256": 68.0,
    "Empreinte du contenu": 68.0,
}


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
    counts: Published,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[tuple[Any, ...]],
) -> Workbook:
    """The index as a workbook; `columns` are titles and their types in the warehouse."""
    table = Table(
        name="contributions",
        columns=tuple(
            Column(title, kind_of(title, type_name), WIDTHS.get(title))
            for title, type_name in columns
        ),
        rows=rows,
        row_count=form.contribution_count,
    )
    index = Sheet(CONTRIBUTIONS, (sentence("pack", "index_intro"),), table)
    return Workbook(
        title=f"{form.title}\u00a0: index des contributions",
        subject=f"Contributions transmises ({form.recipient})",
        creator=CREATOR,
        date=form.date,
        sheets=(_welcome(form, reasons, counts), index),
    )


def draft_blocks(reasons: Sequence[str]) -> list[Block]:
    """PROJET and why, before anything else; nothing when the pack may leave."""
    if not reasons:
        return []
    return [
        Paragraph(sentence("pack", "draft"), strong=True),
        *(Paragraph(f"• {reason}") for reason in reasons),
    ]


def count_sentence(form: PackForm) -> Paragraph:
    """How many contributions, each of them countable, and when they came where that is known."""
    parts = [sentence("pack", "countable", **asdict(form))]
    if form.first_week and form.last_week:
        sentence_id = "one_week" if form.first_week == form.last_week else "weeks"
        weeks = {"first_week": date(form.first_week), "last_week": date(form.last_week)}
        parts.append(sentence("pack", sentence_id, **weeks))
    return Paragraph(" ".join(parts), strong=True)


def _welcome(form: PackForm, reasons: Sequence[str], counts: Published) -> Page:
    columns = sentences_of("index_columns")
    return Page(
        "Lisez-moi",
        (
            *draft_blocks(reasons),
            Paragraph(sentence("pack", "index_title", title=form.title), strong=True),
            count_sentence(form),
            Paragraph(sentence("pack", "contribution")),
            KeyValueRows(rows=(("Ouvrir l'index", CONTRIBUTIONS),), kinds=(Kind.TEXT, Kind.LINK)),
            Heading("Compter et trier"),
            Paragraph(sentence("pack", "filters")),
            *_tables_of_counts(counts),
            Heading("Ce que dit chaque colonne"),
            *(Paragraph(f"{title}\u00a0: {meaning}") for title, meaning in columns.items()),
            Heading("Limites"),
            Paragraph(sentence("pack", "index_limits")),
        ),
    )


def _tables_of_counts(counts: Published) -> list[Block]:
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
