"""Find the stored cells of an export that hold each field of the form.

A field is something that the form file declares: a question, the category, the consent, or a role
such as the e-mail address. It is complete in an export if all columns that it needs are stored.
"""

from __future__ import annotations

from consultation.exports import Matching
from consultation.forms.form import Consent, Form
from consultation.responses import Layout, StoredColumn
from consultation.warehouse.store import raw


def layout_of(export: raw.KnownExport, matching: Matching, form: Form) -> Layout:
    """The layout of an export: for each of its columns, the field of the form and the stored cell.

    A column that the form file ignored when the export was stored has no stored cell. A field that
    needs this column is not complete.
    """
    cells = {position: cell for cell, position in enumerate(export.stored_positions)}
    columns = tuple(
        StoredColumn(
            column.heading.position,
            column.heading.label,
            column.field,
            cells.get(column.heading.position) if column.field.is_kept else None,
        )
        for column in matching.columns
    )
    lost = {
        ("other" if column.field.part == "other" else column.field.kind, column.field.id)
        for column in columns
        if column.field.is_kept and column.cell is None
    }
    complete = frozenset(matching.complete_fields - lost)
    if export.door.mixes_free_text:
        complete |= {("other", field_id) for kind, field_id in complete if kind == "question"}
    return Layout(
        export_id=export.export_id,
        form=form,
        columns=columns,
        complete_fields=_with_consent(complete, form.consent),
        date_order=export.date_order,
        door=export.door,
    )


def _with_consent(
    complete: frozenset[tuple[str, str]], consent: Consent | None
) -> frozenset[tuple[str, str]]:
    """The fields (kind, id) that an export has completely, corrected for the consent. `complete`
    are the fields before the correction.

    ("consent", "consent") is among the returned fields only if the export has every question that
    decides a consent. If the form asks for no consent, `complete` is returned unchanged.
    """
    if consent is None:
        return complete
    ticks = [consent.requires, *(rule.when for rule in consent.rules)]
    needed = {("question", question) for ticked in ticks for question, _ in ticked}
    if consent.headers:
        needed.add(("consent", "consent"))
    if needed <= complete:
        return complete | {("consent", "consent")}
    return complete - {("consent", "consent")}
