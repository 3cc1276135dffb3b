"""Restoring a backup: all of it, or nothing.

1. The whole backup is written to a temporary folder.
2. People who were erased after the backup, according to the data folder and the outputs, are erased
   from the temporary folder. All tombstones are kept. The erasure counts as unfinished, so that the
   next run looks for these people in the inbox and in frozen releases.
3. The folder is renamed to `restauration` in the data folder. From then on, any run finishes an
   interrupted restoration: otherwise a run could count half of the files, or make a new key for
   references.
4. The files are moved into place.

The backup lacks everything read after it, such as withdrawals: packs are drafts until somebody
confirms that the withdrawals were given again.
"""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from pathlib import Path, PurePosixPath

from consultation.care.backup_file import DATA, FORMS, KEY, Backup, read_backup
from consultation.care.erasing import erase_stored
from consultation.forms.form import read_form
from consultation.machine.access import make_closed
from consultation.machine.checksums import checksum
from consultation.machine.disk import cause, settle, whole_file
from consultation.machine.progress import counter
from consultation.machine.settings import Folders
from consultation.runs.safekeeping import (
    Safekeeping,
    note_backup,
    safekeeping_in,
    write_safekeeping,
)
from consultation.runs.tombstones import (
    SUFFIX,
    kept_copy,
    merge_registers,
    read_register,
    write_register,
)
from consultation.words.errors import OrganiserError

WORKING_DATA = ("*.duckdb*", "*.lus", "*.conservation.json", "pseudonymes.*")


def restore(folders: Folders, source: Path) -> tuple[str, ...]:
    """Restore the working data, the key and the form files of a backup.

    Returns the names of form files that differ and were left unchanged. Call it under the run lock.
    Raises OrganiserError when the disk refuses. Raises it before any change when the file is
    damaged, no backup of ours or a newer version's, or when there is working data already, or
    another key. However, an interrupted restoration is finished before these last two checks.
    """
    backup = read_backup(source)
    try:
        finish_restoration(folders)
        _refuse_overwriting(folders, backup)
        _extract(folders, source, backup)
        finish_restoration(folders)
    except OSError as error:
        raise OrganiserError("not_restored", where=str(source), reason=cause(error)) from None
    note_backup(folders, source.absolute(), backup.made_at)
    forms = {name: digest for name, digest in backup.sums.items() if name.startswith(f"{FORMS}/")}
    return tuple(
        PurePosixPath(name).name
        for name, digest in forms.items()
        if checksum(_target_of(folders, name)) != digest
    )


def finish_restoration(folders: Folders) -> None:
    """Finish an interrupted restoration if all of the backup was already on the disk. Otherwise
    undo it. Does nothing if no restoration was interrupted.

    Call it while holding the run lock, before the data folder is read.
    """
    shutil.rmtree(_folder_aside(folders), ignore_errors=True)
    ready = _ready_folder(folders)
    for path in sorted(path for path in ready.rglob("*") if path.is_file()):
        name = path.relative_to(ready).as_posix()
        target = _target_of(folders, name)
        folders.questions(target.stem).unlink(missing_ok=True)  # written from the database before
        # A key or form file that is already there stays, even if it is a link.
        if name.startswith(f"{DATA}/") or ("/" in name and not target.exists()):
            make_closed(target.parent)
            _move_file(path, target)
    if ready.exists():
        _make_inbox(folders)
        shutil.rmtree(ready)
        settle(folders.data)


def _make_inbox(folders: Folders) -> None:
    """Create the inbox of each restored form. Without its inbox, a run would conclude that the
    consultation has ended."""
    for database in folders.data.glob("*.duckdb"):
        if folders.form_file(database.stem).exists():
            make_closed(folders.inbox / database.stem)


def _move_file(path: Path, target: Path) -> None:
    """Move the file in a single step, even to another disk, where the key and form files may be."""
    if path.stat().st_dev == target.parent.stat().st_dev:
        path.replace(target)
        settle(target.parent)
    else:
        with whole_file(target) as aside:
            shutil.copyfile(path, aside)


