"""Documents of the regulator's pack: values in, PDF/UA-1 out, the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.packs.typesetting.assembling import chapter_pages, volume_pdf
from consultation.packs.typesetting.compiling import page_count, page_count_of, pdf_of
from consultation.packs.typesetting.documents import (
    Answer,
    Binding,
    Contribution,
    Place,
    Typeset,
    Volume,
)
from consultation.packs.typesetting.note_documents import Note, Questionnaire
from consultation.packs.typesetting.values import (
    binding_values,
    contribution_values,
    note_values,
    questionnaire_values,
    volume_values,
)

__all__ = [
    "Answer",
    "Binding",
    "Contribution",
    "Note",
    "Place",
    "Questionnaire",
    "Typeset",
    "Volume",
    "binding_pdf",
    "collection_pdf",
    "contribution_pdf",
    "note_pdf",
    "page_count",
    "page_count_of",
    "questionnaire_pdf",
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


def collection_pdf(volume: Volume, documents: Sequence[bytes]) -> bytes:
    """A volume: contents, then the documents of its contributions, in their order."""
    references = [place.reference for place in volume.places]
    return volume_pdf(_skeleton(volume), zip(references, documents, strict=True))


def binding_pdf(binding: Binding) -> tuple[bytes, list[int]]:
    """A volume of contributions that are typeset together, and the pages where each begins."""
    pages = pdf_of("binding.typ", binding_values(binding), binding.caption)
    begins = chapter_pages(pages)
    ends = [*begins[1:], page_count(pages) + 1]
    volume = binding.volume(Typeset(end - begin) for begin, end in zip(begins, ends, strict=True))
    return volume_pdf(_skeleton(volume, is_numbered=True), [(binding.name, pages)]), begins


def _skeleton(volume: Volume, *, is_numbered: bool = False) -> bytes:
    values = volume_values(volume, is_numbered=is_numbered)
    return pdf_of("collection.typ", values, volume.caption)


def note_pdf(note: Note) -> bytes:
    """The note of method."""
    return pdf_of("note.typ", note_values(note), "00-note-de-methode.pdf")


def questionnaire_pdf(questionnaire: Questionnaire) -> bytes:
    """The questions, word for word."""
    return pdf_of("questionnaire.typ", questionnaire_values(questionnaire), "questionnaire.pdf")
