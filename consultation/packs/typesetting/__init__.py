"""Documents of the regulator's pack: values in, PDF/UA-1 out, the same bytes each time."""

from __future__ import annotations

from consultation.packs.typesetting.compiling import page_count, pdf_of
from consultation.packs.typesetting.document_values import Answer, Contribution, Volume
from consultation.packs.typesetting.note_documents import Note, Questionnaire
from consultation.packs.typesetting.template_values import (
    contribution_values,
    note_values,
    questionnaire_values,
    volume_values,
)

__all__ = [
    "Answer",
    "Contribution",
    "Note",
    "Questionnaire",
    "Volume",
    "contribution_pdf",
    "note_pdf",
    "page_count",
    "questionnaire_pdf",
    "volume_pdf",
]

SHORT = 4_000
"""Characters of the values of a document that mostly has one page."""


def contribution_pdf(contribution: Contribution) -> bytes:
    """The document of one contribution."""
    values, where = contribution_values(contribution), contribution.caption
    if len(str(values)) < SHORT:
        # As one page, whose number is known; again if it has more.
        pdf = pdf_of("single.typ", {**values, "is_one_page": True}, where)
        if page_count(pdf) == 1:
            return pdf
    return pdf_of("single.typ", {**values, "is_one_page": False}, where)


def volume_pdf(volume: Volume) -> bytes:
    """A volume: contents, then its contributions, typeset together."""
    return pdf_of("volume.typ", volume_values(volume), volume.caption)


def note_pdf(note: Note) -> bytes:
    """The note of method."""
    return pdf_of("note.typ", note_values(note), "00-note-de-methode.pdf")


def questionnaire_pdf(questionnaire: Questionnaire) -> bytes:
    """The questions, word for word."""
    return pdf_of("questionnaire.typ", questionnaire_values(questionnaire), "questionnaire.pdf")
