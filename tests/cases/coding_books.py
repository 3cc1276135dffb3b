"""Workbooks on which texts are coded, as they are published and as they come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl import Workbook

from consultation.decisions.coding_sheets import (
    CODING,
    GRID,
    SETTLING,
    coder_check,
    coding_check,
    shown_digest,
    theme_key,
)
from tests.cases.given_back import SAVED, Cells, at

GRID_TITLES = GRID.columns.mandatory
CODING_TITLES = ("Référence", "Question", "Texte", "Combien", *CODING.columns.mandatory)
SETTLING_TITLES = ("Référence", "Question", "Texte", "Désaccord", *SETTLING.columns.mandatory)


@dataclass(frozen=True)
class Unit:
    """A text to code: its question, its digest, what is shown of it."""

    question_id: str
    text_digest: str
    text: str


UNITS = [
    Unit("texte", f"{number:016x}", f"Texte {number}, « écrit » par quelqu’un.")
    for number in range(1, 5)
]


def theme(title: object, theme_id: str | None = None, **cells: object) -> Cells:
    """A row of the grid, new unless it was published under an id; `before` is what it said
    then."""
    before = cells.pop("shown", title)
    cells = {getattr(GRID.columns, name): cell for name, cell in cells.items()}
    row = {GRID.columns.choice: title} | cells
    if theme_id is not None:
        filled = [row.get(name) or "" for name in GRID.columns.to_fill]
        row[GRID.columns.key] = theme_key(theme_id, [str(before), *map(str, filled[1:])])
    return row


def coded(
    unit: Unit, *themes: object, coder="A", former=(), quotable=None, remark=None,
    shown_to=None, changes=0,
) -> Cells:  # fmt: skip
    """A row of a coder, or to settle without one; `former`: the themes as it was
    published, for another than the coder if it says for whom, after so many `changes`."""
    sheet = SETTLING if coder is None else CODING
    columns = sheet.columns
    published = dict(zip(columns.themes, former, strict=False))
    cells = [published.get(name, "") for name in columns.to_fill]
    about = (unit.text_digest, unit.question_id, unit.text)
    key = coding_key(sheet.kind, *about, cells, shown_to or coder)
    key += f"-{changes}" if changes else ""
    row: Cells = {columns.text: unit.text, columns.question_id: unit.question_id, columns.key: key}
    row |= dict(zip(columns.themes, themes, strict=False)) | {columns.remark: remark}
    beside = ((columns.quotable, quotable), (columns.initials, coder))
    return row | {name: cell for name, cell in beside if name}


def coding_key(
    kind: str, text_digest: str, question_id: str, text: str, cells: Iterable[str], coder=None
) -> str:
    """The key of a row to code, given its text as shown and the cells to fill as published; whose
    it is, unless it is to settle."""
    check = coding_check(kind, text_digest, question_id, text)
    coder_part = f"-{coder_check(coder)}" if coder else ""
    return f"{kind}-{text_digest}-{check}-{shown_digest(cells)}{coder_part}"


def coding_book(
    grid: Iterable[Cells] | None, coders: Mapping[str, Iterable[Cells]], settled=(), saved=SAVED
) -> Workbook:
    """A workbook of a grid, of a sheet per coder, and of what they disagree about."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    if grid is not None:
        _add_sheet(workbook, GRID.title, GRID_TITLES, grid)
    for coder, rows in coders.items():
        _add_sheet(workbook, f"{CODING.title} {coder}", CODING_TITLES, rows)
    _add_sheet(workbook, SETTLING.title, SETTLING_TITLES, settled)
    return at(workbook, saved)


def _add_sheet(workbook, title: str, titles: Iterable[str], rows: Iterable[Cells]) -> None:
    """The rows under their titles, which stand in row 3."""
    worksheet = workbook.create_sheet(title)
    worksheet["A1"] = title
    names = list(dict.fromkeys(titles))
    for number, cells in enumerate([dict(zip(names, names, strict=True)), *rows], start=3):
        for column, name in enumerate(names, start=1):
            worksheet.cell(number, column, cells.get(name))
