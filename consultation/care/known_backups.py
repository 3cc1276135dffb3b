"""Backups that are known to have been made, and until when each is kept: whoever asks to be erased
is told of every file that still holds them. `.data/sauvegardes.json`, in backups too.

A backup is a file of its own, which somebody may move or copy: what is known is where it was
written, and the day by which it is to go, where somebody said one. Nothing else is claimed.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.json_files import read_state, replace_json
from consultation.machine.settings import Folders
from consultation.words.french import date, moment, sentence

LIST = "sauvegardes.json"


@dataclass(frozen=True)
class KnownBackup:
    """A backup that was written at a place; `made_at` in UTC, `delete_on` the day by which it is
    to be deleted, where somebody said so."""

    path: str
    made_at: dt.datetime
    delete_on: dt.date | None = None

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
        """What an erased person's receipt says of the backup: when it was made, until when it is
        kept; neither where it is nor what is wrong with it."""
        until = self.delete_on or ends_on
        said = "promised" if until else "not_promised"
        told = {"made_on": date(self.made_at), "until": date(until) if until else ""}
        return sentence("backups", said, **told)


def known_backups(folders: Folders) -> tuple[KnownBackup, ...]:
    """Every backup known to have been made and not written over since, the oldest first."""
    return union(listed_in(folders.data))


def backups_until(folders: Folders, erased_on: dt.date) -> tuple[KnownBackup, ...]:
    """Those that may hold who was erased that day."""
    return tuple(one for one in known_backups(folders) if one.made_at.date() <= erased_on)


def note_backup(
    folders: Folders, path: Path, made_at: dt.datetime, delete_on: dt.date | None
) -> None:
    """The list has this backup, in place of any that was written there before."""
    place = os.fsencode(path).decode("utf-8", "replace")
    made = KnownBackup(place, made_at.replace(microsecond=0), delete_on)
    write_list(folders.data, union([*known_backups(folders), made]))


def union(backups: Iterable[KnownBackup]) -> tuple[KnownBackup, ...]:
    """One backup per place, the latest that was written there, the oldest first; of two of the same
    moment, the one whose end is known."""
    by_place: dict[str, KnownBackup] = {}
    for one in sorted(backups, key=lambda each: (each.made_at, each.delete_on or dt.date.min)):
        by_place[one.path] = one
    return tuple(sorted(by_place.values(), key=lambda each: (each.made_at, each.path)))


def listed_in(data: Path) -> tuple[KnownBackup, ...]:
    """The list of a data folder; OrganiserError when it can't be read: backups would be forgotten
    that hold people who were erased."""
    return read_state(data / LIST, tuple[KnownBackup, ...], "backup_list") or ()


def write_list(data: Path, backups: Iterable[KnownBackup]) -> None:
    """The data folder has this list."""
    replace_json(data / LIST, list(backups))
