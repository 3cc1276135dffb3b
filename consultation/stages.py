"""The stages of a form's run, as functions that any scheduler can call: ingest, build, check,
publish, remember.

A function that needs the form's working database opens and closes it. Heavy work goes to the
`executor`, or to processes of this computer if none is given.
"""

from __future__ import annotations

import datetime as dt
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from consultation.care import erasing
from consultation.care.erased_originals import Original
from consultation.care.originals import note_read
from consultation.decisions.arrived_file import Kind, kind_of
from consultation.decisions.belonging import declared_forms
from consultation.forms.form import Form, read_form
from consultation.machine.executors import Processes
from consultation.machine.references import key_of
from consultation.machine.settings import Folders
from consultation.releases.freezing import frozen_releases, last_sent
from consultation.releases.manifest import files_of, read_manifest
from consultation.releases.publish import FormSummary, publish
from consultation.releases.whole_erasure import begin_further, finish_erasure
from consultation.runs.arrivals import Seen
from consultation.runs.inbox import exports_in, is_marked_as_example
from consultation.runs.journal import FormRecord, note_form, read_journal
from consultation.runs.remembering import contents_of, lost_end_warnings, record_of_newest
from consultation.runs.safekeeping import restored_from
from consultation.runs.tombstones import tombstones_of
from consultation.warehouse.published.last_sending import note_last_sending
from consultation.warehouse.store import (
    decisions,
    declarations,
    ingestion,
    read_files,
    store,
    typed,
)
from consultation.warehouse.store.connection import Connection, open_database
from consultation.warehouse.store.decisions import take_decisions
from consultation.warehouse.tables import checks, models, rebuilding
from consultation.warehouse.tables.rebuilding import rebuild, retype
from consultation.warehouse.tables.to_decide import keep_to_decide
from consultation.words.errors import OrganiserError


def check_form(folders: Folders, form_id: str) -> None:
    """Check that the form file can be read. Raises OrganiserError with the lines to correct."""
    read_form(folders.form_file(form_id))


def read_and_build(folders: Folders, form_id: str) -> tuple[Original, ...]:
    """Store the files of the form's inbox and build every table, without publishing.

    Returns the received files that may contain answers of erased people. Each was deleted, or kept
    because the database lacks a part of its content. Refused files are skipped: the next run
    reports them. Raises OrganiserError if no export can be used.
    """
    for path in exports_in(folders.inbox / form_id):
        with suppress(OrganiserError):
            ingest_export(folders, form_id, path)
    originals = delete_originals(folders, form_id)
    build_tables(folders, form_id)
    return originals


def ingest_export(folders: Folders, form_id: str, path: Path) -> bool:
    """Store an export or a file of decisions in the form's database. Records of erased people are
    left out.

    Returns False if the file was already stored. Raises OrganiserError if the file is refused. The
    run can go on without it.
    """
    form = read_form(folders.form_file(form_id))
    tombstones = tombstones_of(folders, form_id)
    with open_database(folders.database(form_id)) as connection:
        store.prepare(connection)
        kind = kind_of(path)
        if kind is Kind.EXPORT:
            titles = {each.form_id: each.title for each in declared_forms(folders)[0]}
            return ingestion.ingest(connection, form, path, tombstones, titles)
        return take_decisions(connection, form, path, kind, tombstones)


def delete_originals(folders: Folders, form_id: str) -> tuple[Original, ...]:
    """Delete the received files that may contain answers of erased people. Returns these files,
    each with what became of it.

    An erasure that was interrupted is finished first. So is an erasure that has to begin again
    because a new export has more answers of the person. Call this function after the inbox was read
    and before `build_tables`, which marks the files of decisions as counted.
    """
    begin_further(folders, form_id)
    if finished := finish_erasure(folders, form_id):
        return finished.originals
    return erasing.delete_originals(folders, read_form(folders.form_file(form_id)))


def build_tables(
    folders: Folders, form_id: str, executor: Executor | None = None
) -> tuple[OrganiserError, ...]:
    """Rebuild the form's tables from its exports and decisions, all of them or none if a table
    fails. Nothing is done if inputs and code are unchanged.

    Returns the errors of the exports that are now refused. `rebuilding.retype` lists the reasons.
    Raises OrganiserError if no export can be used.
    """
    form = read_form(folders.form_file(form_id))
    database = folders.database(form_id)
    with open_database(database, folders.outputs) as connection:
        store.prepare(connection)
        present = [path.name for path in exports_in(folders.inbox / form_id)]
        read_files.keep_refusals_of(connection, present)
        decisions.keep_only(connection, present)
        decisions.settle_readings(connection, dt.datetime.now(dt.UTC))
        decisions.note_restoration(connection, restored_from(folders.data))
        if is_marked_as_example(folders.inbox / form_id):
            declarations.note_invented(connection)
        read_files.note_fetches(connection, form, folders.inbox / form_id, dt.datetime.now(dt.UTC))
        form = _as_marked(connection, form)
        refused = retype(connection, form)
        release = folders.release(form_id)
        note_read(connection, folders.data, form_id, files_of(read_manifest(release)))
        if not typed.typed_exports(connection):
            where = f"{folders.inbox.name}/{form_id}"
            refusals = "".join(f"{refusal.message}\n" for refusal in refused)
            raise OrganiserError("no_readable_export", where=where, refusals=refusals)
        note_last_sending(connection, last_sent(folders.outputs, form_id))
        key = key_of(folders.reference_key, folders.data)
        frozen = {
            reference
            for release in frozen_releases(folders.outputs, form_id)
            for reference in release.entries
        }
        rebuild(connection, database, key, frozen, executor or Processes())
    return refused


