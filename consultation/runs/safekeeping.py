"""What is known of the key, of the backups and of what a restored one lacks, without DuckDB and
without the run lock. `.data/sauvegardes.json`, in backups too.

A backup is a file of its own, which somebody may move or copy: what is known is where it was
written, what it held, and the day by which it is to go, where somebody said one. Whoever asks to be
erased is told of every one that still holds them.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from consultation.machine.checksums import checksum
from consultation.machine.json_files import read_state, replace_json
from consultation.machine.references import SHORTEST_KEY, mark_in, mark_of
from consultation.machine.settings import Folders
from consultation.words.french import date, moment, sentence

LIST = "sauvegardes.json"
KeyState = Literal["known", "unused", "not_made", "lost", "other", "unreadable"]
"""`known`: the key that references were made with. `unused`: none was yet. `not_made`: nor is there
a key, the first run makes it. `lost`, `other`, `unreadable`: no run publishes until it is back."""


@dataclass(frozen=True)
class KnownBackup:
    """A backup that was written at a place; `made_at` in UTC, `delete_on` the day by which it is
    to be deleted, where somebody said so; the mark of its `key`, and what had been `read` by form.
    """

    path: str
    made_at: dt.datetime
    delete_on: dt.date | None = None
    key: str = ""
    read: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """Whether a file is still at that place."""
        return Path(self.path).is_file()

    def sentence(self, today: dt.date, ends_on: dt.date | None = None) -> str:
        """What is told of it: by which day it will be gone, `ends_on` being that of the form's
        working data; that nobody knows, where nobody does."""
        until = self.delete_on or ends_on
        if not self.is_there:
            said = "elsewhere"
        elif until is None:
            said = "no_date"
        else:
            said = "until" if today <= until else "overdue"
        day = date(until) if until else ""
        return sentence("backups", said, path=self.path, made_at=moment(self.made_at), until=day)

    def promise(self, ends_on: dt.date | None = None) -> str:
        """What the receipt of an erasure says of it: not where it is, nor what is wrong with it."""
        until = self.delete_on or ends_on
        said = "promised" if until else "not_promised"
        told = {"made_on": date(self.made_at), "until": date(until) if until else ""}
        return sentence("backups", said, **told)


@dataclass(frozen=True)
class Safekeeping:
    """What the file says: every backup known to have been made and not written over since, the
    oldest first. `restored_from`: when the backup was made that was put back, while nobody has said
    that the withdrawals given after it were given again."""

    backups: tuple[KnownBackup, ...] = ()
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


def safekeeping_in(data: Path) -> Safekeeping:
    """What a data folder knows; OrganiserError when it can't be read: backups would be forgotten
    that hold people who were erased."""
    return read_state(data / LIST, Safekeeping, "backup_list") or Safekeeping()


def write_safekeeping(data: Path, known: Safekeeping) -> None:
    """The data folder knows this."""
    replace_json(data / LIST, known)


def known_backups(folders: Folders) -> tuple[KnownBackup, ...]:
    """Every backup known to have been made and not written over since, the oldest first."""
    return safekeeping_in(folders.data).backups


def backups_until(folders: Folders, erased_on: dt.date) -> tuple[KnownBackup, ...]:
    """Those that may hold who was erased that day."""
    return tuple(one for one in known_backups(folders) if one.made_at.date() <= erased_on)


def backup_state(folders: Folders) -> BackupState | None:
    """What the last backup of this data folder holds; None when there was none."""
    if not (backups := known_backups(folders)):
        return None
    last = backups[-1]
    return BackupState(
        made_at=last.made_at,
        path=Path(last.path),
        has_key=bool(last.key) and last.key == _known_mark(folders),
        has_changed=last.read != _files_read(folders),
    )


def note_backup(
    folders: Folders, path: Path, made_at: dt.datetime, delete_on: dt.date | None = None
) -> None:
    """The list has this backup, which holds what the data folder holds now, in place of any that
    was written there before."""
    place = os.fsencode(path).decode("utf-8", "replace")
    made_at, mark, read = made_at.replace(microsecond=0), _known_mark(folders), _files_read(folders)
    made = KnownBackup(place, made_at, delete_on, mark, read)
    known = safekeeping_in(folders.data)
    write_safekeeping(folders.data, replace(known, backups=union([*known.backups, made])))


def union(backups: Iterable[KnownBackup]) -> tuple[KnownBackup, ...]:
    """One backup per place, the latest that was written there, the oldest first; of two of the same
    moment, the one whose end is known."""
    by_place: dict[str, KnownBackup] = {}
    for one in sorted(backups, key=lambda each: (each.made_at, each.delete_on or dt.date.min)):
        by_place[one.path] = one
    return tuple(sorted(by_place.values(), key=lambda each: (each.made_at, each.path)))


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
