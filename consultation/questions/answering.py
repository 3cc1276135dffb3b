"""Questions answered in a process of their own, which can be killed: whatever a query does, it has
no more time and memory than it is told, and gives its memory back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from consultation.machine.children import bounded_memory, each_apart
from consultation.questions.askings import Asking, asking_of, file_asking
from consultation.questions.drawing import Drawing, Limits, draw
from consultation.questions.help import describe, list_tables
from consultation.questions.result_files import TEXTS, check_count, write_answers
from consultation.warehouse.published.reader import TIME_LIMIT, Reader, Result, open_reader
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

PIECE = 65_536
"""Characters that are told at once: neither a line at a time nor all in the end."""

MEMORY = 2 * 2**30
"""Bytes for an answer, that of DuckDB included: a workbook is held whole while it is made."""

Part = tuple[Literal["answer", "note"], str]
"""What is told: some of the answer, or a sentence about it."""

say = partial(sentence, "sql")


@dataclass(frozen=True)
class Question:
    """What is asked of a database: SQL or the name of a question, a file of SQL, or what is there;
    and how it is answered, in a file or as text."""

    database: Path
    query: str | None = None
    file: Path | None = None
    described: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    kind: str = "table"
    output: Path | None = None
    width: int = 120
    limits: Limits = field(default_factory=Limits)
    seconds: float = TIME_LIMIT


def answer(question: Question) -> Iterator[Part]:
    """The parts of the answer, as they come.

    Raises OrganiserError, also when the time or the memory is used up.
    """
    try:
        yield from each_apart(answer_here, question, is_copy=True)
    except TimeoutError:
        raise OrganiserError("query_too_long", seconds=f"{question.seconds:g}") from None
    except (BrokenProcessPool, MemoryError):
        raise OrganiserError("query_too_heavy") from None


def answer_here(question: Question) -> Iterator[Part]:
    """The parts of the answer, found in this process."""
    with open_reader(question.database, question.seconds) as reader, bounded_memory(MEMORY):
        if question.described is not None:
            yield from _in_pieces(f"{line}\n" for line in _description(reader, question))
        elif question.output is not None:
            write_answers(reader, _asking(reader, question), question.kind, question.output)
        else:
            yield from _answers(reader, _asking(reader, question), question)


def _description(reader: Reader, question: Question) -> Iterator[str]:
    catalogue, name = reader.catalogue(), question.described
    if name:
        return describe(catalogue, name, question.width)
    return list_tables(catalogue, question.width)


def _asking(reader: Reader, question: Question) -> Asking:
    if question.file:
        return file_asking(reader, question.file, question.values)
    return asking_of(reader, question.query or "", question.values)


def _answers(reader: Reader, asking: Asking, question: Question) -> Iterator[Part]:
    check_count(asking, question.kind)
    if question.kind == "table" and asking.is_ready_made:
        yield "note", "\n".join(asking.about[:2])
    for place, statement in enumerate(asking.statements):
        if place:
            yield "answer", "\n"
        with reader.ask(statement, asking.values) as result:
            if question.kind == "table":
                yield from _table(result, question, asking.if_empty)
            else:
                yield from _in_pieces(TEXTS[question.kind](result))


def _table(result: Result, question: Question, if_empty: str) -> Iterator[Part]:
    drawing = draw(result.columns, result.types, result.rows, question.width, question.limits)
    yield from _in_pieces(f"{line}\n" for line in drawing.lines)
    yield "note", _note_below(drawing)
    if if_empty and not drawing.row_count:
        yield "note", if_empty


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


def _in_pieces(lines: Iterable[str]) -> Iterator[Part]:
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield "answer", "".join(held)
            held, size = [], 0
    yield "answer", "".join(held)
