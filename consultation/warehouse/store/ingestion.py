"""Store an export file in a form's working database and type it. « To type » is to turn its texts
into answers, by the meaning that the current form file gives to its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from consultation.exports import Door, Export, Matching, match_columns, read_export
from consultation.exports.date_order import DateOrder
from consultation.forms.form import Form
from consultation.runs.tombstones import NOBODY, Tombstones
from consultation.warehouse.store import raw, read_files, store, typed
from consultation.warehouse.store.connection import Connection, transaction
from consultation.warehouse.store.erased_records import covered_records
from consultation.warehouse.store.layouts import layout_of
from consultation.warehouse.store.unnumbered import settle_unnumbered
from consultation.words.errors import OrganiserError
from consultation.words.folding import fold
from consultation.words.french import explanation, label


def ingest(
    connection: Connection,
    form: Form,
    path: Path,
    tombstones: Tombstones = NOBODY,
    titles: Mapping[str, str] = {},
) -> bool:
    """Store and type an export without the records of erased people. False if already stored.
    `titles`: id of a declared form → its title.

    A refusal is recorded for the sheet Rejets, then raised as OrganiserError.
    """
    export_id = None
    try:
        export = read_export(path, form)
        export_id = export.sha256
        if export_id not in raw.known_exports(connection):
            _refuse_title_of_another(export, form, titles)
        is_new = _store(connection, form, export, tombstones)
    except OrganiserError as error:
        with transaction(connection):
            if export_id is not None:
                typed.forget_typed(connection, export_id)
            store.sweep(connection, "raw")
            read_files.refuse(connection, path.name, export_id, error)
        raise
    read_files.admit(connection, path.name)
    return is_new


def _store(connection: Connection, form: Form, export: Export, tombstones: Tombstones) -> bool:
    matching = match_columns(export, form)
    known = raw.known_exports(connection)
    already = known.get(export.sha256)
    _refuse_other_tool(export, known)
    _refuse_second_without_sids(export, matching, known)
    is_stored = already is not None and already.headings == export.headings
    if already and is_stored and already.stored_positions == raw.stored_positions(matching):
        raw.prefer_shortest_name(connection, "exports", "export_id", export.sha256, export.name)
        if typed.typed_exports(connection).get(export.sha256) != typed.stamp_of(form):
            retype(connection, form, already)
        return False
    # The form file now ignores other columns, or the headings are read otherwise: store it again.
    if already:
        raw.forget_export(connection, export.sha256)
    erased = covered_records(export, matching, form, tombstones)
    raw.add_export(connection, export, matching, DateOrder(export.name, matching, form), erased)
    retype(connection, form, raw.known_exports(connection)[export.sha256])
    return already is None


def _refuse_title_of_another(export: Export, form: Form, titles: Mapping[str, str]) -> None:
    """Raise OrganiserError if the export has the title of another declared form, and not of this
    form: its answers would leave with another form's consent."""
    title, own, *declared = fold(pl.Series([export.title, form.title, *titles.values()]))
    others = [form_id for form_id, other in zip(titles, declared, strict=True) if other == title]
    if title and others and title != own:
        raise OrganiserError(
            "other_title", where=export.name, form_id=form.form_id, other=others[0]
        )


def retype(connection: Connection, form: Form, export: raw.KnownExport) -> None:
    """Type a stored export again, under the current form file. Raises OrganiserError if the form
    file does not fit the export, if every row is rejected, if two have the same SID, or if another
    export has their SIDs for other submissions."""
    matching = match_columns(export, form)
    export = _without_newly_ignored(connection, export, matching)
    missing = matching.missing
    if export.door.mixes_free_text:
        inside = {question.other[0] for question in form.questions if question.other}
        missing = tuple(heading for heading in missing if heading not in inside)
    typed.type_export(connection, layout_of(export, matching, form), missing)
    _refuse_all_rejected(connection, export)
    if sid := typed.repeated_sid(connection, export.export_id):
        raise OrganiserError("repeated_sid", where=export.name, sid=str(sid))
    _refuse_same_sids(connection, export)


def _refuse_same_sids(connection: Connection, export: raw.KnownExport) -> None:
    """Raise OrganiserError if the export is of another survey, or of the same survey after it was
    opened again: its SIDs are those of other people's submissions, which it would replace."""
    if not export.door.numbers_each_survey:
        return
    if other := typed.export_with_same_sids(connection, export.export_id):
        raise OrganiserError(
            "other_survey",
            where=export.name,
            tool=tool_name(export.door),
            other=raw.known_exports(connection)[other].name,
        )


