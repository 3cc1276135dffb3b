"""Workbooks about people: contacts.xlsx, whom to answer and what they asked for; retraits.xlsx, to
fill; retraits-accuses.xlsx, what became of each request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from consultation.decisions import WITHDRAWALS
from consultation.organisation.review_sheets import withdrawal_sheet
from consultation.workbooks.model import Column, Kind, Sheet, Table, Workbook
from consultation.workbooks.published import CREATOR, NO_DATE, Published, table_of


def blank_withdrawals(form: Mapping[str, object]) -> Workbook:
    """retraits.xlsx, to be copied, filled and given back."""
    return Workbook(
        title=f"{form['title']}\u00a0: retraits",
        subject="Modèle à remplir",
        creator=CREATOR,
        date=date_of(form),
        sheets=(withdrawal_sheet(WITHDRAWALS),),
    )


def receipts_workbook(
    form: Mapping[str, object],
    requests: Published,
    held: Sequence[tuple[str, str, str]] = (),
) -> Workbook:
    """confidentiel/retraits-accuses.xlsx: each request, and the words to send back.

    `held` are a reference, the name of a frozen release and a file of it that holds it still.
    """
    sheet = Sheet(
        "Accusés de retrait",
        (
            "CONFIDENTIEL. Une ligne par demande de retrait reçue, ce qu'elle est devenue, et le"
            " texte à renvoyer à la personne. «\u00a0Introuvable\u00a0»\u00a0: aucune réponse"
            " connue ne porte ce numéro, cette adresse ou cette référence\u00a0; vérifiez-la.",
        ),
        table_of("accuses", requests),
    )
    return Workbook(
        title=f"{form['title']}\u00a0: accusés de retrait",
        subject="Confidentiel",
        creator=CREATOR,
        date=date_of(form),
        sheets=(sheet, *_frozen_files(held)),
    )


def _frozen_files(held: Sequence[tuple[str, str, str]]) -> tuple[Sheet, ...]:
    """What was handed in before the request, and that no run changes."""
    if not held:
        return ()
    columns = tuple(Column(title, Kind.TEXT) for title in ("Référence", "Dépôt", "Fichier"))
    return (
        Sheet(
            "Dépôts figés",
            (
                "Ces fichiers figés contiennent encore la réponse d'une personne qui a demandé à la"
                " retirer. Aucun calcul ne les change\u00a0: prévenez qui les a reçus, et"
                " transmettez l'additif.",
            ),
            Table("depots", columns, iter(held), row_count=len(held)),
        ),
    )


def contacts_workbook(form: Mapping[str, object], contacts: Published) -> Workbook:
    """The workbook of those who left an address."""
    sheet = Sheet(
        "Contacts",
        (
            "CONFIDENTIEL. Les personnes et collectifs qui ont laissé une adresse ou un numéro,"
            " et ce qu'ils et elles demandent. Réservé aux personnes chargées de répondre\u00a0;"
            " à effacer quand ce sera fait.",
        ),
        table_of("contacts", contacts),
    )
    return Workbook(
        title=f"{form['title']}\u00a0: contacts",
        subject="Confidentiel",
        creator=CREATOR,
        date=date_of(form),
        sheets=(sheet,),
    )


def date_of(form: Mapping[str, object]) -> dt.datetime:
    """The date of a workbook is that of the last answer: the same data, the same bytes."""
    date = form["last_submitted_at"]
    return date if isinstance(date, dt.datetime) else NO_DATE
