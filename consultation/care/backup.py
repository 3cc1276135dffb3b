"""The working data and the key in one file: plain tar, with what tells whether it is whole.

It holds what can't be made again: the working databases, the originals that were put away, the
key wherever it lies and its mark, the journal of runs, the form files. It does not hold what a run
makes again (outputs, documents kept, the database of the pack), nor the inbox, nor frozen
releases, nor Prefect's history, nor the key that signs packs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

from consultation.care import safekeeping
from consultation.care.backup_file import (
    ABOUT,
    DATA,
    FORMAT,
    FORMS,
    KEY,
    README,
    SUMS,
    about_backup,
    checked,
    sum_line,
)
from consultation.care.restoring import refuse_half_restored
from consultation.errors import OrganiserError
from consultation.machine.checksums import checksum
from consultation.machine.code_versions import code_version
from consultation.machine.disk import cause, settle
from consultation.settings import Folders
from consultation.warehouse.store.settling import settle_database

# Of the data folder, beside the databases and the archives.
KEPT = ("*.lus", "*.conservation.json", "pseudonymes.marque", "passages.json")
READ_FIRST = """Sauvegarde de faire-masse.

CE FICHIER CONTIENT DES DONNÉES PERSONNELLES ET LA CLÉ DES RÉFÉRENCES : gardez-le sur un disque
chiffré, hors de tout partage, et supprimez-le en même temps que les données.

Pour le remettre en place : faire-masse restore <ce fichier>

donnees/      les bases de travail, les originaux archivés, le journal des passages
cle/          la clé des références
formulaires/  les fichiers des formulaires
SHA256SUMS    les sommes de contrôle (sha256sum -c SHA256SUMS, une fois le fichier extrait)

