"""Workbooks about people: contacts.xlsx, whom to answer and what they asked for; retraits.xlsx, to
fill; retraits-accuses.xlsx, what became of each request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from consultation.decisions import WITHDRAWALS
from consultation.french import sentence
from consultation.notices.facts import FormHeader
from consultation.organisation.review_sheets import withdrawal_sheet
from consultation.workbooks.model import Column, Kind, Sheet, Table, Workbook
from consultation.workbooks.published import CREATOR, NO_DATE, Published, table_of

# A reference, the name of a frozen release and a file of it that holds it still.
Held = Sequence[tuple[str, str, str]]


def blank_withdrawals(form: FormHeader) -> Workbook:
    """retraits.xlsx: a blank sheet that organisers copy, fill and give back."""
    sheets = (withdrawal_sheet(WITHDRAWALS),)
    return _workbook(form, "retraits", "Modèle à remplir", sheets)


def receipts_workbook(form: FormHeader, requests: Published, held: Held = ()) -> Workbook:
    """confidentiel/retraits-accuses.xlsx: each request, and the words to send back."""
    receipts = Sheet(
        "Accusés de retrait", (sentence("people", "receipts"),), table_of("accuses", requests)
    )
    sheets = (receipts, *_frozen_files(held))
    return _workbook(form, "accusés de retrait", "Confidentiel", sheets)


def _frozen_files(held: Held) -> tuple[Sheet, ...]:
    """A sheet of the files that were handed in before the request, if there are any."""
    if not held:
        return ()
    columns = tuple(Column(title, Kind.TEXT) for title in ("Référence", "Dépôt", "Fichier"))
    table = Table("depots", columns, iter(held), row_count=len(held))
    return (Sheet("Dépôts figés", (sentence("people", "frozen_files"),), table),)


def contacts_workbook(form: FormHeader, contacts: Published) -> Workbook:
    """The workbook of those who left an address."""
    sheet = Sheet("Contacts", (sentence("people", "contacts"),), table_of("contacts", contacts))
    return _workbook(form, "contacts", "Confidentiel", (sheet,))


def _workbook(form: FormHeader, title: str, subject: str, sheets: tuple[Sheet, ...]) -> Workbook:
    return Workbook(
        title=f"{form.title}\u00a0: {title}",
        subject=subject,
        creator=CREATOR,
        date=date_of(form),
        sheets=sheets,
    )


def date_of(form: FormHeader) -> dt.datetime:
    """The date of a workbook is that of the last answer: the same data, the same bytes."""
    return form.last_submitted_at or NO_DATE
