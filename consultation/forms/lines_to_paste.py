"""The lines to add to a form file for the columns of an export that it does not declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultation.forms.form import Form
from consultation.forms.identifiers import Ids
from consultation.forms.toml_text import strings
from consultation.words.french import sentence

KINDS = "choice, choices, grid, number, date, time, text, file"


def ignored_lines(form: Form, headings: Iterable[str]) -> Iterator[str]:
    """Yield a comment, then the line that ignores these headings and the headings that the form
    ignores already: `ignored = ["Statut", "Âge"]`."""
    yield sentence("lines_to_paste", "ignored")
    yield f"ignored = {strings([*form.ignored, *headings])}"


def option_lines(
    group: str, table: str, taken: Iterable[str], labels: Iterable[str]
) -> Iterator[str]:
    """Yield a comment, then the lines that add choices or items to the table `[table]` of the form
    file: « Bruit » → `bruit = ["Bruit"]`. `group` is the question's title, shown in the comment.
    `taken` are the ids that the table has already. `labels` are the labels to add."""
    yield sentence("lines_to_paste", "choices", group=group, table=table)
    ids = Ids({*taken}, otherwise="question")
    yield from (f"{ids.new(label)} = {strings([label])}" for label in labels)


def question_lines(form: Form, headings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a comment, then three lines per column that declare it as a question with free text:
    `[questions.pourquoi]`, `kind = "text"`, `headers = ["Pourquoi ?"]`. `headings` are pairs: the
    label, from which the id is made, and the heading to write."""
    yield sentence("lines_to_paste", "question", kinds=KINDS)
    ids = Ids({question.id for question in form.questions}, otherwise="question")
    for label, heading in headings:
        yield f"[questions.{ids.new(label)}]"
        yield 'kind = "text"'
        yield f"headers = {strings([heading])}"
