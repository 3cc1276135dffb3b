"""Who was erased stays erased when an older backup is put back.

The tombstones of the backup, of the data folder that is there and of the former one are all kept;
what the backup holds is rid of whom they cover while it is still aside, before any of it is in
place. The erasure is then under way again: the next run goes over the inbox and frozen releases.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from pathlib import Path

from consultation.care import known_backups
from consultation.care.erasing import erase_stored
from consultation.forms.form import read_form
from consultation.runs.tombstones import SUFFIX, merge_registers, read_register, write_register
from consultation.settings import Folders


def take_over_erasures(data: Path, others: Iterable[Path]) -> None:
    """The data folder knows all that the others do of who was erased, and of backups."""
    everywhere = [data, *others]
    for form_id in _forms_with_register(everywhere):
        registers = [read_register(folder, form_id) for folder in everywhere]
        write_register(data, form_id, reduce(merge_registers, registers))
    backups = [one for folder in everywhere for one in known_backups.listed_in(folder)]
    if backups:
        known_backups.write_list(data, known_backups.union(backups))


def erase_again(folders: Folders, form_files: Folders) -> None:
    """Nobody covered by the tombstones of these folders is in their databases and archives any
    more. The form files are those of `form_files`, else those of `folders`."""
    for form_id in _forms_with_register([folders.data]):
        if folders.database(form_id).exists():
            place = form_files if form_files.form_file(form_id).exists() else folders
            form = read_form(place.form_file(form_id))
            erase_stored(replace(folders, forms=place.forms), form)


def _forms_with_register(folders: Iterable[Path]) -> list[str]:
    files = (path for folder in folders for path in folder.glob(f"*{SUFFIX}"))
    return sorted({path.name.removesuffix(SUFFIX) for path in files})
