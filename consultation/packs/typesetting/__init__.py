"""Make the PDFs of the regulator's pack (PDF/UA-1) from values. The same values give the same
bytes.

Each kind of document has a template, which reads the values made here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from consultation.packs.typesetting.compiling import pdf_of
from consultation.packs.typesetting.document_values import (
    Answer,
    Block,
    Bullets,
    Contribution,
    Heading,
    Note,
    Table,
    Volume,
)
from consultation.packs.typesetting.printable import clean, heading, line, lines
from consultation.words.french import NO_BREAK_SPACE, count_of, sentence


def contribution_pdf(contribution: Contribution) -> bytes:
    """The PDF of a contribution."""
    return pdf_of("single.typ", contribution_values(contribution), contribution.caption)


def volume_pdf(volume: Volume) -> bytes:
    """The PDF of a volume: contents, then its contributions, typeset together."""
    return pdf_of("volume.typ", volume_values(volume), volume.caption)


def note_pdf(note: Note) -> bytes:
    """The PDF of the note of method, or of another document with its layout."""
    return pdf_of("note.typ", note_values(note), note.kind)


def contribution_values(contribution: Contribution) -> dict[str, Any]:
    """The values for templates/contribution.typ. `answered` has the questions that have an answer.
    `unanswered` has the wordings of the other questions."""
    answers = [_answer(answer) for answer in contribution.answers]
    return {
        "title": _title(f"Contribution {contribution.reference}", contribution.form_title),
        "reference": contribution.reference,
        "form_title": line(contribution.form_title),
        "how_sent": line(contribution.how_sent),
        "when": line(contribution.when),
        "category": line(contribution.category) if contribution.category else None,
        "answered": [answer for answer in answers if _is_answered(answer)],
        "unanswered": [answer["question"] for answer in answers if not _is_answered(answer)],
        "consent": _consent(contribution),
        "banner": _banner(contribution),
    }


def volume_values(volume: Volume) -> dict[str, Any]:
    """The values for templates/volume.typ."""
    name = f"Recueil {volume.number}"
    count = count_of(len(volume.contributions), "contribution")
    order = sentence("documents", "volume_order")
    return {
        "title": _title(name, volume.form_title),
        "volume": name,
        "form_title": line(volume.form_title),
        "extent": f"{count}, {order}",
        "contributions": [
            contribution_values(contribution) for contribution in volume.contributions
        ],
        "banner": _banner(volume),
    }


def note_values(note: Note) -> dict[str, Any]:
    """The values for templates/note.typ."""
    return {
        "title": _title(note.kind, note.title),
        "kind": note.kind,
        "heading": heading(note.title),
        "blocks": [_block(block) for block in note.blocks],
        "banner": _banner(note),
    }


def _banner(document: Contribution | Volume | Note) -> list[Any]:
    """The lines at the top of the first page of a document that is not final: the notice PROJET
    or, in a note, the reasons. Empty for a final document."""
    return [line(reason) for reason in document.banner]


def _title(*parts: str) -> str:
    """The title in a PDF's properties: its parts joined on one line. « Note de méthode », « Vidéo »
    → `Note de méthode — Vidéo`."""
    return " — ".join(" ".join(clean(part).split()) for part in parts)


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": heading(answer.question),
        "chosen": [line(label) for label in answer.chosen],
        "others": _others(answer.unchosen_count),
        "rows": [[line(item), line(choice)] for item, choice in answer.rows],
        "text": lines(answer.text or ""),
        "remark": line(answer.remark) if answer.remark else None,
    }


def _is_answered(answer: dict[str, Any]) -> bool:
    return any(answer[part] for part in ("chosen", "rows", "text", "remark"))


def _others(unchosen: int) -> str | None:
    """The number of choices not ticked, in words: 4 → « 4 autres choix non cochés ». None for 0."""
    if unchosen == 0:
        return None
    return count_of(unchosen, "autre choix non coché", "autres choix non cochés")


def _consent(contribution: Contribution) -> list[Any]:
    quotations = _quotations((contribution.consent_question, contribution.consent_answer))
    retained = contribution.consent_retained
    if retained:
        quotations.append(f"Accord retenu d’après ces réponses{NO_BREAK_SPACE}: {retained}")
    return [line(part) for part in quotations]


def _quotations(parts: Iterable[str | None]) -> list[str]:
    return [f"«{NO_BREAK_SPACE}{part.strip()}{NO_BREAK_SPACE}»" for part in parts if part]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": heading(text), "level": level}
        case Bullets(items):
            return {"kind": "bullets", "items": [line(item) for item in items]}
        case Table():
            return _table(block)
        case _:
            return {"kind": "paragraph", "text": line(block.text)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "header": [line(name) for name in table.header],
        "widths": table.widths or [1] + [0] * (len(table.header) - 1),
        "cells": [line(cell) for row in table.rows for cell in row],
    }
