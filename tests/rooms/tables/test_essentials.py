"""A workbook says how it does by the nineteen essential points, as it was written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultation.tables.accessible import accessible
from consultation.tables.model import (
    Column,
    Kind,
    Page,
    Paragraph,
    Sheet,
    Table,
    Workbook,
)
from consultation.tables.writer import write_workbook

COLUMNS = (Column("Choix", Kind.TEXT), Column("Nombre", Kind.INTEGER))
ROWS = (("Oui", 3), ("Non", 2))


def score(path: Path, *blocks, columns=COLUMNS, rows=ROWS, intro="Un tableau.", **table) -> str:
    """What the cover says of a workbook of one table."""
    workbook = Workbook(
        title="Essai",
        subject="Essai",
        date=dt.datetime(2022, 3, 11),  # noqa: DTZ001
        whole_in="essai.csv",
        sheets=(
            Page("Lisez-moi", (Paragraph("Bonjour"), *blocks)),
            Sheet("Tableau", (intro,), Table("essai", columns, rows, **table)),
        ),
    )
    write_workbook(path / "essai.xlsx", accessible(workbook, [("Le tableau", "Tableau")]))
    *_, (said, *_) = load_workbook(path / "essai.xlsx")["Lisez-moi"].values
    return said.replace("\u00a0", " ")


def test_all_points_but_spelling_are_looked_for_and_held(tmp_path):
    assert score(tmp_path).startswith("Des 19 points essentiels")
    assert "18 sont tenus" in score(tmp_path)


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"rows": ()}, "un tableau balisé par feuille"),
        ({"columns": (Column("Choix", Kind.TEXT),) * 2, "rows": (("Oui", "3"),)},
         "une seule ligne de titres, tous différents"),
        ({"rows": (("Oui", None),)}, "des cases vides expliquées"),
    ],
)  # fmt: skip
def test_a_point_that_the_workbook_lacks_is_named(tmp_path, changes, lacking):
    assert lacking in score(tmp_path, **changes)


def test_an_empty_cell_that_is_explained_is_none_of_them(tmp_path):
    explained = {"rows": (("Oui", None),), "intro": "Une case vide : personne."}
    assert "18 sont tenus" in score(tmp_path, **explained)
