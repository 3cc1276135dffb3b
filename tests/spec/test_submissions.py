"""clean.submissions: a submission as it stands, its consent and where it comes from."""

import pytest

from tests.cases.drawn import assert_rows

# `late` was made without the columns of consent, category, commune and postcode.
UNTICKED = """
    export_id | field_kind | field_id
    ----------+------------+---------
    early     | consent    | consent
    early     | category   | category
    early     | role       | commune
    early     | role       | postcode
    late      | question   | reasons
"""


def consent_of(submissions) -> object:
    """The consent of the only submission."""
    (submission,) = submissions
    return submission["consent"]


def test_a_submission_is_what_its_newest_version_says(chain):
    submissions = chain(
        "clean.submissions",
        typed__submissions="""
            export_id | sid | serial | is_draft | completed_at     | modified_at
            ----------+-----+--------+----------+------------------+-----------------
            early     | 7   | 3      | true     |                  | 2026-02-01 10:00
            late      | 7   | 3      | false    | 2026-02-02 11:00 | 2026-02-03 12:00
        """,
    )

    assert_rows(
        submissions,
        """
        submission_id | form_id | sid | serial | is_draft | completed_at     | modified_at
        --------------+---------+-----+--------+----------+------------------+-----------------
        f:7           | f       | 7   | 3      | false    | 2026-02-02 11:00 | 2026-02-03 12:00
        """,
    )


def test_within_one_submission_the_newest_version_governs_consent(chain):
    # Whoever can edit it is its author: it may become more public.
    submissions = chain(
        "clean.submissions",
        typed__submissions="""
            export_id | sid | modified_at      | consent
            ----------+-----+------------------+----------------
            early     | 1   | 2026-02-01 10:00 | reflection_only
            late      | 1   | 2026-02-02 10:00 | own_name
            late      | 2   | 2026-02-02 10:00 | own_name
        """,
    )

    assert_rows(submissions, "sid | consent\n---\n1 | own_name\n2 | own_name")


def test_an_edit_without_the_consent_column_makes_consent_unclear(chain):
    submissions = chain(
        "clean.submissions",
        typed__export_fields=UNTICKED,
        typed__submissions="""
            export_id | sid | modified_at      | consent
            ----------+-----+------------------+---------
            early     | 1   | 2026-02-01 10:00 | own_name
            late      | 1   | 2026-02-02 10:00 |
        """,
    )

    assert consent_of(submissions) == "unclear"


def test_a_consent_that_nothing_dates_is_unclear_beside_a_dated_version(chain):
    """Who can say that it was not given up since?"""
    submissions = chain(
        "clean.submissions",
        typed__export_fields=UNTICKED,
        typed__submissions="""
            export_id | sid | modified_at      | consent
            ----------+-----+------------------+---------
            early     | 1   |                  | own_name
            late      | 1   | 2026-02-01 10:00 |
        """,
    )

    assert consent_of(submissions) == "unclear"


def test_an_export_without_the_consent_column_changes_nothing_when_nothing_was_edited(chain):
    submissions = chain(
        "clean.submissions",
        typed__export_fields=UNTICKED,
        typed__submissions="""
            export_id | sid | modified_at      | consent
            ----------+-----+------------------+---------
            early     | 1   | 2026-02-01 10:00 | own_name
            late      | 1   | 2026-02-01 10:00 |
            late      | 2   | 2026-02-02 10:00 |
        """,
    )

    assert_rows(submissions, "sid | consent\n---\n1 | own_name\n2 | unclear")


def test_a_draft_completed_without_the_consent_column_is_unclear(chain):
    submissions = chain(
        "clean.submissions",
        typed__export_fields=UNTICKED,
        typed__submissions="""
            export_id | sid | modified_at      | is_draft | consent
            ----------+-----+------------------+----------+---------
            early     | 1   | 2026-02-01 10:00 | true     | own_name
            late      | 1   | 2026-02-01 10:00 | false    |
        """,
    )

    assert consent_of(submissions) == "unclear"


def test_a_consent_that_no_export_had_is_unclear(chain):
    submissions = chain(
        "clean.submissions",
        typed__export_fields="export_id | field_kind | field_id\n---\na | question | reasons",
        typed__submissions="export_id | sid | consent\n---\na | 1 |",
    )

    assert consent_of(submissions) == "unclear"


def test_where_the_form_asks_for_no_consent_everything_is_for_reflection_only(chain):
    submissions = chain(
        "clean.submissions",
        form__form="has_consent\n---\nfalse",
        typed__submissions="export_id | sid | consent\n---\na | 1 | own_name\na | 2 |",
    )

    assert_rows(submissions, "sid | consent\n---\n1 | reflection_only\n2 | reflection_only")


def test_an_unticked_column_erases_neither_category_nor_place(chain):
    submissions = chain(
        "clean.submissions",
        typed__export_fields=UNTICKED,
        typed__submissions="""
            export_id | sid | modified_at      | category_id | commune | postcode
            ----------+-----+------------------+-------------+---------+---------
            early     | 1   | 2026-02-01 10:00 | citizen     | Rennes  | 35000
            late      | 1   | 2026-02-02 10:00 |             |         |
        """,
    )

    assert_rows(
        submissions,
        "category_id | commune | postcode | departement_id\n---\ncitizen | Rennes | 35000 | 35",
    )


