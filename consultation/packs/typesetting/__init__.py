"""Documents of the regulator's pack: values in, PDF/UA-1 out, the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from consultation.packs.typesetting.assembling import chapter_pages, fill_skeleton
from consultation.packs.typesetting.compiling import page_count, pdf_of
from consultation.packs.typesetting.documents import Answer, Contribution, Volume
from consultation.packs.typesetting.note_documents import Note, Questionnaire
from consultation.packs.typesetting.values import (
    bodies_values,
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


def volume_pdf(volume: Volume, documents: Sequence[bytes] = ()) -> bytes:
    """A volume: contents, then the documents of its contributions, in their order; without them,
    the contributions typeset together."""
    if documents:
        begins = list(accumulate(map(page_count, documents), initial=1))
        filling = [
            (one.name, pdf) for one, pdf in zip(volume.contributions, documents, strict=True)
        ]
    else:
        pages = pdf_of("bodies.typ", bodies_values(volume), volume.caption)
        begins = [*chapter_pages(pages), page_count(pages) + 1]
        filling = [(volume.name, pages)]
    places = [(page, following - page) for page, following in pairwise(begins)]
    values = volume_values(volume, places, is_numbered=not documents)
    return fill_skeleton(pdf_of("volume.typ", values, volume.caption), filling, begins[:-1])


def note_pdf(note: Note) -> bytes:
    """The note of method."""
    return pdf_of("note.typ", note_values(note), "00-note-de-methode.pdf")


def questionnaire_pdf(questionnaire: Questionnaire) -> bytes:
    """The questions, word for word."""
    return pdf_of("questionnaire.typ", questionnaire_values(questionnaire), "questionnaire.pdf")
