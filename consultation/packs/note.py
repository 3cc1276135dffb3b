"""00-note-de-methode.pdf: what is sent, where the number comes from, what it does not show."""

from __future__ import annotations

from pathlib import Path

from consultation.errors import OrganiserError
from consultation.forms.note_blanks import DEFAULT
from consultation.french import schema_text, with_no_break_spaces
from consultation.machine.disk import write_bytes
from consultation.packs.figures import figures
from consultation.packs.index import reasons_of
from consultation.packs.questionnaire import consent_asked, index_of_choices, questions_asked
from consultation.packs.typesetting import Note, note_pdf
from consultation.packs.typesetting.note_text import read_note_text
from consultation.warehouse.build.publications import Tables

NAME = "00-note-de-methode.pdf"


def write_note(tables: Tables, folder: Path, text_file: Path | None) -> None:
    """The note is in the folder, its words from the file given, else from the default one.

    Raises OrganiserError where the file names a figure that does not exist, and `note_encoding`.
    """
    name = text_file.name if text_file else DEFAULT
    title, blocks = read_note_text(with_no_break_spaces(_text(text_file)), figures(tables), name)
    note = Note(
        title=title,
        blocks=blocks,
        questionnaire=questions_asked(tables),
        consent=consent_asked(tables),
        index=index_of_choices(tables),
        banner=reasons_of(tables),
    )
    write_bytes(folder / NAME, note_pdf(note))


def _text(text_file: Path | None) -> str:
    if text_file is None:
        return schema_text(DEFAULT)
    try:
        return text_file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise OrganiserError("note_encoding", where=text_file.name) from None
