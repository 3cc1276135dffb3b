"""The state of the references' key and of the last backup, read without DuckDB or the run lock.

`.data/sauvegardes.json` describes the last backup, and is in backups too. It has the path that
the backup was written to. Somebody may have moved the backup since.
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
"""The state of the key of the references.

- `known`: the references were made with this key.
- `unused`: there is a key, but no reference was made yet.
- `not_made`: there is no key and no reference. The first run makes the key.
- `lost`, `other` (another key), `unreadable`: no run publishes until the right key is back.
"""


@dataclass(frozen=True)
class KnownBackup:
    """The last backup: its path, its time (UTC) and a digest (`mark_of`) of the key in it. `read`:
    form id → checksum of the list of files read for that form, `<form_id>.lus`."""

    path: str
    made_at: dt.datetime
    key: str = ""
    read: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Safekeeping:
    """The content of `.data/sauvegardes.json`: the last backup, and the restored backup.

    `restored_from` is the time of the backup that was restored here. It is None without such a
    backup, or once somebody confirms that requests to withdraw received after it were entered
    again.
    """

    backup: KnownBackup | None = None
    restored_from: dt.datetime | None = None


@dataclass(frozen=True)
class BackupState:
    """The state of the last backup, with `made_at` in UTC.

    `has_key`: the backup contains the current key. `has_changed`: a list of read files has changed
    since.
    """

    made_at: dt.datetime
    path: Path
    has_key: bool
    has_changed: bool


def key_state(folders: Folders) -> KeyState:
    """The state of the references' key. The key in its file is compared with the digest, in the
    data folder, of the key that made the references. `KeyState` explains the states."""
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
    """The content of a data folder's `sauvegardes.json`, empty if there is none.

    Raises OrganiserError if it is damaged, since requests to withdraw that have to be entered again
    would be forgotten.
    """
    return read_state(data / LIST, Safekeeping, "backup_list") or Safekeeping()


def write_safekeeping(data: Path, known: Safekeeping) -> None:
    """Write `sauvegardes.json` in the data folder."""
    replace_json(data / LIST, known)


def backup_state(folders: Folders) -> BackupState | None:
    """The state of the last backup of this data folder. None without a backup. Raises
    OrganiserError if `sauvegardes.json` is damaged."""
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
    """Record the backup at `path` as the last, with the current key and lists of read files."""
    backup_path = os.fsencode(path).decode("utf-8", "replace")
    moment = made_at.replace(microsecond=0)
    made = KnownBackup(backup_path, moment, _known_mark(folders), _files_read(folders))
    write_safekeeping(folders.data, replace(safekeeping_in(folders.data), backup=made))


def restored_from(data: Path) -> dt.datetime | None:
    """The time of the backup that was restored here.

    None without such a backup, or once the requests to withdraw received after it were entered
    again. Raises OrganiserError if `sauvegardes.json` is damaged.
    """
    return safekeeping_in(data).restored_from


def note_given_again(data: Path) -> None:
    """Record that the requests to withdraw received after the restored backup were entered
    again."""
    if (known := safekeeping_in(data)).restored_from:
        write_safekeeping(data, replace(known, restored_from=None))


def _known_mark(folders: Folders) -> str:
    mark = mark_in(folders.data)
    return mark.read_text(encoding="ascii").strip() if mark.exists() else ""


def _files_read(folders: Folders) -> dict[str, str]:
    """The checksum of each form's list of read files (`<form_id>.lus`), by form id.

    A checksum of the database would change at each run, even if no file was read.
    """
    return {path.stem: checksum(path) for path in sorted(folders.data.glob("*.lus"))}
