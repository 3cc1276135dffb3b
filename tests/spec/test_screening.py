"""respondents.screening: vanished, draft and late submissions, in that order."""

import pytest

from tests.cases.drawn import assert_rows

FULL_EXPORT = """
    export_id | exported_at      | greatest_sid | is_full | draft_count
    ----------+------------------+--------------+---------+------------
    full      | 2026-02-10 10:00 | 9            | true    | 1
"""
DRAFTS_FREE_EXPORT = FULL_EXPORT.replace("true    | 1", "true    | 0")
PARTIAL_EXPORT = FULL_EXPORT.replace("true ", "false")
CLOSING = "closes_at\n---\n2026-03-11 22:59:59"


def boxes(screening) -> dict[object, object]:
    """The box of each submission, None where it may count."""
    return {row["submission_id"]: row["box"] for row in screening}


def test_a_known_sid_absent_from_a_full_export_has_vanished(chain):
    screening = chain(
        "respondents.screening",
        clean__exports=FULL_EXPORT,
        clean__submissions="submission_id | sid\n---\nf:3 | 3\nf:4 | 4",
        typed__submissions="export_id | sid\n---\nfull | 3\nfull | 9",
    )

    assert boxes(screening) == {"f:3": None, "f:4": "vanished"}


def test_what_vanished_stays_so_whatever_other_exports_say(chain):
    # SIDs are never reused: another export that still has it was made before, or shows less.
    screening = chain(
        "respondents.screening",
        clean__exports=FULL_EXPORT + "    later | 2026-02-20 10:00 | 12 | true | 1\n",
        clean__submissions="submission_id | sid\n---\nf:4 | 4",
        typed__submissions="export_id | sid\n---\nfull | 9\nlater | 4\nlater | 9",
    )

    assert boxes(screening) == {"f:4": "vanished"}


def test_a_partial_export_says_nothing_of_what_it_lacks(chain):
    screening = chain(
        "respondents.screening",
        clean__exports=PARTIAL_EXPORT,
        clean__submissions="submission_id | sid\n---\nf:4 | 4",
        typed__submissions="export_id | sid\n---\nfull | 9",
    )

    assert boxes(screening) == {"f:4": None}


def test_a_sid_above_the_greatest_of_a_full_export_came_after_it(chain):
    screening = chain(
        "respondents.screening",
        clean__exports=FULL_EXPORT,
        clean__submissions="submission_id | sid\n---\nf:10 | 10",
        typed__submissions="export_id | sid\n---\nfull | 9",
    )

    assert boxes(screening) == {"f:10": None}


def test_what_a_deletion_rests_on_is_told(chain):
    """`new` begins at 3, and `last`, of a later time, has what it lacks; nothing rests on `early`,
    which has no draft, for 2 was one then."""
    deletions = chain(
        "respondents.deletions",
        clean__submissions="""
            submission_id | sid | completed_at
            --------------+-----+-----------------
            f:1           | 1   | 2026-02-01 10:00
            f:2           | 2   | 2026-02-04 10:00
        """,
        clean__exports="""
            export_id | export_number | exported_at      | greatest_sid | draft_count
            ----------+---------------+------------------+--------------+------------
            early     | 1             | 2026-02-03 10:00 | 3            | 0
            new       | 2             | 2026-02-05 10:00 | 20           | 0
            last      | 3             | 2026-02-06 10:00 | 21           | 0
        """,
        typed__submissions="""
            export_id | sid
            ----------+----
            early     | 1
            early     | 3
            new       | 3
            last      | 1
            last      | 3
        """,
    )

    assert_rows(
        deletions,
        """
        submission_id | export_id | is_back | is_before_first
        --------------+-----------+---------+----------------
        f:1           | new       | true    | true
        f:2           | new       | false   | true
        f:2           | last      | false   | false
        """,
    )


def test_a_sid_present_and_rejected_has_not_vanished(chain):
    screening = chain(
        "respondents.screening",
        clean__exports=FULL_EXPORT,
        clean__submissions="submission_id | sid\n---\nf:4 | 4",
        typed__submissions="export_id | sid\n---\nfull | 9",
        typed__rejections="export_id | sid\n---\nfull | 4",
    )

    assert boxes(screening) == {"f:4": None}


def test_a_submission_without_sid_never_vanishes(chain):
    screening = chain(
        "respondents.screening",
        clean__exports=FULL_EXPORT,
        clean__submissions="submission_id | sid\n---\nf:abc-1 |",
    )

    assert boxes(screening) == {"f:abc-1": None}


def test_a_draft_absent_from_a_full_export_with_drafts_has_vanished(chain):
    screening = chain(
        "respondents.screening",
        clean__exports=FULL_EXPORT,
        clean__submissions="submission_id | sid | is_draft\n---\nf:4 | 4 | true",
    )

    assert boxes(screening) == {"f:4": "vanished"}


