"""Six files that the real Webform wrote: their counts, whatever options, files and order."""

from __future__ import annotations

import csv
import json
from itertools import permutations

import pytest

from consultation.warehouse.published.published_copy import PUBLISHED_SCHEMAS
from tests.cases import oracle
from tests.cases.places import FRAMAFORMS
from tests.cases.runs import (
    COMPACT,
    EXCEL,
    FIRST,
    NEW_ONLY,
    SECOND,
    SEMICOLONS,
    THREE,
    Run,
    built,
    digests,
    new_run,
    published,
    sheet_of,
    tables_of,
)
from tests.cases.sampling import foremost
from tests.cases.webform import delimited

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


def after_all_three() -> oracle.Counts:
    full = [FRAMAFORMS / FIRST, FRAMAFORMS / SECOND]
    return oracle.counts(full, [FRAMAFORMS / NEW_ONLY])


AGAINST_ORACLE = foremost([(FIRST,), (SECOND,), THREE], THREE)


# Each file alone.


@pytest.mark.slow
@pytest.mark.parametrize("name", foremost(sorted(TRUTH), FIRST, EXCEL))
def test_drafts_consents_and_categories_are_those_that_people_gave(name):
    truth = TRUTH[name]["truth"]
    run = built(name)

    def count(column: str, is_draft: bool = False) -> dict[str, int]:
        return dict(
            run.query(
                f"select {column}, count(*) from clean.submissions"
                f" where is_draft = {is_draft} group by {column}"
            )
        )

    assert run.query(
        "select count(*), count(*) filter (where is_draft) from clean.submissions"
    ) == [(truth["submissions"], truth["drafts"])]
    assert count("consent") == {
        STATES[key]: number for key, number in truth["consent_finished"].items()
    }
    assert count("category_id") == truth["respondent_category_finished"]
    assert count("category_id", is_draft=True) == truth["respondent_category_drafts"]


@pytest.mark.parametrize("name", foremost(sorted(TRUTH), FIRST, EXCEL))
def test_nothing_is_lost_between_the_file_and_the_flow(name):
    run = built(name)

    assert sum(run.flow().values()) == TRUTH[name]["submissions"]
    assert run.flow()["draft"] == TRUTH[name]["drafts"]
    assert "rejected" not in run.flow()
    assert {rule for (rule,) in run.query("select rule from clean.set_aside_cells")} <= {
        "not_a_postcode"
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", foremost([SEMICOLONS, COMPACT], COMPACT))
def test_the_options_of_the_export_change_nothing(name):
    expected, found = (
        tables_of(built(one).folders.database("vsa-2022"), ["clean", "respondents", "statistics"])
        for one in (FIRST, name)
    )
    for tables in (expected, found):  # these two name the file
        del tables["clean.exports"], tables["clean.set_aside_cells"]

    assert found == expected


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


def assert_counts(run: Run, expected: oracle.Counts) -> None:
    """Every count of the closed questions is the oracle's, under every rule."""
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


@pytest.mark.parametrize("names", AGAINST_ORACLE, ids=["first", "second", "three"])
def test_every_count_is_that_of_the_oracle(names):
    partial = [FRAMAFORMS / name for name in names if name == NEW_ONLY]
    full = [FRAMAFORMS / name for name in names if name != NEW_ONLY]
    expected = oracle.counts(full, partial)
    run = published(*names)

    assert_counts(run, expected)
    shares = run.published(
        "select chosen_share, chosen_count, answered_count from statistics.answer_counts"
    )
    assert all(share == (chosen / of if of else None) for share, chosen, of in shares)


@pytest.mark.slow
def test_what_left_the_form_between_two_exports_is_counted_as_by_the_oracle(tmp_path):
    """A choice and a line of the grid: their ticks stay, and who came since was not asked."""
    with (FRAMAFORMS / SECOND).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", strict=True))
    gone = [rows[2].index(one) for one in ("Surveillance de masse", "Statistiques de circulation")]
    run = new_run(tmp_path, FRAMAFORMS / FIRST)
    kept = [[cell for at, cell in enumerate(row) if at not in gone] for row in rows]
    later = run.write("later.tsv", delimited(kept))
    run.build("families.members", "statistics.answer_counts", "statistics.group_counts")

    assert_counts(run, oracle.counts([FRAMAFORMS / FIRST, later]))


@pytest.mark.parametrize("names", AGAINST_ORACLE, ids=["first", "second", "three"])
def test_boxes_resends_and_consents_are_those_of_the_oracle(names):
    partial = [FRAMAFORMS / name for name in names if name == NEW_ONLY]
    full = [FRAMAFORMS / name for name in names if name != NEW_ONLY]
    expected = oracle.counts(full, partial)
    run = published(*names)

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


def test_the_three_exports_together_balance():
    run = built(*THREE)
    flow = run.flow()

    assert sum(flow.values()) == 390
    assert (flow["draft"], flow["vanished"]) == (11, 3)
    assert set(flow) == {"draft", "vanished", "resend", "counted"}
    assert flow == dict(after_all_three().flow)
    gone = run.query(
        "select sid from clean.submissions join respondents.flow using (submission_id)"
        " where box = 'vanished' order by sid"
    )
    assert [sid for (sid,) in gone] == VANISHED == AGAINST_FIRST["gone"]


def test_edited_and_completed_submissions_have_their_last_answers():
    second = {version.sid: version for version in oracle.versions_of(FRAMAFORMS / SECOND)}
    first = {version.sid: version for version in oracle.versions_of(FRAMAFORMS / FIRST)}
    changed = [*AGAINST_FIRST["edited"], *AGAINST_FIRST["drafts_completed"]]
    found = {
        sid: (consent, is_draft, text or "")
        for sid, consent, is_draft, text in built(*THREE).query(
            "select sid, consent, is_draft, text from clean.submissions left join clean.answers"
            " on submissions.submission_id = answers.submission_id"
            " and question_id = 'vos_arguments'"
        )
    }

    assert all(first[sid] != second[sid] for sid in changed)
    assert {sid: found[sid] for sid in changed} == {
        sid: (second[sid].consent, second[sid].is_draft, second[sid].arguments) for sid in changed
    }


def test_what_changed_since_the_previous_export_is_told():
    release = published(*THREE).release
    told: dict[str, set[int]] = {}
    for row in sheet_of(release / "organisation" / "justificatif.xlsx", "Nouveautés"):
        sid = int(row["Soumission"].partition(":")[2])
        told.setdefault(row["Changement"], set()).add(sid)

    # The « only new » file of a minute before had brought the new and the completed ones; 412938
    # was saved again without a change.
    assert told == {
        "Disparue": set(VANISHED),
        "Modifiée": set(AGAINST_FIRST["edited"]) - {412938},
        "Consentement changé": {412889, 412924, 412948},
    }


# In any order of arrival.


@pytest.fixture(scope="module")
def all_at_once():
    return published(*THREE)


@pytest.mark.slow
@pytest.mark.parametrize("order", foremost(permutations(THREE), THREE[::-1]), ids="-".join)
def test_the_order_of_arrival_changes_no_byte(order, all_at_once, tmp_path):
    """The first has been published alone; the others come one at a time."""
    run = published(order[0]).copied(tmp_path / "run")
    for name in order[1:]:
        run.drop(FRAMAFORMS / name)
        run.publish()

    assert digests(run.release) == digests(all_at_once.release)


def test_the_published_database_has_the_published_schemas_only():
    found = {
        schema
        for (schema,) in published(*THREE).published(
            "select distinct schema_name from duckdb_tables()"
        )
    }

    assert found <= set(PUBLISHED_SCHEMAS)
