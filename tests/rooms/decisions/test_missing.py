"""A workbook that says what became of missing answers is obeyed, and the question comes once."""

from __future__ import annotations

import pytest

from tests.cases.given_back import fill, write
from tests.cases.runs import Run, sheet_of
from tests.cases.small import export, row, small_run

ROWS = [row(sid, at=f"14/02/2022 - 10:{sid:02}", Envoi="Oui, sans nom") for sid in range(1, 31)]
MISSING = "réponses connues ne sont plus"


def without(*sids: int, until: int = 30) -> bytes:
    """An export of the first answers without these."""
    return export([one for sid, one in enumerate(ROWS[:until], start=1) if sid not in sids])


def questions(run: Run) -> list[str]:
    """What « À vérifier » asks about missing answers."""
    rows = sheet_of(run.to_decide, "À vérifier")
    return [
        str(one["Soumissions"])
        for one in rows
        if MISSING in str(one["De quoi s’agit-il"]) and one["Où en est-on"] == "À décider"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("choice", ["supprimées sur le site", "export incomplet"])
def test_an_answer_is_obeyed_and_a_later_export_asks_again_only_where_they_count(tmp_path, choice):
    run = small_run(tmp_path, *ROWS[:20])
    run.write("b.tsv", without(5, 7, until=22))
    run.publish()
    (asked,) = questions(run)
    empty = fill(run.to_decide, {})
    write(empty, run.inbox / "dit.xlsx")
    run.publish()
    write(fill(run.to_decide, {asked: {"choice": choice}}), run.inbox / "dit.xlsx")
    run.publish()

    gone = 2 if choice.startswith("supprimées") else 0
    assert questions(run) == []
    assert run.flow().get("vanished", 0) == gone
    assert not [one for one in (*run.reasons(), *run.notices()) if "manquent" in one]
    assert not [notice for notice in run.notices() if "inscrite" in notice]
    run.write("c.tsv", without(5, 7, until=24))
    run.publish()
    assert questions(run) == ([] if gone else ["petit:5, petit:7"])
    assert run.flow().get("vanished", 0) == gone
