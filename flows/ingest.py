"""One task per export, so that a failure names its file."""

from __future__ import annotations

import os
from pathlib import Path

from prefect import runtime, task
from prefect.cache_policies import NO_CACHE

from consultation import stages
from consultation.settings import Folders
from flows.failures import only_organiser_errors


def as_texts(folders: Folders) -> dict[str, str]:
    """The folders as Prefect may know them: text that leads to rows, never rows."""
    return {name: str(path) for name, path in vars(folders).items() if path is not None}


def from_texts(texts: dict[str, str]) -> Folders:
    """The folders again."""
    return Folders(**{name: Path(text) for name, text in texts.items()})


def file_name(path: str) -> str:
    """The name of a file as text that can be printed and stored, whatever its bytes."""
    return os.fsencode(Path(path).name).decode("utf-8", "replace")


def name_of_run() -> str:
    """A task run is named after its file."""
    return file_name(runtime.task_run.parameters["path"])


# No result is kept and nothing is tried again: the step gives the same result each time, and
# the form's database knows what it already holds.
@task(task_run_name=name_of_run, cache_policy=NO_CACHE, persist_result=False, retries=0)
def ingest_export(form_id: str, path: str, folders: dict[str, str]) -> bool:
    """An export is in the form's database; False when its bytes already were."""
    with only_organiser_errors(file_name(path)):
        return stages.ingest_export(from_texts(folders), form_id, Path(path))
