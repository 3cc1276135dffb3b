"""history: which version of a submission is the newest, and which one each field is read from."""

import pytest

from tests.cases.drawn import assert_rows

TWO_EXPORTS = """
    export_id | exported_at      | file_format
    ----------+------------------+------------
    early     | 2026-02-01 12:00 | delimited
    late      | 2026-02-02 12:00 | delimited
"""


def newest_first(versions) -> list[object]:
    """The exports of a submission's versions, the newest first."""
    return [row["export_id"] for row in sorted(versions, key=lambda row: row["version_rank"])]


def test_the_version_edited_last_is_the_newest(relation):
    versions = relation(
        "history.versions",
        history__exports=TWO_EXPORTS,
        typed__submissions="""
            export_id | sid | modified_at
            ----------+-----+-----------------
            early     | 1   | 2026-02-01 10:01
            late      | 1   | 2026-02-01 10:00
        """,
    )

    assert newest_first(versions) == ["early", "late"]


@pytest.mark.parametrize("is_draft", [False, True])
def test_the_version_in_the_export_that_is_surely_later_is_the_newest_whatever_hour_it_shows(
    relation, is_draft
):
    versions = relation(
        "history.versions",
        history__exports="""
            export_id | export_place | exported_at
            ----------+--------------+-----------------
            early     | 1            | 2026-10-25 02:50
            late      | 2            | 2026-10-25 02:10
        """,
        typed__submissions=f"""
            export_id | sid | modified_at      | is_draft
            ----------+-----+------------------+-----------
            early     | 1   | 2026-10-25 02:50 | false
            late      | 1   | 2026-10-25 02:10 | {str(is_draft).lower()}
        """,
    )

    assert newest_first(versions) == ["late", "early"]


def test_an_export_with_an_sid_above_all_of_anothers_is_surely_later(chain):
    places = chain(
        "history.export_places",
        raw__exports="export_id\n---\nempty\nearly\nbroken\nlate",
        typed__submissions="export_id | sid\n---\nlate | 1\nlate | 9\nearly | 1\nearly | 8"
        "\nbroken | 1",
        typed__rejections="export_id | sid | rule\n---\nbroken | 8 | row_width",
    )

    assert {row["export_id"]: row["export_place"] for row in places} == {
        "empty": 1,
        "early": 2,
        "broken": 2,
        "late": 3,
    }


def test_a_file_of_some_answers_only_is_not_older_for_leaving_the_last_ones_out(chain):
    places = chain(
        "history.export_places",
        typed__submissions="""
            export_id | sid | submitted_at     | modified_at
            ----------+-----+------------------+-----------------
            all       | 1   | 2026-02-01 10:00 |
            all       | 2   | 2026-02-02 10:00 |
            all       | 3   | 2026-02-03 10:00 |
            before    | 2   | 2026-02-02 10:00 | 2026-02-02 11:00
            edited    | 2   | 2026-02-02 10:00 | 2026-02-04 10:00
        """,
    )

    assert {row["export_id"]: row["export_place"] for row in places} == {
        "before": 1,
        "all": 2,
        "edited": 2,
    }


def test_without_a_time_of_modification_completion_counts_and_else_submission(relation):
    versions = relation(
        "history.versions",
        history__exports="""
            export_id | exported_at
            ----------+-----------------
            submitted | 2026-02-05 12:00
            completed | 2026-02-05 12:00
            modified  | 2026-02-05 12:00
            undated   | 2026-02-05 12:00
        """,
        typed__submissions="""
            export_id | sid | submitted_at     | completed_at     | modified_at
            ----------+-----+------------------+------------------+-----------------
            submitted | 1   | 2026-02-01 10:00 |                  |
            completed | 1   | 2026-02-01 10:00 | 2026-02-02 10:00 |
            modified  | 1   | 2026-02-01 10:00 | 2026-02-02 10:00 | 2026-02-03 10:00
            undated   | 1   |                  |                  |
        """,
    )

    assert newest_first(versions) == ["modified", "completed", "submitted", "undated"]


def test_seconds_do_not_make_a_version_newer(relation):
    # Only xlsx has them: the same version would be newer in one format than in another.
    versions = relation(
        "history.versions",
        history__exports=TWO_EXPORTS,
        typed__submissions="""
            export_id | sid | modified_at
            ----------+-----+--------------------
            early     | 1   | 2026-02-01 10:00:59
            late      | 1   | 2026-02-01 10:00:00
        """,
    )

    assert newest_first(versions) == ["late", "early"]
    assert_rows(versions, "version_at\n---\n2026-02-01 10:00\n2026-02-01 10:00")


def test_within_a_minute_what_is_completed_is_newer_than_a_draft(relation):
    versions = relation(
        "history.versions",
        history__exports=TWO_EXPORTS,
        typed__submissions="""
            export_id | sid | modified_at      | is_draft
            ----------+-----+------------------+---------
            early     | 1   | 2026-02-01 10:00 | false
            late      | 1   | 2026-02-01 10:00 | true
        """,
    )

    assert newest_first(versions) == ["early", "late"]


def test_a_draft_edited_after_completion_is_newer(relation):
    versions = relation(
        "history.versions",
        history__exports=TWO_EXPORTS,
        typed__submissions="""
            export_id | sid | modified_at      | is_draft
            ----------+-----+------------------+---------
            early     | 1   | 2026-02-01 10:00 | false
            late      | 1   | 2026-02-01 10:01 | true
        """,
    )

    assert newest_first(versions) == ["late", "early"]


