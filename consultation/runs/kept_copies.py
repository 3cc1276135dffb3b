"""What is known of who was erased, copied where it outlives the data folder: no text, no name."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.access import make_closed
from consultation.machine.disk import write_whole
from consultation.runs.rewritten import rewritten_list
from consultation.runs.tombstones import register_file
from consultation.settings import Folders


def kept_copy(folders: Folders) -> Path:
    """The folder of the outputs that has a copy of the registers: a backup that is put back where
    the data folder is lost finds there whom it must not bring back."""
    return folders.outputs / ".effacements"


def keep_copies(folders: Folders, form_id: str) -> None:
    """The copies in the outputs are the register of now, and the list of files that were rewritten,
    which may still lie in the inbox."""
    copies = kept_copy(folders)
    make_closed(copies)
    for file_in in (register_file, rewritten_list):
        source = file_in(folders.data, form_id)
        if source.exists():
            write_whole(file_in(copies, form_id), source.read_bytes())
