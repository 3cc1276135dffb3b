"""A consent that an edit of the same submission made more public: it holds, and is asked about."""

from __future__ import annotations

import pytest

from tests.cases.drawn import assert_rows

FIELDS = """
    export_id | field_kind | field_id
    ----------+------------+---------
    early     | consent    | consent
    late      | consent    | consent
"""


def typed(earlier: str, latest: str, *, was_draft: bool = False) -> str:
    """One submission in two exports, edited on the second day."""
    return f"""
        export_id | sid | modified_at      | consent   | is_draft
        ----------+-----+------------------+-----------+---------
        early     | 1   | 2026-02-01 10:00 | {earlier} | {str(was_draft).lower()}
        late      | 1   | 2026-02-02 10:00 | {latest}  | false
    """


@pytest.mark.parametrize(
    ("earlier", "latest", "is_widened"),
    [
        ("reflection_only", "anonymous", True),
        ("reflection_only", "own_name", True),
        ("unclear", "collective_name", True),
        ("anonymous", "own_name", True),
        ("anonymous", "reflection_only", False),
        ("own_name", "collective_name", False),
        ("unclear", "reflection_only", False),
        ("anonymous", "anonymous", False),
    ],
)
def test_an_edit_widens_a_consent_when_it_lets_more_be_known(chain, earlier, latest, is_widened):
    widened = chain(
        "clean_steps.widened_consents",
        typed__exports="export_id\n---\nearly\nlate",
        typed__export_fields=FIELDS,
        typed__submissions=typed(earlier, latest),
    )

    told = [(row["earlier_consent"], row["consent"], str(row["widened_at"])) for row in widened]
    assert told == [(earlier, latest, "2026-02-02 10:00:00")] * is_widened


def test_whoever_finishes_a_draft_has_changed_no_mind(chain):
    widened = chain(
        "clean_steps.widened_consents",
        typed__exports="export_id\n---\nearly\nlate",
        typed__export_fields=FIELDS,
        typed__submissions=typed("reflection_only", "own_name", was_draft=True),
    )

    assert widened == []


@pytest.mark.parametrize(
    ("choice", "state", "consent"),
    [
        (None, None, "own_name"),
        ("latest", "applied", "own_name"),
        ("least_public", "applied", "reflection_only"),
        ("least_public", "changed", "reflection_only"),
    ],
)
def test_the_newest_holds_until_an_organiser_goes_back(relation, choice, state, consent):
    eligible = relation(
        "respondents.eligible",
        clean__submissions="submission_id | consent\n---\nf:1 | own_name",
        respondents__screening="submission_id\n---\nf:1",
        respondents__kinds="submission_id | respondent_kind\n---\nf:1 | individual",
        clean_steps__widened_consents=(
            "submission_id | earlier_consent\n---\nf:1 | reflection_only"
        ),
        respondents__decisions="subject_id | decision_kind | submission_ids | choice | state\n---\n"
        + (f"s | consent | [f:1] | {choice} | {state}" if choice else ""),
    )

    assert_rows(eligible, f"submission_id | consent\n---\nf:1 | {consent}")


def test_it_is_asked_about_alone(relation):
    found = relation(
        "review.suspected_groups",
        respondents__eligible="submission_id\n---\nf:1",
        clean_steps__widened_consents="submission_id\n---\nf:1",
        review__changed_consent="group_key | submission_id\n---\nf:2 | f:1\nf:2 | f:2",
    )

    assert {(row["decision_kind"], tuple(row["submission_ids"])) for row in found} == {
        ("consent", ("f:1",)),
        ("consent", ("f:1", "f:2")),
    }
