"""The command `sql`: a query of the published database, answered on screen or in a file."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from functools import partial
from typing import NoReturn

from consultation.machine.settings import Folders
from consultation.questions.askings import (
    TypedQuery,
    published_database,
    query_in_file,
    typed_query,
)
from consultation.questions.drawing import Drawing, Limits, draw
from consultation.questions.help import describe, list_queries, list_tables
from consultation.questions.result_files import (
    check_count,
    csv_of,
    put_in_place,
    write_answers,
)
from consultation.warehouse.published.reader import Reader, Result, open_reader
from consultation.words.french import sentence

WIDTH = 120
"""Characters per line if the output is not a terminal."""
FILE_FORMATS = ("csv", "xlsx")
ON_A_TERMINAL = Limits(rows=200, characters=600)

Refuse = Callable[[str], NoReturn]

words = partial(sentence, "sql")


def ask(options: Namespace, folders: Folders, refuse: Refuse) -> int:
    """Print the answer to a query of the published database, or write it to a file (`--output`).
    With `--list`, print the ready-made queries. With `--describe`, print the tables of the
    database, or describe a single table or query. Returns 0. For wrong usage, `refuse` ends the
    process with 2."""
    values, kind = _parameter_values(options, refuse), _kind(options, refuse)
    if options.list:
        _print_lines(list_queries(_width()))
        return 0
    with open_reader(published_database(folders, options.form_id)) as reader:
        if options.describe is not None:
            _describe(reader, options.describe)
        elif options.file:
            _answer(reader, query_in_file(reader, options.file, values), kind, options, folders)
        else:
            _answer(reader, typed_query(reader, options.query, values), kind, options, folders)
    return 0


def _parameter_values(options: Namespace, refuse: Refuse) -> dict[str, str]:
    """The values of the query's parameters, from `--param`: `--param mot=eau` → `{"mot": "eau"}`.
    Calls `refuse` for options that exclude each other, if no query is given, and for a parameter
    that is not written NAME=VALUE."""
    query_sources = [
        options.query is not None,
        options.file is not None,
        options.list,
        options.describe is not None,
    ]
    if sum(query_sources) == 0:
        refuse("il manque une requête, --file, --list ou --describe")
    if sum(query_sources) > 1:
        refuse("une requête, --file, --list et --describe ne vont pas ensemble")
    pairs = [text.partition("=") for text in options.param]
    if not all(name and equals for name, equals, _value in pairs):
        refuse("--param\u00a0: la valeur s’écrit NOM=VALEUR")
    return {name.strip().removeprefix("$"): value for name, _equals, value in pairs}


def _kind(options: Namespace, refuse: Refuse) -> str:
    """The format of the answer: `--format`, else the suffix of `--output` (`x.CSV` → `csv`), else
    `table`. Calls `refuse` for a format that `--output` can't have, and for xlsx without
    `--output`."""
    if options.output is None:
        if options.format == "xlsx":
            refuse("--format xlsx\u00a0: il manque --output FICHIER")
        return options.format or "table"
    kind = options.format or options.output.suffix.removeprefix(".").lower()
    if kind not in FILE_FORMATS:
        refuse("--output\u00a0: un fichier est en .csv ou en .xlsx")
    return str(kind)


def _describe(reader: Reader, name: str) -> None:
    catalogue = reader.catalogue()
    lines = describe(catalogue, name, _width()) if name else list_tables(catalogue, _width())
    _print_lines(lines)


def _answer(
    reader: Reader, query: TypedQuery, kind: str, options: Namespace, folders: Folders
) -> None:
    if options.output:
        with put_in_place(options.output, folders, force=options.force) as aside:
            write_answers(reader, query, kind, aside)
        _note(words("written", file=options.output))
        return
    check_count(query, kind)
    if kind == "table" and query.is_ready_made:
        _note("\n".join(query.about[:2]))
    for number, statement in enumerate(query.statements):
        if number:
            print()
        with reader.ask(statement, query.values) as result:
            if kind == "csv":
                _print_csv(result)
            else:
                _print_table(result, query.if_empty)


def _print_table(result: Result, if_empty: str) -> None:
    limits = ON_A_TERMINAL if sys.stdout.isatty() else Limits()
    drawing = draw(result.columns, result.types, result.rows, _width(), limits)
    _print_lines(drawing.lines)
    sys.stdout.flush()
    _note(_note_below(drawing))
    if if_empty and not drawing.row_count:
        _note(if_empty)


def _note_below(drawing: Drawing) -> str:
    """The line below a table: the number of rows, and how to get the rows and texts left out: « 200
    lignes montrées sur 412. Tout avoir : … »."""
    shown_count, count = drawing.shown_row_count, drawing.row_count
    if shown_count < count:
        note = words("rows_shown", shown=shown_count, count=count)
    else:
        note = words("rows", count=count) if count else words("no_row")
    if drawing.cut_text_count:
        note += f", {words('cut_texts', count=drawing.cut_text_count)}"
    is_whole = shown_count == count and not drawing.cut_text_count
    return f"{note}." if is_whole else f"{note}. {words('have_all')}"


def _print_csv(result: Result) -> None:
    """Print CSV: without control characters on a terminal, unchanged and in UTF-8 in a pipe."""
    if sys.stdout.isatty():
        sys.stdout.writelines(csv_of(result))
        return
    for line in csv_of(result):
        sys.stdout.buffer.write(line.encode())


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _width() -> int:
    """The width of the terminal in characters, `WIDTH` without a terminal."""
    return shutil.get_terminal_size((WIDTH, 0)).columns


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
