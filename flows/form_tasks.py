"""The stages of a consultation as tasks. A failed task is named after its file, or after its
consultation and stage.

Tasks take folders and ids. Prefect keeps no results.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prefect import Task, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State, TaskRun

from consultation import stages
from consultation.machine.failures import only_organiser_errors
from consultation.machine.settings import Folders, time_limit
from consultation.releases.publish import FormSummary
from consultation.warehouse.published.time_limit import time_limit as limited_to
from consultation.words.errors import OrganiserError
from flows.cluster import chosen_executor

# A file on a network folder may be out of reach for a moment. Whatever else goes wrong would go
# wrong again: a stage gives the same result each time.
RETRY_SECONDS = [1.0, 10.0]


def file_name(path: Path) -> str:
    r"""The name of a file as printable text, whatever its bytes: `caf\xe9.csv` → `caf�.csv`."""
    return os.fsencode(path.name).decode("utf-8", "replace")


@contextmanager
def stopped_in_time(subject: str) -> Iterator[None]:
    """Stop the `with` block at the time limit. Any error in it is raised as an OrganiserError about
    `subject` (a file, a stage), without the original message, which might quote an answer."""
    with only_organiser_errors(subject), limited_to(time_limit(), subject):
        yield


def _name_of_file() -> str:
    return file_name(runtime.task_run.parameters["path"])


def _is_out_of_reach(_: Task[..., Any], __: TaskRun, state: State[object]) -> bool:
    return isinstance(state.data, OrganiserError) and state.data.code == "unreachable_file"


@task(
    name="fichier",
    task_run_name=_name_of_file,
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=_is_out_of_reach,
)
def ingest_export(form_id: str, path: Path, folders: Folders) -> bool:
    """Store an export, or a file of decisions, in the form's database. Returns True if the file is
    new, False if the database already had it. Raises OrganiserError if the file is refused."""
    with stopped_in_time(file_name(path)):
        return stages.ingest_export(folders, form_id, path)


@task(
    name="tableaux",
    task_run_name="{form_id} · tableaux",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def build_tables(form_id: str, folders: Folders) -> tuple[OrganiserError, ...]:
    """Build every table of the form. Returns an error for each stored export that is left out.
    Raises OrganiserError if no export can be used."""
    with stopped_in_time(form_id), chosen_executor() as executor:
        return stages.build_tables(folders, form_id, executor)


@task(
    name="contrôles",
    task_run_name="{form_id} · contrôles",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def run_checks(form_id: str, folders: Folders) -> None:
    """Run the checks of the form's tables. Raises OrganiserError if a check fails."""
    with stopped_in_time(form_id):
        stages.run_checks(folders, form_id)


@task(
    name="fichiers",
    task_run_name="{form_id} · fichiers",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def publish_release(form_id: str, folders: Folders, *, is_anew: bool = False) -> FormSummary:
    """Publish the form's release from its tables, and return its summary. A release with unchanged
    content is published again only if `is_anew`."""
    with stopped_in_time(form_id), chosen_executor() as executor:
        return stages.publish_release(folders, form_id, executor, is_anew=is_anew)
