"""The tables of the sheets « Croisements » and « Thèmes par catégorie », with two columns per
category.

An SQL file can't make them, because it would have to name the categories of a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from consultation.tables.model import Column, Kind, Table
from consultation.tables.publication_tables import Published
from consultation.words.readable import one_line

# By sheet: the columns that identify a row, and the column with the base of its shares.
CROSSED = {
    "croisements": (("Question", "Sous-question", "Choix"), "Ont répondu"),
    "themes_par_categorie": (("Question", "Thème"), "Textes codés"),
}
MOST_CHARACTERS = 200  # of the 255 that Excel takes: « sur (…) » is added


def cross_tab_table(name: str, cross_tabs: Published) -> Table:
    """The table of the sheet `name`. It has a row per choice of a question (or theme), and two
    columns per category: the share, and its base."""
    keys, base = CROSSED[name]
    categories = _categories(cross_tabs)
    columns = [Column(title, Kind.TEXT) for title in keys]
    for category in categories:
        title = one_line(category)[:MOST_CHARACTERS]
        columns.append(Column(title, Kind.SHARE, width=14))
        columns.append(Column(f"sur ({title})", Kind.INTEGER, width=13))
    row_count = cross_tabs.row_count // len(categories) if categories else 0
    rows = tuple(_rows(cross_tabs, keys, base))
    return Table(name, tuple(columns), rows, row_count=row_count)


def _categories(cross_tabs: Published) -> list[str]:
    """The categories in their order, read from the first rows of the table: each choice has a row
    per category, in the same order."""
    category = cross_tabs.columns.index("Catégorie")
    seen: dict[str, None] = {}
    for row in cross_tabs.rows():
        if row[category] in seen:
            break
        seen[row[category]] = None
    return list(seen)


def _rows(cross_tabs: Published, keys: Sequence[str], base: str) -> Iterator[tuple[Any, ...]]:
    titles = cross_tabs.columns
    columns = [titles.index(name) for name in keys]
    share, base_column = titles.index("Part"), titles.index(base)
    for key, rows in groupby(cross_tabs.rows(), key=lambda row: tuple(row[at] for at in columns)):
        yield (*key, *(value for row in rows for value in (row[share], row[base_column])))
