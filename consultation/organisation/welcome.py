"""The page « Lisez-moi » of synthese.xlsx: what to do, how to read, what not to conclude."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consultation.french import date, sentence, sentences_of
from consultation.notices.facts import Facts, FormHeader
from consultation.notices.rereading import STEPS, Rereading
from consultation.workbooks.families_sheets import three_counts
from consultation.workbooks.model import (
    Block,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
)
from consultation.workbooks.published import Published

CONTENTS = sentences_of("synthese_sheets")


def welcome_page(facts: Facts, published: Mapping[str, Published]) -> Page:
    """The first page, from the form's figures."""
    figures = _first_row(published["lisez_moi"])
    return Page(
        "Lisez-moi",
        (
            _paragraph("title", title=facts.form.title, is_strong=True),
            _paragraph("not_to_send", kept_count=figures["kept_count"]),
            *_rereading(facts.rereading),
            _latest_export(facts.form, published["exports"]),
            *_counts(facts.form, figures),
            *_notices(facts.notices_beside_rereading),
            _heading("tasks"),
            KeyValueRows(
                rows=tuple(published["a_faire"].rows()),
                headings=("À faire", "À traiter", "Feuille"),
            ),
            *_letters(published["familles_par_question"]),
            *_how_to_read(figures),
            _heading("sheets"),
            KeyValueRows(
                rows=tuple((words, title) for title, words in CONTENTS.items()),
                kinds=(Kind.TEXT, Kind.LINK),
                headings=("Ce qu'on y trouve", "Feuille"),
            ),
        ),
    )


def _paragraph(sentence_id: str, *, is_strong: bool = False, **values: object) -> Paragraph:
    return Paragraph(sentence("welcome", sentence_id, **values), strong=is_strong)


def _heading(sentence_id: str) -> Heading:
    return Heading(sentence("welcome", sentence_id))


def _first_row(published: Published) -> dict[str, Any]:
    return dict(zip(published.columns, next(iter(published.rows())), strict=True))


def _rereading(rereading: Rereading) -> list[Block]:
    """What could not be read again and how to make a full export; it comes before every figure."""
    if rereading.is_complete:
        return []
    return [
        _heading("full_export_needed"),
        *(Paragraph(said, strong=True) for said in rereading.sentences),
        _paragraph("counted_as_before"),
        *(Paragraph(f"{number}. {step}") for number, step in enumerate(STEPS, start=1)),
        _heading("state"),
    ]


def _latest_export(form: FormHeader, exports: Published) -> Block:
    """The export that comes last, how many were read, and the form's own dates."""
    latest = _first_row(exports)
    export = sentence(
        "welcome",
        "export",
        file_name=latest["Fichier"],
        extent=latest["Étendue"],
        row_count=latest["Lignes"],
    )
    if latest["Dernier SID"] is not None:
        export += sentence("welcome", "last_sid", sid=str(latest["Dernier SID"]))
    count = exports.row_count
    sentence_id = "latest_export" if count > 1 else "only_export"
    parts = [sentence("welcome", sentence_id, export=export, export_count=count)]
    if form.last_submitted_at:
        parts.append(sentence("welcome", "last_submission", day=date(form.last_submitted_at)))
    if form.closes_at:
        parts.append(sentence("welcome", "closing", day=date(form.closes_at)))
    return Paragraph(" ".join(parts))


def _counts(form: FormHeader, figures: Mapping[str, Any]) -> list[Block]:
    return [
        _paragraph("counted", is_strong=True, **figures),
        _paragraph("sendable", is_strong=True, recipient=form.recipient, **figures),
    ]


def _notices(notices: Sequence[str]) -> list[Block]:
    if not notices:
        return []
    return [_heading("notices"), *(Paragraph(f"• {notice}") for notice in notices)]


def _letters(text_families: Published) -> list[Block]:
    """People, texts and families, where the form asks for texts."""
    counts = three_counts(text_families)
    if not counts:
        return []
    return [_heading("letters"), *(Paragraph(f"• {said}") for said in counts)]


def _how_to_read(figures: Mapping[str, Any]) -> list[Block]:
    example = []
    if figures["example_answered"]:
        example = [_paragraph("example", **figures)]
    return [
        _heading("how_to_read"),
        *example,
        _paragraph("rules"),
        _heading("not_to_conclude"),
        _paragraph("limits"),
    ]
