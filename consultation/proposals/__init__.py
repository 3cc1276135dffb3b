"""An export -> a drafted form file, for organisers to correct.

What the draft declares is a guess; unedited it loads, matches the export whole and can be counted.
It lets nothing out: consent and the columns that say who answers are only proposed, in comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consultation.forms.problems import as_identifier
from consultation.proposals.draft import form_text, guessed_decisions
from consultation.proposals.reading import plan_form, printable_name
from consultation.words.french import sentence

__all__ = ["Proposal", "form_id_of", "propose", "summary"]

LONGEST_NAME = 60
WITHOUT_NAME = "mon-formulaire"


@dataclass(frozen=True)
class Proposal:
    """A drafted form file as text, and what was read and decided to make it."""

    form_id: str
    text: str
    records: int
    odd_records: int  # rows that can't be answer sheets, not looked at
    questions: int
    left_out: int


def propose(path: Path, form_id: str | None = None) -> Proposal:
    """A drafted form file for an export; OrganiserError when the export can't be read.

    The same bytes under the same name give the same text.
    """
    planned = plan_form(path)
    plan, source = planned.plan, planned.source
    form_id = form_id or form_id_of(path)
    return Proposal(
        form_id=form_id,
        text=form_text(form_id, source, guessed_decisions(source, plan)),
        records=planned.census.records,
        odd_records=planned.census.odd_records,
        questions=len(plan.questions),
        left_out=len(plan.left_out),
    )


def summary(proposal: Proposal) -> Iterator[str]:
    """What to say beside the text, in French."""
    yield sentence(
        "draft",
        "summary",
        records=proposal.records,
        questions=proposal.questions,
        left_out=proposal.left_out,
    )
    if proposal.odd_records:
        yield sentence("draft", "odd_records", count=proposal.odd_records)
    yield sentence("draft", "next_step", form_id=proposal.form_id)


def form_id_of(path: Path) -> str:
    """An id from the name of the file: no accent, lower case, hyphens."""
    stem = printable_name(path).removesuffix(".gz").rpartition(".")[0] or printable_name(path)
    words = as_identifier(stem).replace("_", "-")
    return words[:LONGEST_NAME].strip("-") or WITHOUT_NAME
