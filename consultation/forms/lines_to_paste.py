"""The lines to write in a form file for headings that it does not mention."""

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
    """Yield a comment, then the lines that add choices or items to `[table]`: « Bruit » → `bruit =
    ["Bruit"]`. `group` is the question's title, `taken` are ids in use."""
    yield sentence("lines_to_paste", "choices", group=group, table=table)
    ids = Ids({*taken}, otherwise="question")
    yield from (f"{ids.new(label)} = {strings([label])}" for label in labels)


def question_lines(form: Form, headings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a comment, then the lines that declare columns as free texts. `headings` are pairs
    (label, heading): `[questions.pourquoi]`, `kind = "text"`, `headers = ["Pourquoi ?"]`."""
    yield sentence("lines_to_paste", "question", kinds=KINDS)
    ids = Ids({question.id for question in form.questions}, otherwise="question")
    for label, heading in headings:
        yield f"[questions.{ids.new(label)}]"
        yield 'kind = "text"'
        yield f"headers = {strings([heading])}"
