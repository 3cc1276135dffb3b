"""The command `sql`: a question to the published database, answered on screen or in a file."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NoReturn

from consultation.machine.settings import Folders
from consultation.questions.answering import Part, Question, answer
from consultation.questions.databases import published_database
from consultation.questions.drawing import Limits
from consultation.questions.formats import NEED_A_FILE, format_of
from consultation.questions.help import list_queries
from consultation.questions.result_files import put_in_place
from consultation.words.french import sentence

WIDTH = 120
"""Columns of text where there is no terminal."""
ON_A_TERMINAL = Limits(rows=200, characters=600)


def ask(options: Namespace, folders: Folders, refuse: Callable[[str], NoReturn]) -> int:
    """Answer a question to the published database; wrong usage is refused."""
    question = _question(options, folders, _given_values(options, refuse))
    if question is None:
        for line in list_queries(_width()):
            print(line)
    elif options.output and question.described is None:
        with put_in_place(options.output, folders, force=options.force) as aside:
            _print(answer(replace(question, output=aside)), question.kind)
        _note(sentence("sql", "written", file=options.output))
    else:
        _print(answer(question), question.kind)
    return 0


def _question(options: Namespace, folders: Folders, given: dict[str, str]) -> Question | None:
    """What is asked of which database; None for the list of ready-made questions."""
    if options.list:
        return None
    return Question(
        database=published_database(folders, options.form_id),
        query=options.query,
        file=options.file,
        described=options.describe,
        values=given,
        kind=options.format or (format_of(options.output) if options.output else "table"),
        width=_width(),
        limits=ON_A_TERMINAL if sys.stdout.isatty() else Limits(),
    )


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
        refuse("--param\u00a0: la valeur s’écrit NOM=VALEUR")
    return {name.strip().removeprefix("$"): value for name, _sign, value in pairs}


def _print(parts: Iterable[Part], kind: str) -> None:
    """Print what is told: a table as text to show, the rest in a pipe as it is, in UTF-8."""
    is_shown = kind == "table" or sys.stdout.isatty()
    for part, text in parts:
        if part == "note":
            _note(text)
        elif is_shown:
            sys.stdout.write(text)
        else:
            sys.stdout.buffer.write(text.encode())


def _width() -> int:
    """That of the terminal, also of the one at the end of a pipe: « | less »."""
    width = WIDTH
    if stat.S_ISFIFO(os.fstat(1).st_mode) and os.isatty(2):
        width = os.get_terminal_size(2).columns
    return shutil.get_terminal_size((width, 0)).columns


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