def _refuse_all_rejected(connection: Connection, export: raw.KnownExport) -> None:
    """Raise OrganiserError if all rows of the export are rejected. An export without rows is
    accepted."""
    if rule := typed.rule_of_all_rejected(connection, export.export_id):
        count, rule_id = rule
        raise OrganiserError(
            "every_row_rejected",
            where=export.name,
            count=count,
            reason=label("rejection", rule_id),
            remedy=explanation("rejection", rule_id),
        )


def _without_newly_ignored(
    connection: Connection, export: raw.KnownExport, matching: Matching
) -> raw.KnownExport:
    """Delete the stored cells of the columns that the form file did not ignore when the export was
    stored, but ignores now. Returns the export with the columns that are left."""
    may_stay = set(raw.stored_positions(matching))
    remaining = tuple(position for position in export.stored_positions if position in may_stay)
    if remaining == export.stored_positions:
        return export
    raw.drop_columns(connection, export, remaining)
    return replace(export, stored_positions=remaining)


def retype_stale(connection: Connection, form: Form) -> tuple[OrganiserError, ...]:
    """Turn stored exports into typed answers again if another form file or another version of the
    code did it before. Exports that are already refused are skipped.

    Returns the errors of the exports that are now refused. Each refusal is recorded.
    """
    refused = []
    stamp = typed.stamp_of(form)
    stamps = typed.typed_exports(connection)
    already_refused = read_files.refused_exports(connection)
    for export_id, export in sorted(raw.known_exports(connection).items()):
        if stamps.get(export_id) == stamp or export_id in already_refused:
            continue
        try:
            retype(connection, form, export)
        except OrganiserError as error:
            with transaction(connection):
                typed.forget_typed(connection, export_id)
                read_files.refuse(connection, export.name, export_id, error)
            refused.append(error)
    return tuple(refused)


def leave_out_without_sids(connection: Connection) -> tuple[OrganiserError, ...]:
    """Refuse the exports without SIDs if another export has SIDs. Returns an error for each export
    refused.

    Without SIDs, a submission that is in both exports would be counted twice.
    """
    exports = raw.known_exports(connection)
    refused = []
    for export_id in typed.exports_that_lack_sids_beside_others(connection):
        error = OrganiserError("without_sids", where=exports[export_id].name)
        with transaction(connection):
            typed.forget_typed(connection, export_id)
            read_files.refuse(connection, exports[export_id].name, export_id, error)
        refused.append(error)
    return tuple(refused)


def leave_out_superseded(connection: Connection) -> None:
    """Choose the export that counts, for a form tool that does not number its answers. Delete the
    typed answers of the other exports.

    The consents given in these other exports are kept in `typed.former_answers`.
    """
    typed_ids = typed.typed_exports(connection)
    unnumbered = [
        export_id
        for export_id, export in raw.known_exports(connection).items()
        if not export.door.numbers_answers and export_id in typed_ids
    ]
    replaced = settle_unnumbered(connection, unnumbered)
    with transaction(connection):
        typed.keep_former_answers(connection, replaced)
        for export_id in replaced:
            typed.forget_typed(connection, export_id)


def _refuse_other_tool(export: Export, known: dict[str, raw.KnownExport]) -> None:
    """Raise OrganiserError if a stored export is from another form tool: both tools may number
    their answers from 1, so equal SIDs would not be the same submission."""
    others = [other for other in known.values() if other.door is not export.door]
    if others and export.sha256 not in known:
        raise OrganiserError(
            "other_tool",
            where=export.name,
            tool=tool_name(export.door),
            other=others[0].name,
            other_tool=tool_name(others[0].door),
        )


def tool_name(door: Door) -> str:
    """The name of the form tool, as people know it: « LimeSurvey », « Framaforms ». `door`: how the
    tool's exports are read."""
    return label("tool", door.name) if door.name else "Framaforms"


def _refuse_second_without_sids(
    export: Export, matching: Matching, known: dict[str, raw.KnownExport]
) -> None:
    """Raise OrganiserError if this new export and a stored export both lack SIDs, although the form
    tool numbers its answers. A submission that is in both would be counted twice."""
    if _has_sids(matching) or export.sha256 in known or not export.door.numbers_answers:
        return
    if any(map(_lacks_sids, known.values())):
        raise OrganiserError("without_sids", where=export.name)


def _has_sids(matching: Matching) -> bool:
    return any(
        column.field.kind == "submission" and column.field.id == "sid"
        for column in matching.columns
    )


def _lacks_sids(export: raw.KnownExport) -> bool:
    return not any(heading.label.strip() in ("SID", "webform_sid") for heading in export.headings)
