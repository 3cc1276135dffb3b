"""Workbooks that are refused, and what is said of them: tests/cases/refusals/decisions.txt."""

from __future__ import annotations

import pytest

from tests.refusals import outcome, refusals

HEADER = "--- À vérifier\nSoumissions | Votre choix | Remarque | Clé (ne pas modifier)\n"


@pytest.mark.parametrize("case", refusals("decisions"), ids=lambda case: case.name)
def test_a_workbook_is_refused_in_the_words_that_were_reviewed(case):
    assert outcome("decisions", case.fragment) == case.told, "python -m tests.refusals"


def test_a_remark_is_short():
    row = f"{HEADER}f:1, f:2 | même personne | {{}} | …"

    assert "cellule C2 : ce texte est trop long" in outcome("decisions", row.format("x" * 2_001))
    assert "accepted" in outcome("decisions", row.format("x" * 2_000))


@pytest.mark.parametrize("column", ["Thème 1", "Remarque", "Qui code", "Clé (ne pas modifier)"])
def test_no_column_of_codes_may_be_deleted(column):
    (codes,) = (one for one in refusals("decisions") if one.name.endswith("same text otherwise"))
    grid, _, sheet = codes.fragment.partition("--- Codage")
    fragment = f"{grid}--- Codage{sheet.replace(column, 'Autre', 1)}"

    assert f"il manque « {column} »" in outcome("decisions", fragment)
