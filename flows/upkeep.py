"""The other flows that Prefect can run on a schedule: fetch an export, freeze a release, back up
the working data. They do the same as the commands of these names, except that a backup does not
wait for the end of a run."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prefect import flow

from consultation.care.backup import backup as write_backup
from consultation.machine.failures import only_organiser_errors
from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders
from consultation.releases.freezing import freeze_release
from consultation.screens.shown import is_form_id
from consultation.words.errors import OrganiserError
from flows.site_visits import fetch_now
from flows.where import HERE, Where


@contextmanager
def _folders_of(where: Where, form_id: str = "") -> Iterator[Folders]:
    """Yield the folders of `where`. Errors inside the `with` block are re-raised without personal
    data. Raises OrganiserError if `form_id` can't be the name of a form. An empty `form_id` is
    allowed."""
    os.umask(0o077)  # a worker may have another
    with only_organiser_errors(form_id):
        if form_id and not is_form_id(form_id):
            raise OrganiserError("unknown_consultation", where=form_id)
        yield where.folders


@flow(flow_run_name="{form_id}", persist_result=False)
def fetch(form_id: str, where: Where = HERE) -> None:
    """Fetch the form's full export from its site into its inbox."""
    with _folders_of(where, form_id) as folders:
        fetch_now(folders, form_id)


@flow(flow_run_name="{form_id}.{name}", persist_result=False)
def freeze(form_id: str, name: str, where: Where = HERE, *, even_a_project: bool = False) -> None:
    """Freeze the form's current release under a name. Unless `even_a_project`, a release marked
    PROJET (not ready to send) is refused. Any release is refused while a file of the inbox waits
    for a run."""
    with _folders_of(where, form_id) as folders:
        freeze_release(folders, form_id, name, even_a_project=even_a_project)


@flow(flow_run_name="sauvegarde", persist_result=False)
def backup(file: Path, where: Where = HERE) -> None:
    """Write the working data and the key to one file. Raises OrganiserError during a run."""
    with _folders_of(where) as folders, run_lock(folders.data):
        write_backup(folders, file, dt.datetime.now(dt.UTC))
