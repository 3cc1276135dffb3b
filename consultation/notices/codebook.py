"""The code book of statistiques/*.csv: what each table and column means, and what values it takes.

It stands beside the files, so that nobody needs the database to quote a figure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from consultation.warehouse.build.publications import Publication
from consultation.warehouse.store.connection import Connection, execute

NAME = "codebook"
COLUMNS = ("table", "column", "meaning", "values")
SEPARATOR = " ; "

# Where the ids of a column, and their labels, are declared.
_VALUES = {
    "box": "select id, label from form.words where kind = 'box' order by position",
    "category_id": "select category_id, label from form.categories order by position",
    "choice_id": "select choices.question_id || '/' || choices.choice_id, choices.label"
    " from form.choices as choices inner join form.questions as questions"
    " on choices.question_id = questions.question_id"
    " order by questions.position, choices.position",
    "consent": "select id, label from form.words where kind = 'consent' order by position",
    "counting_rule": "select id, label || coalesce(' (' || nullif(explanation, '') || ')', '')"
    " from form.words where kind = 'counting_rule' order by position",
    "departement_id": "select id, label from form.words where kind = 'departement'"
    " order by position",
    "item_id": "select items.question_id || '/' || items.item_id, items.label"
    " from form.items as items inner join form.questions as questions"
    " on items.question_id = questions.question_id order by questions.position, items.position",
    "question_id": "select question_id, title from form.questions order by position",
    "respondent_kind": "select id, label from form.words where kind = 'respondent_kind'"
    " order by position",
}
# Choices and sub-questions are told apart within their question only.
_PREFIXED = {
    "choice_id": "question_id/choice_id\u00a0: ",
    "item_id": "question_id/item_id\u00a0: ",
}
_TYPES = {
    "BIGINT": "nombre entier",
    "INTEGER": "nombre entier",
    "DOUBLE": "nombre, point décimal",
    "DATE": "date, AAAA-MM-JJ",
    "VARCHAR": "texte",
    "BOOLEAN": "true (oui) ou false (non)",
}


@cache
def _book() -> dict[str, dict[str, Any]]:
    text = files("schemas").joinpath("codebook.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def title_and_grain(table: str) -> tuple[str, str]:
    """What a table holds and what a row of it is, in French; empty when nobody wrote it."""
    title, grain = _book()["tables"].get(table, ("", ""))
    return title, grain


def meaning_of(table: str, column: str) -> str:
    """What a column of a table means, in French; empty when nobody wrote it."""
    everywhere = _book()["columns"].get(column, "")
    return str(_book()["of"].get(table, {}).get(column, everywhere))


def codebook(
    connection: Connection, tables: Mapping[str, Publication]
) -> Iterator[tuple[str, str, str, str]]:
    """The rows of the code book: for each table, a row for itself (no column, its grain as
    values), then one per column."""
    values = {column: _listed(connection, column) for column in _VALUES}
    values["leading_choice_id"] = values["choice_id"]
    for name in sorted(tables):
        title, grain = title_and_grain(name)
        yield name, "", title, grain
        for column, kind in zip(tables[name].columns, tables[name].types, strict=True):
            yield name, column, meaning_of(name, column), values.get(column) or _shape(column, kind)


def _listed(connection: Connection, column: str) -> str:
    """The ids of a column with their labels, as « id = label »."""
    found = [f"{value} = {label}" for value, label in execute(connection, _VALUES[column])]
    return _PREFIXED.get(column, "") + SEPARATOR.join(found) if found else ""


def _shape(column: str, kind: str) -> str:
    return "de 0 à 1" if column.endswith("_share") else _TYPES.get(kind, "")
