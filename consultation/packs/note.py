"""00-note-de-methode.pdf: who writes, what is sent, where the number comes from, what it says, and
what it does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from consultation.forms.note_blanks import NOTE
from consultation.machine.disk import write_bytes
from consultation.packs.contribution.claims import Claim, claims_in, with_ids, without_marks
from consultation.packs.contribution.template_names import Names
from consultation.packs.index import reasons_of
from consultation.packs.plain_text import written
from consultation.packs.typesetting import note_pdf
from consultation.packs.typesetting.document_values import Block, Note, Paragraph, Table
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import sentence

NAME = "00-note-de-methode.pdf"
ROWS = 40
"""Rows that a table has at most: the annex has them all."""


def write_note(
    tables: Tables, folder: Path, own_text: Path, values: Callable[[], Names]
) -> tuple[Claim, ...]:
    """Write the note, its words from the form's own file, else the default ones; returns what it
    claims. `values` gives what names lead to.

    Raises OrganiserError where the text can't be read or filled (`plain_text.written`).
    """
    title, blocks = written(values(), own_text, NOTE)
    note = Note(title, tuple(shorten_tables(blocks)), reasons_of(tables))
    write_bytes(folder / NAME, note_pdf(without_marks(note)))
    return with_ids(claims_in(note), NAME)


def shorten_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each table with `ROWS` rows at most, and below it how many the annex has more."""
    for block in blocks:
        more = len(block.rows) - ROWS if isinstance(block, Table) else 0
        if isinstance(block, Table) and more > 0:
            yield replace(block, rows=block.rows[:ROWS])
            yield Paragraph(sentence("note", "more_rows", row_count=more))
        else:
            yield block
