"""The flow that refreshes a consultation: reads exports, builds tables, checks, publishes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from prefect import flow
from prefect.client.schemas import State

from consultation import stages
from consultation.care.erased_originals import Original
from consultation.care.retention import Care, care_of, care_of_ended
from consultation.machine import disk
from consultation.machine.failures import for_organisers, only_organiser_errors
from consultation.machine.settings import Folders
from consultation.releases.held_back import hold_back, waiting_withdrawals
from consultation.runs.advance import noted_advance
from consultation.runs.arrivals import Seen, name_as_text, seen_now
from consultation.runs.inbox import FormInbox, exports_in
from consultation.runs.journal import read_journal
from consultation.words.errors import OrganiserError
from flows.form_tasks import build_tables, file_name, ingest_export, publish_release, run_checks
from flows.report import phrases
from flows.report.report import FormReport, RunReport
from flows.step_progress import announce, end_of, keep_report
from flows.stopping import stopped_at_once
from flows.where import Where

OUTCOMES = {"published": "publiés", "unchanged": "inchangés, rien de nouveau n’a été accepté"}


@flow(name="consultation", flow_run_name="{form_id}", persist_result=False)
def refresh_consultation(
    form_id: str, files: list[str], where: Where, *, rebuild: bool = False
) -> State[FormReport]:
    """Read `files` (names in the consultation's inbox) and publish the consultation again. If that
    fails, its previous release stays. With `rebuild`, everything is made again from the received
    exports. Prefect never retries this flow, only some of its tasks."""
    with only_organiser_errors(form_id):
        exports = exports_in(where.folders.inbox / form_id)
        form = FormInbox(form_id, tuple(path for path in exports if name_as_text(path) in files))
        with stopped_at_once(where.folders), noted_advance(where.folders, form_id):
            report = refresh_form(form, where.folders, rebuild=rebuild)
    return end_of(RunReport((report,), ()), report)


def refresh_form(form: FormInbox, folders: Folders, *, rebuild: bool = False) -> FormReport:
    """Read the exports of a form, build its tables, check them and publish. Returns the report. An
    error is in the report and is not raised. If the form's retention has deleted the working data,
    nothing is read."""
    announce(form.form_id)
    care = care_of_ended(folders, form.form_id)
    if care is not None:
        return FormReport(form.form_id, summary=None, failure=None, refused=(), care=care)
    try:
        stages.check_form(folders, form.form_id)
    except OrganiserError as error:
        announce(phrases.failed_step("formulaire", "refusé", error))
        report = FormReport(form_id=form.form_id, summary=None, failure=error, refused=())
        before = read_journal(folders).form(form.form_id)
        return ended_form(form.form_id, folders, report, before.seen)
    # Before they are read: a file that is replaced meanwhile waits for the next run.
    seen: Seen = seen_now(form.exports, read_journal(folders).form(form.form_id).seen)
    try:
        if rebuild:
            with only_organiser_errors(form.form_id):
                stages.forget_results(folders, form.form_id)
        refused = tuple(
            refusal for path in form.exports if (refusal := refusal_of(form.form_id, path, folders))
        )
        with only_organiser_errors(form.form_id):
            originals = stages.delete_originals(folders, form.form_id)
        care = care_of_originals(originals)
        report = replace(publish_form(form.form_id, folders, refused, rebuild=rebuild), care=care)
    except OrganiserError as error:
        report = FormReport(form_id=form.form_id, summary=None, failure=error, refused=())
        seen = {}  # not all of them were read: they wait for the next run
    return ended_form(form.form_id, folders, report, seen)


def care_of_originals(originals: tuple[Original, ...]) -> Care:
    """A report (`Care`) on received files that may contain an erased person. It has a sentence for
    each file: that it was deleted, or that it was left and why."""
    fates = (original.sentence("once_read") for original in originals)
    return Care(tuple(dict.fromkeys(fates)))


def ended_form(form_id: str, folders: Folders, report: FormReport, seen: Seen) -> FormReport:
    """Carry out the form's `[retention]`, and record the end of its run in the journal. Returns the
    report, completed with what was deleted. `seen` are the files that the run read, by name."""
    failure = report.failure
    waiting = held_back(form_id, folders) if failure else ()
    care = care_of(folders, form_id, is_published=failure is None)
    summary = stages.remember_form(
        folders,
        form_id,
        report.summary,
        failure=failure.message if failure else "",
        refused_files=tuple(refusal.where for refusal in report.refused),
        waiting_withdrawals=waiting,
        seen=seen,
    )
    care = replace(care, sentences=(*report.care.sentences, *care.sentences))
    report = replace(report, summary=summary, care=care)
    keep_report(report)
    return report


def held_back(form_id: str, folders: Folders) -> tuple[str, ...]:
    """Mark the current release as not to be sent, if files of this or another form's inbox contain
    withdrawals that the release ignores. Returns the names of these files, also if the mark can't
    be written."""
    files = read_journal(folders).form(form_id).waiting_withdrawals
    with suppress(OSError, OrganiserError):
        waiting = waiting_withdrawals(folders, form_id)
        files = tuple(dict.fromkeys((*files, *waiting)))
        if files:
            hold_back(folders, form_id)
    if files:
        announce(phrases.held_back(files))
    return files


def refusal_of(form_id: str, path: Path, folders: Folders) -> OrganiserError | None:
    """Store an export in the form's database. Returns the error if the export is refused.

    None if the export is now stored, or already was. Raises OrganiserError if the disk has a
    problem: then the export is sound, and no release may lack it.
    """
    name = file_name(path)
    try:
        is_new = ingest_export(form_id, path, folders)
    except Exception as error:
        refusal = for_organisers(error, name)
        if refusal.code in disk.CODES:
            announce(phrases.failed_step(name, "arrêté", refusal))
            raise refusal from None
        announce(phrases.failed_step(name, "refusé", refusal))
        return refusal
    announce(phrases.step(name, "lu" if is_new else "déjà connu"))
    return None


def publish_form(
    form_id: str,
    folders: Folders,
    refused: tuple[OrganiserError, ...],
    *,
    rebuild: bool = False,
) -> FormReport:
    """Build, check and publish a form whose exports are in its database. Returns its report, which
    contains the `refused` exports and any error. With `rebuild`, publish even if nothing
    changed."""
    try:
        for refusal in build_tables(form_id, folders):
            # The file has left the inbox, and the form file has changed since.
            announce(phrases.failed_step(refusal.where, "refusé", refusal))
            refused = (*refused, refusal)
        announce(phrases.step("tableaux", "calculés"))
        run_checks(form_id, folders)
        announce(phrases.step("contrôles", "passés"))
        summary = publish_release(form_id, folders, is_anew=rebuild)
        announce(phrases.step("fichiers", OUTCOMES[summary.outcome]))
    except Exception as error:
        failure = for_organisers(error, form_id)
        announce(phrases.failed_step("publication", "arrêtée", failure))
        return FormReport(form_id=form_id, summary=None, failure=failure, refused=refused)
    return FormReport(form_id=form_id, summary=summary, failure=None, refused=refused)
