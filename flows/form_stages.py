"""The stages of a form as tasks, so that a failure names its form and its stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from prefect import Task, runtime

from consultation import stages
from consultation.machine.failures import only_organiser_errors
from consultation.machine.settings import time_limit
from flows.cluster import on_executor
from flows.ingest import from_texts, task_called

Result = TypeVar("Result")


def stage(function: Callable[..., Result], shown: str) -> Task[..., Result]:
    """A stage of a form as a task that is given texts and choices only, keeps nothing, never
    retries and stops at the time limit; `shown` is its French name."""

    def name_of_run() -> str:
        return f"{runtime.task_run.parameters['form_id']} · {shown}"

    def run_stage(form_id: str, folders: dict[str, str], **choices: bool) -> Result:
        with only_organiser_errors(form_id), stages.time_limit(time_limit(), form_id):
            return function(from_texts(folders), form_id, **choices)

    run_stage.__name__ = function.__name__
    return task_called(name_of_run)(run_stage)


build_tables = stage(on_executor(stages.build_tables), "tableaux")
run_checks = stage(stages.run_checks, "contrôles")
publish_release = stage(on_executor(stages.publish_release), "fichiers")
