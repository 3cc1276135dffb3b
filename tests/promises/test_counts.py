"""Six files that the real Webform wrote: their counts, whatever options, files and order."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from openpyxl import load_workbook

from consultation.decisions.sheets import TO_TELL
from tests.cases import oracle
from tests.cases.given_back import SAVED, at, rows_of, write
from tests.cases.places import FRAMAFORMS
from tests.cases.runs import EXCEL, FIRST, SECOND, THREE, built, digests, published, tables_of
from tests.cases.sampling import foremost

TRUTH = {
    entry["file"]: entry
    for entry in json.loads((FRAMAFORMS / "truth.json").read_text(encoding="utf-8"))["files"]
}
STATES = {
    "oui_nom": "own_name",
    "oui_collectif": "collective_name",
    "oui_anonyme": "anonymous",
    "non": "reflection_only",
}
VANISHED = [412874, 413100, 413127]
AGAINST_FIRST = TRUTH[SECOND]["against_phase1"]
AGAINST_ORACLE = foremost([(FIRST,), (SECOND,), THREE], THREE)


# Each file alone.


@pytest.mark.slow
@pytest.mark.parametrize("name", foremost(sorted(TRUTH), FIRST, EXCEL))
def test_drafts_consents_and_categories_are_those_that_people_gave(name):
    truth = TRUTH[name]["truth"]
    run = built(name)

    def count(column: str, is_draft: bool = False) -> dict[str, int]:
        where = f"where is_draft = {is_draft} group by {column}"
        return dict(run.query(f"select {column}, count(*) from clean.submissions {where}"))

    both = "select count(*), count(*) filter (where is_draft) from clean.submissions"
    assert run.query(both) == [(truth["submissions"], truth["drafts"])]
    finished = truth["consent_finished"]
    assert count("consent") == {STATES[key]: number for key, number in finished.items()}
    assert count("category_id") == truth["respondent_category_finished"]
    assert count("category_id", is_draft=True) == truth["respondent_category_drafts"]
    # Nothing is lost between the file and the flow.
    assert sum(run.flow().values()) == TRUTH[name]["submissions"]
    assert run.flow()["draft"] == TRUTH[name]["drafts"]
    assert "rejected" not in run.flow()
    assert set(run.query("select rule from clean.set_aside_cells")) <= {("not_a_postcode",)}


def test_the_excel_export_differs_only_where_the_format_destroys_text():
    """Two answers made of emoji alone are empty there: one fewer text to two questions.

    Every count of people, choices, numbers, dates and hours is the same.
    """
    expected, found = (
        tables_of(built(name).folders.database("vsa-2022"), ["statistics"])
        for name in (FIRST, EXCEL)
    )
    texts = {question: rest for question, _, *rest in expected.pop("statistics.text_summaries")}
    excel_texts = {question: rest for question, _, *rest in found.pop("statistics.text_summaries")}
    families, excel_families = (
        [(question, *rest) for question, _, _, _, *rest in tables.pop("statistics.text_families")]
        for tables in (expected, found)
    )
    assert excel_families == families
    changed = {question for question in texts if texts[question] != excel_texts[question]}

    assert found == expected
    assert changed == {"vos_arguments", "ressentis"}
    for question in changed:
        answered, distinct, *lengths = texts[question]
        assert excel_texts[question] == [answered - 1, distinct - 1, *lengths]


# An oracle that shares no code counts the same.


@pytest.mark.parametrize("names", AGAINST_ORACLE, ids=["first", "second", "three"])
def test_counts_under_every_rule_boxes_resends_and_consents_are_those_of_the_oracle(names):
    expected = oracle.counts(FRAMAFORMS / name for name in names)
    run = published(*names)

    additions = run.query(
        "select split_part(submission_id, ':', 2)::int, question_id from families.members"
        " where has_addition"
    )
    counted = run.query(
        "select question_id, item_id, choice_id, counting_rule, round(asked_count, 9),"
        " round(answered_count, 9), round(chosen_count, 9) from statistics.answer_counts"
    )
    assert set(counted) == set(expected.answer_counts(set(additions)))
    assert len(counted) == len(set(counted))
    totals = run.query(
        "select item_id, group_label, counting_rule, asked_count, answered_count, chosen_count"
        " from statistics.group_counts"
    )
    assert sorted(totals) == sorted(expected.group_counts(set(additions)))

    boxes = run.published(
        "select sid, box from respondents.flow join clean.submissions using (submission_id)"
    )
    assert dict(boxes) == expected.boxes
    assert len(boxes) == len(expected.boxes)
    assert run.flow() == dict(expected.flow)
    links = run.published(
        "select split_part(submission_id, ':', 2)::int, split_part(contribution_id, ':', 2)::int"
        " from respondents.links"
    )
    assert dict(links) == expected.replaced_by
    contributions = run.published(
        "select split_part(submission_id, ':', 2)::int, respondent_kind, consent"
        " from respondents.contributions"
    )
    assert {sid: kind for sid, kind, _ in contributions} == expected.kinds
    assert {sid: consent for sid, _, consent in contributions} == expected.consents


# The three exports of one consultation.


@pytest.mark.slow
def test_who_is_gone_of_the_second_week_is_asked_and_said(tmp_path):
    """The first answer of all is not between the ends of the export, said to be complete."""
    run = published(*THREE).copied(tmp_path / "run")
    ((asked,),) = run.query(
        'select "Soumissions" from publications.a_decider__a_verifier'
        """ where "De quoi s’agit-il" like '% ne sont plus dans %'"""
    )
    assert asked == "vsa-2022:413100, vsa-2022:413127"

    workbook = load_workbook(run.proof)
    for line in rows_of(workbook[TO_TELL.title]):
        if line["Fichier"].value == SECOND:
            line[TO_TELL.columns.choice].value = "complet"
    write(at(workbook, SAVED), run.inbox / "dit.xlsx")
    assert run.build() == []
    gone = run.query(
        "select sid from clean.submissions join respondents.flow using (submission_id)"
        " where box = 'vanished' order by sid"
    )
    assert [sid for (sid,) in gone] == VANISHED == AGAINST_FIRST["gone"]
    assert not [one for one in run.reasons() if "manquent" in one or "n’a pas" in one]


# In any order of arrival.


@pytest.mark.slow
@pytest.mark.parametrize("order", foremost(permutations(THREE), THREE[::-1]), ids="-".join)
def test_the_order_of_arrival_changes_no_byte(order, tmp_path):
    """The first has been published alone. The others come one at a time."""
    run = published(order[0]).copied(tmp_path / "run")
    for name in order[1:]:
        run.drop(FRAMAFORMS / name)
        run.publish()

    assert digests(run.release) == digests(published(*THREE).release)
