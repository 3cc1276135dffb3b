"""Replace DuckDB's errors about the disk by our own, since DuckDB's messages may quote answers.

DuckDB 2.0's messages, as seen with errors injected by strace:
- a full disk: `Could not write file "/…": No space left on device`, alone or inside another message
- a failing disk: `fsync failed!`, without a file's name
- a full temporary folder: the name of the setting that limits it
- a damaged file: `Could not read enough bytes from file`, `Corrupt database file: …`,
  `… it is not a valid DuckDB database file!`
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from consultation.machine.disk import REFUSALS, disk_refusal
from consultation.words.errors import OrganiserError

_UNSYNCED = "fsync failed!"
_SPILL = "max_temp_directory_size"
_DAMAGE = ("Could not read enough bytes", "Corrupt database file", "not a valid DuckDB database")


def problem_of_disk(
    error: BaseException | None, database: Path, folders: Sequence[Path]
) -> OrganiserError | None:
    """The error to raise in place of `error`, if the disk failed or the database is damaged. None
    if `error` and its cause are about something else.

    The returned error names the file of DuckDB's message if this file is in the `folders`.
    Otherwise it names the database.
    """
    seen: set[int] = set()
    is_told = isinstance(error, OrganiserError)  # and may be about another database
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, duckdb.Error):
            text = str(error)
            if number := _number_in(text):
                return disk_refusal(number, _file_in(text, number, folders) or str(database))
            if not is_told and any(damage in text for damage in _DAMAGE):
                return OrganiserError("damaged_database", where=str(database))
        error = error.__cause__ or error.__context__
    return None


def _number_in(text: str) -> int | None:
    for number in REFUSALS:
        if re.search(f'": {re.escape(os.strerror(number))}', text):
            return number
    if _UNSYNCED in text:
        return errno.EIO
    return errno.ENOSPC if _SPILL in text else None


def _file_in(text: str, number: int, folders: Sequence[Path]) -> str | None:
    """The file that DuckDB's message names: `"/data/q.duckdb": No space left…` → `/data/q.duckdb`.

    `number`: the system's number of the error that the message quotes, here `ENOSPC`. None if the
    message names no file, or a file outside the `folders`.
    """
    match = re.search(f'"(/[^"\n]+)": {re.escape(os.strerror(number))}', text)
    if match and any(Path(match[1]).is_relative_to(folder.absolute()) for folder in folders):
        return match[1]
    return None


def is_of_a_database(error: BaseException | None) -> bool:
    """True if DuckDB raised this exception, or any exception in the chain of its causes."""
    while error is not None and not isinstance(error, duckdb.Error):
        error = error.__cause__ or error.__context__
    return error is not None