def forget_results(folders: Folders, form_id: str) -> None:
    """Delete all results of earlier runs, including documents. The next run makes them again."""
    from consultation.releases.contents import clear_pack

    clear_pack(form_id, folders)
    if folders.database(form_id).exists():
        with open_database(folders.database(form_id)) as connection:
            store.prepare(connection)
            rebuilding.forget_results(connection)


def run_checks(folders: Folders, form_id: str) -> None:
    """Run the queries of sql/checks/, then write the file of rows to decide on, which the page
    shows. Does nothing if both were done since the last build. Raises OrganiserError if a check
    fails."""
    questions = folders.questions(form_id)
    with open_database(folders.database(form_id)) as connection:
        if rebuilding.is_checked(connection) and questions.exists():
            return
        checks.run_checks(connection)
        keep_to_decide(connection, questions)
        rebuilding.note_checked(connection)


def check_keys(folders: Folders, form_id: str) -> None:
    """Check that the rows of each table differ in the columns that its select declares as its key.
    Raises OrganiserError with the tables that have two rows with the same key."""
    with open_database(folders.database(form_id)) as connection:
        checks.check_keys(connection, models.working_models())


def publish_release(
    folders: Folders, form_id: str, executor: Executor | None = None, *, is_anew: bool = False
) -> FormSummary:
    """Publish the form's release, and return its counts and warnings. A release that is up to date
    is not published again, unless `is_anew` is True. Raises OrganiserError if too few submissions
    are finished."""
    form = read_form(folders.form_file(form_id))
    with open_database(folders.database(form_id), folders.outputs) as connection:
        form = _as_marked(connection, form)
        summary = publish(connection, form, folders, executor or Processes(), is_anew=is_anew)
        note_last_sending(connection, last_sent(folders.outputs, form_id))
    erasing.note_published(folders, form)
    return summary


def _as_marked(connection: Connection, form: Form) -> Form:
    """The form, marked as an example (`is_example`) if its stored answers are invented."""
    return form.as_example() if declarations.is_example(connection) else form


def remember_form(
    folders: Folders,
    form_id: str,
    summary: FormSummary | None,
    *,
    failure: str,
    refused_files: tuple[str, ...],
    waiting_withdrawals: tuple[str, ...] = (),
    seen: Seen,
) -> FormSummary | None:
    """Record the form's run in the journal. Returns the summary with further warnings.

    `seen` are the files that the run has read. If the form failed, `summary` and the result are
    `None`: the journal then keeps the counts and exports of the last run that did not fail, as its
    release stays in place.
    """
    before = read_journal(folders).form(form_id)
    contents = contents_of(seen, before.contents)
    record = replace(
        before,
        failure=failure,
        waiting_withdrawals=waiting_withdrawals,
        refused_files=refused_files,
        seen=seen,
        contents=contents,
    )
    if summary is None:
        note_form(folders, form_id, replace(record, outcome="failed"))
        return None
    note_form(folders, form_id, _with_summary(record, summary))
    lost = lost_end_warnings(summary.exports, contents)
    return replace(summary, warnings=(*summary.warnings, *lost))


def _with_summary(record: FormRecord, summary: FormSummary) -> FormRecord:
    """The journal's record with the counts and exports of a successful run."""
    full = (export for export in summary.exports if export.is_full)
    return replace(
        record,
        title=summary.title,
        outcome=summary.outcome,
        counts=dict(summary.counts),
        latest_export=record_of_newest(summary.exports, record.contents),
        latest_full_export=record_of_newest(full, record.contents),
    )


def remember_waiting(folders: Folders, form_id: str, files: tuple[str, ...]) -> None:
    """Record in the journal that files with requests to withdraw (`files`, by name) wait in the
    inbox. The form has no form file, so they cannot be applied."""
    record = read_journal(folders).form(form_id)
    note_form(folders, form_id, replace(record, waiting_withdrawals=files))
