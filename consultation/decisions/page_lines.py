"""Decisions that the local page writes, a line each, on the disk before they are confirmed.

A file of lines lies in the form's inbox, like a workbook that came back, and is read at the next
run. From then on it grows no more: the page begins another. So every content is read once.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from consultation.decisions.given_lines import (
    FORM,
    HEADER,
    MOMENT,
    SHEET,
    UNDONE,
    UNTYPED,
    VERSION,
)
from consultation.decisions.sheets import ReviewSheet, WithdrawalSheet
from consultation.machine.access import make_closed
from consultation.machine.disk import PRIVATE, naming, settle

STEM, SUFFIX = "page-", ".decisions.jsonl"
_BEGUN = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(rf"{STEM}([A-Z]+)-(\d{{8}}T\d{{12}}){re.escape(SUFFIX)}")
_LAST_BYTES = 1 << 20
SHARED = 0o660


def is_page_file(path: Path) -> bool:
    """Whether the page gave the file its name."""
    return _NAME.fullmatch(path.name) is not None


def open_file(folder: Path, initials: str, since: dt.datetime | None) -> Path | None:
    """The file that this reader's lines go to now: their last, unless it may have been read, for it
    was begun before `since`."""
    found = [
        (begun, path)
        for path in folder.glob(f"{STEM}{initials}-*{SUFFIX}")
        if (name := _NAME.fullmatch(path.name)) and not path.is_symlink()
        if (begun := dt.datetime.strptime(name[2], _BEGUN).replace(tzinfo=dt.UTC))
        if since is None or begun > since
    ]
    return max(found)[1] if found else None


def readers(folder: Path) -> set[str]:
    """The initials of those whose files are in the folder."""
    names = (_NAME.fullmatch(path.name) for path in folder.glob(f"{STEM}*{SUFFIX}"))
    return {name[1] for name in names if name}


def line_of(
    sheet: ReviewSheet | WithdrawalSheet,
    row: Mapping[str, str | None],
    now: dt.datetime,
    *,
    is_undone: bool = False,
) -> str:
    """A row of the sheet, by its headings, as a line; `is_undone`: what it says is taken back."""
    said = {title: UNTYPED.sub(" ", text) for title, text in row.items() if text}
    marks = {SHEET: sheet.title, MOMENT: now.isoformat()} | ({UNDONE: True} if is_undone else {})
    return json.dumps({**marks, **said}, ensure_ascii=False)


def write_lines(
    folder: Path,
    form_id: str,
    initials: str,
    lines: Iterable[str],
    *,
    now: dt.datetime,
    since: dt.datetime | None,
) -> Path:
    """The lines are on the disk, all of them, in the reader's file; returns it.

    Raises OSError when the disk refuses, and then none of them is.
    """
    make_closed(folder)
    path = open_file(folder, initials, since)
    if path is None:
        path = folder / f"{STEM}{initials}-{now.astimezone(dt.UTC):{_BEGUN}}{SUFFIX}"
    header = json.dumps({HEADER: VERSION, FORM: form_id})
    with naming(path), alone(path) as descriptor:
        if folder.stat().st_mode & stat.S_IWGRP:  # the runs of a shared inbox are another account's
            os.fchmod(descriptor, SHARED)
        _cut_torn_line(descriptor)
        is_begun = os.fstat(descriptor).st_size > 0
        told = lines if is_begun else (header, *lines)
        _append(descriptor, "".join(f"{line}\n" for line in told).encode())
    settle(folder)
    return path


def mend(folder: Path) -> list[str]:
    """No file of the page ends in the middle of a line; returns the names of those that did: the
    machine stopped while they were written, before whoever was deciding was told that it was."""
    torn = []
    for path in sorted(folder.glob(f"{STEM}*{SUFFIX}")):
        if not is_page_file(path) or path.is_symlink():
            continue
        with suppress(OSError), alone(path) as descriptor:
            if _cut_torn_line(descriptor):
                torn.append(path.name)
            if os.fstat(descriptor).st_size == 0:
                path.unlink()
    return torn


@contextmanager
def alone(path: Path) -> Iterator[int]:
    """The file, open, while no other page writes in it."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
    while True:
        descriptor = os.open(path, flags, PRIVATE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # While it was waited for, it may have been deleted, for somebody erased.
            if _is_at(path, descriptor):
                yield descriptor
                return
        finally:
            os.close(descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether the open file is the one that stands under this name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _append(descriptor: int, content: bytes) -> None:
    before = os.fstat(descriptor).st_size
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            os.ftruncate(descriptor, before)
        raise


def _cut_torn_line(descriptor: int) -> bool:
    """Whether the file ended in the middle of a line; it does not any more."""
    size = os.fstat(descriptor).st_size
    start = max(0, size - _LAST_BYTES)
    end = os.pread(descriptor, size - start, start)
    whole = start + end.rfind(b"\n") + 1
    if whole == size or not (start == 0 or whole > start):
        return False
    os.ftruncate(descriptor, whole)
    return True
