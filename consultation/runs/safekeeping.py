"""What is known of the key, of the last backup and of what a restored one lacks, without DuckDB and
without the run lock. `.data/sauvegardes.json`, in backups too.

A backup is a file of its own, which somebody may move or copy: what is known is where the last one
was written, and what it held.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from consultation.machine.checksums import checksum
from consultation.machine.json_files import read_state, replace_json
from consultation.machine.references import SHORTEST_KEY, mark_in, mark_of
from consultation.machine.settings import Folders

LIST = "sauvegardes.json"
KeyState = Literal["known", "unused", "not_made", "lost", "other", "unreadable"]
"""`known`: the key that references were made with. `unused`: none was yet. `not_made`: nor is there
a key, the first run makes it. `lost`, `other`, `unreadable`: no run publishes until it is back."""


@dataclass(frozen=True)
class KnownBackup:
    """The last backup: where it was written, when (UTC), the mark of its `key`, and what had been
    `read` by form."""

    path: str
    made_at: dt.datetime
    key: str = ""
    read: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Safekeeping:
    """The content of the file: the last `backup`, and `restored_from`, when the backup was made
    that was put back, while nobody has said that the withdrawals given after it were given again.
    """

    backup: KnownBackup | None = None
    restored_from: dt.datetime | None = None


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


def key_state(folders: Folders) -> KeyState:
    """The state of the key: there or not, and the key of the references or another."""
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


def safekeeping_in(data: Path) -> Safekeeping:
    """What a data folder knows; OrganiserError when it can't be read: withdrawals to give again
    would be forgotten."""
    return read_state(data / LIST, Safekeeping, "backup_list") or Safekeeping()


def write_safekeeping(data: Path, known: Safekeeping) -> None:
    """The data folder knows this."""
    replace_json(data / LIST, known)


def backup_state(folders: Folders) -> BackupState | None:
    """The state of the last backup of this data folder. None without a backup."""
    last = safekeeping_in(folders.data).backup
    if last is None:
        return None
    return BackupState(
        made_at=last.made_at,
        path=Path(last.path),
        has_key=bool(last.key) and last.key == _known_mark(folders),
        has_changed=last.read != _files_read(folders),
    )


def note_backup(folders: Folders, path: Path, made_at: dt.datetime) -> None:
    """Note this backup, which holds what the data folder holds now, as the last."""
    place = os.fsencode(path).decode("utf-8", "replace")
    moment = made_at.replace(microsecond=0)
    made = KnownBackup(place, moment, _known_mark(folders), _files_read(folders))
    write_safekeeping(folders.data, replace(safekeeping_in(folders.data), backup=made))


def restored_from(data: Path) -> dt.datetime | None:
    """When the backup was made that this data folder comes from, as long as nobody has said that
    the withdrawals given after it were given again; None otherwise."""
    return safekeeping_in(data).restored_from


def note_given_again(data: Path) -> None:
    """Note that the withdrawals given after the backup that was restored were given again."""
    if (known := safekeeping_in(data)).restored_from:
        write_safekeeping(data, replace(known, restored_from=None))


def _known_mark(folders: Folders) -> str:
    mark = mark_in(folders.data)
    return mark.read_text(encoding="ascii").strip() if mark.exists() else ""


def _files_read(folders: Folders) -> dict[str, str]:
    """The checksum of each form's list of files that were read: it changes when one is read, the
    database at each run."""
    return {path.stem: checksum(path) for path in sorted(folders.data.glob("*.lus"))}
