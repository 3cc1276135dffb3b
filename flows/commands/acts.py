"""The record in the journal of commands other than `run`, such as `freeze` and `restore`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders
from consultation.runs.advance import noted_advance
from consultation.runs.journal import Act, begin_run, end_run
from consultation.words.french import sentence
from flows import STARTED_BY_PAGE


@contextmanager
def recorded(folders: Folders, act: Act, form_id: str = "") -> Iterator[None]:
    """Hold the run lock and record the `with` block in the journal: its beginning, its progress
    and, if it succeeds, its end. The end of an erasure is recorded later: by the run that publishes
    afterwards, or by the command. Raises OrganiserError("already_running") while a run goes on."""
    with run_lock(folders.data):
        begin_run(folders, "page" if os.environ.get(STARTED_BY_PAGE) else "command", act, form_id)
        with noted_advance(folders, form_id):
            yield
        if act != "erase":
            end_run(folders, "went_well", sentence("ends_of_acts", act))
