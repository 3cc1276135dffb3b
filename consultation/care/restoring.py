"""A backup back in place: whole, or nothing; begun again where it was interrupted.

While files are put in place, `.data/restauration` says so: a run would count from half of them,
and make a new key where the old one is not there yet.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from consultation.care import safekeeping
from consultation.care.backup_file import DATA, FORMS, KEY, Backup, checked, damaged
from consultation.errors import OrganiserError
from consultation.machine.access import make_closed
from consultation.machine.checksums import checksum
from consultation.machine.disk import cause, settle, write_whole
from consultation.runs.journal import journal_file
from consultation.settings import Folders

WORKING_DATA = ("*.duckdb*", "*.lus", "*.conservation.json", "pseudonymes.*")


def restore(folders: Folders, source: Path) -> tuple[str, ...]:
    """Working data, key and form files are those of the backup.

    Returns the names of the form files that differ and were left as they are. To be called under
    the run lock. Raises OrganiserError, and nothing has changed, when the file is damaged or none
    of ours, or when what is there already is other than what it holds.
    """
    backup = checked(source)
    targets = _targets(backup, folders)
    if not _goes_on(folders, backup):
        _refuse_overwriting(folders, backup, targets)
    differing = tuple(
        PurePosixPath(name).name
        for name in backup.sums
        if name.startswith(f"{FORMS}/") and _is_other(targets[name], backup.sums[name])
    )
    wanted = {
        name: target
        for name, target in targets.items()
        if not _is_there(target, backup.sums[name])
        and not (name.startswith(f"{FORMS}/") and target.exists())
    }
    try:
        _put_in_place(folders, backup, wanted)
    except OSError as error:
        raise _not_restored(source, cause(error)) from None
    safekeeping.remember_backup(folders, source.absolute(), backup.made_at)
    return differing


def refuse_half_restored(folders: Folders) -> None:
    """Nothing is left of a restoration that stopped before it put anything in place.

    Raises OrganiserError when one stopped afterwards.
    """
    if _mark_of(folders).exists():
        raise OrganiserError(
            "half_restored",
            where=str(folders.data),
            what="une restauration a été interrompue\u00a0: ce dossier n'est pas entier.",
            advice="Relancez la même commande\u00a0: faire-masse restore <la même sauvegarde>",
        )
    shutil.rmtree(_scratch_of(folders), ignore_errors=True)


def _targets(backup: Backup, folders: Folders) -> dict[str, Path]:
    """Where each file goes, the databases last."""
    places = {}
    for name in sorted(backup.sums, key=lambda name: (name.endswith(".duckdb"), name)):
        top, _, below = name.partition("/")
        if name == KEY:
            places[name] = folders.reference_key
        else:
            places[name] = (folders.data if top == DATA else folders.forms) / below
    return places


def _refuse_overwriting(folders: Folders, backup: Backup, targets: Mapping[str, Path]) -> None:
    """Nothing that is there is other than what the backup holds, and no form is there beside.

    The journal does not count: a run that found nothing to do leaves one.
    """
    ours = {
        target: backup.sums[name]
        for name, target in targets.items()
        if not name.startswith(f"{FORMS}/") and target != journal_file(folders)
    }
    present = {path for pattern in WORKING_DATA for path in folders.data.glob(pattern)}
    others = [
        path
        for path in sorted(present | set(ours))
        if path.exists() and not (path in ours and checksum(path) == ours[path])
    ]
    if not others:
        return
    if others == [folders.reference_key]:
        raise _other_key(folders)
    raise OrganiserError(
        "data_in_the_way",
        where=str(folders.data),
        what="ce dossier contient déjà des données de travail, qui ne sont pas celles de la"
        f" sauvegarde ({', '.join(path.name for path in others[:3])}).",
        advice="Rien n'a été changé. Si ce sont bien celles de la sauvegarde que vous voulez,"
        f" mettez d'abord les autres de côté\u00a0: mv {folders.data} {folders.data}.avant",
    )


def _goes_on(folders: Folders, backup: Backup) -> bool:
    """Whether the restoration of this very backup was interrupted."""
    mark = _mark_of(folders)
    if not mark.exists():
        return False
    if mark.read_text(encoding="ascii").strip() != backup.stamp:
        raise OrganiserError(
            "half_restored",
            where=str(folders.data),
            what="la restauration d'une autre sauvegarde y a été interrompue.",
            advice="Terminez-la avec la même sauvegarde, ou mettez ce dossier de côté\u00a0:"
            f" mv {folders.data} {folders.data}.avant",
        )
    return True


def _put_in_place(folders: Folders, backup: Backup, wanted: Mapping[str, Path]) -> None:
    scratch = _scratch_of(folders)
    mark = _mark_of(folders)
    shutil.rmtree(scratch, ignore_errors=True)
    make_closed(scratch)
    try:
        # All of it is on the disk before the first file has its name.
        written = _extracted(backup, wanted, scratch)
        write_whole(mark, f"{backup.stamp}\n".encode())
        for name, target in wanted.items():
            make_closed(target.parent)
            _move(written[name], target)
        mark.unlink()
        settle(folders.data)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _extracted(backup: Backup, wanted: Mapping[str, Path], scratch: Path) -> dict[str, Path]:
    written = {}
    with tarfile.open(backup.path, "r:") as archive:
        for number, name in enumerate(wanted):
            source = archive.extractfile(name)
            assert source is not None  # noqa: S101 - checked
            written[name] = scratch / str(number)
            descriptor = os.open(written[name], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                shutil.copyfileobj(source, file)
                file.flush()
                os.fsync(file.fileno())
            if checksum(written[name]) != backup.sums[name]:
                raise damaged(backup.path)
    return written


def _move(written: Path, target: Path) -> None:
    """The file has its name at once, be it on another disk: the key and form files may be."""
    if written.stat().st_dev == target.parent.stat().st_dev:
        written.replace(target)
        settle(target.parent)
    else:
        write_whole(target, written.read_bytes())


def _is_there(target: Path, digest: str) -> bool:
    return target.is_file() and checksum(target) == digest


def _is_other(target: Path, digest: str) -> bool:
    return target.exists() and not _is_there(target, digest)


def _scratch_of(folders: Folders) -> Path:
    return folders.data / ".restauration"


def _mark_of(folders: Folders) -> Path:
    return folders.data / "restauration"


def _other_key(folders: Folders) -> OrganiserError:
    return OrganiserError(
        "other_key_in_the_way",
        where=str(folders.reference_key),
        what="une autre clé des références s'y trouve déjà.",
        advice="Rien n'a été changé. Mettez-la d'abord de côté\u00a0: mv"
        f" {folders.reference_key} {folders.reference_key}.avant",
    )


def _not_restored(source: Path, reason: str) -> OrganiserError:
    return OrganiserError(
        "not_restored",
        where=str(source),
        what=f"la sauvegarde n'a pas pu être remise en place ({reason}).",
        advice="Vérifiez la place et les droits, puis relancez la même commande.",
    )
