"""The files that people dropped, once somebody in them is erased: such a file is deleted, for all
else that it says is in the store. A file of which something is not is left, and told.

To do it again, after a crash or not, changes nothing more.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from consultation.care.originals import checksums_of, is_same
from consultation.forms.mailbox import mailbox_in
from consultation.machine.disk import REFUSALS, settle
from consultation.machine.settings import Folders
from consultation.runs.fetched_files import NAME as FETCHES
from consultation.runs.inbox import EXAMPLE_MARK, LITTER, is_unfinished
from consultation.runs.tombstones import Tombstones, fold_address
from consultation.warehouse.store.connection import Connection
from consultation.warehouse.store.erased_texts import FEWEST_LETTERS
from consultation.warehouse.store.read_files import Originals, put_away
from consultation.words.errors import OrganiserError
from consultation.words.folding import fold
from consultation.words.french import sentence

Fate = Literal["deleted", "left"]

# What a run that was killed left half-copied: hidden, under our own name.
_HALF_COPIED = ".tmp"
# What holds nobody: ours, and what file managers leave.
_NOTHING = (EXAMPLE_MARK, FETCHES, "Thumbs.db", "desktop.ini")
_APART = re.compile(r"[\s,;<>()\[\]«»\"]+|[.!?](?=\s|$)")


@dataclass(frozen=True)
class Original:
    """What becomes of a file; `is_held`: somebody erased is in it for sure. `reason` is why it is
    left, or what is to be known of its deletion: an id of `[erased_originals]`."""

    place: str
    fate: Fate
    is_held: bool = False
    reason: str = ""

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.place.rpartition("/")[2]

    def sentence(self, when: str = "") -> str:
        """What people are told of it; `when` is `later` for what is only planned, `once_read` for
        what a run deletes."""
        fate = f"deleted_{when}" if when and self.fate == "deleted" else self.fate
        why = sentence("erased_originals", f"because_{self.reason}") if self.reason else ""
        return sentence("erased_originals", fate, file=self.place, why=why).strip()


@dataclass(frozen=True)
class Traces:
    """By what somebody erased is told in a file of decisions: their submission's number, address or
    reference, and words of some length that nobody else wrote, folded."""

    form_id: str
    tombstones: Tombstones
    references: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def are_in(self, texts: Sequence[str]) -> bool:
        """Whether one of the texts names or quotes them."""
        if any(self._is_name(one) for text in texts for one in (text, *_APART.split(text))):
            return True
        folded = set(fold(pl.Series(texts, dtype=pl.String))) if self.words else ()
        return any(
            words in text or (len(text) >= FEWEST_LETTERS and text in words)
            for text in folded
            for words in self.words
        )

    def _is_name(self, text: str) -> bool:
        form_id, _, sid = text.partition(":")
        if form_id == self.form_id and self.tombstones.covers(sid, None, None):
            return True
        mailbox = mailbox_in(text) if "@" in text else None
        return text in self.references or (
            mailbox is not None and self.tombstones.covers(None, fold_address(mailbox), None)
        )


@dataclass(frozen=True)
class Known:
    """What the store knows of files, by SHA-256: `stored` are all that it has read, `held` those
    with somebody erased in them; `originals` says what it holds whole."""

    stored: frozenset[str]
    held: frozenset[str]
    originals: Originals

    def reason_to_stay(self, path: Path, checksums: frozenset[str]) -> str:
        """Why the file is not to be deleted: something in it is nowhere else."""
        if not self.originals.incomplete.isdisjoint(checksums):
            return "incomplete"
        return "" if self.originals.holds(path.name, checksums) else "refused"


def decisions_with(
    folders: Folders, form_id: str, traces: Traces, searched: frozenset[str]
) -> frozenset[str]:
    """The files of decisions, of those to be searched, that name or quote somebody erased. One that
    can't be searched may."""
    from consultation.decisions.given_texts import texts_in

    found: set[str] = set()
    for path in _paths(folders, form_id):
        try:
            checksums = checksums_of(path) & searched if _is_plain(path) else frozenset()
            if checksums and traces.are_in(texts_in(path, form_id)):
                found |= checksums
        except OrganiserError:
            found |= checksums
        except OSError as error:  # told when it can't be deleted either
            if error.errno in REFUSALS:
                raise
    return frozenset(found)


def fates_of_originals(
    folders: Folders, form_id: str, known: Known, connection: Connection | None = None
) -> tuple[Original, ...]:
    """What becomes of each file of the form's inbox of which something does, or that may
    hold somebody erased. Nothing changes without a connection.

    With one, it is done: to be called by who holds the run lock, once nobody erased is in the
    store. OSError when the disk refuses: what was done stays done.
    """
    found = []
    for path in _paths(folders, form_id):
        place = os.fsencode(path.relative_to(folders.inbox.parent)).decode("utf-8", "replace")
        found.append(_treat(path, place, known, connection))
    return tuple(filter(None, found))


def _paths(folders: Folders, form_id: str) -> list[Path]:
    """Every file of the form's inbox, hidden ones and links included; links are not followed."""
    folder = folders.inbox / form_id
    inside = [folder] if folder.is_symlink() else folder.rglob("*")
    return sorted(path for path in inside if path.is_symlink() or not path.is_dir())


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _treat(path: Path, place: str, known: Known, connection: Connection | None) -> Original | None:
    """What becomes of the file, done where there is a connection; None where nothing has to."""
    if path.is_symlink():
        return Original(place, "left", reason="link")
    if path.name.startswith(".") and path.name.endswith(_HALF_COPIED):
        if connection is not None:
            _delete(path)
        return Original(place, "deleted", reason="half_copied")
    if path.name.startswith(_NOTHING):
        return None
    if is_unfinished(path) or path.name.startswith(LITTER):
        return Original(place, "left", reason="unfinished") if path.stat().st_size else None
    try:
        return _treat_content(path, place, known, connection)
    except OSError as error:
        if error.errno in REFUSALS:
            raise
        return Original(place, "left", reason="closed")


def _treat_content(
    path: Path, place: str, known: Known, connection: Connection | None
) -> Original | None:
    before = path.lstat()
    checksums = checksums_of(path) if _is_plain(path) else frozenset()
    if known.stored.isdisjoint(checksums):
        return Original(place, "left", reason="unread")
    if known.held.isdisjoint(checksums):
        return None
    if reason := known.reason_to_stay(path, checksums):
        return Original(place, "left", is_held=True, reason=reason)
    if connection is not None:
        put_away(connection, known.stored & checksums)
        if not is_same(before, path.lstat()):
            raise OSError("changed while it was read")
        _delete(path)
    reason = "second_name" if before.st_nlink > 1 else ""
    return Original(place, "deleted", is_held=True, reason=reason)


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)
    settle(path.parent)
