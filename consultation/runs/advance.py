"""How far a run is with its consultation: what the bars of Prefect's pages and of ours say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from consultation.machine.disk import TEMPORARY
from consultation.machine.json_files import read_json, replace_json
from consultation.machine.settings import Folders
from consultation.words.french import number, sentence

PARTS = ("masks", "families", "documents", "workbooks")
"""What takes long, in its order: each is a quarter of the whole, however long it takes."""


@dataclass(frozen=True)
class Advance:
    """So many hundredths are done of a consultation, and in words what was done last."""

    form_id: str
    percent: float
    said: str = ""


def advance_in_words(what: str, done: int, total: int) -> str:
    """« document 120/311 »."""
    return sentence("progress", what, done=f"{number(done)}/{number(total)}")


def note_advance(folders: Folders, advance: Advance) -> None:
    """`present_advance` gives this one, until the next run begins."""
    replace_json(_file(folders), advance)


def present_advance(folders: Folders) -> Advance | None:
    """How far the run that goes on is; None where it has not come to a consultation yet."""
    return read_json(_file(folders), Advance)


def _file(folders: Folders) -> Path:
    return folders.data / TEMPORARY / "avancement.json"
