"""Sentences of counts that stand above a sheet: what it holds, before its rows; and
Croisements, whose categories are spread into columns.

Columns named after a form's categories cannot be written in a SQL file that names no question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from consultation.french import counted, number, sentence
from consultation.workbooks.model import Column, Kind, Table
from consultation.workbooks.names import one_line
from consultation.workbooks.published import Published

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
    return Table("croisements", tuple(columns), _rows_by_choice(croisements), row_count=row_count)


def _categories(croisements: Published) -> list[str]:
    category = croisements.columns.index("Catégorie")
    seen: dict[str, None] = {}
    for row in croisements.rows():
        if row[category] in seen:
            break
        seen[row[category]] = None
    return list(seen)


def _titles(categories: Sequence[str]) -> list[str]:
    """A column title per category that Excel accepts: short, and unlike every other in any case."""
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


def _rows_by_choice(croisements: Published) -> Iterator[tuple[Any, ...]]:
    titles = croisements.columns
    keys = [titles.index(name) for name in KEYS]
    share, base = titles.index("Part"), titles.index("Ont répondu")
    for key, rows in groupby(croisements.rows(), key=lambda row: tuple(row[at] for at in keys)):
        yield (*key, *(value for row in rows for value in (row[share], row[base])))


# « Ligne rejetée » in the table: singular and plural, and what becomes of the answers.
NATURES = {
    "Fichier refusé": ("fichier refusé", "fichiers refusés"),
    "Ligne rejetée": ("ligne rejetée", "lignes rejetées"),
    "Cellule écartée": ("cellule écartée", "cellules écartées"),
}
WITHOUT_LOSS = {"Fichier refusé": "refused_files", "Cellule écartée": "set_aside_cells"}


def counts_of_rejections(counts: Published) -> tuple[str, ...]:
    """One sentence per nature: how many, by reason, and how many answers are lost by it."""
    by_nature: dict[str, list[tuple[str | None, int, int | None]]] = defaultdict(list)
    for nature, reason, count, lost in counts.rows():
        by_nature[nature].append((reason, count, lost))
    if not by_nature:
        return (sentence("above_sheets", "all_read"),)
    return tuple(_rejections(nature, rows) for nature, rows in by_nature.items())


def _rejections(nature: str, rows: list[tuple[str | None, int, int | None]]) -> str:
    total = counted(sum(count for _, count, _ in rows), *NATURES[nature])
    reasons = [f"{reason} ({number(count)})" for reason, count, _ in rows if reason]
    found = f"{total}\u00a0: " + "\u00a0; ".join(reasons) if reasons else total
    return f"{found}. {_loss(nature, sum(lost or 0 for _, _, lost in rows))}"


def _loss(nature: str, lost: int) -> str:
    if nature in WITHOUT_LOSS:
        return sentence("above_sheets", WITHOUT_LOSS[nature])
    return sentence("above_sheets", "lost" if lost else "nothing_lost", answer_count=lost)


def counts_of_news(counts: Published, exports: Published) -> tuple[str, ...]:
    """Which export is compared, and how many submissions it changed, by kind of change."""
    if exports.row_count < 2:
        return (sentence("above_sheets", "only_export"),)
    latest = next(iter(exports.rows()))[exports.columns.index("Fichier")]
    kinds = [f"{change} ({number(count)})" for change, count in counts.rows()]
    sentence_id = "changes" if kinds else "no_change"
    return (sentence("above_sheets", sentence_id, file_name=latest, changes=kinds),)
