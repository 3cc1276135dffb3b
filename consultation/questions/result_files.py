"""Results in files, written to a temporary file that only its owner can read, then renamed.

No file is written in a folder that a run replaces or reads, or over another file unless forced.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consultation.machine.csv_files import csv_lines
from consultation.machine.disk import PRIVATE, whole_file
from consultation.machine.settings import Folders
from consultation.questions.askings import TypedQuery
from consultation.questions.result_values import distinct_titles, plain_rows
from consultation.warehouse.published.reader import Reader, Result
from consultation.words.errors import OrganiserError


def check_count(query: TypedQuery, kind: str) -> None:
    """Raise OrganiserError if `kind` is `csv` and the question has several results, since a CSV
    file holds a single result."""
    if kind == "csv" and len(query.statements) > 1:
        raise OrganiserError("several_results", kind=kind, count=len(query.statements))


def write_answers(reader: Reader, query: TypedQuery, kind: str, path: Path) -> None:
    """Write the results of a typed question to `path`, as `csv` or `xlsx` (`kind`). Raises
    OrganiserError for several results in CSV, or too many rows in a workbook."""
    check_count(query, kind)
    if kind == "xlsx":
        # Only here: XlsxWriter takes as long to load as a question takes to answer.
        from consultation.questions.result_workbook import write_spreadsheet

        write_spreadsheet(reader, query, path)
        return
    with (
        path.open("w", encoding="utf-8", newline="") as file,
        reader.ask(query.statements[0], query.values) as result,
    ):
        file.writelines(csv_of(result))


def csv_of(result: Result) -> Iterator[str]:
    """The lines of the result as CSV, with the separators and quotes of every CSV file of the
    project."""
    return csv_lines(distinct_titles(result.columns), plain_rows(result.rows))


def _refuse_unsafe(path: Path, folders: Folders) -> None:
    """Raise OrganiserError for a path that is a folder, has no parent folder, or is in a folder
    that a run replaces (the outputs of a form) or reads (the inbox…)."""
    if path.is_dir():
        raise OrganiserError("unsafe_output.folder", path=path)
    if not path.absolute().parent.is_dir():
        raise OrganiserError("unsafe_output.no_folder", path=path)
    outputs, folder = folders.outputs.resolve(), path.absolute().parent.resolve()
    if outputs in folder.parents:
        raise OrganiserError("unsafe_output.outputs", path=path)
    private = [folders.inbox, folders.data, folders.forms, folders.reference_key]
    if any((folder / path.name).is_relative_to(own.resolve()) for own in private):
        raise OrganiserError("unsafe_output.kept", path=path)


@contextmanager
def put_in_place(path: Path, folders: Folders, *, force: bool = False) -> Iterator[Path]:
    """Yield a temporary path, renamed to `path` if the block succeeds, else deleted.

    Raises OrganiserError if `path` is a folder, is in a folder that a run replaces or reads, or
    can't be written. It also raises it if the file already exists and `force` is False.
    """
    _refuse_unsafe(path, folders)
    if not force and os.path.lexists(path):
        raise OrganiserError("file_in_the_way", path=path)
    try:
        with whole_file(path.absolute()) as aside:
            yield aside
            aside.chmod(PRIVATE)  # XlsxWriter opens files its own way
    except OSError as error:
        name = type(error).__name__
        raise OrganiserError("unwritable_output", path=path, error=name) from None
