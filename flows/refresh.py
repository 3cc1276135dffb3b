"""Refresh everything: new exports in, tables rebuilt, checks passed, files published."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from prefect import flow, runtime
from prefect.client.schemas import State
from prefect.states import Cancelled, Completed, Failed

from consultation import stages
from consultation.care.restoring import finish_restoration
from consultation.care.retention import Care, care_of, care_of_ended, care_of_others
from consultation.care.retention_state import without_form_file
from consultation.machine import disk
from consultation.machine.access import give_rights
from consultation.machine.children import end_with
from consultation.machine.failures import for_organisers, only_organiser_errors
from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders
from consultation.machine.settings import folders as folders_of
from consultation.runs.arrivals import Seen, seen_now, settled_inbox
from consultation.runs.inbox import FormInbox, make_form_folders
from consultation.runs.journal import begin_run, end_run, read_journal
from consultation.runs.remembering import new_file_counts
from consultation.words.errors import OrganiserError
from flows import SERVED_BY
from flows.artifacts import keep_report
from flows.fetching import fetch_exports
from flows.form_stages import build_tables, publish_release, run_checks
from flows.ingest import as_texts, file_name, ingest_export
from flows.report import phrases
from flows.report.report import FormReport, RunReport
from flows.step_progress import announce

OUTCOMES = {"published": "publiés", "unchanged": "inchangés, rien de nouveau n’a été accepté"}


def name_of_flow_run() -> str:
    """A flow run is named after the forms of the inbox and the files that are new in it."""
    # What can't be looked at is told by the run itself, in French.
    with suppress(OSError, OrganiserError):
        parameters = runtime.flow_run.parameters
        given = {name: value for name, value in parameters.items() if name != "rebuild"}
        return phrases.run_name(new_file_counts(folders_of(**given)))
    return "passage"


@flow(flow_run_name=name_of_flow_run, persist_result=False, retries=0)
def refresh(
    inbox: str | None = None,
    data: str | None = None,
    outputs: str | None = None,
    forms: str | None = None,
    *,
    rebuild: bool = False,
) -> State[RunReport]:
    """Each form is refreshed, or keeps its previous release; one never stops another. To `rebuild`
    is to make everything from what was received, whatever earlier runs have kept.

    Cancelled at once when another run holds the lock: that one does the work.
    """
    os.umask(0o077)  # a worker may have another
    if parent := os.environ.get(SERVED_BY):
        end_with(int(parent))
    with only_organiser_errors(""):
        folders = folders_of(inbox=inbox, data=data, outputs=outputs, forms=forms)
        try:
            with run_lock(folders.data):
                report = recorded_refresh(folders, rebuild=rebuild)
        except OrganiserError as error:
            if error.code != "already_running":
                raise
            return Cancelled(message=error.message, data=None)
    end = Completed if report.went_well else Failed
    return end(message=phrases.ending(report), data=report)


def recorded_refresh(folders: Folders, *, rebuild: bool = False) -> RunReport:
    """All the forms are refreshed; the journal records how it went, whatever happens."""
    begin_run(folders, "service" if os.environ.get(SERVED_BY) else "command")
    try:
        report = refresh_all(folders, rebuild=rebuild)
    except Exception as error:
        with suppress(OSError):  # the disk may be what failed
            end_run(folders, "failed", for_organisers(error, "").message)
        raise
    end_run(folders, "went_well" if report.went_well else "problems", phrases.ending(report))
    return report


def refresh_all(folders: Folders, *, rebuild: bool = False) -> RunReport:
    """All the forms of the inbox are refreshed, one after another."""
    finish_restoration(folders)
    for folder in make_form_folders(folders):
        announce(phrases.new_folder(folder))
    unfetched = fetch_exports(folders)
    said = give_rights(folders)
    inbox, arriving = settled_inbox(folders)
    for problem in inbox.problems:
        announce(phrases.failed_step("dépôt", "à corriger", problem))
    for path in arriving:
        announce(phrases.step(file_name(str(path)), "en cours de copie, lu au prochain passage"))
    forms = tuple(refresh_form(form, folders, rebuild=rebuild) for form in inbox.forms)
    examples: tuple[str, ...] = ()
    if any(form.summary and not form.summary.is_example for form in forms):
        examples = stages.remove_examples(folders, [form.form_id for form in inbox.forms])
    for form_id in stages.abandoned_releases(folders):
        if waiting := held_back(form_id, folders):
            stages.remember_waiting(folders, form_id, waiting)
    others = care_of_others(folders, inbox)
    lost = without_form_file(folders)
    for problem in lost:
        announce(phrases.failed_step("conservation", "à corriger", problem))
    for sentence in dict.fromkeys((*said, *give_rights(folders))):
        announce(f"Attention\u00a0: {sentence}")
    for sentence in (sentence for care in others for sentence in care.sentences):
        announce(sentence)
    return RunReport(
        forms=forms,
        problems=(*inbox.problems, *lost, *(care.problem for care in others if care.problem)),
        arriving=tuple(file_name(str(path)) for path in arriving),
        unfetched=unfetched,
        removed_examples=examples,
    )


def refresh_form(form: FormInbox, folders: Folders, *, rebuild: bool = False) -> FormReport:
    """One form is refreshed: its exports in, then its tables, checks and files."""
    announce(form.form_id)
    care = care_of_ended(folders, form.form_id)
    if care is not None:
        return FormReport(form.form_id, summary=None, failure=None, refused=(), care=care)
    texts = as_texts(folders)
    try:
        stages.check_form(folders, form.form_id)
        exports = form.exports
        with only_organiser_errors(form.form_id):
            finished = stages.finish_erasure(folders, form.form_id)
        exports = tuple(path for path in exports if path.exists())
    except OrganiserError as error:
        announce(phrases.failed_step("formulaire", "refusé", error))
        report = FormReport(form_id=form.form_id, summary=None, failure=error, refused=())
        before = read_journal(folders).form(form.form_id)
        return ended_form(form.form_id, folders, report, before.seen)
    # Before they are read: a file that is replaced meanwhile waits for the next run.
    seen: Seen = seen_now(exports, read_journal(folders).form(form.form_id).seen)
    try:
        if rebuild:
            with only_organiser_errors(form.form_id):
                stages.forget_results(folders, form.form_id)
        refused = tuple(
            refusal for path in exports if (refusal := refusal_of(form.form_id, path, texts))
        )
        with only_organiser_errors(form.form_id):
            originals = stages.delete_read_originals(folders, form.form_id)
        care = care_of_originals((*(finished.originals if finished else ()), *originals))
        report = replace(publish_form(form.form_id, texts, refused, rebuild=rebuild), care=care)
    except OrganiserError as error:
        report = FormReport(form_id=form.form_id, summary=None, failure=error, refused=())
        seen = {}  # not all of them were read: they wait for the next run
    return ended_form(form.form_id, folders, report, seen)


def care_of_originals(originals: tuple[stages.Original, ...]) -> Care:
    """What became of the files with somebody erased in them, each told once."""
    said = (one.sentence("once_read") for one in originals if one.is_held)
    return Care(tuple(dict.fromkeys(said)))


def ended_form(form_id: str, folders: Folders, report: FormReport, seen: Seen) -> FormReport:
    """The form's run is remembered, and what waits told; `seen` are the files that were read."""
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
    """The files with requests to withdraw that what is published doesn't obey; it says so itself,
    unless the disk that stopped the publication stops that too."""
    files = read_journal(folders).form(form_id).waiting_withdrawals
    with suppress(OSError, OrganiserError):
        waiting = stages.waiting_withdrawals(folders, form_id)
        files = tuple(dict.fromkeys((*files, *waiting)))
        if files:
            stages.hold_back(folders, form_id)
    if files:
        announce(phrases.held_back(files))
    return files


def refusal_of(form_id: str, path: Path, folders: dict[str, str]) -> OrganiserError | None:
    """Why an export was left out; None when it is in the form's database.

    Raises OrganiserError where the disk refuses: the export is sound, and must not be missing from
    what is published.
    """
    name = file_name(str(path))
    try:
        is_new = ingest_export(form_id, str(path), folders)
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
    folders: dict[str, str],
    refused: tuple[OrganiserError, ...],
    *,
    rebuild: bool = False,
) -> FormReport:
    """What a form's exports became, once they are in its database."""
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
