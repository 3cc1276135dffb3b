"""Frozen releases: handed in, kept next to the present release and never changed again, except to
erase somebody (reducing.py).

`outputs/<form_id>.<name>/` is a copy of the release. Its `gel.json` has the release's fingerprint
and its number in the order of freezing: both stay with the folder when it is copied elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from consultation.machine.access import close_to_others
from consultation.machine.checksums import FREEZE, SUMS, checksum
from consultation.machine.disk import copy_file
from consultation.machine.json_files import read_json, write_json
from consultation.machine.lock import run_lock
from consultation.machine.progress import counter
from consultation.machine.settings import PACK, Folders
from consultation.machine.swap import (
    clear_all_leftovers,
    clear_leftovers,
    replaced_as_a_whole,
)
from consultation.packs.index_file import INDEX, Entry, read_index
from consultation.releases.held_back import refuse_while_waiting
from consultation.releases.manifest import Freeze, read_manifest, verify
from consultation.warehouse.published.last_sending import Sending
from consultation.words.errors import OrganiserError

_NAME = re.compile("[a-z0-9-]{1,40}")
_FILE, _FOLDER, _WRITABLE, _OPEN = 0o400, 0o500, 0o222, 0o700


@dataclass(frozen=True)
class Frozen:
    """A frozen release.

    `number` is its rank in the order of freezing, from 1. `is_project`: its pack was a PROJET.
    `frozen_on` is None if unknown. `reduced_on` is the day when an erasure left only its lists.
    """

    name: str
    path: Path
    number: int
    fingerprint: str
    is_project: bool
    frozen_on: dt.date | None = None
    reduced_on: dt.date | None = None

    @property
    def pack(self) -> Path:
        """The path of the release's pack, which need not exist."""
        return self.path / PACK

    @property
    def has_pack(self) -> bool:
        """True if the release has a pack."""
        return (self.pack / INDEX).is_file()

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The contributions in the release's pack, by reference. Empty without a pack. Raises
        OrganiserError if they can't be read."""
        if not self.has_pack:
            return {}
        try:
            return {entry.reference: entry for entry in read_index(self.pack)}
        except ValueError:
            name = self.path.name
            raise OrganiserError("frozen_damaged", where=name, folder=name) from None


def freeze_release(
    folders: Folders, form_id: str, name: str, *, even_a_project: bool = False
) -> Path:
    """Freeze the form's present release under this name, holding the run lock. Returns its
    folder. Raises OrganiserError as `freeze` does, and while any file waits for a run."""
    with run_lock(folders.data):
        refuse_while_waiting(folders, form_id)
        folder = freeze(folders.outputs, form_id, name, even_a_project=even_a_project)
        close_to_others(folders)
    return folder


def freeze(outputs: Path, form_id: str, name: str, *, even_a_project: bool = False) -> Path:
    """Copy the form's present release to `<form_id>.<name>`, read-only. Returns that folder.

    Raises OrganiserError if the name is taken or not allowed, if there is no release, if `verify`
    finds a problem in it, if its answers are invented, or if its pack is a PROJET (unless
    `even_a_project`).
    """
    release, frozen = outputs / form_id, outputs / f"{form_id}.{name}"
    refuse_name(outputs, form_id, name)
    _refuse_unsound(release)
    if not even_a_project:
        refuse_project(release)
    number = max((other.number for other in frozen_releases(outputs, form_id)), default=0) + 1
    planned = Frozen(
        name, frozen, number, "", False, frozen_on=dt.datetime.now().astimezone().date()
    )
    with frozen_as_a_whole(planned) as folder:
        _copy(release, folder)
    return frozen


@contextmanager
def frozen_as_a_whole(release: Frozen) -> Iterator[Path]:
    """Yield a new folder, which the block fills with the files of the frozen release `release`.
    After the block, add gel.json, put the folder at `release.path` in place of any former folder,
    and make it read-only."""
    frozen = release.path
    with replaced_as_a_whole(frozen) as folder:
        yield folder
        _write_freeze(folder, release)
        for path in _files(folder):
            path.chmod(_FILE)
        if frozen.exists():
            frozen.chmod(_OPEN)
    # After it is in place: some systems don't rename a folder that nobody can write in.
    _close(frozen)
    clear_leftovers(frozen)


def finish_interrupted_freeze(outputs: Path, form_id: str) -> None:
    """Clean up after a freeze or an erasure that was killed. An unfinished copy is deleted. A
    finished copy is made read-only, and the copy that it replaces is deleted."""
    clear_all_leftovers(outputs, f"{form_id}.*")
    for frozen in _frozen_folders(outputs, form_id):
        if frozen.stat().st_mode & _WRITABLE:
            _close(frozen)