def test_an_export_without_drafts_says_nothing_about_drafts(chain):
    screening = chain(
        "respondents.screening",
        clean__exports=DRAFTS_FREE_EXPORT,
        clean__submissions="submission_id | sid | is_draft\n---\nf:4 | 4 | true",
    )

    assert boxes(screening) == {"f:4": "draft"}


def test_an_export_without_drafts_says_nothing_about_drafts_completed_since(chain):
    screening = chain(
        "respondents.screening",
        clean__exports=DRAFTS_FREE_EXPORT,
        clean__submissions="""
            submission_id | sid | submitted_at     | completed_at
            --------------+-----+------------------+-----------------
            f:4           | 4   | 2026-02-01 10:00 | 2026-02-09 10:00
            f:5           | 5   | 2026-02-01 10:00 | 2026-02-12 10:00
        """,
    )

    assert boxes(screening) == {"f:4": "vanished", "f:5": None}


@pytest.mark.parametrize(
    ("submitted_at", "completed_at", "modified_at", "box"),
    [
        ("2026-03-11 22:00", "2026-03-11 22:59", "", None),
        ("2026-03-11 22:00", "2026-03-11 22:59:59", "", None),  # the last second is in time
        ("2026-03-11 22:00", "2026-03-11 23:00", "", "late"),  # begun in time, completed late
        ("2026-03-11 22:00", "2026-03-11 22:30", "2026-03-12 09:00", None),  # a later edit
        ("2026-03-11 22:59", "", "2026-03-12 09:00", None),
        ("2026-03-11 23:00", "", "", "late"),  # without a completion, submission decides
        ("", "", "", None),
    ],
)
def test_what_was_completed_after_closing_is_late(
    chain, submitted_at, completed_at, modified_at, box
):
    screening = chain(
        "respondents.screening",
        form__form=CLOSING,
        clean__submissions="submission_id | submitted_at | completed_at | modified_at\n---\n"
        f"f:1 | {submitted_at} | {completed_at} | {modified_at}",
    )

    assert boxes(screening) == {"f:1": box}


def test_nothing_is_late_where_the_form_never_closes(chain):
    screening = chain(
        "respondents.screening",
        clean__submissions="submission_id | submitted_at\n---\nf:1 | 2199-01-01 10:00",
    )

    assert boxes(screening) == {"f:1": None}


def test_the_first_box_that_fits_takes_a_submission(chain):
    screening = chain(
        "respondents.screening",
        form__form=CLOSING,
        clean__exports=FULL_EXPORT,
        typed__submissions="export_id | sid\n---\nfull | 3\nfull | 4",
        clean__rejections="submission_id\n---\nf:1",
        clean__submissions="""
            submission_id | sid | submitted_at     | is_draft
            --------------+-----+------------------+---------
            f:2           | 2   | 2026-03-12 10:00 | true
            f:3           | 3   | 2026-03-12 10:00 | true
            f:4           | 4   | 2026-03-12 10:00 | false
        """,
    )

    assert_rows(
        screening,
        """
        submission_id | box
        --------------+---------
        f:1           | rejected
        f:2           | vanished
        f:3           | draft
        f:4           | late
        """,
    )


def test_what_was_completed_in_the_minute_of_an_export_may_have_been_a_draft_to_it(chain):
    # Only xlsx has seconds: 10:00 may be before or after the export's last row.
    screening = chain(
        "respondents.screening",
        clean__exports=DRAFTS_FREE_EXPORT,
        clean__submissions="""
            submission_id | sid | completed_at
            --------------+-----+--------------------
            f:4           | 4   | 2026-02-10 10:00
            f:5           | 5   | 2026-02-10 09:59
        """,
    )

    assert boxes(screening) == {"f:4": None, "f:5": "vanished"}


def test_what_an_export_without_draft_marks_showed_may_still_be_a_draft(chain):
    """The next export, of finished answers only, says nothing about it."""
    exports = """
        export_id | export_number | exported_at      | greatest_sid | draft_count | has_draft_marks
        ----------+---------------+------------------+--------------+-------------+----------------
        first     | 1             | 2026-02-01 10:00 | 9            | 0           | {}
        finished  | 2             | 2026-02-10 10:00 | 9            | 0           | true
    """
    found = {
        has_marks: chain(
            "respondents.screening",
            clean__exports=exports.format(has_marks),
            history__versions="""
                submission_id | export_id | export_number | is_draft
                --------------+-----------+---------------+---------
                f:4           | first     | 1             | false
            """,
            clean__submissions="submission_id | sid\n---\nf:4 | 4",
            typed__submissions="export_id | sid\n---\nfirst | 4\nfirst | 9\nfinished | 9",
        )
        for has_marks in ("true", "false")
    }

    assert boxes(found["true"]) == {"f:4": "vanished"}
    assert boxes(found["false"]) == {"f:4": None}
