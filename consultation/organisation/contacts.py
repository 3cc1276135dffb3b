"""Workbooks about people: contacts.xlsx (people to answer, their wishes, whom to recall) and
retraits-accuses.xlsx (the outcome of each request to withdraw)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from consultation.decisions.sheets import TO_RECALL
from consultation.notices.facts import FormHeader
from consultation.organisation.review_sheets import review_sheet
from consultation.runs.tombstones import HandedIn
from consultation.tables.model import Column, Kind, Sheet, Table, Workbook
from consultation.tables.publication_tables import (
    NO_DATE,
    Part,
    Published,
    sheets_of,
    table_of,
)
from consultation.words.french import label, sentence

# Triples: a reference, the name of a frozen release, a file of that release with the contribution.
Held = Sequence[tuple[str, str, str]]
RECEIPT = (
    "Adresse électronique",
    "Référence",
    "Fichier",
    "Page",
    "Ce qui a été accepté",
    "Version gelée",
    "Gelée le",
)
_RECEIPT = "Accusé à renvoyer"
Receipt = tuple[str | None, ...]
# Given e-mails and references, the rows of « Accusés ».
GiveReceipts = Callable[[Iterable[tuple[str, str]]], Iterable[Receipt]]


def receipts_workbook(
    form: FormHeader, requests: Published, held: Held, handed_in: Sequence[HandedIn]
) -> Workbook:
    """The workbook confidentiel/retraits-accuses.xlsx: each request to withdraw, and the words to
    send back.

    `held` are the files of frozen releases that still contain people who withdrew. `handed_in` are
    the files of frozen releases that contained erased people.
    """
    rows = (dict(zip(requests.columns, row, strict=True)) for row in requests.rows())
    receipts = tuple(tuple(row.values()) for row in with_frozen_packs(rows, held))
    sheet = Sheet(
        sentence("workbooks", "receipts_sheet"),
        (sentence("workbooks", "receipts_intro"),),
        table_of("accuses", Part(requests.columns, requests.types, receipts)),
    )
    erased = _files_of_erased(handed_in)
    return _workbook(form, "receipts", sheet, *_frozen_files(held), *erased)


def with_frozen_packs(requests: Iterable[Mapping[str, Any]], held: Held) -> list[dict[str, Any]]:
    """The rows of requests to withdraw. If frozen releases still contain the person, the words to
    send back name these releases. They don't in the row of a request that cancels an earlier
    request."""
    rows = []
    for row in requests:
        references = (row["Références"] or "").split(", ")
        names = sorted({name for reference, name, _ in held if reference in references})
        receipt = row[_RECEIPT]
        if receipt and names and row["Demande"] != label("withdrawal_request", "cancel"):
            receipt = sentence("receipt", "still_held", receipt=receipt, names=names)
        rows.append({**row, _RECEIPT: receipt})
    return rows


def _files_of_erased(handed_in: Sequence[HandedIn]) -> tuple[Sheet, ...]:
    """The sheet of the files that the recipient of a frozen release has to delete or replace, since
    they contain erased people. Empty if there are no such files."""
    rows = [
        (release.name, file, sentence("workbooks", act))
        for release in handed_in
        for act, files in (("erased_delete", release.deleted), ("erased_replace", release.replaced))
        for file in files
    ]
    if not rows:
        return ()
    columns = tuple(Column(title, Kind.TEXT) for title in ("Version gelée", "Fichier", "À faire"))
    return (
        Sheet(
            sentence("workbooks", "erased_sheet"),
            (sentence("workbooks", "erased_intro"),),
            Table("effacements", columns, rows, row_count=len(rows)),
        ),
    )


def _frozen_files(held: Held) -> tuple[Sheet, ...]:
    """The sheet of the files of frozen releases that still contain people who withdrew. Empty if
    there are no such files."""
    if not held:
        return ()
    columns = tuple(Column(title, Kind.TEXT) for title in ("Référence", "Version gelée", "Fichier"))
    return (
        Sheet(
            sentence("workbooks", "frozen_sheet"),
            (sentence("workbooks", "frozen_intro"),),
            Table("depots", columns, held, row_count=len(held)),
        ),
    )


def contacts_workbook(
    form: FormHeader, contacts: Published, recalled: Published, give: GiveReceipts
) -> Workbook:
    """The workbook confidentiel/contacts.xlsx: people who left an e-mail or a phone number, with
    their wishes, then the people to recall, then the receipts. `give` makes the rows of receipts,
    with a value for each heading of `RECEIPT`, from pairs (e-mail, reference)."""
    intro = (sentence("workbooks", "contacts_intro"),)
    people = sheets_of("Contacts", intro, table_of("contacts", contacts))
    sought = ("Adresse électronique", "Référence transmise")
    email, reference = map(contacts.columns.index, sought)
    addresses = [(row[email], row[reference]) for row in contacts.rows()]
    receipts = tuple(give((address, sent) for address, sent in addresses if address and sent))
    sent = _receipt_sheets(receipts) if receipts else ()
    return _workbook(form, "contacts", *people, *_recall_sheet(recalled), *sent)


def _recall_sheet(recalled: Published) -> tuple[Sheet, ...]:
    """The sheet to fill for the recall, with each address and message. Empty if there is nobody
    to recall."""
    if not recalled.row_count:
        return ()
    intro = (sentence("recall", "who"), sentence("recall", "how"))
    return (review_sheet(TO_RECALL, "rappel", TO_RECALL.title, recalled, intro),)


def _receipt_sheets(receipts: Sequence[Receipt]) -> tuple[Sheet, ...]:
    columns = tuple(Column(title, Kind.TEXT) for title in RECEIPT)
    table = Table("accuses", columns, receipts, row_count=len(receipts))
    return sheets_of("Accusés", (sentence("workbooks", "sent_intro"),), table)


def _workbook(form: FormHeader, title: str, *sheets: Sheet) -> Workbook:
    return Workbook(
        title=sentence("workbooks", title, form=form.title),
        subject=sentence("workbooks", "confidential"),
        date=date_of(form),
        form_id=form.form_id,
        whole_in=sentence("whole_in", "confidential"),
        sheets=sheets,
    )


def date_of(form: FormHeader) -> dt.datetime:
    """The date to write in a workbook: the time of the form's last submission, so that equal data
    give equal bytes. `NO_DATE` if there are no submissions."""
    return form.last_submitted_at or NO_DATE
