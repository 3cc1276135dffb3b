"""The meaning of the pack's CSV files and their columns, in French."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from consultation.notices import codebook
from consultation.words.french import schema_text


@cache
def _book() -> dict[str, Any]:
    return tomllib.loads(schema_text("pack.toml"))


def title_and_grain(name: str) -> tuple[str, str]:
    """The title of a CSV file, and a sentence on what each of its rows is. `name` is the file's
    name without `.csv`."""
    book = _book()
    described = book["tables"].get(name)
    return (str(described[0]), str(described[1])) if described else codebook.title_and_grain(name)


def meaning_of(table: str, column: str) -> str:
    """The meaning of a column of a CSV file of the pack, the index apart: `question_id` →
    « Question du formulaire, identifiant. ». Empty if nobody wrote it. `table` is the file's name
    without `.csv`."""
    book = _book()
    own = book["of"].get(table, {}).get(column) or codebook.meaning_of(table, column)
    return str(own or book["columns"].get(column, ""))


def meaning_in_index(column: str) -> str:
    """The meaning of a column of contributions.csv: `Référence` → « Nom de la contribution… »."""
    return str(_book()["index"][column])
