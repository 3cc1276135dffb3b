"""Write the files of lines in which the local page saves decisions, a decision per line.

A file of lines is in the form's inbox, like a workbook that came back, and the next run reads it.
After that run no line is added to it: the page begins another file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from consultation.decisions.given_lines import (
    FORM,
    HEADER,
    MARK,
    MOMENT,
    SHEET,
    UNDONE,
    UNTYPED,
    VERSION,
    PageSheet,
)
from consultation.machine.access import make_closed
from consultation.machine.disk import whole_file

STEM, SUFFIX = "page-", ".decisions.jsonl"
_BEGUN = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(rf"{STEM}([A-Z]+)-(\d{{8}}T\d{{12}}){re.escape(SUFFIX)}")
_TYPED = re.compile("[A-Z]{1,3}")


def is_page_file(path: Path) -> bool:
    """True if the file has a name that the page gives:
    `page-AB-20261202T081500000000.decisions.jsonl` → True."""
    return _NAME.fullmatch(path.name) is not None


def letters_of(author: str) -> str:
    """The letters in the names of an author's files. Initials stay as they are: `AB` → `AB`. Names
    of files are in logs, so a person's name is replaced by a digest: « Ana » → `OGQGKYHLOB`."""
    digest = hashlib.sha256(author.encode()).digest()[:10]
    is_typed = _TYPED.fullmatch(author)
    return author if is_typed else "".join(chr(ord("A") + byte % 26) for byte in digest)


def open_file(folder: Path, letters: str, since: dt.datetime | None) -> Path | None:
    """The author's last file, if no run can have read it: it was begun after `since`, when a run
    last read the inbox. None otherwise: no line may be added to a file that was read."""
    files = [
        (begun, path)
        for path in folder.glob(f"{STEM}{letters}-*{SUFFIX}")
        if (name := _NAME.fullmatch(path.name)) and not path.is_symlink()
        if (begun := dt.datetime.strptime(name[2], _BEGUN).replace(tzinfo=dt.UTC))
        if since is None or begun > since
    ]
    return max(files)[1] if files else None


def readers(folder: Path) -> set[str]:
    """The letters of the authors who have a file of lines in the folder (see `letters_of`):
    `page-AB-20261202T081500000000.decisions.jsonl` → `{"AB"}`."""
    names = (_NAME.fullmatch(path.name) for path in folder.glob(f"{STEM}*{SUFFIX}"))
    return {name[1] for name in names if name}


def line_of(
    sheet: PageSheet,
    row: Mapping[str, str | None],
    now: dt.datetime,
    *,
    is_undone: bool = False,
) -> str:
    """The row of a sheet as a line of JSON, with the sheet's title and the time `now`. Empty cells
    are left out. With `is_undone`, the line cancels an earlier line about the same row.

    The row `{"Votre choix": "oui", "Remarque": None}` of « À vérifier » →
    `{"sheet": "À vérifier", "at": "2026-12-02T08:15:00+00:00", "Votre choix": "oui"}`.
    """
    cells = {title: UNTYPED.sub(" ", text) for title, text in row.items() if text}
    marks = {SHEET: sheet.title, MOMENT: now.isoformat()} | ({UNDONE: True} if is_undone else {})
    return json.dumps({**marks, **cells}, ensure_ascii=False)


def write_lines(
    folder: Path,
    form_id: str,
    author: str,
    lines: Iterable[str],
    *,
    now: dt.datetime,
    since: dt.datetime | None,
) -> Path:
    """Add lines to the author's file on the disk, and return its path. A new file is begun if there
    is none, if the last is damaged, or was begun before `since`, when a run last read the inbox.

    The caller must hold the run lock, so that nobody else writes or deletes the file. Raises
    OSError if the disk refuses: no line is written then.
    """
    make_closed(folder)
    letters = letters_of(author)
    path = open_file(folder, letters, since)
    before = path.read_bytes() if path else b""
    # A damaged file is left as it is: a line added to a cut line would be unreadable.
    if path is None or not (before.startswith(MARK) and before.endswith(b"\n")):
        path = folder / f"{STEM}{letters}-{now.astimezone(dt.UTC):{_BEGUN}}{SUFFIX}"
        before = f"{json.dumps({HEADER: VERSION, FORM: form_id})}\n".encode()
    with whole_file(path) as aside:
        aside.write_bytes(before + "".join(f"{line}\n" for line in lines).encode())
    return path
