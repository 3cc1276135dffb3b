"""The first pages of synthese.xlsx (what to do, how to read, what not to conclude) and of
justificatif.xlsx (what it proves, and to whom it may be shown)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from consultation.notices.facts import Facts, FormHeader
from consultation.notices.rereading import STEPS, Rereading
from consultation.organisation.coding_pages import WORKBOOK
from consultation.organisation.sheet_links import SheetLinks
from consultation.organisation.tasks import Task, verdict_on_sending
from consultation.tables.model import Block, Heading, KeyValueRows, Page, Paragraph
from consultation.tables.publication_tables import Published
from consultation.words.french import date, sentence

say = partial(sentence, "lisez_moi")


def welcome_page(
    facts: Facts, published: Mapping[str, Published], links: SheetLinks, tasks: Sequence[Task]
) -> Page:
    """The first page of synthese.xlsx, with the form's figures."""
    figures = _first_row(published["lisez_moi"])
    return Page(
        "Lisez-moi",
        (
            Paragraph(say("title", form=facts.form.title), strong=True),
            Paragraph(say("warning", kept=figures["kept_count"])),
            *_rereading(facts.rereading),
            _latest_answers(facts.form, published["exports"]),
            *_counts(facts.form, figures),
            *verdict_on_sending(facts),
            *_notices(facts.notices_beside_rereading),
            *_left_to_do(tasks),
            *_how_to_read(figures),
            Heading(say("sheets")),
            links.contents(),
            Paragraph(say("other_workbooks")),
            *([Paragraph(say("coding"))] if WORKBOOK in links.workbooks.values() else []),
        ),
    )


def _left_to_do(tasks: Sequence[Task]) -> list[Block]:
    """A heading, then a line per open task with its count. Without open tasks, a sentence says
    so."""
    left = tuple((task, count) for task, count, _ in tasks if count)
    if not left:
        return [Heading(say("tasks")), Paragraph(say("no_tasks"))]
    return [Heading(say("tasks")), KeyValueRows(rows=left)]


def _first_row(published: Published) -> dict[str, Any]:
    return dict(zip(published.columns, next(iter(published.rows())), strict=True))


def _rereading(rereading: Rereading) -> list[Block]:
    """The warning that the export with the latest answers lacks earlier answers, and the steps to
    make a full export. It comes before every figure. Empty if no answer is missing."""
    if rereading.is_reread:
        return []
    return [
        Heading(say("before_sending")),
        *(Paragraph(words, strong=True) for words in rereading.sentences),
        Paragraph(say("unseen")),
        *(Paragraph(say("step", number=number, step=step)) for number, step in enumerate(STEPS, 1)),
        Heading(say("this_run")),
    ]


def _latest_answers(form: FormHeader, exports: Published) -> Paragraph:
    """A paragraph with the number of exports, the latest export, the day of the last answer, and
    the day when the form closes. Unknown days are left out."""
    latest = _first_row(exports)
    export = say("export", file=latest["Fichier"], extent=latest["Étendue"], rows=latest["Lignes"])
    if latest["Dernier SID"] is not None:
        export = say("export_sid", export=export, sid=str(latest["Dernier SID"]))
    is_one = exports.row_count == 1
    parts = [say("one_export" if is_one else "exports", count=exports.row_count, export=export)]
    for words, moment in (("last_answer", form.last_submitted_at), ("closing", form.closes_at)):
        if moment:
            parts.append(say(words, day=date(moment)))
    return Paragraph(" ".join(parts))


def _counts(form: FormHeader, figures: Mapping[str, Any]) -> list[Block]:
    counted = say("counted", counted=figures["counted_count"], received=figures["received_count"])
    sendable = say(
        "sendable",
        sendable=figures["sendable_count"],
        recipient=form.recipient,
        kept=figures["kept_count"],
    )
    return [Paragraph(counted, strong=True), Paragraph(sendable, strong=True)]


def _notices(sentences: Sequence[str]) -> list[Block]:
    """The notices under a heading. Empty without notices."""
    if not sentences:
        return []
    return [Heading(say("notices")), *(Paragraph(say("bullet", words=each)) for each in sentences)]


def _how_to_read(figures: Mapping[str, Any]) -> list[Block]:
    """The paragraphs on how to read a share, with a figure of the form as the example, and on what
    can't be concluded from it."""
    example = say(
        "example",
        chosen=figures["example_chosen"],
        answered=figures["example_answered"],
        counted=figures["counted_count"],
    )
    return [
        Heading(say("how_to_read")),
        *([Paragraph(example)] if figures["example_answered"] else []),
        Paragraph(say("shares")),
        Heading(say("not_to_conclude")),
        Paragraph(say("limits")),
    ]


prove = partial(sentence, "justificatif")


def proof_page(facts: Facts, _figures: object, links: SheetLinks, _tasks: Sequence[Task]) -> Page:
    """The first page of justificatif.xlsx: its purpose, then its sheets."""
    return Page(
        prove("page"),
        (
            Paragraph(prove("title", form=facts.form.title), strong=True),
            Paragraph(prove("what")),
            Paragraph(prove("exports")),
            Heading(prove("sheets")),
            links.contents(),
        ),
    )
