"""What is known of the key and of the last backup, without DuckDB and without the run lock."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from consultation.machine.checksums import checksum
from consultation.machine.disk import write_whole
from consultation.pseudonyms import SHORTEST_KEY, mark_in, mark_of
from consultation.settings import Folders

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
    """The last backup as it is remembered: the mark of its key, and what had been read by form."""

    made_at: dt.datetime
    path: str
    key: str
    read: dict[str, str]


_FILE = TypeAdapter(_Record)


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
    try:
        record = _FILE.validate_json(_record_file(folders).read_bytes())
    except (OSError, ValidationError):
        return None
    return BackupState(
        made_at=record.made_at,
        path=Path(record.path),
        has_key=bool(record.key) and record.key == _known_mark(folders),
        has_changed=record.read != _files_read(folders),
    )


def remember_backup(folders: Folders, path: Path, made_at: dt.datetime) -> None:
    """Note that this backup holds what the data folder holds now."""
    name = os.fsencode(path).decode("utf-8", "replace")
    record = _Record(
        made_at.replace(microsecond=0), name, key=_known_mark(folders), read=_files_read(folders)
    )
    write_whole(_record_file(folders), _FILE.dump_json(record, indent=2))


def _record_file(folders: Folders) -> Path:
    return folders.data / "sauvegarde.json"


def _known_mark(folders: Folders) -> str:
    mark = mark_in(folders.data)
    return mark.read_text(encoding="ascii").strip() if mark.exists() else ""


def _files_read(folders: Folders) -> dict[str, str]:
    """The checksum of each form's list of files that were read: it changes when one is read, the
    database at each run."""
    return {path.stem: checksum(path) for path in sorted(folders.data.glob("*.lus"))}
