"""Nobody leaves more publicly than the least they said, whatever exports say it."""

from __future__ import annotations

import pytest

from tests.cases.runs import new_run
from tests.cases.small import COLUMNS, FORM, FORM_ID, export, row
from tests.cases.webform import delimited, header

YES, NO = "Oui, en mon nom", "Non"


def without_consent(rows: list[list[str]]) -> bytes:
    """An export for which « Envoi » was not ticked."""
    at = COLUMNS.index(("", "Envoi"))
    own = len(rows[0]) - len(COLUMNS)
    columns = [column for place, column in enumerate(COLUMNS) if place != at]
    kept = [[*one[: own + at], *one[own + at + 1 :]] for one in rows]
    return delimited([*header(columns, title="Petit formulaire"), *kept], "\t")


@pytest.mark.parametrize("modified", ["", "20/02/2022 - 09:00", "14/02/2022 - 07:00"])
def test_a_refusal_holds_though_the_answers_after_it_were_deleted_since(tmp_path, modified):
    """An export that reaches less far than an older one: whatever its hours, it says no."""
    run = new_run(tmp_path, form_id=FORM_ID, form=FORM)
    run.write("avant.tsv", export([row(sid, Envoi=YES) for sid in range(4001, 4005)]))
    run.write("apres.tsv", export([row(4001, Envoi=NO, modified=modified or None)]))

    assert run.build() == []

    assert run.sent_sids() == {4002, 4003, 4004}
    asked = run.query("select submissions, state, choices from review.consents")
    assert asked == [(f"{FORM_ID}:4001", "open", ["own_name", "reflection_only"])]


def test_an_export_without_the_question_takes_nobodys_consent_away_and_is_a_reason(tmp_path):
    """From an account in another time zone: no hour of it is that of the other export."""
    run = new_run(tmp_path, form_id=FORM_ID, form=FORM)
    days = {sid: f"14/02/2022 - {{:02}}:{sid:02}" for sid in range(1, 20)}
    before = [row(sid, Envoi=YES, at=day.format(8)) for sid, day in days.items() if sid < 19]
    run.write("avec.tsv", export(before))
    run.write(
        "sans.tsv", without_consent([row(sid, at=day.format(11)) for sid, day in days.items()])
    )

    assert run.build() == []

    assert run.sent_sids() == set(range(1, 19))
    (reason,) = (told for told in run.reasons() if "question de l’accord" in told)
    assert reason.startswith("sans.tsv")
    assert "toutes les colonnes" in reason

    run.write(
        "de-nouveau.tsv",
        export([row(sid, Envoi=YES, at=day.format(8)) for sid, day in days.items()]),
    )
    run.build()
    assert not any("question de l’accord" in told for told in run.reasons())
    assert run.sent_sids() == set(range(1, 20))
