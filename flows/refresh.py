"""The flow of a run: read new exports, rebuild the tables, check them, publish the files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prefect import flow, runtime
from prefect.client.schemas import State
from prefect.states import Cancelled

from consultation import stages
from consultation.care.restoring import finish_restoration
from consultation.care.retention import care_of_others
from consultation.care.retention_state import without_form_file
from consultation.machine.access import close_to_others
from consultation.machine.failures import for_organisers, only_organiser_errors
from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders
from consultation.machine.system import end_with
from consultation.proposals.form_files import put_kept_in_place
from consultation.releases.examples import remove_examples
from consultation.releases.held_back import abandoned_releases
from consultation.runs.arrivals import name_as_text, settled_inbox
from consultation.runs.inbox import FormInbox, Inbox, make_form_folders
from consultation.runs.journal import begin_run, end_run, failure_recorded
from consultation.runs.remembering import new_file_counts
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from flows import SERVED_BY
from flows.fetching import fetch_exports
from flows.form_refresh import held_back, refresh_consultation
from flows.form_tasks import file_name
from flows.report import phrases
from flows.report.report import FormReport, RunReport
from flows.step_progress import announce, end_of, report_in
from flows.stopping import stopped_at_once
from flows.where import HERE, Where, where_in


def name_of_flow_run() -> str:
    """The name of the current flow run: its consultations, and how many new files they have in all:
    « vsa-2022 · 3 nouveaux fichiers ». `passage` if the files can't be read."""
    # The run itself reports, in French, what can't be read.
    with suppress(OSError, OrganiserError):
        where = Where.model_validate(runtime.flow_run.parameters["where"])
        counts = new_file_counts(where.folders)
        return phrases.run_name({name: counts[name] for name in counts if where.is_about(name)})
    return "passage"


@flow(flow_run_name=name_of_flow_run, persist_result=False)
def refresh(where: Where = HERE, *, rebuild: bool = False) -> State[RunReport]:
    """Refresh each consultation (read, build, check, publish). A consultation that fails keeps its
    previous release and does not stop the others.

    `where` has the folders and the consultations. With `rebuild`, everything is made again from the
    received exports. If another run goes on, this run is cancelled at once, since the other does
    the work.
    """
    os.umask(0o077)  # a worker may have another
    if parent := os.environ.get(SERVED_BY):
        end_with(int(parent))
    with only_organiser_errors(""):
        try:
            with run_lock(where.folders.data), stopped_at_once(where.folders):
                report = recorded_refresh(where, rebuild=rebuild)
        except OrganiserError as error:
            if error.code != "already_running":
                raise
            return Cancelled(message=error.message, data=None)
    return end_of(report, report)


def recorded_refresh(where: Where, *, rebuild: bool = False) -> RunReport:
    """Refresh the consultations of `where`. Record the outcome in the journal, even after an
    error."""
    folders = where.folders
    is_served = bool(os.environ.get(SERVED_BY))
    begin_run(folders, "service" if is_served else "command")
    if is_served:  # a command prints its own summary
        announce(sentence("run", "begun"))
    with failure_recorded(folders):
        report = refresh_all(folders, where, rebuild=rebuild)
    end_run(folders, "went_well" if report.went_well else "problems", phrases.ending(report))
    if is_served:
        announce(phrases.end_in_journal(report))
    return report


def refresh_all(folders: Folders, where: Where = HERE, *, rebuild: bool = False) -> RunReport:
    """Fetch exports, then refresh the consultations of `where`, one after another.

    Also finish an interrupted restoration, remove examples once a real form is published, and carry
    out the retention of forms without a folder in the inbox.
    """
    finish_restoration(folders)
    put_kept_in_place(folders)
    for folder in make_form_folders(folders):
        announce(phrases.new_folder(folder))
    unfetched = fetch_exports(folders, where)
    warnings = close_to_others(folders)
    inbox, arriving = settled_inbox(folders)
    unknown = _unknown_consultations(where, inbox)
    _announce_inbox((*inbox.problems, *unknown), arriving)
    forms = tuple(
        refresh_apart(form, folders, rebuild=rebuild)
        for form in inbox.forms
        if where.is_about(form.form_id)
    )
    examples: tuple[str, ...] = ()
    if any(form.summary and not form.summary.is_example for form in forms):
        examples = remove_examples(folders)
    unkept = _take_care_of_others(folders, inbox)
    for warning in dict.fromkeys((*warnings, *close_to_others(folders))):
        announce(f"Attention\u00a0: {warning}")
    return RunReport(
        forms=forms,
        problems=(*inbox.problems, *unknown, *unkept),
        arriving=tuple(file_name(path) for path in arriving),
        unfetched=unfetched,
        removed_examples=examples,
    )


def _take_care_of_others(folders: Folders, inbox: Inbox) -> tuple[OrganiserError, ...]:
    """Obey the retention of forms with working data but no folder in the inbox. Returns the
    problems met. A release whose form file is gone is marked as held back if withdrawals wait in
    its inbox."""
    for form_id in abandoned_releases(folders):
        if waiting := held_back(form_id, folders):
            stages.remember_waiting(folders, form_id, waiting)
    others = care_of_others(folders, inbox)
    lost = without_form_file(folders)
    for problem in lost:
        announce(phrases.failed_step("conservation", "à corriger", problem))
    for care in others:
        for done in care.sentences:
            announce(done)
    return (*lost, *(care.problem for care in others if care.problem))


def _announce_inbox(problems: Iterable[OrganiserError], arriving: Iterable[Path]) -> None:
    """Print and log the problems of the inbox, and the files that are still being copied."""
    for problem in problems:
        announce(phrases.failed_step("dépôt", "à corriger", problem))
    for path in arriving:
        announce(phrases.step(file_name(path), "en cours de copie, lu au prochain passage"))


def _unknown_consultations(where: Where, inbox: Inbox) -> tuple[OrganiserError, ...]:
    """An error for each consultation of `where` that has no folder in the inbox."""
    known = {form.form_id for form in inbox.forms}
    return tuple(
        OrganiserError("unknown_consultation", where=form_id)
        for form_id in where.consultations or ()
        if form_id not in known
    )


def refresh_apart(form: FormInbox, folders: Folders, *, rebuild: bool = False) -> FormReport:
    """Refresh a consultation in its own flow run. Returns its report. A failure is in the report
    and is not raised."""
    files = [name_as_text(path) for path in form.exports]
    where = where_in(folders)
    state = refresh_consultation(form.form_id, files, where, rebuild=rebuild, return_state=True)
    report = report_in(state)
    if isinstance(report, FormReport):
        return report
    error = report if isinstance(report, Exception) else RuntimeError()
    failure = for_organisers(error, form.form_id)
    return FormReport(form.form_id, summary=None, failure=failure, refused=())
