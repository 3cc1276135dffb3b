"""00-note-de-methode.pdf: what is sent, where the number comes from, what it does not show."""

from __future__ import annotations

from pathlib import Path

from consultation.forms.note_blanks import DEFAULT
from consultation.machine.disk import write_bytes
from consultation.packs.contribution.claims import Claim, with_ids
from consultation.packs.contribution.marks import claims_in, without_marks
from consultation.packs.contribution.statements import Statements
from consultation.packs.document_places import EACH, Documents
from consultation.packs.index import reasons_of
from consultation.packs.note_figures import figures
from consultation.packs.typesetting import Note, note_pdf, page_count
from consultation.packs.typesetting.note_text import read_note_text
from consultation.warehouse.tables.publications import Tables
from consultation.words.errors import OrganiserError
from consultation.words.french import schema_text, with_no_break_spaces

NAME = "00-note-de-methode.pdf"
PAGES = 2
ROWS = (12, 10, 8, 6, 5, 4, 3, 2, 1)
"""Rows of each table, until the note has no more pages than that: the annex has them all."""


def write_note(
    tables: Tables, folder: Path, text_file: Path | None, written: Documents = EACH
) -> tuple[Claim, ...]:
    """The note is in the folder, its words from the file given, else from the default one; returns
    what it claims.

    Raises OrganiserError where the file names a figure that does not exist, and `note_encoding`.
    """
    name = text_file.name if text_file else DEFAULT
    text, said = with_no_break_spaces(_text(text_file)), Statements(tables)
    made: list[tuple[Note, bytes]] = []
    for rows_shown in ROWS:
        title, blocks = read_note_text(text, figures(said, rows_shown, written), name)
        note = Note(title, blocks, reasons_of(tables))
        made.append((note, note_pdf(without_marks(note))))
        if page_count(made[-1][1]) <= PAGES:
            break
    else:  # the words alone take more: shorter tables would help nobody
        made.append(made[0])
    note, pdf = made[-1]
    write_bytes(folder / NAME, pdf)
    return with_ids(claims_in(note), NAME)


def _text(text_file: Path | None) -> str:
    if text_file is None:
        return schema_text(DEFAULT)
    try:
        return text_file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise OrganiserError("note_encoding", where=text_file.name) from None
