"""Folders that are published whole. A folder is written under another name, then exchanged with the
published folder in a single step."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from consultation.machine.disk import naming, settle
from consultation.machine.system import exchange

SYNCED_AT_ONCE = 8
# The errnos if the kernel or the file system can't exchange two folders.
UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


@contextmanager
def replaced_as_a_whole(folder: Path) -> Iterator[Path]:
    """Yield a new folder to write in, which replaces `folder` if the block raises nothing.

    `folder` is never half-written. A disk error without a file name is given that of `folder`.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(folder)
    aside = _aside(folder, "new")
    clear(aside)
    try:
        with naming(folder):
            yield aside
            _settle_all(aside)
            _take_its_place(aside, folder)
            # Before the former folder is deleted: after a power cut one of the two is there.
            settle(folder.parent)
    finally:
        with suppress(OSError):  # the next run deletes leftovers
            remove(aside)


def clear_leftovers(folder: Path) -> None:
    """Delete the unfinished new folder and the former folder that an interrupted run left next to
    `folder`. If `folder` itself is missing, the former folder is first moved back to its name."""
    old = _aside(folder, "old")
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (old, _aside(folder, "new")):
        remove(left)


def remove(folder: Path) -> None:
    """Delete the folder and its content, even if it is read-only. Do nothing if it is missing."""
    # A frozen folder lets nobody delete what it holds.
    for closed, _, _ in os.walk(folder):
        os.chmod(closed, 0o700)  # noqa: PTH101
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def clear(folder: Path) -> None:
    """Make an empty folder, closed to other accounts. A folder of that name is deleted first."""
    remove(folder)
    folder.mkdir(mode=0o700)


def clear_all_leftovers(parent: Path, pattern: str) -> None:
    """Call `clear_leftovers` for each folder in `parent` whose name matches the pattern and next to
    which an interrupted run left a new or an old folder."""
    for aside in sorted([*parent.glob(f".{pattern}.new"), *parent.glob(f".{pattern}.old")]):
        clear_leftovers(parent / aside.name[1:].rpartition(".")[0])


def _aside(folder: Path, word: str) -> Path:
    return folder.with_name(f".{folder.name}.{word}")


def _settle_all(folder: Path) -> None:
    """Make the folder, and every file and folder in it, survive a power cut (fsync)."""
    paths = sorted(folder.rglob("*"))
    # The disk takes several at once: a pack has thousands of documents.
    with ThreadPoolExecutor(SYNCED_AT_ONCE) as pool:
        list(pool.map(settle, [*paths, folder]))


def _take_its_place(aside: Path, folder: Path) -> None:
    """Rename the folder `aside` to `folder`. A published folder of that name is renamed to `aside`
    in the same step. Where the system can't exchange names, it is deleted instead."""
    if not folder.exists():
        aside.rename(folder)
        return
    try:
        exchange(aside, folder)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        old = _aside(folder, "old")
        folder.rename(old)
        aside.rename(folder)
        settle(folder.parent)
        remove(old)
