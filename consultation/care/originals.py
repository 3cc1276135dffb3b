"""The files that organisers dropped: the list of files that were read, and their deletion."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from consultation.machine import compression
from consultation.machine.checksums import checksum
from consultation.machine.disk import settle, write_whole
from consultation.runs.inbox import exports_in
from consultation.warehouse.store.connection import Connection
from consultation.warehouse.store.read_files import (
    empty_files,
    note_lost,
    originals_of,
    stored_files,
)

REFUSED = "refusé"  # even if only in part
EMPTY = "sans effet"  # a file of decisions that decided nothing: never marked as lost
LOST = "perdu"  # read into a working database that is gone
NAMED = 5  # files named in a sentence


def note_read(
    connection: Connection, data: Path, form_id: str, published: Collection[str] = ()
) -> None:
    """Write `<form_id>.lus`, the list of read files: a SHA-256 per line, sometimes with a mark.

    - `refusé`: refused, in whole or in part.
    - `sans effet`: a file of decisions that contains no decision.
    - `perdu`: read into a working database that is gone. Also written to `raw.lost_files`.

    If there is no list yet, the files of the current release (`published`) count as read before.
    """
    stored, read = stored_files(connection), originals_of(connection).read
    marks = {file_id: "" if file_id in read else REFUSED for file_id in stored}
    marks |= dict.fromkeys(read & empty_files(connection), EMPTY)
    has_list = _list_file(data, form_id).exists()
    before = _marks(data, form_id) if has_list else dict.fromkeys(published, "")
    lost = {
        file_id: LOST
        for file_id, mark in before.items()
        if mark in ("", LOST) and file_id not in marks
    }
    note_lost(connection, lost)
    _write_marks(data, form_id, marks | lost)


def read_checksums(data: Path, form_id: str) -> frozenset[str]:
    """The SHA-256 of every file of the form that was read. Refused files, and files read into a
    database that is gone, are left out."""
    marks = _marks(data, form_id)
    return frozenset(file_id for file_id, mark in marks.items() if mark not in (REFUSED, LOST))


def forget_lost(data: Path) -> bool:
    """Remove from the lists of all forms the files that were read into a working database that is
    gone. Returns False if there were none."""
    waiting = {
        path.stem: marks
        for path in sorted(data.glob("*.lus"))
        if LOST in (marks := _marks(data, path.stem)).values()
    }
    for form_id, marks in waiting.items():
        remaining = {file_id: mark for file_id, mark in marks.items() if mark != LOST}
        _write_marks(data, form_id, remaining)
    return bool(waiting)


def _marks(data: Path, form_id: str) -> dict[str, str]:
    """The list of read files: SHA-256 → mark. A line `3f0c… perdu` → `{"3f0c…": "perdu"}`. The mark
    of a file that was read whole is empty."""
    path = _list_file(data, form_id)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {file_id: mark for file_id, _, mark in (line.partition(" ") for line in lines)}


def _write_marks(data: Path, form_id: str, marks: Mapping[str, str]) -> None:
    text = "".join(f"{file_id} {mark}".rstrip() + "\n" for file_id, mark in marks.items())
    path = _list_file(data, form_id)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_whole(path, text.encode())


def _list_file(data: Path, form_id: str) -> Path:
    return data / f"{form_id}.lus"


def remove_read(folder: Path, read: frozenset[str]) -> tuple[list[str], list[str]]:
    """Delete the files of the folder whose SHA-256 is in `read`.

    Returns the names of the deleted files, and the names of the files that could not be deleted.
    """
    deleted, left = set(), set()
    for path in _files_in(folder):
        try:
            before = path.lstat()
            # Another file may have taken the name meanwhile: it waits for the next run.
            if not read.isdisjoint(checksums_of(path)) and is_same(before, path.lstat()):
                path.unlink()
                deleted.add(path.name)
        except OSError:
            left.add(path.name)
    if folder.is_dir():
        settle(folder)
    return sorted(deleted), sorted(left)


def unread_files(folder: Path, read: frozenset[str]) -> list[str]:
    """The names of the files of a folder whose SHA-256 is not in `read`."""
    return [path.name for path in _files_in(folder) if read.isdisjoint(checksums_of(path))]


def checksums_of(path: Path) -> frozenset[str]:
    """The SHA-256 of the file and, if it is compressed, of its decompressed content. A file may
    have been recorded by either."""
    known = {checksum(path)}
    if compression.is_compressed(path):
        try:
            with compression.open_compressed(path) as file:
                known.add(hashlib.file_digest(file, "sha256").hexdigest())
        except compression.BROKEN:
            pass  # No run can have read its content.
    return frozenset(known)


def some_names(names: Sequence[str]) -> str:
    """The first five names, with the number of names left out: « a.csv, b.csv, …, et 2 de plus
    »."""
    readable_names = [os.fsencode(name).decode("utf-8", "replace") for name in names[:NAMED]]
    more = [f"et {len(names) - NAMED} de plus"] if len(names) > NAMED else []
    return ", ".join([*readable_names, *more])


def _files_in(folder: Path) -> Iterable[Path]:
    """The files of the folder that `exports_in` lists, without links: a link's target belongs to
    somebody else. Empty if the folder itself is a link."""
    if folder.is_symlink() or not folder.is_dir():
        return ()
    return [path for path in exports_in(folder) if not path.is_symlink()]


def is_same(before: os.stat_result, now: os.stat_result) -> bool:
    """True if both states belong to the same file, and it was not written in between."""
    return all(
        getattr(before, part) == getattr(now, part) for part in ("st_ino", "st_size", "st_mtime_ns")
    )
