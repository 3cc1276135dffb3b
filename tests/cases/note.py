"""The figures of a note of method as its readers see them."""

from __future__ import annotations

from consultation.packs.contribution.claims import without_marks
from consultation.packs.contribution.statements import Statements
from consultation.packs.note import figures
from consultation.packs.typesetting.note_text import Value
from consultation.warehouse.tables.publications import Tables


def figures_of_note(tables: Tables, rows_shown: int = 12) -> dict[str, Value]:
    """What each word in braces stands for."""
    found = figures(Statements(tables), rows_shown)
    return {word: without_marks(value) for word, value in found.items()}
