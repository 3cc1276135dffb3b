"""The code book of statistiques/*.csv: the meaning of each table and column, and their values.

It is written next to the files, so that nobody needs the database to quote a figure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from consultation.warehouse.tables.publications import Publication, Row, Tables
from consultation.words.french import schema_text, sentences_of, sheets

NAME = "codebook"
COLUMNS = ("table", "column", "meaning", "values")
SEPARATOR = " ; "

# Where a column of ids finds its labels: a kind of word, or a table of the form and its column.
_WORDS = {
    "agreement_level": "agreement_level",
    "box": "box",
    "consent": "consent",
    "counting_rule": "counting_rule",
    "departement_id": "departement",
    "respondent_kind": "respondent_kind",
}
_DECLARED = {
    "category_id": ("form.categories", "label"),
    "choice_id": ("form.choices", "label"),
    "item_id": ("form.items", "label"),
    "question_id": ("form.questions", "title"),
    "theme_id": ("coding.themes", "title"),
}
# Files about codes, which don't exist as long as nobody has coded.
CODED = (
    "agreement_summary",
    "coder_agreement",
    "coding_coverage",
    "quote_coverage",
    "theme_categories",
    "theme_counts",
)
# And about texts drawn by lot: no file until a draw is finished.
_EMPTY_AT_FIRST = (*CODED, "draws")
# Ids of choices and items are unique within their question only.
_PREFIXED = {
    "choice_id": "question_id/choice_id\u00a0: ",
    "item_id": "question_id/item_id\u00a0: ",
}
# The file and the column in which some values are no id of a question.
PLACEHOLDER_COLUMN = ("reponses", "question_id")
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
    return tomllib.loads(schema_text("codebook.toml"))


def files_of(tables: Tables, folder: str) -> dict[str, Publication]:
    """The tables to write to statistiques/, by file name without .csv: `flow` → `statistics.flow`.
    `folder` is `organisation` or `soumission`. Tables of coding are left out until something is
    coded, tables of draws by lot until a draw is finished."""
    listed = sheets()["files"]
    named = {
        re.split(r"\.|__", table)[-1]: tables[table] for table in (*listed["both"], *listed[folder])
    }
    return {
        name: table
        for name, table in sorted(named.items())
        if name not in _EMPTY_AT_FIRST or table.row_count
    }


def writing_of_texts() -> tuple[str, str, str, str]:
    """The row of the code book about all files (`*.csv`). It explains how cells are changed to be
    safe in spreadsheets, and how to undo that (see `csv_files`)."""
    how, undoing = _book()["texts"]["rule"]
    return "*.csv", "", how, undoing


def title_and_grain(table: str) -> tuple[str, str]:
    """A table's title and the meaning of a row, in French. Empty if nobody wrote them."""
    title, grain = _book()["tables"].get(table, ("", ""))
    return title, grain


def meaning_of(table: str, column: str) -> str:
    """The meaning of a column, in French. Empty if nobody wrote it."""
    everywhere = _book()["columns"].get(column, "")
    return str(_book()["of"].get(table, {}).get(column, everywhere))


def codebook(
    tables: Tables, described: Mapping[str, Publication]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of the code book: file, column, meaning, values. `described`: file name →
    table. `tables` has the labels of ids.

    Each file has a first row about itself, then a row per column: `("flow", "", "Le bilan : …",
    "Une ligne par case ; …")`, `("flow", "box", …)`.
    """
    values = _values(tables)
    labels = sentences_of("responses")
    additional = [f"{question_id} = {label}" for question_id, label in labels.items()]
    for name in sorted(described):
        title, grain = title_and_grain(name)
        yield name, "", title, grain
        for column, kind in zip(described[name].columns, described[name].types, strict=True):
            known = values.get(column) or shape_of(column, kind)
            if (name, column) == PLACEHOLDER_COLUMN:
                known = SEPARATOR.join(filter(None, (values[column], *additional)))
            yield name, column, meaning_of(name, column), known


def _values(tables: Tables) -> dict[str, str]:
    """Name of a column whose values are ids → these ids with their labels: `box` → « rejected =
    Rejetées ; withdrawn = Retirées »."""
    words = sorted(tables["form.words"].records, key=lambda row: int(row["position"]))
    values = {
        column: SEPARATOR.join(
            f"{row['id']} = {_label_of_word(row)}" for row in words if row["kind"] == kind
        )
        for column, kind in _WORDS.items()
    }
    values |= {column: _declared_values(tables, column) for column in _DECLARED}
    return {**values, "leading_choice_id": values["choice_id"]}


def _label_of_word(row: Row) -> str:
    """The label of a word. A counting rule's label is followed by its explanation: `Une par
    famille`, `une par lettre` → « Une par famille (une par lettre) »."""
    is_explained = row["kind"] == "counting_rule" and row["explanation"]
    return f"{row['label']} ({row['explanation']})" if is_explained else str(row["label"])


def _declared_values(tables: Tables, column: str) -> str:
    """The values of a column of ids that the form file or the grid of themes declares, each with
    its title, in the declared order: `question_id` → « raisons = Pourquoi ? ; … ». Empty if none is
    declared."""
    table, title = _DECLARED[column]
    positions = {row["question_id"]: row["position"] for row in tables["form.questions"].records}

    def place(row: Row) -> tuple[int, int]:
        return positions.get(row.get("question_id"), 0), row["position"]

    values = [
        f"{row['question_id']}/{row[column]} = {row[title]}"
        if column in _PREFIXED
        else f"{row[column]} = {row[title]}"
        for row in sorted(tables[table].records, key=place)
    ]
    return _PREFIXED.get(column, "") + SEPARATOR.join(values) if values else ""


def shape_of(column: str, kind: str) -> str:
    """The format of a column's values, in French, from its name or its SQL type `kind`:
    `answer_share` → « de 0 à 1 », `BIGINT` → « nombre entier ». Empty for a type without words."""
    return "de 0 à 1" if column.endswith("_share") else _TYPES.get(kind, "")