N'y sont pas : le dossier de dépôt, ce qui est publié (refait par le calcul suivant), les versions
gelées, l'historique de Prefect, la clé de signature.
"""


def backup(folders: Folders, target: Path, now: dt.datetime) -> int:
    """The file holds the working data and the key, whole and on the disk; returns its size.

    To be called under the run lock. Raises OrganiserError when there is nothing to keep, when the
    key is not the one in force, when what goes in is a link to no file, or when the file can't be
    written; what it held before stays.
    """
    target = target.absolute()
    refuse_half_restored(folders)
    _refuse_place(folders, target)
    _refuse_dangling_links(folders)
    _refuse_without_key(folders)
    databases = _databases(folders)
    if not databases:
        raise _nothing(folders)
    for database in databases:
        settle_database(database)
    try:
        _write(folders, databases, target, now)
    except OSError as error:
        raise _not_written(target, cause(error)) from None
    safekeeping.remember_backup(folders, target, now)
    return target.stat().st_size


def _databases(folders: Folders) -> list[Path]:
    """The working databases; those of packs are made again."""
    found = sorted(folders.data.glob("*.duckdb"))
    return [path for path in found if not path.stem.endswith(".soumission")]


def _contents(folders: Folders, databases: list[Path]) -> Iterator[tuple[str, Path]]:
    """What goes in, under which name."""
    kept = [path for pattern in KEPT for path in sorted(folders.data.glob(pattern))]
    archives = sorted((folders.data / "archives").glob("*/*"))
    for path in [*databases, *kept, *archives]:
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield f"{DATA}/{path.relative_to(folders.data)}", path
    if folders.reference_key.exists():
        yield KEY, folders.reference_key
    for path in _form_files(folders):
        if path.is_file():
            yield f"{FORMS}/{path.name}", path


def _form_files(folders: Folders) -> list[Path]:
    """The form files and their notes; what an editor hides beside them is neither."""
    found = [path for one in ("*.toml", "*.note.txt") for path in sorted(folders.forms.glob(one))]
    return [path for path in found if not path.name.startswith(".")]


def _write(folders: Folders, databases: list[Path], target: Path, now: dt.datetime) -> None:
    aside = target.with_name(f".{target.name}.tmp")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            # What links lead to goes in, not the links: elsewhere, they would lead nowhere.
            with tarfile.open(
                fileobj=file, mode="w", format=tarfile.PAX_FORMAT, dereference=True
            ) as archive:
                _fill(archive, folders, databases, now)
            file.flush()
            os.fsync(file.fileno())
        # What was written is read again: a file that changed meanwhile, a disk that lies.
        checked(aside)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    settle(target.parent)


def _fill(
    archive: tarfile.TarFile, folders: Folders, databases: list[Path], now: dt.datetime
) -> None:
    made_at = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    about = {"format": FORMAT, "made_at": made_at, "code": code_version()}
    # The first member tells the file from any other.
    texts = {ABOUT: json.dumps(about, indent=2) + "\n", README: READ_FIRST}
    sums = []
    for name, text in texts.items():
        sums.append(sum_line(hashlib.sha256(text.encode()).hexdigest(), name))
        _add_text(archive, name, text, now)
    for name, path in _contents(folders, databases):
        sums.append(sum_line(checksum(path), name))
        archive.add(path, arcname=name, recursive=False, filter=_nobody_s)
    _add_text(archive, SUMS, "".join(sums), now)


def _nobody_s(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whoever restores owns it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _add_text(archive: tarfile.TarFile, name: str, text: str, now: dt.datetime) -> None:
    content = text.encode("utf-8", "surrogateescape")
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(content), 0o600, int(now.timestamp())
    archive.addfile(member, io.BytesIO(content))


def _refuse_place(folders: Folders, target: Path) -> None:
    parent = target.parent.resolve()
    for folder, why in (
        (folders.outputs, "d'autres personnes lisent ce dossier"),
        (folders.inbox, "ce dossier est lu comme des exports"),
        (folders.data, "elle serait perdue avec ce qu'elle garde"),
    ):
        if parent.is_relative_to(folder.resolve()):
            raise _bad_place(target, f"une sauvegarde n'a pas sa place là\u00a0: {why}.")
    if not parent.is_dir():
        raise _bad_place(target, "ce dossier n'existe pas.")
    if target.is_dir():
        raise _bad_place(target, "c'est un dossier, pas un fichier.")
    if target.exists() and about_backup(target) is None:
        raise _bad_place(target, "un autre fichier porte ce nom\u00a0: il n'est pas remplacé.")


def _refuse_without_key(folders: Folders) -> None:
    state = safekeeping.key_state(folders)
    if state in ("lost", "other", "unreadable"):
        what = {
            "lost": "la clé des références manque",
            "other": "ce n'est pas la clé avec laquelle les références ont été faites",
            "unreadable": "la clé des références est illisible",
        }[state]
        raise OrganiserError(
            f"key_{state}",
            where=str(folders.reference_key),
            what=f"{what}\u00a0: la sauvegarde ne servirait à rien.",
            advice="Remettez d'abord la clé d'origine à cet endroit, depuis une sauvegarde"
            " précédente. Rien n'a été écrit.",
        )


def _refuse_dangling_links(folders: Folders) -> None:
    for path in (folders.reference_key, *_form_files(folders)):
        if path.is_symlink() and not _leads_to_a_file(path):
            raise OrganiserError(
                "dangling_link",
                where=str(path),
                what="ce raccourci (lien symbolique) ne mène à aucun fichier que ce compte puisse"
                " atteindre\u00a0: la sauvegarde ne serait pas entière.",
                advice="Remettez à sa place le fichier auquel il mène, ou un fichier à la place du"
                " raccourci, puis relancez. Rien n'a été écrit.",
            )


def _leads_to_a_file(link: Path) -> bool:
    try:
        return link.is_file()
    except OSError:  # Behind a folder that is closed to us.
        return False


def _bad_place(target: Path, what: str) -> OrganiserError:
    return OrganiserError(
        "bad_backup_place",
        where=str(target),
        what=what,
        advice="Donnez un nom de fichier sur un disque chiffré à part, par exemple"
        " /media/chiffre/faire-masse.tar",
    )


def _nothing(folders: Folders) -> OrganiserError:
    return OrganiserError(
        "nothing_to_back_up",
        where=str(folders.data),
        what="ce dossier de travail ne contient encore aucune base.",
        advice="Lancez d'abord\u00a0: faire-masse run, ou donnez le bon dossier avec --data.",
    )


def _not_written(target: Path, reason: str) -> OrganiserError:
    return OrganiserError(
        "backup_not_written",
        where=str(target),
        what=f"la sauvegarde n'a pas pu être écrite ({reason}).",
        advice="Vérifiez la place et les droits à cet endroit, puis relancez. Ce qui s'y trouvait"
        " avant est intact.",
    )
