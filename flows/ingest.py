"""One task per export, so that a failure names its file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from prefect import Task, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State, TaskRun

from consultation import stages
from consultation.machine.failures import only_organiser_errors
from consultation.machine.settings import Folders, time_limit
from consultation.words.errors import OrganiserError

Given = ParamSpec("Given")
Result = TypeVar("Result")

# A file on a network folder may be out of reach for a moment. Whatever else goes wrong would go
# wrong again: the step gives the same result each time.
RETRY_SECONDS = (1.0, 10.0)


def as_texts(folders: Folders) -> dict[str, str]:
    """The folders as texts: what Prefect keeps of a task's parameters is paths, never rows."""
    return {name: str(path) for name, path in vars(folders).items() if path is not None}


def from_texts(texts: dict[str, str]) -> Folders:
    """The folders that `as_texts` wrote down."""
    paths = {name: Path(text) for name, text in texts.items() if name != "group"}
    return Folders(**paths, group=texts.get("group"))


def file_name(path: str) -> str:
    """The name of a file as text that can be printed and stored, whatever its bytes."""
    return os.fsencode(Path(path).name).decode("utf-8", "replace")


def task_called(
    name_of_run: Callable[[], str], retry_seconds: Sequence[float] = (), passing: str = ""
) -> Callable[[Callable[Given, Result]], Task[Given, Result]]:
    """What makes a function a task: no result of it is kept, and it is tried again after these
    times where what it raises has the code of an error that may pass."""

    def may_pass(task: Task[..., Any], task_run: TaskRun, state: State[object]) -> bool:
        return isinstance(state.data, OrganiserError) and state.data.code == passing

    return task(
        task_run_name=name_of_run,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=len(retry_seconds),
        retry_delay_seconds=list(retry_seconds),
        retry_condition_fn=may_pass,
    )


def _name_of_run() -> str:
    return file_name(runtime.task_run.parameters["path"])


@task_called(_name_of_run, RETRY_SECONDS, passing="unreachable_file")
def ingest_export(form_id: str, path: str, folders: dict[str, str]) -> bool:
    """An export is in the form's database; False when its bytes already were."""
    name = file_name(path)
    with only_organiser_errors(name), stages.time_limit(time_limit(), name):
        return stages.ingest_export(from_texts(folders), form_id, Path(path))
