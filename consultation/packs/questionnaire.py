"""The questionnaire word for word, and the index of references by ticked choice."""

from __future__ import annotations

from consultation.packs.typesetting.note_documents import Question, Ticked
from consultation.warehouse.build.publications import publication
from consultation.warehouse.store.connection import Connection, execute

ANSWERED_BY = {
    "choice": "Un seul choix possible",
    "choices": "Plusieurs choix possibles",
    "grid": "Un choix par élément",
    "text": "Réponse libre",
    "number": "Un nombre",
    "date": "Une date",
    "time": "Une heure",
}


def questions_asked(connection: Connection) -> tuple[Question, ...]:
    """The kind of respondent, then the questions whose answers are sent, in the form's order."""
    return (*_category_asked(connection), *_questions(connection))


def _category_asked(connection: Connection) -> tuple[Question, ...]:
    wordings = execute(
        connection, "select category_wording from form.form where category_wording is not null"
    )
    labels = execute(connection, "select label from form.categories order by position")
    choices = tuple(label for (label,) in labels)
    return tuple(Question(title, ANSWERED_BY["choice"], choices=choices) for (title,) in wordings)


def _questions(connection: Connection) -> tuple[Question, ...]:
    return tuple(
        Question(
            title=row["wording"],
            kind=ANSWERED_BY[row["kind"]],
            items=tuple(row["items"]),
            choices=tuple(row["choices"]),
        )
        for row in publication(connection, "pack.document_questions").records()
    )


def consent_asked(connection: Connection) -> tuple[Question, ...]:
    """The question of the consent with its answers, or those that decide it together."""
    titles = execute(connection, "select title from form.consent_questions order by position")
    labels = execute(connection, "select label from form.consents order by position")
    kind = ANSWERED_BY["choice"] if labels else "Décide, avec les autres, de l'accord d'envoi"
    choices = tuple(label for (label,) in labels)
    return tuple(Question(title, kind, choices=choices) for (title,) in titles)


def index_of_choices(connection: Connection) -> tuple[Ticked, ...]:
    """The references of those who made each choice, for the choices that somebody made."""
    return tuple(
        Ticked(row["wording"], row["item"], row["choice"], tuple(row["submission_ids"]))
        for row in publication(connection, "pack.note_ticked").records()
    )
