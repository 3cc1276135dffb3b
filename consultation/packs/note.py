"""00-note-de-methode.pdf: who writes, what is sent, where the number comes from, what it says, and
what it does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from consultation.forms.note_blanks import DEFAULT
from consultation.machine.disk import write_bytes
from consultation.packs.contribution.claims import Claim, claims_in, with_ids, without_marks
from consultation.packs.contribution.template_names import Names
from consultation.packs.contribution.unquotable import refuse_unquotable
from consultation.packs.index import reasons_of
from consultation.packs.note_text import read_note_text
from consultation.packs.typesetting import note_pdf
from consultation.packs.typesetting.document_values import Block, Note, Paragraph, Table
from consultation.packs.verification.word_document import document_of
from consultation.warehouse.tables.publications import Tables
from consultation.warehouse.tables.written_texts import Asked
from consultation.words.errors import OrganiserError
from consultation.words.french import schema_text, sentence, with_no_break_spaces

NAME = "00-note-de-methode.pdf"
ROWS = 40
"""Rows that a table has at most: the annex has them all."""


def write_note(
    tables: Tables,
    folder: Path,
    text_file: Path | None,
    values: Callable[[], Names],
    answers: Asked,
) -> tuple[Claim, ...]:
    """The note is in the folder, its words from the file given, else from the default one; returns
    what it claims. `values` gives what holes lead to.

    Raises OrganiserError where the file names what does not exist, or quotes by itself who may not
    be quoted (`answers`), and `note_encoding`.
    """
    names = values()
    title, blocks = blocks_of_note(names, text_file)
    if text_file is not None:
        refuse_unquotable(text_file.name, [document_of(_text(text_file))], names, answers())
    note = Note(title, tuple(shorten_tables(blocks)), reasons_of(tables))
    write_bytes(folder / NAME, note_pdf(without_marks(note)))
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


def shorten_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each table with `ROWS` rows at most, and below it how many the annex has more."""
    for block in blocks:
        more = len(block.rows) - ROWS if isinstance(block, Table) else 0
        if isinstance(block, Table) and more > 0:
            yield replace(block, rows=block.rows[:ROWS])
            yield Paragraph(sentence("note", "more_rows", row_count=more))
        else:
            yield block
