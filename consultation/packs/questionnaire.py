"""questionnaire.pdf: the questions word for word, and what was asked besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from consultation.forms.form import Form
from consultation.machine.disk import write_bytes
from consultation.packs.contribution_values import surroundings
from consultation.packs.typesetting import questionnaire_pdf
from consultation.packs.typesetting.document_values import Question, Questionnaire
from consultation.warehouse.tables.publications import Tables, in_order
from consultation.words.french import label, sentence

NAME = "questionnaire.pdf"


def write_questionnaire(tables: Tables, form: Form, folder: Path) -> None:
    """The questionnaire is in the folder."""
    around, consent = surroundings(tables), consent_asked(tables)
    kept = questions_kept(form, consent)
    told = Questionnaire(
        form_title=around.form_title,
        questions=questions_asked(tables),
        consent=consent,
        kept=kept if form.pack.internal_titles else (),
        besides=tuple(_asked_besides(form, len(kept))),
        banner=around.banner,
    )
    write_bytes(folder / NAME, questionnaire_pdf(told))


def questions_asked(tables: Tables) -> tuple[Question, ...]:
    """The kind of respondent, then the questions whose answers are sent, in the form's order."""
    return (*_category_asked(tables), *_questions(tables))


def _category_asked(tables: Tables) -> tuple[Question, ...]:
    (form,) = tables["form.form"].records
    if form["category_wording"] is None:
        return ()
    choices = tuple(row["label"] for row in in_order(tables["form.categories"]))
    return (Question(form["category_wording"], sentence("answered_by", "choice"), choices=choices),)


def _questions(tables: Tables) -> tuple[Question, ...]:
    return tuple(
        Question(
            title=row["wording"],
            kind=sentence("answered_by", row["kind"]),
            items=tuple(row["items"]),
            choices=tuple(row["choices"]),
        )
        for row in tables["pack.document_questions"].records
    )


def questions_kept(form: Form, consent: Sequence[Question] = ()) -> tuple[Question, ...]:
    """The questions whose answers stay with the organisation: everybody who opened the form read
    them."""
    shown = {question.title for question in consent}
    return tuple(
        Question(question.headers[0], sentence("answered_by", question.kind))
        for question in form.questions
        if (question.audience != "all" or question.kind == "file")
        and question.headers[0] not in shown
    )


def _asked_besides(form: Form, kept_count: int) -> Iterator[str]:
    """What else the form asked; then how many questions have no answers in the pack."""
    if form.roles:
        yield sentence(
            "questionnaire", "who", roles=[label("field", role).lower() for role in form.roles]
        )
    if form.ignored:
        yield sentence("questionnaire", "ignored")
    if kept_count:
        yield sentence("questionnaire", "kept", count=kept_count)
        if not form.pack.internal_titles:
            yield sentence("questionnaire", "untitled")


def consent_asked(tables: Tables) -> tuple[Question, ...]:
    """The question of the consent with its answers, or those that decide it together."""
    choices = tuple(row["label"] for row in in_order(tables["form.consents"]))
    kind = sentence("answered_by", "choice" if choices else "consent")
    return tuple(
        Question(row["title"], kind, choices=choices)
        for row in in_order(tables["form.consent_questions"])
    )