def test_within_a_minute_the_later_export_is_newer(relation):
    versions = relation(
        "history.versions",
        history__exports="""
            export_id | exported_at      | file_format
            ----------+------------------+------------
            early     | 2026-02-01 12:00 | delimited
            late      | 2026-02-01 12:01 | xlsx
        """,
        typed__submissions="""
            export_id | sid | modified_at
            ----------+-----+-----------------
            early     | 1   | 2026-02-01 10:00
            late      | 1   | 2026-02-01 10:00
        """,
    )

    assert newest_first(versions) == ["late", "early"]


def test_of_two_formats_of_the_same_moment_the_delimited_one_is_newer(relation):
    # xlsx destroys some text, and its seconds make it no later.
    versions = relation(
        "history.versions",
        history__exports="""
            export_id   | exported_at         | file_format
            ------------+---------------------+------------
            a_delimited | 2026-02-01 12:00:00 | delimited
            b_xlsx      | 2026-02-01 12:00:40 | xlsx
        """,
        typed__submissions="""
            export_id   | sid | modified_at
            ------------+-----+--------------------
            a_delimited | 1   | 2026-02-01 10:00:00
            b_xlsx      | 1   | 2026-02-01 10:00:30
        """,
    )

    assert newest_first(versions) == ["a_delimited", "b_xlsx"]


@pytest.mark.parametrize("arrival", [("aa", "ff"), ("ff", "aa")])
def test_the_greater_checksum_settles_what_is_left_whatever_arrived_first(relation, arrival):
    exports = [f"{export} | 2026-02-01 12:00 | delimited" for export in arrival]
    submissions = [f"{export} | 1 | 2026-02-01 10:00" for export in arrival]

    versions = relation(
        "history.versions",
        history__exports="\n".join(["export_id | exported_at | file_format", "---", *exports]),
        typed__submissions="\n".join(["export_id | sid | modified_at", "---", *submissions]),
    )

    assert newest_first(versions) == ["ff", "aa"]


def test_each_submission_has_its_own_versions(relation):
    versions = relation(
        "history.versions",
        history__exports=TWO_EXPORTS,
        typed__submissions="""
            export_id | sid | modified_at
            ----------+-----+-----------------
            early     | 1   | 2026-02-01 10:00
            early     | 2   | 2026-02-01 10:00
            late      | 2   | 2026-02-02 10:00
        """,
    )

    assert_rows(
        versions,
        """
        submission_id | export_id | record_number | version_rank
        --------------+-----------+---------------+-------------
        f:1           | early     | 1             | 1
        f:2           | early     | 2             | 2
        f:2           | late      | 1             | 1
        """,
    )


THREE_VERSIONS = """
    submission_id | export_id | version_rank | record_number
    --------------+-----------+--------------+--------------
    f:1           | c         | 1            | 30
    f:1           | b         | 2            | 20
    f:1           | a         | 3            | 10
"""

# Each export was made with other columns ticked.
TICKED = """
    export_id | field_kind | field_id
    ----------+------------+---------
    a         | role       | email
    a         | question   | reasons
    a         | consent    | consent
    b         | question   | reasons
    b         | consent    | consent
    c         | question   | place
"""


def test_a_field_of_an_older_version_is_superseded_when_a_newer_one_has_it_too(relation):
    superseded = relation(
        "history.superseded_fields",
        history__versions=THREE_VERSIONS,
        typed__export_fields=TICKED,
    )

    assert_rows(
        superseded,
        """
        export_id | record_number | field_kind | field_id
        ----------+---------------+------------+---------
        a         | 10            | question   | reasons
        a         | 10            | consent    | consent
        """,
    )


def test_a_role_or_consent_is_read_from_the_newest_version_whose_export_had_it(relation):
    sources = relation(
        "history.field_sources",
        history__versions=THREE_VERSIONS,
        typed__export_fields=TICKED,
    )

    assert_rows(
        sources,
        """
        submission_id | field_kind | field_id | export_id | record_number
        --------------+------------+----------+-----------+--------------
        f:1           | role       | email    | a         | 10
        f:1           | consent    | consent  | b         | 20
        """,
    )


def test_a_field_that_no_export_of_a_submission_had_has_no_source(relation):
    sources = relation(
        "history.field_sources",
        history__versions="""
            submission_id | export_id | version_rank
            --------------+-----------+-------------
            f:1           | a         | 1
            f:2           | b         | 1
        """,
        typed__export_fields="""
            export_id | field_kind | field_id
            ----------+------------+---------
            b         | role       | email
        """,
    )

    assert_rows(sources, "submission_id | field_id\n---\nf:2 | email")


def test_nothing_is_superseded_by_the_version_of_another_submission(relation):
    superseded = relation(
        "history.superseded_fields",
        history__versions="""
            submission_id | export_id | version_rank | record_number
            --------------+-----------+--------------+--------------
            f:1           | a         | 2            | 1
            f:1           | b         | 1            | 1
            f:2           | a         | 2            | 2
            f:2           | c         | 1            | 1
        """,
        typed__export_fields="""
            export_id | field_kind | field_id
            ----------+------------+---------
            a         | question   | reasons
            b         | question   | reasons
        """,
    )

    assert_rows(superseded, "export_id | record_number | field_id\n---\na | 1 | reasons")


def test_a_role_is_not_superseded_by_a_question_of_that_name(relation):
    sources = relation(
        "history.field_sources",
        history__versions="""
            submission_id | export_id | version_rank | record_number
            --------------+-----------+--------------+--------------
            f:1           | a         | 2            | 1
            f:1           | b         | 1            | 1
        """,
        typed__export_fields="""
            export_id | field_kind | field_id
            ----------+------------+---------
            a         | role       | email
            a         | role       | name
            b         | question   | email
            b         | role       | name
        """,
    )

    assert_rows(sources, "export_id | field_id\n---\na | email\nb | name")
