"""Files that a person hands over on the page before saying which form they belong to.

They wait in the data folder, each in its own folder under its own name. Other accounts of the
computer cannot read them. They leave when they are given to a form. Otherwise they are deleted when
the page stops. If it is killed, its next start deletes files older than a day.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from consultation.machine import compression
from consultation.machine.access import make_closed
from consultation.machine.disk import naming, whole_file
from consultation.machine.settings import Folders
from consultation.machine.swap import remove
from consultation.runs.arrivals import content_id, seen_now
from consultation.runs.inbox import EXAMPLE_MARK, LITTER, UNFINISHED, exports_in
from consultation.runs.journal import read_journal

KEPT = dt.timedelta(days=1)
NAME_BYTES = 100  # room is left for « (2) » and for what backups add
# The name of an unfinished file. It is hidden, so that no run takes it for a complete file.
_UNFINISHED = ".arrivee"
# A name and its last one or two extensions, which say what the file is: « export », « .csv.gz ».
_SUFFIXED = re.compile(r"(.+?)((?:\.[A-Za-z0-9]{1,8}){0,2})")
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Drop:
    """A file, received whole, for which nobody has chosen the form yet. `came_at` is the time when
    it was received, in nanoseconds since 1970."""

    drop_id: str
    path: Path
    size: int  # bytes
    came_at: int

    @property
    def name(self) -> str:
        """The file's name. The inbox keeps this name if no file there has it."""
        return self.path.name


class Arrival:
    """A file of which the page receives one chunk after another."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._path = folder / _UNFINISHED
        self._size = 0
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(descriptor, "wb")

    def write(self, chunk: bytes) -> None:
        """Append a chunk to the file. Raises OrganiserError if the file gets larger than an export
        may be."""
        self._size += len(chunk)
        refuse_too_large(self._name, self._size)
        with naming(self._path):
            self._file.write(chunk)

    def keep(self) -> Drop:
        """Finish the received file: write it safely to the disk and give it its name."""
        with naming(self._path):
            self._file.flush()
            os.fsync(self._file.fileno())
        return _drop_at(self._path.rename(self._folder / self._name))

    def end(self) -> None:
        """Close the file. Delete it if `keep` was not called."""
        self._file.close()
        if self._path.exists():
            remove(self._folder)


def arrival(data: Path, name: str) -> Arrival:
    """Create the empty file that will receive the chunks. Its name is `harmless_name(name)`. The
    caller must call `end` on it."""
    folder = _folder_of_drops(data) / secrets.token_hex(8)
    with naming(folder):
        make_closed(folder)
        return Arrival(folder, harmless_name(name))


def refuse_too_large(name: str, size: int) -> None:
    """Raise OrganiserError if the file is larger than an export may be."""
    compression.refuse_too_large(harmless_name(name), size)


def drops(data: Path) -> list[Drop]:
    """The files received whole that wait for a form, the earliest first."""
    parent = _folder_of_drops(data)
    folders = parent.iterdir() if parent.is_dir() else ()
    waiting = [drop for folder in folders if (drop := drop_called(data, folder.name))]
    return sorted(waiting, key=lambda drop: (drop.came_at, drop.drop_id))


def drop_called(data: Path, drop_id: str) -> Drop | None:
    """The waiting file with this id. None if no file has it."""
    folder = _folder_of_drops(data) / drop_id
    if not _ID.fullmatch(drop_id):
        return None
    try:
        present = [path for path in folder.iterdir() if path.name != _UNFINISHED]
        return _drop_at(present[0]) if present else None
    except (FileNotFoundError, NotADirectoryError):  # none, or taken away by another tab
        return None


def _drop_at(path: Path) -> Drop:
    status = path.stat()
    return Drop(path.parent.name, path, status.st_size, status.st_mtime_ns)


def discard(data: Path, drop_id: str) -> None:
    """Delete the waiting file with this id. Nothing happens if no file has it."""
    if _ID.fullmatch(drop_id):
        remove(_folder_of_drops(data) / drop_id)


def discard_old(folders: Folders, now: dt.datetime | None = None) -> None:
    """Delete waiting files older than a day. Such files are left when the page was killed."""
    oldest = (now or dt.datetime.now(dt.UTC)) - KEPT
    for left in _folder_of_drops(folders.data).glob("*"):
        if left.stat().st_mtime < oldest.timestamp():
            remove(left)


def same_file(drop: Drop, folders: Folders) -> tuple[str, str] | None:
    """The form id and the name of a file that has the same content as `drop` and is in a form's
    inbox. None if no inbox has such a file."""
    digest, journal = content_id(drop.path), read_journal(folders)
    for inbox in sorted(path for path in folders.inbox.glob("*") if path.is_dir()):
        seen = seen_now(exports_in(inbox), journal.form(inbox.name).seen)
        for name, file in seen.items():
            if file.content_id == digest:
                return inbox.name, name
    return None


def give_to_form(drop: Drop, folders: Folders, form_id: str) -> Path:
    """Move the waiting file to the form's inbox and return its new path. If the inbox has a file of
    the same name, a number is added: `a.csv` → `a (2).csv`."""
    inbox = folders.inbox / form_id
    with naming(inbox):
        make_closed(inbox)
        paths = (inbox / name for name in _names(drop.name))
        target = next(path for path in paths if _is_copied(drop.path, path))
    remove(drop.path.parent)
    return target


def _is_copied(source: Path, target: Path) -> bool:
    """Copy the file to `target`. Return False, without copying, if `target` already exists."""
    try:
        target.touch(0o600, exist_ok=False)
    except FileExistsError:
        return False
    try:
        with whole_file(target) as copy:
            shutil.copyfile(source, copy)
    except BaseException:
        target.unlink()
        raise
    return True


def _names(name: str) -> Iterator[str]:
    """Yield the name, then further names without end: `a.csv` → `a.csv`, `a (2).csv`…"""
    yield name
    stem, suffix = _SUFFIXED.fullmatch(name).groups()  # type: ignore[union-attr]
    for number in count(2):
        yield f"{stem} ({number}){suffix}"


def harmless_name(name: str) -> str:
    r"""A file name that the inbox accepts: « C:\x\export.csv » → `export.csv`, « .cache » →
    `cache`, « x.part » → `x`. It has no folder, no control or bidirectional characters, and at
    most 100 bytes. It is no name that runs ignore, such as `Thumbs.db`."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(character if character.isprintable() else " " for character in last)
    plain = " ".join(plain.split()).lstrip(".~$ ").rstrip(". ")
    while plain.endswith(UNFINISHED):
        plain = plain.rpartition(".")[0]
    if not plain or plain.startswith((*LITTER, EXAMPLE_MARK)):
        plain = f"fichier {plain}".strip()
    stem, suffix = _SUFFIXED.fullmatch(plain).groups()  # type: ignore[union-attr]
    return f"{stem.encode()[: NAME_BYTES - len(suffix)].decode(errors='ignore')}{suffix}"


def _folder_of_drops(data: Path) -> Path:
    return data / "page" / "depots"
