"""Delete the files that people dropped in the inbox, once somebody is erased.

A file that was read is deleted if it may contain an erased person, since the database has all its
data on other people. A file that is not wholly in the database is left and reported. The erasure is
not finished until somebody deletes that file. The deletion can be repeated safely, even after a
crash.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from consultation.care.originals import checksums_of, is_same
from consultation.machine.disk import REFUSALS, settle
from consultation.machine.settings import Folders
from consultation.runs.fetched_files import NAME as FETCHES
from consultation.runs.inbox import EXAMPLE_MARK
from consultation.warehouse.store.connection import Connection
from consultation.warehouse.store.read_files import Originals, put_away
from consultation.words.french import sentence

Fate = Literal["deleted", "left"]

# The ending of a hidden file that a killed run left half-copied.
_HALF_COPIED = ".tmp"
# The beginnings of names of files without people: our own files, and those of file managers.
_NOTHING = (EXAMPLE_MARK, FETCHES, "Thumbs.db", "desktop.ini", ".DS_Store")


@dataclass(frozen=True)
class Original:
    """The fate of a file of the inbox: deleted, or left because the store may lack a part of it.
    `place` is its path, such as `inbox/v/a.csv`."""

    place: str
    fate: Fate

    @property
    def name(self) -> str:
        """The file's name, without its folder: `inbox/v/a.csv` → `a.csv`."""
        return self.place.rpartition("/")[2]

    def sentence(self, when: str = "") -> str:
        """The sentence on the fate: `deleted` → « inbox/v/a.csv : supprimé. ». `when` says when the
        file is deleted: `later` if it is only planned, `once_read` if a run reads it first."""
        fate = f"deleted_{when}" if when and self.fate == "deleted" else self.fate
        return sentence("erased_originals", fate, file=self.place)


@dataclass(frozen=True)
class Known:
    """The facts that decide which files of the inbox are deleted.

    - `originals`: the files whose content is stored whole in the database.
    - `held`: the SHA-256 of the files that may contain an erased person.
    - `is_under_way`: True if an erasure has not ended. Files outside `held` may then contain an
      erased person too.
    """

    originals: Originals
    held: frozenset[str]
    is_under_way: bool

    def fate_of(self, name: str, checksums: frozenset[str]) -> Fate | None:
        """The fate of a file with this name and these checksums. None if it stays and is not
        reported."""
        is_held = not self.held.isdisjoint(checksums)
        if self.originals.holds(name, checksums):
            return "deleted" if is_held else None
        return "left" if is_held or self.is_under_way else None


def fates_of_originals(
    folders: Folders, form_id: str, known: Known, connection: Connection | None = None
) -> tuple[Original, ...]:
    """The fate of each file of the form's inbox that an erasure deletes, or leaves and reports.

    Without a connection, nothing is deleted. With a connection, the files whose fate is `deleted`
    are deleted. Call it then while holding the run lock, once no erased person is in the database.
    Raises OSError if the disk refuses. Files that were already deleted then stay deleted.
    """
    originals = []
    for path in _paths(folders, form_id):
        inbox_path = os.fsencode(path.relative_to(folders.inbox.parent)).decode("utf-8", "replace")
        if fate := _treat(path, known, connection):
            originals.append(Original(inbox_path, fate))
    return tuple(originals)


def _paths(folders: Folders, form_id: str) -> list[Path]:
    """Every file of the form's inbox and its subfolders, hidden files included. Links are listed,
    but not followed."""
    folder = folders.inbox / form_id
    inside = [folder] if folder.is_symlink() else folder.rglob("*")
    return sorted(path for path in inside if path.is_symlink() or not path.is_dir())


def _treat(path: Path, known: Known, connection: Connection | None) -> Fate | None:
    """The fate of the file. `None` if it stays and is not reported. With a connection, a file whose
    fate is `deleted` is deleted. Raises OSError if the disk refuses."""
    if path.name.startswith(_NOTHING):
        return None
    if path.name.startswith(".") and path.name.endswith(_HALF_COPIED) and known.is_under_way:
        if connection is not None:
            _delete(path)
        return "deleted"
    try:
        return _treat_content(path, known, connection)
    except OSError as error:
        if error.errno in REFUSALS:
            raise
        return "left"


def _treat_content(path: Path, known: Known, connection: Connection | None) -> Fate | None:
    before = path.lstat()
    if not before.st_size:
        return None
    checksums = checksums_of(path) if stat.S_ISREG(before.st_mode) else frozenset()
    fate = known.fate_of(path.name, checksums)
    if fate == "deleted" and connection is not None:
        put_away(connection, known.originals.read & checksums)
        if not is_same(before, path.lstat()):
            raise OSError("changed while it was read")
        _delete(path)
    return fate


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)
    settle(path.parent)
