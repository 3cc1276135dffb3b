"""Who may read and write what a run keeps: its account alone, and one group where one is named.

Alone, everything below the data folder, the inbox and the outputs is closed to group and others.
With a group, its members write the inbox and read the outputs, but for `confidentiel/`; the data
folder stays closed. Owners keep what they had: what is read-only, as frozen releases are, stays so.

Whoever writes in a shared inbox must gain nothing by it, least of all when root runs: no symbolic
link is followed, what is changed is the open file and not its name, and a file that has a second
name elsewhere is never opened to the group.
"""

from __future__ import annotations

import grp
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from consultation.errors import OrganiserError
from consultation.french import counted
from consultation.machine.disk import REFUSALS, naming
from consultation.settings import Folders

Use = Literal["closed", "read", "write"]
# Never for the whole group: addresses of those who gave one.
CONFIDENTIAL = "confidentiel"
NAMED = 3  # files named in a sentence


@dataclass(frozen=True)
class Rights:
    """What a tree is open to: `use` says for what, `group_id` to whom."""

    use: Use
    group_id: int | None = None

    def mode(self, found: os.stat_result) -> int:
        """The mode that an entry is to have."""
        own = found.st_mode & 0o700
        is_folder = stat.S_ISDIR(found.st_mode)
        if self.use == "closed" or (not is_folder and found.st_nlink > 1):
            return own
        if self.use == "write":
            return 0o2770 if is_folder else 0o660
        for_group = (own & (0o500 if is_folder else 0o400)) >> 3
        # Its set-group-ID bit gives to the group what is made in a folder; frozen ones are full.
        return own | for_group | (stat.S_ISGID if is_folder and own & 0o200 else 0)


CLOSED = Rights("closed")


def keep_closed(folders: Folders) -> tuple[str, ...]:
    """Everything below data, inbox and outputs is open to whom the settings say, and to no other.

    Returns French sentences about what belongs to another account and could not be changed.
    Raises OrganiserError, before anything is changed, when the group can't be used.
    """
    group = group_id(folders.group)
    trees = (
        (folders.data, CLOSED),
        (folders.inbox, _for(group, "write")),
        (folders.outputs, _for(group, "read")),
    )
    shared = [top for top, _ in trees if _holds_other_things(top)]
    own = [(top, rights) for top, rights in trees if top not in shared]
    left = [path for top, rights in own for path in _give(top, rights)]
    return (*map(_not_apart, shared), *([_not_ours(left)] if left else []))


def _holds_other_things(top: Path) -> bool:
    """Whether the folder is the system's, or somebody's whole home or project: it is not ours to
    close."""
    if not top.is_dir():
        return False
    top = top.resolve()
    is_for_all = bool(top.stat().st_mode & stat.S_ISVTX)  # as /tmp
    is_home = top in (Path(top.anchor), Path.home().resolve())
    return is_for_all or is_home or (top / ".git").exists()


