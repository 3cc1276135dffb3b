"""What is said beside the counts, once each, and never an answer's text."""

from __future__ import annotations

import pytest

from consultation.notices.facts import Facts, PackState
from consultation.notices.left_out import facts_without
from tests.cases.runs import Run, sheet_of, tables_of_notices
from tests.cases.small import FORM, export, row, small_run
from tests.cases.webform import LABELS, delimited
from tests.notices import TYPED, WORLDS, lines_of, own, reviewed, rows_with


def notices(run: Run) -> list[str]:
    run.build(*tables_of_notices(), "clean.answers", "clean.set_aside_cells", "respondents.flow")
    return run.notices()


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.__name__)
def test_beside_the_counts_is_said_what_was_reviewed(world):
    said = lines_of(world)

    assert said == reviewed()[said[0]], "python -m tests.notices"
    assert not any(typed in line for line in said for typed in (TYPED, "bientôt"))


@pytest.mark.parametrize(
    ("dates", "order", "is_said"),
    [(["03/04/2022", ""], "dmy", True), (["03/04/2022", "03/14/2022"], "mdy", False)],
)
def test_answers_settle_the_order_of_dates_where_no_time_does(dates, order, is_said, tmp_path):
    run = small_run(tmp_path)
    names = ("SID", "Brouillon")
    rows = [rows_with(*names, Quand=date) for date in dates]
    for sid, cells in enumerate(rows, start=1):
        cells[0] = str(sid)
    run.write("export.tsv", delimited([*own(*names), *rows]))

    found = notices(run)

    assert run.query("select date_order from raw.exports") == [(order,)]
    assert bool([notice for notice in found if "le jour a été supposé" in notice]) == is_said


def test_times_outweigh_answers_in_the_order_of_dates(tmp_path):
    """Someone may have declared as a date what people typed freely: it refuses no file."""
    run = small_run(tmp_path, row(1, at="14/02/2022 - 10:00", Quand="03/14/2022"), row(2))

    notices(run)

    assert run.query("select date_order from raw.exports") == [("dmy",)]
    aside = run.query("select field_id, rule from clean.set_aside_cells")
    assert aside == [("quand", "not_a_date")]


@pytest.mark.slow
def test_a_title_that_is_only_spelled_otherwise_is_the_same(tmp_path):
    form = FORM.replace('"Petit formulaire"', '"L\'avis\u00a0: « petit »"')
    run = small_run(tmp_path, form=form)
    run.write("export.tsv", delimited([*own(*LABELS, title="L’avis : « petit » "), row(1)]))

    assert notices(run) == []


@pytest.mark.slow
def test_a_yes_and_a_no_of_the_same_minute_send_nothing_until_somebody_decides(tmp_path):
    yes, no = (
        row(1, Nom="Ana", Texte="un texte", Envoi=said) for said in ("Oui, en mon nom", "Non")
    )
    run = small_run(tmp_path, yes, row(2))
    run.write("second.tsv", export([no, row(2)]))
    run.publish()

    assert run.sent_sids() == set()
    (asked,) = sheet_of(run.to_decide, "À vérifier")
    assert asked["De quoi s’agit-il"] == "Plusieurs choses dites de l’envoi"


def test_a_pack_that_lacks_a_part_is_not_final():
    final = PackState(contribution_count=1, reasons=(), is_read=True)
    facts = Facts(None, {}, 0, (), None, {}, final, ())

    (reason,) = facts_without(facts, {"soumission/annexe.xlsx": "trop long."}).pack.reasons
    assert "soumission/annexe.xlsx" in reason
