"""confidentiel/contacts.xlsx: whom to answer, and what they asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from consultation.workbooks.model import Sheet, Workbook
from consultation.workbooks.published import Published, table_of

CREATOR = "faire-masse"
# Properties need a date even when nothing was received.
NO_DATE = dt.datetime(2000, 1, 1)  # noqa: DTZ001


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
