"""Results in files: each is written aside, readable by its owner only, and put in place once whole;
never in a folder that a run replaces or reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.machine.csv_files import Writable, write_csv_to
from consultation.machine.disk import PRIVATE, whole_file
from consultation.questions.askings import Asking
from consultation.questions.drawing import Limits, draw
from consultation.questions.formats import ONE_RESULT
from consultation.questions.result_values import as_json, distinct_titles, plain_rows
from consultation.screen import escaped_json
from consultation.settings import Folders
from consultation.warehouse.published.reader import Reader, Result

WIDTH_IN_FILES = 120


def check_count(asking: Asking, kind: str) -> None:
    """Refuse several results where the format holds one only."""
    if kind in ONE_RESULT and len(asking.statements) > 1:
        raise OrganiserError("several_results", kind=kind, count=len(asking.statements))


def write_file(reader: Reader, asking: Asking, kind: str, path: Path, folders: Folders) -> None:
    """The answers are in the file, whole, readable by its owner only."""
    check_count(asking, kind)
    refuse_unsafe(path, folders)
    with _put_in_place(path) as aside:
        if kind == "parquet":
            reader.write_parquet(asking.statements[0], asking.values, aside)
        elif kind == "xlsx":
            # Only now: openpyxl takes as long to load as a question to answer.
            from consultation.questions.result_workbook import write_spreadsheet

            write_spreadsheet(reader, asking, aside)
        else:
            with aside.open("w", encoding="utf-8", newline="") as file:
                for number, statement in enumerate(asking.statements):
                    with reader.ask(statement, asking.values) as result:
                        file.write("\n" if number else "")
                        WRITERS[kind](file, result)


def write_csv_result(file: Writable, result: Result) -> None:
    """The result is in the file as CSV, in the dialect of every CSV file of the project."""
    write_csv_to(file, distinct_titles(result.columns), plain_rows(result.rows))


def write_json_result(file: Writable, result: Result) -> None:
    """The result is in the file as a JSON array of objects, a row a line."""
    titles = distinct_titles(result.columns)
    file.write("[")
    for number, row in enumerate(result.rows):
        record = dict(zip(titles, map(as_json, row), strict=True))
        file.write(
            f"{',' if number else ''}\n{escaped_json(json.dumps(record, ensure_ascii=False))}"
        )
    file.write("\n]\n")


def _write_table(file: Writable, result: Result) -> None:
    table = draw(result.columns, result.types, result.rows, WIDTH_IN_FILES, Limits())
    for line in table.lines:
        file.write(f"{line}\n")


WRITERS: dict[str, Callable[[Writable, Result], None]] = {
    "csv": write_csv_result,
    "json": write_json_result,
    "table": _write_table,
}


def refuse_unsafe(path: Path, folders: Folders) -> None:
    """Refuse a place where a run would delete the file or take it for an export, or a folder."""
    target = path.absolute().parent.resolve() / path.name
    outputs = folders.outputs.resolve()
    if target.is_relative_to(outputs) and target.parent != outputs:
        raise OrganiserError("unsafe_output.outputs", path=path)
    if any(target.is_relative_to(folder.resolve()) for folder in (folders.inbox, folders.data)):
        raise OrganiserError("unsafe_output.inbox_or_data", path=path)
    if target.is_dir():
        raise OrganiserError("unsafe_output.folder", path=path)
    if not target.parent.is_dir():
        raise OrganiserError("unsafe_output.no_folder", path=path)


@contextmanager
def _put_in_place(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place when all went well, and is gone otherwise."""
    try:
        with whole_file(path.absolute()) as aside:
            yield aside
            aside.chmod(PRIVATE)  # DuckDB and openpyxl open files their own way
    except OSError as error:
        name = type(error).__name__
        raise OrganiserError("unwritable_output", path=path, error=name) from None
