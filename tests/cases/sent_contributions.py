"""A database of consenting contributions, made of a few rows, for the tests of the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path

import polars as pl

from consultation.warehouse.store.connection import Connection, append, execute, open_database
from consultation.warehouse.store.form_tables import THRESHOLDS
from consultation.warehouse.store.functions import make_functions
from consultation.warehouse.tables import models
from consultation.warehouse.tables.consenting import pack_models
from consultation.warehouse.tables.publications import Tables, tables_of
from consultation.words.french import words
from tests.cases.drawn import create, draw, shapes

Rows = Sequence[Mapping[str, object]]

# Tables that a pack reads and that its models don't make.
BESIDE = (
    *("sending.reasons", "sending.totals", "sending.doubts", "facts.draws", "sending.weeks"),
    *("sending.letters", "sending.withheld_answers"),
)

FORM: dict[str, Rows] = {
    "form.form": [
        {"form_id": "petit", "title": "Consultation contre les caméras", "recipient": "CNIL",
         "time_zone": "Europe/Paris", "closes_at": "2022-03-11 22:59:59", "has_consent": True,
         "has_category": True, "totals_withheld": "chosen"},
    ],
    "form.questions": [
        {"question_id": "raisons", "title": "Pour quelles raisons\u00a0?", "kind": "choices"},
        {"question_id": "avis", "title": "Quel est votre avis\u00a0?", "kind": "grid"},
        {"question_id": "mode", "title": "Votre mode", "kind": "choice"},
        {"question_id": "texte", "title": "Vos arguments", "kind": "text"},
        {"question_id": "combien", "title": "Combien\u00a0?", "kind": "number"},
        {"question_id": "quand", "title": "Depuis quand\u00a0?", "kind": "date"},
        {"question_id": "heure", "title": "À quelle heure\u00a0?", "kind": "time"},
    ],
    "form.items": [
        {"question_id": "avis", "item_id": "ville", "position": 1, "label": "En ville"},
        {"question_id": "avis", "item_id": "champs", "position": 2, "label": "Aux champs"},
    ],
    "form.choices": [
        {"question_id": question, "choice_id": choice, "position": position, "label": label}
        for question, labels in {
            "raisons": {"prix": "Prix, coût", "bruit": "Bruit", "autre": "Autre"},
            "avis": {"pour": "Pour", "contre": "Contre"},
            "mode": {"velo": "Vélo", "train": "Train"},
        }.items()
        for position, (choice, label) in enumerate(labels.items(), start=1)
    ],
    "form.categories": [
        {"category_id": "citoyen", "position": 1, "label": "Citoyen·ne", "is_collective": False},
        {"category_id": "asso", "position": 2, "label": "Association", "is_collective": True},
    ],
    "form.consent_questions": [{"position": 1, "title": "Acceptez-vous l'envoi\u00a0?"}],
    "form.consents": [
        {"position": 1, "state": "own_name", "label": "Oui, en mon nom"},
        {"position": 2, "state": "collective_name", "label": "Oui, pour mon collectif"},
        {"position": 3, "state": "anonymous", "label": "Oui, anonymement"},
        {"position": 4, "state": "reflection_only", "label": "Non"},
    ],
}  # fmt: skip

# A form whose pack says how many did not agree.
WITH_TOTALS = [{**FORM["form.form"][0], "totals_withheld": None}]


def sent(reference: str, consent: str = "anonymous", **columns: object) -> dict[str, object]:
    """A contribution; `name` is shown, `at` is when it was completed, in UTC; `first_week` is the
    Monday of its first answer's week."""
    return {"reference": reference, "consent": consent, **columns}


def answer(reference: str, question_id: str, **columns: object) -> dict[str, object]:
    """A row of clean.answers."""
    return {"submission_id": reference, "question_id": question_id, **columns}