def make_closed(folder: Path) -> None:
    """The folder is there; what had to be made of the way to it is closed, whatever the umask."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700)


def give_release(folder: Path, folders: Folders) -> None:
    """A release that is still aside is open to whom it will be once in place."""
    with naming(folder):
        for path in _give(folder, _for(group_id(folders.group), "read")):
            raise OSError(f"not ours: {path.name}")


def group_id(name: str | None) -> int | None:
    """The number of the group; None without one.

    Raises OrganiserError when there is no such group, or when this account isn't in it.
    """
    if name is None:
        return None
    try:
        number = grp.getgrnam(name).gr_gid
    except (KeyError, ValueError):
        raise _unknown_group(name) from None
    if os.geteuid() != 0 and number not in (os.getegid(), *os.getgroups()):
        raise _not_a_member(name)
    return number


def _for(group: int | None, use: Use) -> Rights:
    return CLOSED if group is None else Rights(use, group)


def _give(top: Path, rights: Rights) -> list[Path]:
    """The rights hold below `top`, and then for it; where they could not be given is returned.

    The folder itself may be a symbolic link: whoever set it up chose so.
    """
    if not top.is_dir():
        return []
    top = top.resolve()
    left: list[Path] = []
    # Depth first: a folder opens once what is in it has its rights.
    for root, folders, files, descriptor in os.fwalk(top, topdown=False):
        inside = _within(Path(root), top, rights)
        for name in files:
            if not _set(name, descriptor, inside):
                left.append(Path(root, name))
        for name in folders:
            of_folder = CLOSED if name == CONFIDENTIAL and rights.use == "read" else inside
            if not _set(name, descriptor, of_folder):
                left.append(Path(root, name))
    if not _set(str(top), None, rights):
        left.append(top)
    return [path for path in left if not (rights.use == "write" and _is_sheltered(path, top))]


def _within(folder: Path, top: Path, rights: Rights) -> Rights:
    is_confidential = rights.use == "read" and CONFIDENTIAL in folder.relative_to(top).parts
    return CLOSED if is_confidential else rights


def _set(name: str, descriptor: int | None, rights: Rights) -> bool:
    """The entry has its rights, or is none that has any; False when it can't be changed."""
    try:
        found = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
    except FileNotFoundError:
        return True
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)) or _has(found, rights):
        return True
    try:
        opened = _opened(name, descriptor)
    except OSError as error:
        if error.errno in REFUSALS:
            raise
        return False
    try:
        found = os.fstat(opened)
        if rights.group_id not in (None, found.st_gid):
            os.fchown(opened, -1, int(rights.group_id or 0))
        os.fchmod(opened, rights.mode(found))
    except OSError as error:
        # A disk that refuses is no file of another account.
        if error.errno in REFUSALS:
            raise
        return False
    finally:
        os.close(opened)
    return True


def _has(found: os.stat_result, rights: Rights) -> bool:
    is_of_group = rights.group_id in (None, found.st_gid)
    return is_of_group and stat.S_IMODE(found.st_mode) == rights.mode(found)


def _opened(name: str, descriptor: int | None) -> int:
    """The entry itself, whatever takes its name meanwhile; never what a link leads to."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    return os.open(name, flags, dir_fd=descriptor)


def _is_sheltered(path: Path, top: Path) -> bool:
    """What a member dropped is the member's: the folder above keeps it from the others."""
    return path != top and stat.S_IMODE(top.stat().st_mode) & 0o007 == 0


def _named(paths: list[Path]) -> Iterator[str]:
    yield from (os.fsencode(path.name).decode("utf-8", "replace") for path in paths[:NAMED])
    if len(paths) > NAMED:
        yield "…"


def _not_ours(paths: list[Path]) -> str:
    subject = counted(
        len(paths),
        "fichier ou dossier reste ouvert à d'autres comptes et appartient",
        "fichiers ou dossiers restent ouverts à d'autres comptes et appartiennent",
    )
    return (
        f"{subject} à un autre compte que celui du calcul\u00a0: {', '.join(_named(paths))}."
        " Redéposez-les depuis le compte du calcul, ou demandez à qui administre la machine de les"
        " lui donner (chown)."
    )


def _unknown_group(name: str) -> OrganiserError:
    return OrganiserError(
        "unknown_group",
        where=name,
        what="cette machine n'a pas de groupe de ce nom.",
        advice="Rien n'a été écrit. Corrigez FAIRE_MASSE_GROUP, ou créez le groupe\u00a0: sudo"
        f" groupadd {name}",
    )


def _not_a_member(name: str) -> OrganiserError:
    return OrganiserError(
        "not_in_group",
        where=name,
        what="le compte qui lance le calcul n'est pas dans ce groupe.",
        advice=f"Rien n'a été écrit. Ajoutez-le (sudo usermod -aG {name} <compte>), puis"
        " reconnectez-vous ou redémarrez le service.",
    )


def _not_apart(top: Path) -> str:
    return (
        f"{top}\u00a0: ce dossier contient aussi autre chose, et ses droits n'ont pas été changés."
        " Donnez un dossier à part (--inbox, --data, --outputs)."
    )
