"""Files that arrive in the inbox: files still being written, and files that no run has read yet.

A file being copied looks finished, except that it grows. So a file counts as arrived once it has
not changed for a while.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from consultation.machine import compression
from consultation.machine.settings import Folders
from consultation.runs.inbox import Inbox, exports_in, look_into, unfinished_in

QUIET_SECONDS = 5.0
"""The time in seconds for which a file must not have changed to count as arrived. If a copy over
the network stalls for longer, a run reads the unfinished file, and the next run reads it again."""


@dataclass(frozen=True)
class Signature:
    """The size and modification time of a file. A changed content nearly always changes them."""

    size: int
    modified_ns: int


@dataclass(frozen=True)
class SeenFile:
    """A file that a run has read.

    `content_id` is the SHA-256 of its bytes, decompressed. None if they could not be read.
    """

    size: int
    modified_ns: int
    content_id: str | None

    @property
    def signature(self) -> Signature:
        """The size and modification time of the file."""
        return Signature(self.size, self.modified_ns)


Seen = Mapping[str, SeenFile]
"""The files that runs have read in a form's inbox: file name → file."""


def signature_of(path: Path) -> Signature | None:
    """The current size and modification time of a file. None if it is gone or out of reach."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Signature(status.st_size, status.st_mtime_ns)


def moving_files(
    paths: Iterable[Path],
    *,
    now: Callable[[], float] = time.time,
    wait: Callable[[float], None] = time.sleep,
) -> frozenset[Path]:
    """The files that are still being written.

    If files changed in the last `QUIET_SECONDS`, waits once, until their newest change is that old.
    Returns the files that changed again meanwhile. A time in the future counts as now.
    """
    looked_at = now()
    signatures = {path: seen for path in paths if (seen := signature_of(path)) is not None}
    rests = {path: _seconds_of_rest(seen, looked_at) for path, seen in signatures.items()}
    fresh = {path: rest for path, rest in rests.items() if rest < QUIET_SECONDS}
    if not fresh:
        return frozenset()
    wait(QUIET_SECONDS - min(fresh.values()))
    return frozenset(path for path in fresh if signature_of(path) != signatures[path])


def _seconds_of_rest(file: Signature, looked_at: float) -> float:
    """The seconds from the last change of a file to `looked_at`. 0 if the file's time is later, or
    before 1970."""
    modified = file.modified_ns / 1e9
    return looked_at - modified if 0 <= modified <= looked_at else 0.0


def content_id(path: Path) -> str | None:
    """The SHA-256 of the file's bytes, decompressed, which is the id of an export.

    None if they can't be read to their end.
    """
    try:
        with compression.open_export(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, *compression.BROKEN):
        return None


def seen_now(paths: Iterable[Path], before: Seen) -> dict[str, SeenFile]:
    """Read the files of `paths` that exist: name → file. `before` are the files as last read: a
    file with the same size and time is not read again."""
    seen = {}
    for path in paths:
        signature = signature_of(path)
        if signature is None:
            continue
        name = name_as_text(path)
        known = before.get(name)
        if known is None or known.signature != signature:
            known = SeenFile(signature.size, signature.modified_ns, content_id(path))
        seen[name] = known
    return seen


def name_as_text(path: Path) -> str:
    r"""The file's name for the journal. Bytes that are no UTF-8 are escaped: `caf\udce9.csv` →
    `caf\xe9.csv`."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def new_among(seen: Seen, contents: Collection[str]) -> tuple[str, ...]:
    """The names of the files whose SHA-256 is not in `contents`, the contents that runs have read.
    Files that could not be read are left out."""
    return tuple(
        name
        for name, file in seen.items()
        if file.content_id is not None and file.content_id not in contents
    )


def files_waiting(folder: Path, seen: Seen) -> tuple[Path, ...]:
    """The files of a form's inbox that no run has read yet with their current size and time.
    Unfinished files are included. `seen` are the files as runs read them."""
    if not folder.is_dir():
        return ()
    waiting_files = [path for path in exports_in(folder) if _looks_new(path, seen)]
    return tuple(sorted([*waiting_files, *unfinished_in(folder)]))


def gone_files(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """The `names` whose files are no longer in a form's inbox. Empty if the inbox is gone."""
    if not folder.is_dir():
        return ()
    present = {name_as_text(path) for path in folder.iterdir()}
    return tuple(name for name in names if name not in present)


def _looks_new(path: Path, seen: Seen) -> bool:
    known = seen.get(name_as_text(path))
    return known is None or known.signature != signature_of(path)


def settled_inbox(folders: Folders) -> tuple[Inbox, tuple[Path, ...]]:
    """The inbox without the files that are still being written, and the paths of these files.

    A form that no run has read is left out as long as all its files are being written.
    """
    inbox = look_into(folders)
    moving = moving_files(path for form in inbox.forms for path in form.exports)
    unfinished = [
        path for form in inbox.forms for path in unfinished_in(folders.inbox / form.form_id)
    ]
    arriving = tuple(sorted([*moving, *unfinished]))
    waiting_forms = {
        path.parent.name for path in arriving if not folders.database(path.parent.name).exists()
    }
    settled = inbox.without(moving)
    forms = (form for form in settled.forms if form.exports or form.form_id not in waiting_forms)
    return replace(settled, forms=tuple(forms)), arriving
