"""Workbooks about people: contacts.xlsx, whom to answer and what they asked for;
retraits-accuses.xlsx, what became of each request to withdraw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from consultation.notices.facts import FormHeader
from consultation.words.french import sentence
from consultation.workbooks.model import Column, Kind, Sheet, Table, Workbook
from consultation.workbooks.publication_tables import (
    NO_DATE,
    Published,
    sheets_of,
    table_of,
)

# A reference, the name of a frozen release and a file of it that holds it still.
Held = Sequence[tuple[str, str, str]]


def receipts_workbook(form: FormHeader, requests: Published, held: Held) -> Workbook:
    """confidentiel/retraits-accuses.xlsx: each request, and the words to send back.

    `held` are a reference, the name of a frozen release and a file of it that holds it still.
    """
    sheet = Sheet(
        sentence("workbooks", "receipts_sheet"),
        (sentence("workbooks", "receipts_intro"),),
        table_of("accuses", requests),
        is_for_paper=False,
    )
    return _workbook(form, "receipts", sheet, *_frozen_files(held))


def _frozen_files(held: Held) -> tuple[Sheet, ...]:
    """What was handed in before the request, and that no run changes."""
    if not held:
        return ()
    columns = tuple(Column(title, Kind.TEXT) for title in ("Référence", "Dépôt", "Fichier"))
    return (
        Sheet(
            sentence("workbooks", "frozen_sheet"),
            (sentence("workbooks", "frozen_intro"),),
            Table("depots", columns, held, row_count=len(held)),
        ),
    )


def contacts_workbook(form: FormHeader, contacts: Published) -> Workbook:
    """confidentiel/contacts.xlsx: those who left an address, and what they ask for."""
    intro = (sentence("workbooks", "contacts_intro"),)
    return _workbook(
        form, "contacts", *sheets_of("Contacts", intro, table_of("contacts", contacts))
    )


def _workbook(form: FormHeader, title: str, *sheets: Sheet) -> Workbook:
    return Workbook(
        title=sentence("workbooks", title, form=form.title),
        subject=sentence("workbooks", "confidential"),
        date=date_of(form),
        whole_in=sentence("whole_in", "confidential"),
        sheets=sheets,
    )


def date_of(form: FormHeader) -> dt.datetime:
    """The date of a workbook is that of the last answer: the same data, the same bytes."""
    return form.last_submitted_at or NO_DATE