@contextmanager
def consenting(
    folder: Path, contributions: Rows, answers: Rows, *, wanted="pack.", **tables: Rows
) -> Iterator[Tables]:
    """The tables of the database, those of the pack among them; `form__form` and so on replace.

    `wanted` is how the names of those that the test looks at begin; the fewer, the sooner.
    """
    all_tables = FORM | {name.replace("__", "."): rows for name, rows in tables.items()}
    with open_database(folder / "essai.soumission.duckdb") as connection:
        _prepare(connection)
        for table, rows in all_tables.items():
            fill(connection, table, _completed(table, rows))
        fill(connection, "clean.submissions", [_submission(each) for each in contributions])
        fill(connection, "respondents.contributions", [_contribution(e) for e in contributions])
        fill(connection, "respondents.names", [_name(e) for e in contributions if e.get("name")])
        fill(connection, "sending.weeks", [
            {"submission_id": e["reference"], "first_week": e["first_week"]}
            for e in contributions if e.get("first_week")
        ])  # fmt: skip
        fill(connection, "clean.answers", answers)
        counted = [{"submission_id": e["reference"], "box": "counted"} for e in contributions]
        fill(connection, "respondents.flow", counted)
        make_functions(connection)
        models.build(connection, _built(wanted))
        yield tables_of(connection)


def fill(connection: Connection, table: str, rows: Rows) -> None:
    """The rows are in the table, which may be a table that the models don't make."""
    if table in BESIDE and rows:
        columns = {name: [row.get(name) for row in rows] for name in _beside()[table]}
        append(connection, table, pl.DataFrame(columns))
        return
    if len(rows) < 100:  # row by row
        drawn = [{k: None if v is None else str(v) for k, v in row.items()} for row in rows]
        draw(connection, table, drawn)
        return
    names = {name: None for row in rows for name in row}
    columns = {name: [row.get(name) for row in rows] for name in names}
    filled = {name: cells for name, cells in columns.items() if any(c is not None for c in cells)}
    append(connection, table, pl.DataFrame(filled))


@cache
def _beside() -> dict[str, dict[str, str]]:
    reasons = {"sending.reasons": {"position": "integer", "reason": "varchar"}}
    return reasons | {table: shapes()[table] for table in BESIDE[1:]}


@cache
def _built(wanted: str | tuple[str, ...]) -> tuple[models.Model, ...]:
    made_here = pack_models()
    if wanted == f"{models.PACK}.":
        return made_here
    targets = [model.table for model in made_here if model.table.startswith(wanted)]
    return tuple(model for model in models.needed_for(targets) if model in made_here)


def _prepare(connection: Connection) -> None:
    tables = {
        table: columns
        for table, columns in shapes().items()
        if table.partition(".")[0]
        in ("form", "clean", "respondents", "coding", "coding_steps", "quotes")
        or table == "respondents_steps.erased"
    } | _beside()
    computed = ("wordings.", "drawing.")
    tables |= {name: shape for name, shape in shapes().items() if name.startswith(computed)}
    for schema in sorted({table.partition(".")[0] for table in tables}):
        execute(connection, f"create schema if not exists {schema}")
    for table, columns in tables.items():
        execute(connection, create(table, columns))
    draw(connection, "form.thresholds", [{key: str(value) for key, value in THRESHOLDS.items()}])
    append(connection, "form.words", pl.DataFrame([asdict(word) for word in words()]))


def _completed(table: str, rows: Rows) -> Rows:
    if table == "sending.withheld_answers":
        return [{"reason": "after_reading", **row} for row in rows]
    if table != "form.questions":
        return rows
    return [
        {"position": position, "wording": row["title"], "audience": "all",
         "is_closed": row["kind"] in ("choice", "choices", "grid"),
         "has_families": row["kind"] == "text", **row}
        for position, row in enumerate(rows, start=1)
    ]  # fmt: skip


def _submission(row: Mapping[str, object]) -> dict[str, object]:
    at = row.get("at", "2022-02-15 10:00")
    return {
        "submission_id": row["reference"], "form_id": "petit", "submitted_at": at,
        "completed_at": at, "is_draft": False, "consent": row["consent"],
        "category_id": row.get("category"),
    }  # fmt: skip


def _contribution(row: Mapping[str, object]) -> dict[str, object]:
    kind = "collective" if row["consent"] == "collective_name" else "individual"
    return {
        "submission_id": row["reference"], "respondent_id": row["reference"],
        "respondent_kind": row.get("kind", kind), "consent": row["consent"], "is_sendable": True,
        "is_consent_decided": False, "category_id": row.get("category"), "submission_count": 1,
        "answered_at": row.get("at", "2022-02-15 10:00"),
    }  # fmt: skip


def _name(row: Mapping[str, object]) -> dict[str, object]:
    names = {"submission_id": row["reference"], "respondent_id": row["reference"]}
    return {**names, "consent": row["consent"], "name": row["name"]}
