"""The lines to write in a form file for headings that it does not mention."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from consultation.forms.form import Form
from consultation.forms.identifiers import Ids
from consultation.words.french import sentence

KINDS = "choice, choices, grid, number, date, time, text, file"


def ignored_lines(form: Form, headings: Iterable[str]) -> Iterator[str]:
    """Yield the line that ignores the headings, with the headings that the form already ignores:
    `ignored = ["Statut", "Âge"]`."""
    yield sentence("lines_to_paste", "ignored")
    yield f"ignored = {_list_of([*form.ignored, *headings])}"


def option_lines(
    group: str, table: str, taken: Iterable[str], labels: Iterable[str]
) -> Iterator[str]:
    """Yield the lines that add choices, or rows, to a table: « Bruit » → `bruit = ["Bruit"]`."""
    yield sentence("lines_to_paste", "choices", group=group, table=table)
    ids = Ids({*taken}, otherwise="question")
    yield from (f"{ids.new(label)} = {_list_of([label])}" for label in labels)


def question_lines(form: Form, headings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines that declare columns, given as labels and headings, as free texts:
    `[questions.pourquoi]`, `kind = "text"`, `headers = ["Pourquoi ?"]`."""
    yield sentence("lines_to_paste", "question", kinds=KINDS)
    ids = Ids({question.id for question in form.questions}, otherwise="question")
    for label, heading in headings:
        yield f"[questions.{ids.new(label)}]"
        yield 'kind = "text"'
        yield f"headers = {_list_of([heading])}"


def _list_of(texts: Iterable[str]) -> str:
    return "[" + ", ".join(json.dumps(text, ensure_ascii=False) for text in texts) + "]"
