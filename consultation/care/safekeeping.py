"""What is known of the key and of the last backup, without DuckDB and without the run lock."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

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


def key_state(folders: Folders) -> KeyState:
    """Whether the key is there and is the one that references were made with."""
    mark = _mark(folders)
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
        told = json.loads(_record(folders).read_text(encoding="utf-8"))
        made_at, path = dt.datetime.fromisoformat(told["made_at"]), Path(told["path"])
        key, read = told["key"], dict(told["read"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return BackupState(
        made_at=made_at,
        path=path,
        has_key=bool(key) and key == _mark(folders),
        has_changed=read != _read(folders),
    )


def remember_backup(folders: Folders, path: Path, made_at: dt.datetime) -> None:
    """The backup holds what the data folder holds now."""
    told: Mapping[str, object] = {
        "made_at": made_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "path": os.fsencode(path).decode("utf-8", "replace"),
        "key": _mark(folders),
        "read": _read(folders),
    }
    text = json.dumps(told, ensure_ascii=False, indent=2)
    write_whole(_record(folders), f"{text}\n".encode())


def _record(folders: Folders) -> Path:
    return folders.data / "sauvegarde.json"


def _mark(folders: Folders) -> str:
    mark = mark_in(folders.data)
    return mark.read_text(encoding="ascii").strip() if mark.exists() else ""


def _read(folders: Folders) -> dict[str, str]:
    """Of each form, what tells whether files were read since: the database changes at each run."""
    lists = sorted(folders.data.glob("*.lus"))
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in lists}
