"""Who may read and write what a run keeps: its account alone, and one group where one is named.

Alone, everything below the data folder, the inbox and the outputs is closed to group and others.
With a group, its members write the inbox and read the outputs, but for `confidentiel/`; the data
folder stays closed. Owners keep what they had: what is read-only, as frozen releases are, stays so.

Whoever writes in a shared inbox must gain nothing by it, least of all when root runs: no symbolic
link is followed, what is changed is the open file and not its name, and a file that has a second
name elsewhere is never opened to the group there. In the outputs, where no member writes, documents
share their bytes with those that the data folder keeps.
"""

from __future__ import annotations

import grp
import os
import stat
from pathlib import Path
from typing import Literal

from consultation.machine.disk import REFUSALS, naming
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

Use = Literal["closed", "read", "write"]
# Never for the whole group: addresses of those who gave one.
CONFIDENTIAL = "confidentiel"
NAMED = 3  # files named in a sentence


def give_rights(folders: Folders) -> tuple[str, ...]:
    """Open everything below data, inbox and outputs to whom the settings say, and to no other.

    Returns French sentences about what belongs to another account and could not be changed.
    Raises OrganiserError, before anything is changed, when the group can't be used.
    """
    group = group_id(folders.group)
    uses: dict[Path, Use] = {
        folders.data: "closed",
        folders.inbox: "write",
        folders.outputs: "read",
    }
    shared = [top for top in uses if _holds_other_things(top)]
    left = [path for top in uses if top not in shared for path in _open_to(group, uses[top], top)]
    said = [sentence("access", "not_apart", folder=top) for top in shared]
    if left:
        names = [os.fsencode(path.name).decode("utf-8", "replace") for path in left[:NAMED]]
        more = ["…"] if len(left) > NAMED else []
        names_told = ", ".join([*names, *more])
        said.append(sentence("access", "left_open", count=len(left), names=names_told))
    return tuple(said)


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
    """Make the folder and its missing parents, closed to all others whatever the umask."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700)


def give_release(folder: Path, folders: Folders) -> None:
    """Give a release that is not in place yet the rights that it will have there."""
    with naming(folder):
        for path in _open_to(group_id(folders.group), "read", folder):
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
        raise OrganiserError("unknown_group", group=name) from None
    if os.geteuid() != 0 and number not in (os.getegid(), *os.getgroups()):
        raise OrganiserError("not_in_group", group=name)
    return number


def refuse_if_others_write(path: Path) -> None:
    """Raises OrganiserError where an account that is neither root nor this one may change the file
    or folder, or put another in its place by a folder or a link on the way to it."""
    for end in (path.absolute(), path.resolve()):
        for place in (end, *end.parents):
            try:
                found = place.lstat()
            except OSError:
                raise OrganiserError("open_to_others.absent", where=str(place)) from None
            # As in /tmp, where what is another's can't be replaced.
            is_kept = place != end and found.st_mode & stat.S_ISVTX
            is_open = found.st_mode & 0o022 and not is_kept and not stat.S_ISLNK(found.st_mode)
            if is_open or found.st_uid not in (0, os.geteuid()):
                raise OrganiserError("open_to_others.writable", where=str(place), path=str(place))


def _open_to(group: int | None, use: Use, top: Path) -> list[Path]:
    """Open the folder and all below it to the group for this use, and to nobody else; returns what
    belongs to another account and could not be changed.

    The folder itself may be a symbolic link: whoever set it up chose so.
    """
    if not top.is_dir():
        return []
    top = top.resolve()
    use = "closed" if group is None else use
    left = []
    # Depth first: a folder opens once what is in it has its rights.
    for root, folders, files, descriptor in os.fwalk(top, topdown=False):
        is_within = use == "read" and CONFIDENTIAL in Path(root).relative_to(top).parts
        for name in (*files, *folders):
            is_confidential = is_within or (use == "read" and name == CONFIDENTIAL)
            if not _set_rights(name, descriptor, "closed" if is_confidential else use, group):
                left.append(Path(root, name))
    # What a member dropped is the member's: the inbox keeps it from the others.
    kept = left if use != "write" else []
    return kept if _set_rights(str(top), None, use, group) else [*kept, top]


def _set_rights(name: str, folder: int | None, use: Use, group: int | None) -> bool:
    """Give an entry of an open folder the rights of this use; False when it belongs to another
    account. Links, pipes and what is gone are left as they are."""
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            return True
        owner = found.st_gid if use == "closed" or group is None else group
        if (stat.S_IMODE(found.st_mode), found.st_gid) == (_mode(found, use), owner):
            return True
        # The entry itself, whatever takes its name meanwhile; never what a link leads to.
        entry = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        try:
            os.fchown(entry, -1, owner)
            os.fchmod(entry, _mode(os.fstat(entry), use))
        finally:
            os.close(entry)
    except FileNotFoundError:
        return True
    except OSError as error:
        # A disk that refuses is no file of another account.
        if error.errno in REFUSALS:
            raise
        return False
    return True


def _mode(found: os.stat_result, use: Use) -> int:
    """The mode that a file or folder is to have for this use: its owner keeps what it had."""
    own = found.st_mode & 0o700
    is_folder = stat.S_ISDIR(found.st_mode)
    if use == "closed" or (use == "write" and not is_folder and found.st_nlink > 1):
        return own
    if use == "write":
        return 0o2770 if is_folder else 0o660
    # Its set-group-ID bit gives to the group what is made in a folder: nothing is in a frozen one.
    is_to_fill = is_folder and own & 0o200
    return own | (own & 0o500) >> 3 | (stat.S_ISGID if is_to_fill else 0)
