"""Backups: the working data and the key in a plain tar file with checksums.

- Contained: the working databases, with the decisions that the local page saved since the last run.
  The key, wherever it is, and the digest by which it is recognised. The form files. The journal of
  runs, and the records of backups, retention, read files and erased people.
- Left out: what a run makes again (outputs, kept documents, the database of the pack), the inbox,
  frozen releases and Prefect's history.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import tarfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from consultation.care.backup_file import (
    DATA,
    FORMS,
    KEY,
    README,
    backup_in,
    is_member,
    read_backup,
)
from consultation.care.restoring import finish_restoration
from consultation.decisions.page_lines import is_page_file
from consultation.machine.checksums import SUMS, checksum, sum_line
from consultation.machine.disk import PRIVATE, cause, whole_file
from consultation.machine.references import key_of
from consultation.machine.settings import Folders
from consultation.runs.safekeeping import key_state, note_backup
from consultation.runs.tombstones import tombstones_of
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.store.decisions import take_lines
from consultation.warehouse.store.store import prepare
from consultation.words.errors import OrganiserError

READ_FIRST = """Sauvegarde de faire-masse {version}.

CE FICHIER CONTIENT DES DONNÉES PERSONNELLES ET LA CLÉ DES RÉFÉRENCES : gardez-le sur un disque
chiffré, hors de tout partage, et supprimez-le en même temps que les données.

Pour le remettre en place : faire-masse restore <ce fichier>

donnees/      les bases de travail, le journal des passages
cle/          la clé des références
formulaires/  les fichiers des formulaires
SHA256SUMS    les sommes de contrôle (sha256sum -c SHA256SUMS, une fois le fichier extrait)

N’y sont pas : le dossier de dépôt, ce qui est publié (refait par le passage suivant), les versions
gelées, l’historique de Prefect.
"""


def backup(folders: Folders, target: Path, now: dt.datetime) -> int:
    """Write the working data and the key to the file `target`. Returns its size in bytes.

    Call it under the run lock. Raises OrganiserError if there is nothing to back up, if a link
    leads to no file, or if the key is lost or is not the key used before. Raises it too if the
    target can't be written, is inside the inbox, data or outputs, or is a file other than a backup.
    The former content of the target then stays.
    """
    target = target.absolute()
    finish_restoration(folders)
    _refuse_place(folders, target)
    _take_page_files(folders)
    contents = _places_by_name(folders)
    if key_state(folders) not in ("unused", "not_made"):
        key_of(folders.reference_key, folders.data)  # raises when it is lost, or another
    try:
        with whole_file(target) as aside:
            # Links are replaced by their targets, since on another machine they would be dangling.
            with tarfile.open(aside, "w", dereference=True) as archive:
                _add_files(archive, contents, now)
            read_backup(aside)  # a file may have changed meanwhile
    except OSError as error:
        raise OrganiserError("backup_not_written", where=str(target), reason=cause(error)) from None
    note_backup(folders, target, now)
    return target.stat().st_size


def _take_page_files(folders: Folders) -> None:
    """Read the decisions that the local page saved since the last run into the working databases.
    They are files of the inbox, which the backup leaves out."""
    for database in sorted(folders.data.glob("*.duckdb")):
        inbox = folders.inbox / database.stem
        files = [path for path in inbox.glob("*") if is_page_file(path) and not path.is_symlink()]
        if not files:
            continue
        tombstones = tombstones_of(folders, database.stem)
        with open_database(database) as connection:
            prepare(connection)
            for path in sorted(files):
                take_lines(connection, database.stem, path, tombstones)


def _places_by_name(folders: Folders) -> dict[str, Path]:
    """Name in the backup → path of the file, sorted: `cle/pseudonymes.cle` → the key's path. Raises
    OrganiserError for a dangling link, or without a database."""
    key = folders.reference_key
    in_data = {
        f"{DATA}/{path.name}": path for path in folders.data.glob("*") if not path.is_symlink()
    }
    # Key and form files may lie elsewhere, and be links to where they are.
    linked = {f"{FORMS}/{path.name}": path for path in folders.forms.glob("*")} | {KEY: key}
    for name, path in linked.items():
        if is_member(name) and path.is_symlink() and not os.access(path, os.F_OK):
            raise OrganiserError("dangling_link", where=str(path))
    contents = {
        name: path
        for name, path in sorted((in_data | linked).items())
        if is_member(name) and path.is_file()
    }
    if not any(name.endswith(".duckdb") for name in contents):
        raise OrganiserError("nothing_to_back_up", where=str(folders.data))
    return contents


def _add_files(archive: tarfile.TarFile, contents: Mapping[str, Path], now: dt.datetime) -> None:
    read_first = READ_FIRST.format(version=version("faire-masse"))
    sums = {README: hashlib.sha256(read_first.encode()).hexdigest()}
    sums |= {name: checksum(path) for name, path in contents.items()}
    _add_text(archive, SUMS, "".join(sum_line(sums[name], name) for name in sums), now)
    _add_text(archive, README, read_first, now)
    for name, path in contents.items():
        archive.add(path, arcname=name, recursive=False, filter=_without_owner)


def _without_owner(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A copy of the archive member without its owner's name and number. Only the account that
    extracts the member may read it."""
    return member.replace(uid=0, gid=0, uname="", gname="", mode=PRIVATE, deep=False)


def _add_text(archive: tarfile.TarFile, name: str, text: str, now: dt.datetime) -> None:
    content = text.encode("utf-8", "surrogateescape")
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(content), PRIVATE, int(now.timestamp())
    archive.addfile(member, io.BytesIO(content))


def _refuse_place(folders: Folders, target: Path) -> None:
    parent = target.parent.resolve()
    for name in ("outputs", "inbox", "data"):
        if parent.is_relative_to(getattr(folders, name).resolve()):
            raise OrganiserError("bad_backup_place", where=str(target))
    if target.is_dir() or not parent.is_dir():
        raise OrganiserError("bad_backup_place", where=str(target))
    if target.exists() and backup_in(target) is None:
        raise OrganiserError("bad_backup_place.taken", where=str(target))
