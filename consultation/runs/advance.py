"""The progress of the current run, for the web page: a line such as « document 120/311 »."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.disk import TEMPORARY
from consultation.machine.json_files import read_json, write_json
from consultation.machine.progress import listened_to
from consultation.machine.settings import Folders
from consultation.words.french import number, sentence

LOOK_SECONDS = 1.0
"""The least time in seconds between two progress notes, of the same step or of two steps."""


@dataclass(frozen=True)
class Advance:
    """The progress of a run: the form that it is computing, and a sentence about how far it is
    (`said`)."""

    form_id: str
    said: str


@contextmanager
def noted_advance(folders: Folders, form_id: str) -> Iterator[None]:
    """Write the progress of the block to a file while it runs: « document 120/311 ».
    `present_advance` reads it. It is written at most once a second."""
    noted_at = float("-inf")

    def note(text: str) -> None:
        with suppress(Exception):
            write_json(_file(folders), Advance(form_id, text))

    def listen(step: str, done: int, total: int) -> None:
        nonlocal noted_at
        if time.monotonic() - noted_at >= LOOK_SECONDS:
            noted_at = time.monotonic()
            note(sentence("progress", step, done=f"{number(done)}/{number(total)}"))

    note(sentence("progress", "begun"))
    with listened_to(listen):
        yield


def present_advance(folders: Folders) -> Advance | None:
    """The progress written last. None if the current run has not reached a form yet."""
    return read_json(_file(folders), Advance)


def _file(folders: Folders) -> Path:
    return folders.data / TEMPORARY / "avancement.json"
