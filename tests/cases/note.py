"""The note of method as its readers see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from consultation.forms.note_blanks import NOTE
from consultation.packs.contribution.claims import without_marks
from consultation.packs.contribution.named_values import values_of
from consultation.packs.contribution.stated_files import shorten_tables
from consultation.packs.plain_text import written
from consultation.packs.typesetting.document_values import Block, Bullets, Heading, Note, Table
from consultation.warehouse.tables.publications import Tables

NO_TEXT = Path("aucun.txt")
"""No words of one's own."""


def note_of(tables: Tables) -> Note:
    """What the default words make of these tables."""
    note = without_marks(Note(*written(values_of(tables), NO_TEXT, NOTE)))
    return replace(note, blocks=tuple(shorten_tables(note.blocks)))


def lines_of_note(note: Note) -> Iterator[str]:
    """Its words, a line for each paragraph, item and row."""
    yield note.title
    for block in note.blocks:
        yield from ("", *_lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {text}"
        case Bullets(items):
            yield from (f"- {item}" for item in items)
        case Table(header, rows):
            yield from (" | ".join(row) for row in (header, *rows))
        case _:
            yield block.text


def words_of_note(tables: Tables) -> str:
    """All its words, with spaces as people type them."""
    return plain("\n".join(lines_of_note(note_of(tables))))


def plain(text: str) -> str:
    """With spaces as people type them."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def rows_of_note(tables: Tables, title: str) -> list[tuple[str, ...]]:
    """The rows of the tables that have this first title, before its colon."""
    return [
        row
        for block in note_of(tables).blocks
        if isinstance(block, Table) and block.header[0].partition("\u00a0:")[0] == title
        for row in block.rows
    ]
