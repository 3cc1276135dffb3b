"""Read the filled rows of the sheet of withdrawals: a person and their request.

A person is identified by a submission's number, the address that they left, or the reference that
they were given. The submissions are looked up later, since somebody may ask before their answer is
exported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from consultation.decisions.filled_row import Context, Row
from consultation.decisions.given import Withdrawal
from consultation.decisions.sheets import WithdrawalSheet
from consultation.forms.mailbox import mailbox_in
from consultation.forms.spelling import spelling_of
from consultation.machine.references import read_reference
from consultation.words.errors import OrganiserError

# « 412889 », « SID 412 889 », « n° 412889 », « vsa-2022:412889 », and 412889.0 of a number's cell.
_SID = re.compile(
    r"(?:(?:sid|soumission|réponse|n|no|n°|nº|numéro|#)[\s.:°]*)*"
    r"(?:([a-z0-9_-]+):)?(\d{1,3}(?:[\s\u202f]\d{3})+|\d{1,18})(?:[.,]0)?",
    re.IGNORECASE,
)


def withdrawals_of(
    rows: Iterable[tuple[WithdrawalSheet, Row]], context: Context
) -> tuple[list[Withdrawal], list[OrganiserError]]:
    """The requests in the rows, and an error for each wrong row. Rows with neither a person nor a
    request are skipped."""
    withdrawals, problems = [], []
    for sheet, row in rows:
        if not row.text(sheet.columns.who) and not row.text(sheet.columns.choice):
            continue
        try:
            withdrawals.append(_withdrawal(sheet, row, context))
        except OrganiserError as problem:
            problems.append(problem)
    return withdrawals, problems


def _withdrawal(sheet: WithdrawalSheet, row: Row, context: Context) -> Withdrawal:
    row.refuse_formulas()
    kind, identifier = identifier_of(sheet, row, context.form_id)
    return Withdrawal(
        sheet=row.title,
        row=row.number,
        identifier_kind=kind,
        identifier=identifier,
        request=row.choice(sheet.requests),
        decided_at=row.decided_at(context),
        initials=row.initials,
        remark=row.short_text(sheet.columns.remark),
        is_dated=row.is_dated,
    )


def identifier_of(sheet: WithdrawalSheet, row: Row, form_id: str) -> tuple[str, str]:
    """The kind of the identifier and its form in the warehouse: « n° 412 889 » → `submission`,
    `vsa-2022:412889`. Raises OrganiserError for any other text, or another form's submission."""
    column = sheet.columns.who
    text = spelling_of(row.text(column))
    if (match := _SID.fullmatch(text)) is not None:
        if match[1] not in (None, form_id):
            raise OrganiserError("decisions_other_form", where=row.place(column))
        sid = int("".join(match[2].split()))
        return "submission", f"{form_id}:{sid}"
    if re.fullmatch(rf"{re.escape(form_id)}:[0-9a-f]{{12}}-\d+", text):
        return "submission", text  # of an export without SIDs
    if (mailbox := _mailbox(row.text(column))) is not None:
        return "email", mailbox
    if (reference := read_reference(text)) is not None:
        return "reference", reference
    raise OrganiserError("decisions_unknown_identifier", where=row.place(column))


def _mailbox(text: str) -> str | None:
    """The e-mail address in a text, even among words: « écrire à ana@example.org » →
    `ana@example.org`. None if there is no address, or several."""
    words = {mailbox_in(word) for word in text.split() if "@" in word}
    return mailbox_in(text) or (words.pop() if len(words) == 1 else None)
