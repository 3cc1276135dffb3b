"""Store the form file as tables, so that no SQL file has to name a question or a threshold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from consultation.exports.submission_columns import TOOLS, TRAITS
from consultation.forms.form import Form, Option, Question
from consultation.warehouse.store.connection import Connection, append, execute
from consultation.warehouse.store.form_tables import COLUMNS, THRESHOLDS
from consultation.warehouse.store.functions import make_functions
from consultation.words.french import words

Rows = Sequence[tuple[object, ...]]


def declare(connection: Connection, form: Form) -> None:
    """Fill the tables of the schema `form` with what the form file declares, the thresholds, the
    form tools, and the French words that are shown in place of ids. Then create the SQL functions
    that read these tables."""
    rows: dict[str, Rows] = {
        "form": [_form(form)],
        "blanks": list(enumerate(form.blanks, start=1)),
        "sending_parts": list(form.sending_parts.items()),
        "consent_questions": _consent_questions(form),
        "consents": _consents(form),
        "questions": [_question(question, form) for question in form.questions],
        "items": _options((question, question.items) for question in form.questions),
        "choices": _options((question, question.choices) for question in form.questions),
        "groups": _groups(form),
        "categories": _categories(form),
        "coding": [_coding(form)],
        "coders": list(enumerate(form.coding.coders, start=1)),
        "thresholds": [tuple(THRESHOLDS.values())],
        "tools": [
            (tool, tool not in TRAITS["unnumbered"], tool not in TRAITS["without_drafts"])
            for tool in TOOLS
        ],
        "words": [(w.kind, w.id, w.position, w.label, w.explanation) for w in words()],
    }
    for table, columns in COLUMNS.items():
        definition = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        execute(connection, f"create or replace table form.{table} ({definition})")
        append(
            connection,
            f"form.{table}",
            (dict(zip(columns, row, strict=True)) for row in rows[table]),
        )
    make_functions(connection)


def note_invented(connection: Connection) -> None:
    """Mark the answers of all stored exports as invented. The mark is never removed."""
    execute(
        connection,
        "insert into raw.invented_exports select export_id from raw.exports"
        " where export_id not in (select export_id from raw.invented_exports)",
    )


def is_example(connection: Connection) -> bool:
    """True if any stored export is marked as having invented answers."""
    return bool(execute(connection, "from raw.invented_exports"))


def in_utc(local: dt.datetime | None, time_zone: str) -> dt.datetime | None:
    """The UTC time, without time zone, of a local time in the form file: 2022-03-11 23:59 in Paris
    → 2022-03-11 22:59. None → None."""
    if local is None:
        return None
    return local.replace(tzinfo=ZoneInfo(time_zone)).astimezone(dt.UTC).replace(tzinfo=None)


def _form(form: Form) -> tuple[object, ...]:
    return (
        form.form_id,
        form.title,
        form.recipient,
        form.time_zone,
        in_utc(form.closes_at, form.time_zone),
        form.consent is not None,
        "email" in form.roles,
        form.category is not None,
        form.category.headers[0] if form.category else None,
        form.expected_min,
        form.expected_max,
        form.totals_withheld,
        form.review != "none",
        form.review == "draw",
        form.is_example,
        form.pack.organisation,
        form.pack.contact,
        form.pack.sent_on,
        form.pack.spread_by,
        form.pack.opened_on,
        "\n".join(form.pack.asks) if form.pack.asks else None,
    )


def _consent_questions(form: Form) -> Rows:
    """Rows (rank, heading) for the question that asks for consent. If the consent follows from
    rules on other answers, the questions that these rules name."""
    if form.consent is None:
        return []
    if form.consent.headers:
        return [(1, form.consent.headers[0])]
    looked_at = {question_id for rule in form.consent.rules for question_id, _ in rule.when}
    headings = [question.headers[0] for question in form.questions if question.id in looked_at]
    return list(enumerate(headings, start=1))


def _consents(form: Form) -> Rows:
    """Rows (rank, consent, label) for the choices of the question that asks for consent. Empty if
    the consent follows from rules on other answers."""
    states = form.consent.states if form.consent else ()
    return [(position, state.id, state.label) for position, state in enumerate(states, start=1)]


def _question(question: Question, form: Form) -> tuple[object, ...]:
    return (
        question.id,
        question.position,
        question.title,
        question.headers[0],
        question.kind,
        question.is_closed,
        question.families,
        _is_coded(question, form),
        question.audience,
        question.is_confirmed,
        form.publish.public and question.id in (form.publish.public_questions or ()),
        in_utc(question.asked_from, form.time_zone),
    )


def _coding(form: Form) -> tuple[object, ...]:
    """The row of `form.coding`: the number of texts that all coders code, the greatest number of
    texts to code, the initials of the person who codes texts to check the grid (None without
    coders), and how many texts this person codes."""
    coding = form.coding
    control = coding.control if coding.coders else None
    return coding.both, coding.texts_max, control, coding.control_texts


def _is_coded(question: Question, form: Form) -> bool:
    """True if people code the answers to the question: the form file lists it under `coding`. In a
    form file without that list, True if families are searched in its texts."""
    if form.coding.questions is not None:
        return question.id in form.coding.questions
    return question.families


def _options(options: Iterable[tuple[Question, Sequence[Option]]]) -> Rows:
    return [
        (question.id, option.id, position, option.label)
        for question, declared in options
        for position, option in enumerate(declared, start=1)
    ]


def _groups(form: Form) -> Rows:
    """Rows (question, choice, label, rank) for choices that are counted together in a total with
    this label: `("envoi", "oui", "Favorables", 1)`."""
    return [
        (question.id, choice, label, position)
        for question in form.questions
        for position, (label, choices) in enumerate(question.groups.items(), start=1)
        for choice in dict.fromkeys(choices)
    ]


def _categories(form: Form) -> Rows:
    if form.category is None:
        return []
    return [
        (option.id, position, option.label, option.id in form.category.collectives)
        for position, option in enumerate(form.category.choices, start=1)
    ]
