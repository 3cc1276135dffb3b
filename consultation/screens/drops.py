"""Files that a person hands over before saying which form they belong to.

They wait in the data folder, each in its own folder under its own name, unreadable for other
accounts. They are deleted when the page that took them stops, or after a day, unless they are given
to a form.
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
    """A complete file that waits for its form. `came_at` orders files by arrival."""

    drop_id: str
    path: Path
    size: int  # bytes
    came_at: int

    @property
    def name(self) -> str:
        """The name that it will have in the inbox, if it is free there."""
        return self.path.name


class Arrival:
    """A file that is being received, chunk by chunk."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._path = folder / _UNFINISHED
        self._size = 0
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(descriptor, "wb")

    def write(self, piece: bytes) -> None:
        """Write a chunk of the file. Raises OrganiserError if it gets larger than an export may
        be."""
        self._size += len(piece)
        refuse_too_large(self._name, self._size)
        with naming(self._path):
            self._file.write(piece)

    def keep(self) -> Drop:
        """Write the complete file safely to the disk, under its name."""
        with naming(self._path):
            self._file.flush()
            os.fsync(self._file.fileno())
        return _drop_at(self._path.rename(self._folder / self._name))

    def end(self) -> None:
        """Close the file, and delete it if it was not kept."""
        self._file.close()
        if self._path.exists():
            remove(self._folder)


def arrival(data: Path, name: str) -> Arrival:
    """Open a new file to receive, under a harmless name. The caller must call `end`."""
    folder = _place(data) / secrets.token_hex(8)
    with naming(folder):
        make_closed(folder)
        return Arrival(folder, harmless_name(name))


def refuse_too_large(name: str, size: int) -> None:
    """Raise OrganiserError if the file is larger than an export may be."""
    compression.refuse_too_large(harmless_name(name), size)


def drops(data: Path) -> list[Drop]:
    """The complete files that wait for a form, in the order of arrival."""
    place = _place(data)
    folders = place.iterdir() if place.is_dir() else ()
    waiting = [drop for folder in folders if (drop := drop_called(data, folder.name))]
    return sorted(waiting, key=lambda drop: (drop.came_at, drop.drop_id))


def drop_called(data: Path, drop_id: str) -> Drop | None:
    """The file with this id. None if there is none."""
    folder = _place(data) / drop_id
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
    """Delete the file with this id."""
    if _ID.fullmatch(drop_id):
        remove(_place(data) / drop_id)


def discard_old(folders: Folders, now: dt.datetime | None = None) -> None:
    """Delete files older than a day, which a killed page left."""
    oldest = (now or dt.datetime.now(dt.UTC)) - KEPT
    for left in _place(folders.data).glob("*"):
        if left.stat().st_mtime < oldest.timestamp():
            remove(left)


def same_file(drop: Drop, folders: Folders) -> tuple[str, str] | None:
    """The form id and the name of a file in an inbox with the same content as this file. None if no
    inbox has such a file."""
    digest, journal = content_id(drop.path), read_journal(folders)
    for inbox in sorted(path for path in folders.inbox.glob("*") if path.is_dir()):
        seen = seen_now(exports_in(inbox), journal.form(inbox.name).seen)
        for name, file in seen.items():
            if file.content_id == digest:
                return inbox.name, name
    return None


def give_to_form(drop: Drop, folders: Folders, form_id: str) -> Path:
    """Move the file whole to the form's inbox, under its name or the next free name: `a (2).csv`.
    Return its path."""
    inbox = folders.inbox / form_id
    with naming(inbox):
        make_closed(inbox)
        paths = (inbox / name for name in _names(drop.name))
        target = next(path for path in paths if _is_copied(drop.path, path))
    remove(drop.path.parent)
    return target


def _is_copied(source: Path, target: Path) -> bool:
    """Copy the file to `target`, whole. Return False if the name is taken."""
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
    """Yield the name, then similar names: `export.csv` → `export.csv`, `export (2).csv`, `export
    (3).csv`…"""
    yield name
    stem, suffix = _SUFFIXED.fullmatch(name).groups()  # type: ignore[union-attr]
    for number in count(2):
        yield f"{stem} ({number}){suffix}"


def harmless_name(given: str) -> str:
    r"""A file name that the inbox accepts: « C:\x\export.csv » → `export.csv`, « .cache » →
    `cache`, « x.part » → `x`. It has no folder, no control or bidirectional characters, and at
    most 100 bytes. It is no name that runs ignore, such as `Thumbs.db`."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    plain = "".join(sign if sign.isprintable() else " " for sign in last)
    plain = " ".join(plain.split()).lstrip(".~$ ").rstrip(". ")
    while plain.endswith(UNFINISHED):
        plain = plain.rpartition(".")[0]
    if not plain or plain.startswith((*LITTER, EXAMPLE_MARK)):
        plain = f"fichier {plain}".strip()
    stem, suffix = _SUFFIXED.fullmatch(plain).groups()  # type: ignore[union-attr]
    return f"{stem.encode()[: NAME_BYTES - len(suffix)].decode(errors='ignore')}{suffix}"


def _place(data: Path) -> Path:
    return data / "page" / "depots"
