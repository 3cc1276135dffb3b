"""The command `sql`: a question to the published database, answered on screen or in a file."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from functools import partial
from typing import NoReturn

from consultation.french import sentence
from consultation.machine.csv_files import Writable
from consultation.questions.askings import Asking, asking_of, file_asking
from consultation.questions.databases import published_database
from consultation.questions.drawing import Drawing, Limits, draw
from consultation.questions.formats import NEED_A_FILE, format_of
from consultation.questions.help import describe, list_queries, list_tables
from consultation.questions.result_files import WRITERS, check_count, write_file
from consultation.settings import Folders
from consultation.warehouse.published.reader import Reader, Result, open_reader

WIDTH = 120
"""Columns of text where there is no terminal."""
ON_A_TERMINAL = Limits(rows=200, characters=600)

say = partial(sentence, "sql")


def ask(options: Namespace, folders: Folders, refuse: Callable[[str], NoReturn]) -> int:
    """Answer a question to the published database; wrong usage is refused."""
    given = _given_values(options, refuse)
    if options.list:
        _print(list_queries(_width()))
        return 0
    with open_reader(published_database(folders, options.form_id)) as reader:
        if options.describe is not None:
            _print(_description(reader, options.describe))
            return 0
        if options.file:
            asking = file_asking(reader, options.file, given)
        else:
            asking = asking_of(reader, options.query, given)
        if options.output:
            kind = options.format or format_of(options.output)
            write_file(reader, asking, kind, options.output, folders)
            _note(say("written", file=options.output))
        else:
            _print_answers(reader, asking, options.format or "table")
    return 0


def _given_values(options: Namespace, refuse: Callable[[str], NoReturn]) -> dict[str, str]:
    """The values given to parameters; options that don't go together are refused."""
    asked = [
        options.query is not None,
        options.file is not None,
        options.list,
        options.describe is not None,
    ]
    if sum(asked) == 0:
        refuse("il manque une requête, --file, --list ou --describe")
    if sum(asked) > 1:
        refuse("une requête, --file, --list et --describe ne vont pas ensemble")
    if options.output is None and options.format in NEED_A_FILE:
        refuse(f"--format {options.format}\u00a0: il manque --output FICHIER")
    pairs = [text.partition("=") for text in options.param]
    if not all(name and sign for name, sign, _value in pairs):
        refuse("--param\u00a0: la valeur s'écrit NOM=VALEUR")
    return {name.strip().removeprefix("$"): value for name, _sign, value in pairs}


def _description(reader: Reader, name: str) -> Iterable[str]:
    catalogue = reader.catalogue()
    return describe(catalogue, name, _width()) if name else list_tables(catalogue, _width())


def _print_answers(reader: Reader, asking: Asking, kind: str) -> None:
    check_count(asking, kind)
    if kind == "table" and asking.is_ready_made:
        _note("\n".join(asking.about[:2]))
    for place, statement in enumerate(asking.statements):
        if place:
            print()
        with reader.ask(statement, asking.values) as result:
            if kind == "table":
                _print_table(result)
            else:
                WRITERS[kind](_stream(), result)


def _print_table(result: Result) -> None:
    limits = ON_A_TERMINAL if sys.stdout.isatty() else Limits()
    drawing = draw(result.columns, result.types, result.rows, _width(), limits)
    _print(drawing.lines)
    _note(_note_below(drawing))


def _note_below(drawing: Drawing) -> str:
    """How many rows there are, and what was left out."""
    shown, count = drawing.shown_row_count, drawing.row_count
    if shown < count:
        said = say("rows_shown", shown=shown, count=count)
    else:
        said = say("rows", count=count) if count else say("no_row")
    if drawing.cut_text_count:
        said += f", {say('cut_texts', count=drawing.cut_text_count)}"
    is_whole = shown == count and not drawing.cut_text_count
    return f"{said}." if is_whole else f"{said}. {say('have_all')}"


class _Pipe:
    """Standard output that is given the very text, in UTF-8 whatever the locale."""

    def write(self, text: str) -> None:
        sys.stdout.buffer.write(text.encode())


def _stream() -> Writable:
    """Where a CSV or JSON answer goes: as it is in a pipe, as text to show on a terminal."""
    return sys.stdout if sys.stdout.isatty() else _Pipe()


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _width() -> int:
    return shutil.get_terminal_size((WIDTH, 0)).columns


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
