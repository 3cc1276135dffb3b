"""00-note-de-methode.pdf: what is sent, where the number comes from, what it does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from consultation.forms.note_blanks import DEFAULT
from consultation.machine.disk import write_bytes
from consultation.packs.contribution.claims import Claim, claims_in, with_ids, without_marks
from consultation.packs.contribution.template_names import Names
from consultation.packs.index import reasons_of
from consultation.packs.note_text import read_note_text
from consultation.packs.typesetting import note_pdf
from consultation.packs.typesetting.compiling import page_count
from consultation.packs.typesetting.document_values import Block, Note, Paragraph, Table
from consultation.warehouse.tables.publications import Tables
from consultation.words.errors import OrganiserError
from consultation.words.french import schema_text, sentence, with_no_break_spaces

NAME = "00-note-de-methode.pdf"
PAGES = 2
ROWS = (12, 10, 8, 6, 5, 4, 3, 2, 1)
"""Rows of each table, until the note has no more pages than that: the annex has them all."""


def write_note(
    tables: Tables, folder: Path, text_file: Path | None, values: Callable[[], Names]
) -> tuple[Claim, ...]:
    """The note is in the folder, its words from the file given, else from the default one; returns
    what it claims. `values` gives what holes lead to.

    Raises OrganiserError where the file names what does not exist, and `note_encoding`.
    """
    title, blocks = blocks_of_note(values(), text_file)
    made: list[tuple[Note, bytes]] = []
    for row_count in ROWS:
        note = Note(title, tuple(shorten_tables(blocks, row_count)), reasons_of(tables))
        made.append((note, note_pdf(without_marks(note))))
        if page_count(made[-1][1]) <= PAGES:
            break
    else:  # the words alone take more: shorter tables would help nobody
        made.append(made[0])
    note, pdf = made[-1]
    write_bytes(folder / NAME, pdf)
    return with_ids(claims_in(note), NAME)


def blocks_of_note(values: Names, text_file: Path | None = None) -> tuple[str, tuple[Block, ...]]:
    """The title of the note and all that it says, its figures between marks."""
    text = with_no_break_spaces(_text(text_file))
    return read_note_text(text, values, text_file.name if text_file else DEFAULT)


def _text(text_file: Path | None) -> str:
    if text_file is None:
        return schema_text(DEFAULT)
    try:
        return text_file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise OrganiserError("note_encoding", where=text_file.name) from None


def shorten_tables(blocks: Iterable[Block], row_count: int) -> Iterator[Block]:
    """The blocks, each table with so many rows at most, and below it how many the annex has
    more."""
    for block in blocks:
        more = len(block.rows) - row_count if isinstance(block, Table) else 0
        if isinstance(block, Table) and more > 0:
            yield replace(block, rows=block.rows[:row_count])
            yield Paragraph(sentence("note", "more_rows", row_count=more))
        else:
            yield block
