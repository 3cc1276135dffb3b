"""An export -> a drafted form file, for organisers to correct.

All declarations of the draft are guesses. Unedited, the draft loads, matches every column of the
export and can be counted. It lets nothing out: consent and roles are only proposed, in comments.

A role is the personal detail that a column holds, such as `email` or `name`. The audience of a
question is `all` if its answers may leave, or `organisation` if they stay with the organisers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consultation.forms.problems import as_identifier
from consultation.proposals.reading import printable_name
from consultation.proposals.six_questions import ask_about
from consultation.words.french import sentence

__all__ = ["Proposal", "form_id_of", "propose", "summary"]

LONGEST_NAME = 60
WITHOUT_NAME = "mon-formulaire"


@dataclass(frozen=True)
class Proposal:
    """A drafted form file as text, with counts of what was read to make it: records, `odd_records`
    (rows that can't be answer sheets, skipped), questions, and other columns (`left_out`)."""

    form_id: str
    text: str
    records: int
    odd_records: int
    questions: int
    left_out: int


def propose(path: Path, form_id: str | None = None) -> Proposal:
    """Draft a form file for an export. The same bytes under the same name give the same text.

    Raises OrganiserError when the export can't be read.
    """
    new_form = ask_about(path, form_id or form_id_of(path))
    questions = [topic for topic in new_form.topics if topic.use == "question"]
    return Proposal(
        form_id=new_form.form_id,
        text=new_form.draft(),
        records=new_form.source.records,
        odd_records=new_form.source.odd_records,
        questions=len(questions),
        left_out=len(new_form.topics) - len(questions),
    )


def summary(proposal: Proposal) -> Iterator[str]:
    """Yield the sentences to print after the draft, in French."""
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
    """A form id made from the name of a file: `Vidéo 2022.csv.gz` → `video-2022`."""
    stem = printable_name(path).removesuffix(".gz").rpartition(".")[0] or printable_name(path)
    words = as_identifier(stem).replace("_", "-")
    return words[:LONGEST_NAME].strip("-") or WITHOUT_NAME
