"""What is known of the key, of the last backup and of what a restored one lacks, without DuckDB and
without the run lock."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from consultation.machine.checksums import checksum
from consultation.machine.json_files import read_json, replace_json
from consultation.machine.references import SHORTEST_KEY, mark_in, mark_of
from consultation.machine.settings import Folders

RECORD = "sauvegarde.json"
KeyState = Literal["known", "unused", "not_made", "lost", "other", "unreadable"]
"""`known`: the key that references were made with. `unused`: none was yet. `not_made`: nor is there
a key, the first run makes it. `lost`, `other`, `unreadable`: no run publishes until it is back."""


@dataclass(frozen=True)
class BackupState:
    """The last backup; `made_at` in UTC.

    `has_key`: it holds the key in force. `has_changed`: files were read since, or a form was
    begun, that it does not hold.
    """

    made_at: dt.datetime
    path: Path
    has_key: bool
    has_changed: bool


@dataclass(frozen=True)
class _Record:
    """The last backup as it is remembered: the mark of its key, and what had been read by form.

    `restored_from`: when the backup was made that was put back, while nobody has said that the
    withdrawals given after it were given again.
    """

    made_at: dt.datetime
    path: str
    key: str
    read: dict[str, str]
    restored_from: dt.datetime | None = None


def key_state(folders: Folders) -> KeyState:
    """Whether the key is there and is the one that references were made with."""
    mark = _known_mark(folders)
    try:
        key = folders.reference_key.read_bytes().strip()
    except FileNotFoundError:
        return "lost" if mark else "not_made"
    except OSError:
        return "unreadable"
    if len(key) < SHORTEST_KEY:
        return "unreadable"
    if not mark:
        return "unused"
    return "known" if mark_of(key) == mark else "other"


def backup_state(folders: Folders) -> BackupState | None:
    """What the last backup of this data folder holds; None when there was none."""
    record = _record_in(folders.data)
    if record is None:
        return None
    return BackupState(
        made_at=record.made_at,
        path=Path(record.path),
        has_key=bool(record.key) and record.key == _known_mark(folders),
        has_changed=record.read != _files_read(folders),
    )


def remember_backup(folders: Folders, path: Path, made_at: dt.datetime) -> None:
    """Note that this backup holds what the data folder holds now."""
    _write_record(
        folders.data,
        _Record(
            made_at.replace(microsecond=0),
            os.fsencode(path).decode("utf-8", "replace"),
            key=_known_mark(folders),
            read=_files_read(folders),
            restored_from=restored_from(folders.data),
        ),
    )


def restored_from(data: Path) -> dt.datetime | None:
    """When the backup was made that this data folder comes from, as long as nobody has said that
    the withdrawals given after it were given again; None otherwise."""
    record = _record_in(data)
    return record.restored_from if record else None


def note_restoration(data: Path, made_at: dt.datetime, lacks: dt.datetime) -> None:
    """Note, in a data folder just taken out of a backup, that it `lacks` withdrawals given since a
    moment."""
    _write_record(data, _Record(made_at, path="", key="", read={}, restored_from=lacks))


def note_given_again(data: Path) -> None:
    """Note that the withdrawals given after the backup that was restored were given again."""
    if record := _record_in(data):
        _write_record(data, replace(record, restored_from=None))


def _record_in(data: Path) -> _Record | None:
    return read_json(data / RECORD, _Record)


def _write_record(data: Path, record: _Record) -> None:
    replace_json(data / RECORD, record)


def _known_mark(folders: Folders) -> str:
    mark = mark_in(folders.data)
    return mark.read_text(encoding="ascii").strip() if mark.exists() else ""


def _files_read(folders: Folders) -> dict[str, str]:
    """The checksum of each form's list of files that were read: it changes when one is read, the
    database at each run."""
    return {path.stem: checksum(path) for path in sorted(folders.data.glob("*.lus"))}
