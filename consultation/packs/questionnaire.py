"""questionnaire.pdf: the questions word for word."""

from __future__ import annotations

from pathlib import Path

from consultation.french import sentence
from consultation.machine.disk import write_bytes
from consultation.packs.contribution_values import surroundings
from consultation.packs.typesetting import Questionnaire, questionnaire_pdf
from consultation.packs.typesetting.note_documents import Question
from consultation.warehouse.build.publications import Tables, in_order

NAME = "questionnaire.pdf"


def write_questionnaire(tables: Tables, folder: Path) -> None:
    """The questionnaire is in the folder."""
    around = surroundings(tables)
    told = Questionnaire(
        form_title=around.form_title,
        questions=questions_asked(tables),
        consent=consent_asked(tables),
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


def consent_asked(tables: Tables) -> tuple[Question, ...]:
    """The question of the consent with its answers, or those that decide it together."""
    choices = tuple(row["label"] for row in in_order(tables["form.consents"]))
    kind = sentence("answered_by", "choice" if choices else "consent")
    return tuple(
        Question(row["title"], kind, choices=choices)
        for row in in_order(tables["form.consent_questions"])
    )
