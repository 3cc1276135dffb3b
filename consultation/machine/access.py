"""Access rights: only the account of a run may read and write the files that it keeps.

Everything below the data folder, the inbox and the outputs is closed to group and others. Read-only
files, as in frozen releases, stay read-only. No symbolic link below these folders is followed.
"""

from __future__ import annotations

import grp
import os
import stat
from pathlib import Path

from consultation.machine.disk import REFUSALS, naming
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

NAMED = 3  # files named in a sentence


def close_to_others(folders: Folders) -> tuple[str, ...]:
    """Take away all access of other accounts to the data folder, the inbox, the outputs, and
    everything in them.

    Returns French warnings: about folders that must not be closed, such as somebody's home, and
    about files that can't be closed, since they belong to another account.
    """
    tops = (folders.data, folders.inbox, folders.outputs)
    shared = [top for top in tops if _holds_other_things(top)]
    left = [path for top in tops if top not in shared for path in _close(top)]
    warnings = [sentence("access", "not_apart", folder=top) for top in shared]
    if left:
        names = [os.fsencode(path.name).decode("utf-8", "replace") for path in left[:NAMED]]
        more = ["…"] if len(left) > NAMED else []
        named = ", ".join([*names, *more])
        warnings.append(sentence("access", "left_open", count=len(left), names=named))
    return tuple(warnings)


def _holds_other_things(top: Path) -> bool:
    """True if the folder must not be closed: a system's folder such as `/tmp`, a home, a folder
    with a `.git`."""
    if not top.is_dir():
        return False
    top = top.resolve()
    is_for_all = bool(top.stat().st_mode & stat.S_ISVTX)  # as /tmp
    is_home = top in (Path(top.anchor), Path.home().resolve())
    return is_for_all or is_home or (top / ".git").exists()


def make_closed(folder: Path) -> None:
    """Make the folder and its missing parents. Other accounts have no access to them, whatever the
    umask."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700)


def close_release(folder: Path) -> None:
    """Close a release to other accounts before it is published. Raises OSError if a file belongs to
    another account."""
    with naming(folder):
        for path in _close(folder):
            raise OSError(f"not ours: {path.name}")


def group_id(name: str) -> int:
    """The number of the system's group `name`. Raises OrganiserError if there is no such group, or
    if this account isn't in it. The account root may use any group."""
    try:
        number = grp.getgrnam(name).gr_gid
    except (KeyError, ValueError):
        raise OrganiserError("unknown_group", group=name) from None
    if os.geteuid() != 0 and number not in (os.getegid(), *os.getgroups()):
        raise OrganiserError("not_in_group", group=name)
    return number


def refuse_if_others_write(path: Path) -> None:
    """Raise OrganiserError if the path is missing, or if accounts other than root and this one may
    write to it, or put another file in its place: each folder and link on the way is tested too."""
    for end in (path.absolute(), path.resolve()):
        for above in (end, *end.parents):
            try:
                state = above.lstat()
            except OSError:
                raise OrganiserError("open_to_others.absent", where=str(above)) from None
            # A folder such as /tmp, where nobody can replace another account's files.
            is_kept = above != end and state.st_mode & stat.S_ISVTX
            is_open = state.st_mode & 0o022 and not is_kept and not stat.S_ISLNK(state.st_mode)
            if is_open or state.st_uid not in (0, os.geteuid()):
                raise OrganiserError("open_to_others.writable", where=str(above), path=str(above))


def _close(top: Path) -> list[Path]:
    """Close the folder and everything below it to group and others. Returns the paths that could
    not be changed, since they belong to another account.

    If the folder itself is a symbolic link, its target is closed.
    """
    if not top.is_dir():
        return []
    top = top.resolve()
    left = [
        Path(root, name)
        for root, folders, files, descriptor in os.fwalk(top, topdown=False)
        for name in (*files, *folders)
        if not _close_entry(name, descriptor)
    ]
    return left if _close_entry(str(top), None) else [*left, top]


def _close_entry(name: str, folder: int | None) -> bool:
    """Close a file or folder to group and others. False if it belongs to another account. Links,
    pipes and missing files are left as they are: True.

    `name` is a name in the open folder whose descriptor is `folder`. It is a path if that is None.
    """
    try:
        state = os.stat(name, dir_fd=folder, follow_symlinks=False)
        is_ours = stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)
        if not is_ours or stat.S_IMODE(state.st_mode) == state.st_mode & 0o700:
            return True
        # Opened first, so that rights are changed on this entry even if another takes its name.
        entry = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        try:
            os.fchmod(entry, os.fstat(entry).st_mode & 0o700)
        finally:
            os.close(entry)
    except FileNotFoundError:
        return True
    except OSError as error:
        # The disk failed: that is not a file of another account.
        if error.errno in REFUSALS:
            raise
        return False
    return True
