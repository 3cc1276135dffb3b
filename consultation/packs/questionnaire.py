"""The questionnaire word for word, and the index of references by ticked choice."""

from __future__ import annotations

from consultation.french import sentence
from consultation.packs.typesetting.note_documents import Question, Ticked
from consultation.warehouse.build.publications import Tables, in_order


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


def index_of_choices(tables: Tables) -> tuple[Ticked, ...]:
    """The references of those who made each choice, for the choices that somebody made."""
    return tuple(
        Ticked(row["wording"], row["item"], row["choice"], tuple(row["submission_ids"]))
        for row in tables["pack.note_ticked"].each_record()
    )
