"""The command `sql`: a question to the published database, answered on screen or in a file."""

from __future__ import annotations

import io
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import NoReturn

from consultation.french import counted, number
from consultation.machine.csv_files import Writable
from consultation.questions.askings import Asking, asking_of, file_asking
from consultation.questions.databases import published_database
from consultation.questions.drawing import Drawing, Limits, draw
from consultation.questions.formats import NEED_A_FILE, format_of
from consultation.questions.help import describe, list_queries, list_tables
from consultation.questions.result_files import (
    check_count,
    write_csv_result,
    write_file,
    write_json_result,
)
from consultation.questions.result_values import harmless_text
from consultation.settings import Folders
from consultation.warehouse.published.reader import Reader, Result, open_reader

WIDTH = 120
"""Columns of text where there is no terminal."""
ON_A_TERMINAL = Limits(rows=200, characters=600)


def ask(options: Namespace, folders: Folders, refuse: Callable[[str], NoReturn]) -> int:
    """What is asked is answered; wrong usage is refused."""
    given = _check_options(options, refuse)
    try:
        _answer(options, folders, given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answer has seen enough (`| head`): nothing more can be said there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _check_options(options: Namespace, refuse: Callable[[str], NoReturn]) -> dict[str, str]:
    """The values given to parameters, once the options go together."""
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


def _answer(options: Namespace, folders: Folders, given: dict[str, str]) -> None:
    if options.list:
        _print(list_queries(_width()))
        return
    with open_reader(published_database(folders, options.form_id)) as reader:
        if options.describe is not None:
            name, catalogue = options.describe, reader.catalogue()
            _print(
                describe(catalogue, name, _width()) if name else list_tables(catalogue, _width())
            )
            return
        asking = (
            file_asking(reader, options.file, given)
            if options.file
            else asking_of(reader, options.query, given)
        )
        if options.output:
            kind = options.format or format_of(options.output)
            write_file(reader, asking, kind, options.output, folders)
            _note(
                f"Écrit\u00a0: {options.output}. Ce fichier peut contenir des réponses\u00a0:"
                " à ne pas transmettre."
            )
        else:
            _print_answers(reader, asking, options.format or "table")


def _print_answers(reader: Reader, asking: Asking, kind: str) -> None:
    check_count(asking, kind)
    if kind == "table" and asking.is_ready_made:
        _note("\n".join(asking.about[:2]))
    for place, statement in enumerate(asking.statements):
        if place:
            print()
        with reader.ask(statement, asking.values) as result:
            PRINTERS[kind](result)


def _print_table(result: Result) -> None:
    limits = ON_A_TERMINAL if sys.stdout.isatty() else Limits()
    table = draw(result.columns, result.types, result.rows, _width(), limits)
    _print(table.lines)
    _note(_what_was_shown(table))


def _what_was_shown(table: Drawing) -> str:
    """How many rows there are, and what was left out."""
    if table.shown_row_count == table.row_count:
        rows = counted(table.row_count, "ligne") if table.row_count else "Aucune ligne"
    else:
        rows = f"{number(table.shown_row_count)} lignes montrées sur {number(table.row_count)}"
    texts = counted(table.cut_text_count, "texte coupé", "textes coupés")
    cut = f", {texts}" if table.cut_text_count else ""
    is_whole = not cut and table.shown_row_count == table.row_count
    advice = (
        "" if is_whole else " Tout avoir\u00a0: --output FICHIER.csv (ou .xlsx, .json, .parquet)."
    )
    return f"{rows}{cut}.{advice}"


def _print_csv(result: Result) -> None:
    write_csv_result(_stream(), result)


def _print_json(result: Result) -> None:
    write_json_result(_stream(), result)


PRINTERS = {"table": _print_table, "csv": _print_csv, "json": _print_json}


class _Screen:
    """A terminal that is sent nothing which it would obey."""

    def write(self, text: str) -> None:
        sys.stdout.write(harmless_text(text))


def _stream() -> Writable:
    """Where a CSV or JSON answer goes: as it is in a pipe, without commands on a terminal."""
    if sys.stdout.isatty():
        return _Screen()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    return sys.stdout


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _width() -> int:
    return shutil.get_terminal_size((WIDTH, 0)).columns


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
