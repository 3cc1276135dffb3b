"""The form file as tables, so that no SQL file names a question or a threshold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

import polars as pl
from polars._typing import PolarsDataType

from consultation.forms.form import Form, Option, Question
from consultation.french import words
from consultation.warehouse.store.connection import Connection, append, execute
from consultation.warehouse.store.functions import make_functions

Rows = Sequence[tuple[object, ...]]

# What the selects of sql/ measure against, as a table of one row.
THRESHOLDS = {
    "full_export_share": 0.9,  # of the known SIDs; design: room for answers deleted upstream
    "sheet_row_limit": 30_000,  # ten thousand answers of three texts; the database has them all
    "cell_character_limit": 16_000,  # two UTF-16 units each stay below a cell's 32,767
    "quick_text_character_limit": 50,  # a few words: what one reads without stopping
    "long_text_word_count": 12,  # below, people who think alike write alike (design, section 6)
    "letter_word_count": 30,  # two sentences; what is shorter and shared is a passage
    "run_submission_count": 3,  # same text under several names, one after the other
    "minute_submission_count": 5,  # in one minute
    "minute_pace_ratio": 5.0,  # and that much more than a minute of the same hour on average
    "address_submission_count": 5,  # with one address
}

TYPES: dict[str, PolarsDataType] = {
    "varchar": pl.String,
    "boolean": pl.Boolean,
    "integer": pl.Int32,
    "bigint": pl.Int64,
    "double": pl.Float64,
    "timestamp": pl.Datetime("us"),
    "date": pl.Date,
}

COLUMNS: dict[str, dict[str, str]] = {
    "form": {
        "form_id": "varchar",
        "title": "varchar",
        "recipient": "varchar",
        "time_zone": "varchar",
        "closes_at": "timestamp",
        "has_consent": "boolean",
        "has_category": "boolean",
        "category_wording": "varchar",
        "expected_min": "bigint",
        "expected_max": "bigint",
        "has_published_totals": "boolean",
        "has_required_review": "boolean",
        "is_example": "boolean",
        "organisation": "varchar",
        "contact": "varchar",
        "sent_on": "date",
        "spread_by": "varchar",
        "opened_on": "date",
    },
    "blanks": {
        "position": "integer",
        "label": "varchar",
    },
    "consent_questions": {
        "position": "integer",
        "title": "varchar",
    },
    "consents": {
        "position": "integer",
        "state": "varchar",
        "label": "varchar",
    },
    "questions": {
        "question_id": "varchar",
        "position": "integer",
        "title": "varchar",
        "wording": "varchar",
        "kind": "varchar",
        "is_closed": "boolean",
        "has_families": "boolean",
        "audience": "varchar",
        "is_confirmed": "boolean",
        "asked_from": "timestamp",
    },
    "items": {
        "question_id": "varchar",
        "item_id": "varchar",
        "position": "integer",
        "label": "varchar",
    },
    "choices": {
        "question_id": "varchar",
        "choice_id": "varchar",
        "position": "integer",
        "label": "varchar",
    },
    "groups": {
        "question_id": "varchar",
        "choice_id": "varchar",
        "group_label": "varchar",
        "position": "integer",
    },
    "categories": {
        "category_id": "varchar",
        "position": "integer",
        "label": "varchar",
        "is_collective": "boolean",
    },
    "thresholds": {
        name: "double" if isinstance(value, float) else "bigint"
        for name, value in THRESHOLDS.items()
    },
    "words": {
        "kind": "varchar",
        "id": "varchar",
        "position": "integer",
        "label": "varchar",
        "explanation": "varchar",
    },
}


def declare(connection: Connection, form: Form) -> None:
    """The schema `form` holds what the form file says and the French words for our ids; the
    database has the functions of `make_functions`."""
    rows: dict[str, Rows] = {
        "form": [_form(form)],
        "blanks": list(enumerate(form.blanks, start=1)),
        "consent_questions": _consent_questions(form),
        "consents": _consents(form),
        "questions": [_question(question, form) for question in form.questions],
        "items": _options((question, question.items) for question in form.questions),
        "choices": _options((question, question.choices) for question in form.questions),
        "groups": _groups(form),
        "categories": _categories(form),
        "thresholds": [tuple(THRESHOLDS.values())],
        "words": [(w.kind, w.id, w.position, w.label, w.explanation) for w in words()],
    }
    for table, columns in COLUMNS.items():
        definition = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        execute(connection, f"create or replace table form.{table} ({definition})")
        append(
            connection,
            f"form.{table}",
            pl.DataFrame(
                rows[table],
                schema={name: TYPES[kind] for name, kind in columns.items()},
                orient="row",
            ),
        )
    make_functions(connection)


def note_example(connection: Connection, form_id: str) -> None:
    """The store says, for good, that answers of the form are invented."""
    execute(connection, "delete from raw.examples")
    execute(connection, "insert into raw.examples values ($form_id)", {"form_id": form_id})


def is_example(connection: Connection) -> bool:
    """Whether answers of the form are invented."""
    return bool(execute(connection, "from raw.examples"))


def in_utc(local: dt.datetime | None, time_zone: str) -> dt.datetime | None:
    """A local time of the form file as a naive UTC time, as the warehouse holds them."""
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
        form.category is not None,
        form.category.headers[0] if form.category else None,
        form.expected_min,
        form.expected_max,
        form.publishes_totals,
        form.requires_review,
        form.is_example,
        form.pack.organisation,
        form.pack.contact,
        form.pack.sent_on,
        form.pack.spread_by,
        form.pack.opened_on,
    )


def _consent_questions(form: Form) -> Rows:
    """The question that consent is read from, or those that its rules look at, in form order."""
    if form.consent is None:
        return []
    if form.consent.headers:
        return [(1, form.consent.headers[0])]
    looked_at = {question_id for rule in form.consent.rules for question_id in rule.when}
    asked = [question.headers[0] for question in form.questions if question.id in looked_at]
    return list(enumerate(asked, start=1))


def _consents(form: Form) -> Rows:
    """How the form words each answer to that question; nothing where rules decide."""
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
        question.audience,
        question.is_confirmed,
        in_utc(question.asked_from, form.time_zone),
    )


def _options(options: Iterable[tuple[Question, Sequence[Option]]]) -> Rows:
    return [
        (question.id, option.id, position, option.label)
        for question, declared in options
        for position, option in enumerate(declared, start=1)
    ]


def _groups(form: Form) -> Rows:
    """The choices that are counted together, under the name of their total."""
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
