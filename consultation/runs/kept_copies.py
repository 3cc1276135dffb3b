"""What is known of who was erased, copied where it outlives the data folder: no text, no name."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.access import make_closed
from consultation.machine.disk import write_whole
from consultation.machine.settings import Folders
from consultation.runs.tombstones import register_file


def kept_copy(folders: Folders) -> Path:
    """The folder of the outputs that has a copy of the registers: a backup that is put back where
    the data folder is lost finds there whom it must not bring back."""
    return folders.outputs / ".effacements"


def keep_copies(folders: Folders, form_id: str) -> None:
    """The copy in the outputs is the register of now."""
    copies = kept_copy(folders)
    make_closed(copies)
    source = register_file(folders.data, form_id)
    if source.exists():
        write_whole(register_file(copies, form_id), source.read_bytes())
