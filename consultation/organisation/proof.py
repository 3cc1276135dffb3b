"""The first page of justificatif.xlsx: what it proves, and to whom it may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from consultation.notices.facts import Facts
from consultation.organisation.sheet_links import Places
from consultation.organisation.tasks import Task
from consultation.words.french import sentence
from consultation.workbooks.model import Heading, Page, Paragraph

say = partial(sentence, "justificatif")


def proof_page(facts: Facts, _figures: object, places: Places, _tasks: Sequence[Task]) -> Page:
    """What the workbook is, then its sheets."""
    return Page(
        say("page"),
        (
            Paragraph(say("title", form=facts.form.title), strong=True),
            Paragraph(say("what")),
            Paragraph(say("exports")),
            Heading(say("sheets")),
            places.contents(),
        ),
    )
