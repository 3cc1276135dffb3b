"""contributions.xlsx: the index of the pack, a row per contribution, to sort and to count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from consultation.notices.responses import responses_told
from consultation.packs.columns import meaning_in_index
from consultation.tables.accessible import accessible
from consultation.tables.beside import has_notes, opening_of
from consultation.tables.model import (
    Block,
    Column,
    Heading,
    Kind,
    Page,
    Paragraph,
    Sheet,
    Table,
    Workbook,
)
from consultation.tables.publication_tables import (
    NO_DATE,
    Published,
    sheets_of,
    table_of,
)
from consultation.warehouse.tables.publications import Tables, sheets_of_tables
from consultation.words.french import sentence, sheets

CONTRIBUTIONS = "Contributions"
LONGEST = 60_000
"""The most rows of a further sheet, which a spreadsheet opens fast. More answers than these are
only in reponses.csv."""

say = partial(sentence, "pack_index")


@dataclass(frozen=True)
class PackForm:
    """A form's id, title and recipient, and its contributions sent: their number and their last
    week (a Monday). The first pages of the pack print them."""

    form_id: str
    title: str
    recipient: str
    contribution_count: int
    last_week: dt.date | None

    @property
    def date(self) -> dt.datetime:
        """The date in a file's properties: the Monday of the week of the last contribution, as a
        day could identify somebody. `NO_DATE` if no week is known."""
        if self.last_week is None:
            return NO_DATE
        return dt.datetime.combine(self.last_week, dt.time())


def index_workbook(
    form: PackForm,
    reasons: Sequence[str],
    tables: Tables,
    index: Published,
) -> Workbook:
    """The workbook of the pack's index: a row per contribution. `reasons` are the reasons why the
    pack is still a PROJET; the first page shows them. Further sheets list the collectives, the
    answers and the meanings of the columns."""
    table = table_of("contributions", index, (), "index")
    return workbook_of_pack(
        form,
        "index",
        _welcome(form, reasons, tables),
        *sheets_of(CONTRIBUTIONS, (say("intro"),), table),
        *_further_sheets(tables),
        _meanings(index.columns),
    )


def workbook_of_pack(form: PackForm, name: str, cover: Page, *sheets: Sheet) -> Workbook:
    """An accessible workbook of the pack: a cover, a sheet of contents, then `sheets`. `name`, such
    as `index`, is the id of its title in schemas/sentences.toml."""
    shown = [_for_the_pack(sheet) for sheet in sheets]
    workbook = Workbook(
        title=sentence("pack_workbooks", name, form=form.title),
        subject=sentence("pack_workbooks", "subject", recipient=form.recipient),
        date=form.date,
        whole_in=sentence("whole_in", name),
        sheets=(cover, *shown),
    )
    return accessible(workbook, [(" ".join(sheet.intro), sheet.title) for sheet in sheets])


def _for_the_pack(sheet: Sheet) -> Sheet:
    """The sheet with only the first sentences of its explanation above the table, and only the
    columns that fit a page printed.

    The rows above the table's header stay on the screen when people scroll, so they must be few.
    The whole explanation is on the contents page.
    """
    more = ("more",) if has_notes(sheet) else ()
    below = " ".join(sentence("accessible", each) for each in ("empty_cells", *more))
    return replace(sheet, intro=(opening_of(sheet), below), is_cut=True)


def _meanings(titles: Sequence[str]) -> Sheet:
    """The sheet with the meaning of each column of the index. `titles` are the columns."""
    rows = [(title, meaning_in_index(title)) for title in titles]
    columns = (Column(say("column"), Kind.TEXT), Column(say("meaning"), Kind.TEXT, 90))
    table = Table("colonnes", columns, rows, row_count=len(rows))
    return Sheet(say("columns"), (say("columns_intro"),), table)


def _further_sheets(tables: Tables) -> Iterator[Sheet]:
    """Yield the sheets that follow the index (collectives, answers). A table without rows has no
    sheet, nor has a table of more than `LONGEST` rows."""
    shown_sheets = sheets_of_tables(tables, "pack")
    for name, (title, explanation) in sheets()["pack"].items():
        table = shown_sheets[name] if name in shown_sheets else tables[f"pack.{name}"]
        if 0 < table.row_count <= LONGEST:
            is_for_paper = name not in sheets()["printed"]["never"]
            shown = table_of(name, table, (), "index")
            yield Sheet(title, (explanation,), shown, is_for_paper=is_for_paper)


def draft_blocks(reasons: Sequence[str]) -> list[Block]:
    """The word PROJET (draft) and the reasons for it, to print at the top. Empty without reasons:
    the pack may be sent."""
    if not reasons:
        return []
    return [
        Paragraph(say("draft"), strong=True),
        *(Paragraph(say("reason", reason=reason)) for reason in reasons),
    ]


def count_sentence(form: PackForm) -> Paragraph:
    """The paragraph with the number of contributions sent, and their recipient."""
    count = say("count", count=form.contribution_count, recipient=form.recipient)
    return Paragraph(count, strong=True)


def _welcome(form: PackForm, reasons: Sequence[str], tables: Tables) -> Page:
    responses = responses_told(tables["pack.responses"])
    return Page(
        "Lisez-moi",
        (
            Paragraph(form.title, strong=True),
            *draft_blocks(reasons),
            count_sentence(form),
            Paragraph(say("contribution")),
            Heading(say("how_to_count")),
            Paragraph(say("filters")),
            Paragraph(say("count_again", longest=LONGEST, responses=responses)),
            Heading(say("limits")),
            Paragraph(say("not_verified")),
        ),
        heading=say("title"),
    )
