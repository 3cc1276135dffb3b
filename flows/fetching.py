"""The first task of a run: fetch the newest export of each form that has a `[source]`, the page on
its site.

Failures are reported, and the run goes on with the files that are in the inbox.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State, TaskRun

from consultation.care.retention_state import has_ended
from consultation.download.visit import Fetched, fetch
from consultation.forms.form import read_form
from consultation.machine.failures import for_organisers, only_organiser_errors
from consultation.machine.settings import FetchSettings, Folders, fetch_settings
from consultation.runs.fetches import note_fetch, note_success, refuse_too_soon
from consultation.words.errors import OrganiserError
from flows.report import phrases
from flows.site_visits import account_of
from flows.step_progress import announce
from flows.where import Where

RETRY_SECONDS = [5.0, 30.0]
# Between two forms, as many pauses: ten seconds unless the settings say otherwise.
PAUSES_BETWEEN_FORMS = 10


def _is_cut(_: Task[..., Any], __: TaskRun, state: State[object]) -> bool:
    return isinstance(state.data, OrganiserError) and state.data.code == "fetch_network"


@task(
    name="récupération",
    task_run_name="{form_id} · récupération",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=_is_cut,  # what the site refuses, it would refuse again
)
def fetch_export(form_id: str, folders: Folders) -> Fetched:
    """Fetch the form's full export into its inbox, unless a file there has the same bytes. Raises
    OrganiserError if that fails. If the network was cut, there are two more tries before."""
    with only_organiser_errors(form_id):
        return fetch(folders, form_id, account_of(folders, form_id), fetch_settings())


def fetch_exports(folders: Folders, where: Where) -> tuple[OrganiserError, ...]:
    """Fetch the newest export of each form of `where` that is among `forms_with_source`. A form
    that was fetched too recently is skipped. Failures are announced and returned, not raised."""
    failures = []
    forms = [form_id for form_id in forms_with_source(folders) if where.is_about(form_id)]
    for number, form_id in enumerate(forms):
        failure = _failure_of(folders, form_id, pause=number > 0)
        if failure is not None:
            announce(phrases.failed_step(_step(form_id), phrases.say("fetch_failed"), failure))
            failures.append(failure)
    return tuple(failures)


def forms_with_source(folders: Folders) -> list[str]:
    """The ids of the forms whose export can be fetched. Such a form has a `[source]`, a folder in
    the inbox, and working data that its retention has not deleted. Unreadable form files are
    skipped."""
    form_ids = []
    for path in sorted(folders.forms.glob("*.toml")):
        # The run reports an error of a form file where it reads the form.
        with suppress(OrganiserError):
            has_folder = (folders.inbox / path.stem).is_dir() and not has_ended(folders, path.stem)
            if has_folder and read_form(path).source:
                form_ids.append(path.stem)
    return form_ids


def _failure_of(folders: Folders, form_id: str, *, pause: bool) -> OrganiserError | None:
    """Fetch the form's export. With `pause`, wait some seconds first.

    Returns the failure, which the caller announces. `None` if the fetch went well, or was skipped
    because the last fetch was too recent: either is announced here.
    """
    try:
        settings: FetchSettings = fetch_settings()
        # Before the try begins: without an account, the site is not asked.
        account = account_of(folders, form_id)
        refuse_too_soon(folders, form_id, mended_at=account.written_at)
        if pause:
            time.sleep(PAUSES_BETWEEN_FORMS * settings.pause.total_seconds())
        announce(phrases.step(_step(form_id), phrases.say("fetching")))
        announce(phrases.step(_step(form_id), _outcome(_try_fetch(folders, form_id))))
    except Exception as error:
        failure = for_organisers(error, form_id)
        if failure.code != "fetch_too_soon":
            return failure
        announce(phrases.step(_step(form_id), phrases.say("fetched_lately")))
    return None


def _try_fetch(folders: Folders, form_id: str) -> Fetched:
    """Fetch the form's export, and record the fetch and its outcome in the journal."""
    with note_fetch(folders, form_id):
        fetched = fetch_export(form_id, folders)
    note_success(folders, form_id, fetched.export_id)
    return fetched


def _outcome(fetched: Fetched) -> str:
    """The French words for the outcome of a fetch: « 12 réponses, nouveau fichier
    2026-12-07-complet.tsv », no new file, or no answer."""
    if not fetched.answer_count:
        return phrases.say("fetched_none")
    sentence_id = "fetched" if fetched.file_name else "fetched_same"
    return phrases.say(sentence_id, count=fetched.answer_count, file=fetched.file_name)


def _step(form_id: str) -> str:
    return phrases.say("fetch_step", form_id=form_id)