def test_a_category_and_a_place_taken_back_are_gone(chain):
    submissions = chain(
        "clean.submissions",
        typed__submissions="""
            export_id | sid | modified_at      | category_id | commune | postcode
            ----------+-----+------------------+-------------+---------+---------
            early     | 1   | 2026-02-01 10:00 | citizen     | Rennes  | 35000
            late      | 1   | 2026-02-02 10:00 |             |         |
        """,
    )

    assert_rows(submissions, "category_id | commune | postcode | departement_id\n---\n | | |")


def test_the_departement_is_the_beginning_of_the_postcode(chain):
    submissions = chain(
        "clean.submissions",
        typed__submissions="""
            export_id | sid | postcode
            ----------+-----+---------
            a         | 1   | 01000
            a         | 2   | 35700
            a         | 3   | 75116
            a         | 4   | 95999
        """,
    )

    assert_rows(submissions, "sid | departement_id\n---\n1 | 01\n2 | 35\n3 | 75\n4 | 95")


def test_corsicas_two_departements_share_the_postcodes_that_begin_with_20(chain):
    submissions = chain(
        "clean.submissions",
        typed__submissions="""
            export_id | sid | postcode
            ----------+-----+---------
            a         | 1   | 20000
            a         | 2   | 20190
            a         | 3   | 20200
            a         | 4   | 20620
        """,
    )

    assert_rows(submissions, "sid | departement_id\n---\n1 | 2A\n2 | 2A\n3 | 2B\n4 | 2B")


def test_overseas_departements_and_territories_have_three_digits(chain):
    submissions = chain(
        "clean.submissions",
        typed__submissions="""
            export_id | sid | postcode
            ----------+-----+---------
            a         | 1   | 97110
            a         | 2   | 97480
            a         | 3   | 97690
            a         | 4   | 98600
            a         | 5   | 98714
            a         | 6   | 98800
        """,
    )

    assert_rows(
        submissions,
        """
        sid | departement_id
        ----+---------------
        1   | 971
        2   | 974
        3   | 976
        4   | 986
        5   | 987
        6   | 988
        """,
    )


def test_a_postcode_of_no_departement_gives_none(chain):
    submissions = chain(
        "clean.submissions",
        typed__submissions="""
            export_id | sid | postcode
            ----------+-----+---------
            a         | 1   |
            a         | 2   | 00100
            a         | 3   | 96000
            a         | 4   | 97999
            a         | 5   | 98000
            a         | 6   | 99123
        """,
    )

    assert [row["departement_id"] for row in submissions] == [None] * 6


SAVED_BY_A_SPREADSHEET = """
    export_id | notes
    ----------+-------------------
    saved     | [crlf, unquoted]
    sent      | [crlf]
"""


def departements(submissions) -> dict[object, object]:
    return {row["sid"]: (row["postcode"], row["departement_id"]) for row in submissions}


def test_a_zero_that_a_spreadsheet_took_from_a_postcode_is_put_back(chain):
    submissions = chain(
        "clean.submissions",
        raw__exports=SAVED_BY_A_SPREADSHEET,
        typed__submissions="""
            export_id | sid | postcode
            ----------+-----+---------
            saved     | 1   | 1000
            saved     | 2   | 75011
            sent      | 3   | 1000
            sent      | 4   | 75011
        """,
    )

    assert departements(submissions) == {
        1: ("01000", "01"),
        2: ("75011", "75"),
        3: (None, None),
        4: ("75011", "75"),
    }


def test_a_file_that_still_has_zeros_has_lost_none(chain):
    submissions = chain(
        "clean.submissions",
        raw__exports=SAVED_BY_A_SPREADSHEET,
        typed__submissions="""
            export_id | sid | postcode
            ----------+-----+---------
            saved     | 1   | 1000
            saved     | 2   | 06000
        """,
    )

    assert departements(submissions) == {1: (None, None), 2: ("06000", "06")}


TIED = """
    export_id | sid | modified_at      | completed_at     | submitted_at     | consent
    ----------+-----+------------------+------------------+------------------+----------
    one       | 7   | 2026-02-01 10:00 | 2026-02-01 10:00 | 2026-02-01 10:00 | {}
    two       | 7   | 2026-02-01 10:00 | 2026-02-01 10:00 | 2026-02-01 10:00 | {}
    two       | 8   | {}               | 2026-02-02 11:00 | 2026-02-02 11:00 | anonymous
"""


@pytest.mark.parametrize("later", ["2026-02-01 10:00", "2026-02-02 12:00"])
@pytest.mark.parametrize(
    ("consents", "least_public"),
    [
        (("own_name", "reflection_only"), "reflection_only"),
        (("reflection_only", "own_name"), "reflection_only"),
        (("collective_name", "anonymous"), "anonymous"),
        (("unclear", "own_name"), "unclear"),
        (("own_name", "own_name"), "own_name"),
    ],
)
def test_of_versions_of_the_same_minute_the_least_public_consent_holds(
    chain, consents, least_public, later
):
    submissions = chain("clean.submissions", typed__submissions=TIED.format(*consents, later))

    assert {row["consent"] for row in submissions if row["sid"] == 7} == {least_public}


def test_a_record_that_gave_way_to_another_of_its_minute_has_its_say(chain):
    submissions = chain(
        "clean.submissions",
        typed__submissions=TIED.format("own_name", "own_name", "2026-02-02 12:00"),
        typed__repeated_records="""
            export_id | record_number | kept_record_number | consent         | is_tie
            ----------+---------------+--------------------+-----------------+-------
            two       | 3             | 1                  | reflection_only | true
            two       | 4             | 2                  | reflection_only | false
        """,
    )

    assert [row["consent"] for row in sorted(submissions, key=lambda row: row["sid"])] == [
        "reflection_only",
        "anonymous",
    ]
