"""The sheet Croisements: its publication is long, people read categories side by side.

Columns named after a form's categories cannot be written in a SQL file that names no question,
so the spreading is done here and nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from consultation.workbooks.model import Column, Kind, Table
from consultation.workbooks.published import Published
from consultation.workbooks.texts import one_line

KEYS = ("Question", "Sous-question", "Choix")
MOST_CHARACTERS = 200  # of the 255 that Excel takes: « sur (…) » and a number may be added


def cross_tab_table(croisements: Published) -> Table:
    """One row per question, sub-question and choice; per category, a share and its base."""
    categories = _categories(croisements)
    columns = [Column(title, Kind.TEXT) for title in KEYS]
    for title in _titles(categories):
        columns.append(Column(title, Kind.SHARE, width=14))
        columns.append(Column(f"sur ({title})", Kind.INTEGER, width=10))
    row_count = croisements.row_count // len(categories) if categories else 0
    return Table("croisements", tuple(columns), _spread(croisements), row_count=row_count)


def _categories(croisements: Published) -> list[str]:
    category = croisements.columns.index("Catégorie")
    seen: dict[str, None] = {}
    for row in croisements.rows():
        if row[category] in seen:
            break
        seen[row[category]] = None
    return list(seen)


def _titles(categories: Sequence[str]) -> list[str]:
    """The categories as Excel takes them: short, and no two alike, whatever their case."""
    taken = {key.casefold() for key in KEYS}
    titles = []
    for category in categories:
        label = one_line(category)[:MOST_CHARACTERS]
        title, number = label, 2
        while title.casefold() in taken:
            title, number = f"{label} ({number})", number + 1
        taken |= {title.casefold(), f"sur ({title})".casefold()}
        titles.append(title)
    return titles


def _spread(croisements: Published) -> Iterator[tuple[Any, ...]]:
    titles = croisements.columns
    keys = [titles.index(name) for name in KEYS]
    share, base = titles.index("Part"), titles.index("Ont répondu")
    for key, rows in groupby(croisements.rows(), key=lambda row: tuple(row[at] for at in keys)):
        yield (*key, *(value for row in rows for value in (row[share], row[base])))