def _copy(release: Path, folder: Path) -> None:
    # Not shutil.copytree: on a full disk, it goes on, and does not report the cause for a file.
    paths = sorted(release.rglob("*"))
    advance = counter("files", len(paths))
    for path in paths:
        target = folder / path.relative_to(release)
        if path.is_dir():
            target.mkdir(mode=0o700)
        else:
            copy_file(path, target)
        advance()


def _close(frozen: Path) -> None:
    """Make the folder read-only, its inner folders first, so that a read-only folder means a
    complete freeze."""
    for path in sorted((path for path in frozen.rglob("*") if path.is_dir()), reverse=True):
        path.chmod(_FOLDER)
    frozen.chmod(_FOLDER)


def frozen_releases(outputs: Path, form_id: str) -> tuple[Frozen, ...]:
    """The frozen releases of a form, in the order of freezing. Raises OrganiserError if a release's
    gel.json can't be read, since addenda would miss its contributions."""
    releases = [_frozen_release(path) for path in _frozen_folders(outputs, form_id)]
    return tuple(sorted(releases, key=lambda frozen: (frozen.number, frozen.name)))


def last_sent(outputs: Path, form_id: str) -> Sending | None:
    """The value `sending` of the last release that could be sent, because it was no PROJET or was
    frozen. See `Manifest.sending`.

    `None` if there is no release in place, or no release could be sent so far. Raises
    OrganiserError if a frozen release can't be read.
    """
    manifest = read_manifest(outputs / form_id)
    if manifest is None:
        return None
    frozen = {release.fingerprint for release in frozen_releases(outputs, form_id)}
    return manifest.sending if manifest.fingerprint in frozen else manifest.last_sent


def is_project(release: Path) -> bool:
    """True if the release, frozen or not, has a pack that is a PROJET."""
    return bool(_reasons_of(release))


def _reasons_of(release: Path) -> tuple[str, ...]:
    manifest = read_manifest(release)
    return manifest.pack.reasons if manifest and manifest.pack else ()


def _frozen_folders(outputs: Path, form_id: str) -> list[Path]:
    if not outputs.is_dir():
        return []
    prefix = f"{form_id}."
    return [
        path
        for path in sorted(outputs.iterdir())
        if path.name.startswith(prefix)
        and _NAME.fullmatch(path.name.removeprefix(prefix))
        and (path / FREEZE).exists()
    ]


def _frozen_release(path: Path) -> Frozen:
    freeze_file = read_json(path / FREEZE, Freeze)
    if freeze_file is None:
        raise OrganiserError("frozen_damaged", where=path.name, folder=path.name)
    known = freeze_file.model_dump(exclude={"name", "sha256sums"})
    return Frozen(path.name.partition(".")[2], path, **known)


def _write_freeze(folder: Path, frozen: Frozen) -> None:
    manifest = read_manifest(folder)
    present = {
        "fingerprint": manifest.fingerprint if manifest else "",
        "sha256sums": checksum(folder / SUMS),
        "is_project": is_project(folder),
    }
    freeze_file = Freeze.model_validate(vars(frozen) | present)
    write_json(folder / FREEZE, freeze_file.model_dump(mode="json", exclude_defaults=True))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def refuse_name(outputs: Path, form_id: str, name: str) -> None:
    """Raise OrganiserError for a name that is taken or not allowed: « Version 1 ». Names have
    lower-case letters, digits and hyphens: `depot-cnil`."""
    if not _NAME.fullmatch(name):
        raise OrganiserError("freeze_name", where=name)
    if (outputs / f"{form_id}.{name}").exists():
        raise OrganiserError("freeze_taken", where=f"{form_id}.{name}")


def _refuse_unsound(release: Path) -> None:
    if not release.is_dir():
        raise OrganiserError("nothing_to_freeze", where=release.name)
    problems = verify(release)
    if problems:
        first_problems = " ".join(problems[:3])
        raise OrganiserError("unsound_release", where=release.name, problems=first_problems)
    manifest = read_manifest(release)
    if manifest and manifest.is_example:
        raise OrganiserError("freeze_example", where=release.name)


def refuse_project(release: Path) -> None:
    """Raise OrganiserError, with its reasons, if the pack of the release is a PROJET."""
    reasons = _reasons_of(release)
    if reasons:
        raise OrganiserError("freeze_project", where=release.name, reasons=" ".join(reasons))
