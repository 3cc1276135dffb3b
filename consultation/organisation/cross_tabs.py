"""The sheet « Croisements », whose categories are spread into columns.

Columns named after a form's categories cannot be written in a SQL file that names no question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from consultation.workbooks.model import Column, Kind, Table
from consultation.workbooks.names import one_line
from consultation.workbooks.publication_tables import Published

KEYS = ("Question", "Sous-question", "Choix")
MOST_CHARACTERS = 200  # of the 255 that Excel takes: « sur (…) » and a number may be added


def cross_tab_table(cross_tabs: Published) -> Table:
    """One row per question, sub-question and choice; per category, a share and its base."""
    categories = _categories(cross_tabs)
    columns = [Column(title, Kind.TEXT) for title in KEYS]
    for title in _titles(categories):
        columns.append(Column(title, Kind.SHARE, width=14))
        columns.append(Column(f"sur ({title})", Kind.INTEGER, width=13))
    row_count = cross_tabs.row_count // len(categories) if categories else 0
    return Table("croisements", tuple(columns), tuple(_rows(cross_tabs)), row_count=row_count)


def _categories(cross_tabs: Published) -> list[str]:
    """The categories, as the first question and choice list them."""
    category = cross_tabs.columns.index("Catégorie")
    seen: dict[str, None] = {}
    for row in cross_tabs.rows():
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


def _rows(cross_tabs: Published) -> Iterator[tuple[Any, ...]]:
    titles = cross_tabs.columns
    keys = [titles.index(name) for name in KEYS]
    share, base = titles.index("Part"), titles.index("Ont répondu")
    for key, rows in groupby(cross_tabs.rows(), key=lambda row: tuple(row[at] for at in keys)):
        yield (*key, *(value for row in rows for value in (row[share], row[base])))