def _extract(folders: Folders, source: Path, backup: Backup) -> None:
    """Write all files of the backup to the folder that `finish_restoration` moves into place, and
    erase from them the people who were erased after the backup. Raises OrganiserError if a file
    differs from its checksum."""
    aside = _folder_aside(folders)
    make_closed(aside)
    try:
        with tarfile.open(source, "r:") as archive:
            archive.extractall(aside, filter="data")
        advance = counter("files", len(backup.sums))
        for name, digest in backup.sums.items():
            settle(aside / name)
            if checksum(aside / name) != digest:
                raise OrganiserError("damaged_backup", where=str(source))
            advance()
        _note_lacking_withdrawals(aside / DATA, backup)
        _take_over_erasures(aside / DATA, [folders.data, kept_copy(folders)])
        _erase_again(_folders_in(aside, folders), folders)
        aside.rename(_ready_folder(folders))
        settle(folders.data)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _folders_in(aside: Path, folders: Folders) -> Folders:
    """The folders of a backup that was extracted to `aside`. The key is this machine's, or the
    backup's if this machine has none."""
    key = folders.reference_key
    return Folders(
        inbox=aside / "inbox",
        data=aside / DATA,
        outputs=aside / "outputs",
        forms=aside / FORMS,
        key_file=key if key.exists() else aside / KEY,
    )


def _note_lacking_withdrawals(data: Path, backup: Backup) -> None:
    """Record the time from which the restored data lacks withdrawals.

    That is the backup's time. It is an earlier time if the backup was itself made from restored
    data, whose withdrawals nobody had given again.
    """
    since = min(filter(None, (backup.made_at, safekeeping_in(data).restored_from)))
    write_safekeeping(data, Safekeeping(restored_from=since))


def _take_over_erasures(data: Path, others: Iterable[Path]) -> None:
    """Merge the registers of erasures in the folders `others` into the registers of the folder
    `data`."""
    everywhere = [data, *others]
    for form_id in _forms_with_register(everywhere):
        registers = [read_register(folder, form_id) for folder in everywhere]
        write_register(data, form_id, reduce(merge_registers, registers))


def _erase_again(folders: Folders, form_files: Folders) -> None:
    """Erase the people in the registers of `folders` from the databases of `folders`.

    A form file is read from `form_files`, or from `folders` if `form_files` lacks it.
    """
    for form_id in _forms_with_register([folders.data]):
        if folders.database(form_id).exists():
            declared = form_files if form_files.form_file(form_id).exists() else folders
            form = read_form(declared.form_file(form_id))
            erase_stored(replace(folders, forms=declared.forms), form)


def _forms_with_register(folders: Iterable[Path]) -> list[str]:
    files = (path for folder in folders for path in folder.glob(f"*{SUFFIX}"))
    return sorted({path.name.removesuffix(SUFFIX) for path in files})


def _refuse_overwriting(folders: Folders, backup: Backup) -> None:
    key = folders.reference_key
    present = sorted(path for pattern in WORKING_DATA for path in folders.data.glob(pattern))
    others = [path.name for path in present if path != key]
    if others:
        raise OrganiserError("data_in_the_way", folder=folders.data, names=others[:3])
    if key.exists() and checksum(key) != backup.sums.get(KEY, checksum(key)):
        raise OrganiserError("other_key_in_the_way", key=key)


def _target_of(folders: Folders, name: str) -> Path:
    """The path to which a file of the backup is restored: `donnees/a.duckdb` →
    `<data>/a.duckdb`."""
    top, _, below = name.partition("/")
    if name == KEY:
        return folders.reference_key
    return (folders.data if top == DATA else folders.forms) / below


def _folder_aside(folders: Folders) -> Path:
    return folders.data / ".restauration"


def _ready_folder(folders: Folders) -> Path:
    return folders.data / "restauration"
