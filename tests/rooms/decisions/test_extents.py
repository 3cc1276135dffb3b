"""What organisers say of an export, that it is full or partial, is obeyed."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from consultation.decisions import TO_TELL
from tests.cases.given_back import SAVED, at, rows_of, write
from tests.cases.runs import sheet_of
from tests.cases.small import export, row, small_run


@pytest.mark.slow
def test_an_export_said_to_be_partial_makes_nothing_vanish_until_it_is_said_to_be_full(tmp_path):
    rows = [row(sid, at=f"{14 + sid // 10}/02/2022 - 10:{sid % 60:02}") for sid in range(1, 31)]
    run = small_run(tmp_path, *rows[:28])
    run.write("new.tsv", export(rows[2:]))
    run.publish()
    assert run.flow()["vanished"] == 2

    for day, (said, vanished) in enumerate((("partiel", None), ("complet", 2)), start=1):
        workbook = load_workbook(run.proof)
        (line,) = (
            line for line in rows_of(workbook[TO_TELL.title]) if line["Fichier"].value == "new.tsv"
        )
        line[TO_TELL.columns.choice].value = said
        line[TO_TELL.columns.date].value = f"0{day}/11/2026"
        write(at(workbook, SAVED), run.inbox / f"said {day}.xlsx")
        run.publish()

        assert run.flow().get("vanished") == vanished
        extents = {line["Fichier"]: line for line in sheet_of(run.proof, TO_TELL.title)}
        assert extents["new.tsv"]["Étendue"] == extents["new.tsv"]["Déjà décidé"] == said
