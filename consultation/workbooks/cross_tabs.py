"""The sheet Croisements: its publication is long, people read categories side by side.

Columns named after a form's categories cannot be written in a SQL file that names no question,
so the spreading is done here and nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from consultation.workbooks.model import Column, Kind, Table
from consultation.workbooks.published import Published

KEYS = ("Question", "Sous-question", "Choix")


def cross_tab_table(croisements: Published) -> Table:
    """One row per question, sub-question and choice; per category, a share and its base."""
    categories = _categories(croisements)
    columns = [Column(title, Kind.TEXT) for title in KEYS]
    for category in categories:
        columns.append(Column(category, Kind.SHARE, width=14))
        columns.append(Column(f"sur ({category})", Kind.INTEGER, width=10))
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


def _spread(croisements: Published) -> Iterator[tuple[Any, ...]]:
    titles = croisements.columns
    keys = [titles.index(name) for name in KEYS]
    share, base = titles.index("Part"), titles.index("Ont répondu")
    for key, rows in groupby(croisements.rows(), key=lambda row: tuple(row[at] for at in keys)):
        yield (*key, *(value for row in rows for value in (row[share], row[base])))
