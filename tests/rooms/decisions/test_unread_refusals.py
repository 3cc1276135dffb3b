"""A refusal in a row that nobody could read holds the pack back."""

from __future__ import annotations

from tests.cases.runs import tables_told
from tests.cases.small import FORM, export, row, small_run

TOLD = "ne dit pas oui"


def told(run, words: str = TOLD) -> list[str]:
    """Why the pack waits, where it is for such a refusal."""
    run.build(*tables_told(), "sending.contributions")
    return [reason for reason in run.reasons() if words in reason]


def test_under_rules_and_boxes_to_tick_too(tmp_path):
    form = FORM.replace("reflection_only =", 'requires = { mode = "velo" }\nreflection_only =')
    run = small_run(tmp_path, row(1, Envoi="Oui, sans nom", Mode="Vélo"), form=form)
    run.write("broken.tsv", export([row(1, Envoi="Non", completed="hier"), row(2)]))

    assert len(told(run)) == 1
