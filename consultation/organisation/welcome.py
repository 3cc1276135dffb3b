"""The page « Lisez-moi » of synthese.xlsx: what to do, how to read, what not to conclude."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from consultation.french import date, sentence, sheets
from consultation.notices.facts import Facts, FormHeader
from consultation.notices.rereading import STEPS, Rereading
from consultation.organisation.counts_above import three_counts
from consultation.workbooks.model import Block, Heading, KeyValueRows, Kind, Page, Paragraph
from consultation.workbooks.published import Published

said = partial(sentence, "lisez_moi")


def welcome_page(facts: Facts, published: Mapping[str, Published]) -> Page:
    """The first page, from the form's figures."""
    figures = _first_row(published["lisez_moi"])
    return Page(
        "Lisez-moi",
        (
            Paragraph(said("title", form=facts.form.title), strong=True),
            Paragraph(said("warning", kept=figures["kept_count"])),
            *_rereading(facts.rereading),
            _received(facts.form, published["exports"]),
            *_counts(facts.form, figures),
            *_bullets("notices", facts.notices_beside_rereading),
            Heading(said("tasks")),
            KeyValueRows(
                rows=tuple(published["a_faire"].rows()), headings=published["a_faire"].columns
            ),
            *_bullets("letters", three_counts(published["familles_par_question"])),
            *_how_to_read(figures),
            Heading(said("sheets")),
            KeyValueRows(
                rows=tuple((words, title) for title, words in sheets()["synthese"].values()),
                kinds=(Kind.TEXT, Kind.LINK),
                headings=("Ce qu'on y trouve", "Feuille"),
            ),
        ),
    )


def _first_row(published: Published) -> dict[str, Any]:
    return dict(zip(published.columns, next(iter(published.rows())), strict=True))


def _rereading(rereading: Rereading) -> list[Block]:
    """What could not be read again and how to make a full export; it comes before every figure."""
    if rereading.is_complete:
        return []
    return [
        Heading(said("before_sending")),
        *(Paragraph(words, strong=True) for words in rereading.sentences),
        Paragraph(said("unseen")),
        *(
            Paragraph(said("step", number=number, step=step))
            for number, step in enumerate(STEPS, 1)
        ),
        Heading(said("this_run")),
    ]


def _received(form: FormHeader, exports: Published) -> Paragraph:
    """Which export is the latest, when the last answer came, when the form closes."""
    latest = _first_row(exports)
    export = said("export", file=latest["Fichier"], extent=latest["Étendue"], rows=latest["Lignes"])
    if latest["Dernier SID"] is not None:
        export = said("export_sid", export=export, sid=str(latest["Dernier SID"]))
    is_one = exports.row_count == 1
    parts = [said("one_export" if is_one else "exports", count=exports.row_count, export=export)]
    for words, moment in (("last_answer", form.last_submitted_at), ("closing", form.closes_at)):
        if moment:
            parts.append(said(words, day=date(moment)))
    return Paragraph(" ".join(parts))


def _counts(form: FormHeader, figures: Mapping[str, Any]) -> list[Block]:
    counted = said("counted", counted=figures["counted_count"], received=figures["received_count"])
    sendable = said(
        "sendable",
        sendable=figures["sendable_count"],
        recipient=form.recipient,
        kept=figures["kept_count"],
    )
    return [Paragraph(counted, strong=True), Paragraph(sendable, strong=True)]


def _bullets(heading: str, sentences: Sequence[str]) -> list[Block]:
    """The sentences under a heading; nothing where there are none."""
    if not sentences:
        return []
    return [Heading(said(heading)), *(Paragraph(said("bullet", words=each)) for each in sentences)]


def _how_to_read(figures: Mapping[str, Any]) -> list[Block]:
    """How to read a share, with a figure of the form as the example, and what it does not say."""
    example = said(
        "example",
        chosen=figures["example_chosen"],
        answered=figures["example_answered"],
        counted=figures["counted_count"],
    )
    return [
        Heading(said("how_to_read")),
        *([Paragraph(example)] if figures["example_answered"] else []),
        Paragraph(said("shares")),
        Heading(said("not_to_conclude")),
        Paragraph(said("limits")),
    ]
