"""A release as the page shows it: ready to send or not, its files, its folders as archives."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from consultation.machine.archives import undated_entry
from consultation.machine.checksums import FREEZE, SUMS
from consultation.machine.json_files import read_json
from consultation.machine.settings import PACK, PUBLIC, Folders
from consultation.releases.addenda import ADDENDUM
from consultation.releases.held_back import waiting_reason
from consultation.releases.manifest import (
    DATABASE,
    MANIFEST,
    Freeze,
    ListedFile,
    Manifest,
    read_manifest,
)
from consultation.words.errors import OrganiserError
from consultation.words.french import date, sentence

# No name of a file is longer than 255 bytes.
_FORM_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,199}")
_NAME = re.compile(r"[a-z0-9-]{1,40}")
CHUNK = 1 << 20
TABLES = ("organisation/statistiques/", "organisation/parquet/")
# Files that are compressed already.
COMPRESSED = (".pdf", ".xlsx", ".docx", ".parquet")


@dataclass(frozen=True)
class ShownRelease:
    """The present release of a form, or a frozen release by its `name`.

    `reduced_on` is the day when an erasure deleted all its files except its lists (indexes,
    checksums and manifest). `waiting` is the id of the reason why it must not be sent before the
    next run: `waiting_files` if a file was dropped since. Empty without such a reason.
    """

    folder: Path
    manifest: Manifest
    name: str = ""
    reduced_on: dt.date | None = None
    waiting: str = ""

    @property
    def is_project(self) -> bool:
        """True if there is a reason not to send the release. Its archives then have
        PROJET in their names, except that of the public folder."""
        return bool(self.reasons)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Sentences: the reasons not to send the release. Empty if it is ready."""
        own = self.manifest.pack.reasons if self.manifest.pack else ()
        waiting = (sentence("reasons", self.waiting),) if self.waiting else ()
        return tuple(dict.fromkeys((*waiting, *own)))

    @property
    def verdict(self) -> str:
        """A line that says if the release can be sent: « Prêt à envoyer ? Oui : 412
        contributions… »."""
        if self.reduced_on:
            return sentence("standing", "reduced", day=date(self.reduced_on))
        pack = self.manifest.pack
        if pack is None:
            counts = self.manifest.counts
            sentence_id = "no_pack" if counts["counted"] else "none_counted"
            return sentence("standing", sentence_id, count=counts["received"])
        if self.reasons:
            return sentence("standing", "not_ready")
        return sentence("standing", "ready", count=pack.contribution_count)

    def archive_name(self, part: str) -> str:
        """The name of the zip archive of a folder: `soumission` → `vsa-2022-soumission.zip`, or
        `vsa-2022-soumission-PROJET.zip` if there is a reason not to send the release. The archive
        of the public folder is never marked PROJET."""
        drafts = ["PROJET"] if part != PUBLIC and self.is_project else []
        return f"{'-'.join((self.folder.name, part, *drafts))}.zip"

    def file(self, path: str) -> Path | None:
        """Where a file of the release is on the disk. `path` is its path inside the release. None
        if the release does not list such a file."""
        listed = {file.path for file in self.manifest.files} | {MANIFEST, SUMS}
        if self.name:
            listed.add(FREEZE)
        if not self.reduced_on:
            listed.add(DATABASE)
        return self.folder / path if path in listed else None

    @property
    def own_files(self) -> dict[str, int]:
        """The files that are for organisers only: path → size in bytes. Files to send, to publish
        or for other programs are left out. Empty for a release of which an erasure left only the
        lists."""
        if self.reduced_on:
            return {}
        others = (f"{PACK}/", f"{PUBLIC}/", *TABLES)
        own = {file.path: file.size for file in self._files() if not file.path.startswith(others)}
        database = self.folder / DATABASE
        return own | ({DATABASE: database.stat().st_size} if database.exists() else {})

    @property
    def pack_files(self) -> dict[str, int]:
        """The files at the top of the folder to send, such as the note and the contribution: path →
        size in bytes. Empty for a release of which an erasure left only the lists."""
        return {
            file.path: file.size
            for file in self._files()
            if not self.reduced_on
            and Path(file.path).parent == Path(PACK)
            and file.path != f"{PACK}/{SUMS}"
        }

    @property
    def addendum(self) -> str:
        """The name of the folder that tells what changed since the last frozen release:
        `additif-01` if one release was frozen, `additif-02` if two were. Empty if nothing changed.
        """
        frozen = [*self.folder.parent.glob(f"{self.folder.name}.*/{FREEZE}")]
        last = f"{ADDENDUM}{len(frozen):02}"
        return last if any(file.path.startswith(f"{last}/") for file in self.manifest.files) else ""

    @property
    def public_files(self) -> dict[str, int]:
        """The files that may be published: path → size in bytes."""
        return {
            file.path: file.size for file in self._files() if file.path.startswith(f"{PUBLIC}/")
        }

    @property
    def tables(self) -> dict[str, int]:
        """The tables for other programs (CSV, Parquet): path → size in bytes."""
        return {file.path: file.size for file in self._files() if file.path.startswith(TABLES)}

    def _files(self) -> list[ListedFile]:
        return sorted(self.manifest.files, key=lambda file: file.path)

    def write_archive(self, part: str, target: BinaryIO) -> None:
        """Write the folder `part` of the release to `target`, as a zip archive. The same files give
        the same bytes.

        Raises OrganiserError if a file is gone or differs from its checksum: a run has published a
        new release meanwhile.
        """
        top = self.archive_name(part).removesuffix(".zip")
        with ZipFile(target, "w") as archive:
            for file in self._files():
                if file.path.startswith(f"{part}/"):
                    entry = undated_entry(f"{top}{file.path.removeprefix(part)}")
                    self._add(archive, entry, file)

    def _add(self, archive: ZipFile, entry: ZipInfo, file: ListedFile) -> None:
        if file.path.endswith(COMPRESSED):
            entry.compress_type = ZIP_STORED
        entry.file_size = file.size
        try:
            with (self.folder / file.path).open("rb") as sealed:
                if hashlib.file_digest(sealed, "sha256").hexdigest() != file.sha256:
                    raise OrganiserError("release_changed", where=self.folder.name)
                sealed.seek(0)
                with archive.open(entry, "w") as target:
                    shutil.copyfileobj(sealed, target)
        except FileNotFoundError:
            raise OrganiserError("release_changed", where=self.folder.name) from None


def release_shown(folders: Folders, form_id: str, name: str = "") -> ShownRelease | None:
    """The present release of a form. If `name` is given, the frozen release of this name. None if
    there is no such release."""
    if not _FORM_ID.fullmatch(form_id) or (name and not _NAME.fullmatch(name)):
        return None
    folder = folders.release(f"{form_id}.{name}" if name else form_id)
    manifest = read_manifest(folder)
    frozen = read_json(folder / FREEZE, Freeze) if name else None
    reduced_on = frozen.reduced_on if frozen else None
    waiting = "" if name else waiting_reason(folders, form_id)
    return ShownRelease(folder, manifest, name, reduced_on, waiting) if manifest else None


def is_form_id(text: str) -> bool:
    """True if a form may have this id: `vsa-2022` → True, `../x` → False."""
    return _FORM_ID.fullmatch(text) is not None
