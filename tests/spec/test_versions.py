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


@pytest.mark.parametrize(
    ("exports", "edited", "newest"),
    [
        pytest.param(
            "early | 12:00:00 | delimited\nlate | 12:01:00 | delimited",
            "early | 10:01:00 | false\nlate | 10:00:00 | false",
            "early",
            id="the one edited last",
        ),
        pytest.param(  # Only xlsx has seconds: it would be newer in one format than in another.
            "early | 12:00:00 | delimited\nlate | 12:01:00 | delimited",
            "early | 10:00:59 | false\nlate | 10:00:00 | false",
            "late",
            id="but not by seconds",
        ),
        pytest.param(
            "early | 12:00:00 | delimited\nlate | 12:01:00 | delimited",
            "early | 10:00:00 | false\nlate | 10:00:00 | true",
            "early",
            id="within a minute, what is completed rather than a draft",
        ),
        pytest.param(
            "early | 12:00:00 | delimited\nlate | 12:01:00 | delimited",
            "early | 10:00:00 | false\nlate | 10:01:00 | true",
            "late",
            id="a draft edited after completion",
        ),
        pytest.param(
            "early | 12:00:00 | delimited\nlate | 12:01:00 | xlsx",
            "early | 10:00:00 | false\nlate | 10:00:00 | false",
            "late",
            id="within a minute, the one of the later export",
        ),
        pytest.param(  # xlsx destroys some text, and its seconds make it no later.
            "a_delimited | 12:00:00 | delimited\nb_xlsx | 12:00:40 | xlsx",
            "a_delimited | 10:00:00 | false\nb_xlsx | 10:00:30 | false",
            "a_delimited",
            id="of two formats, the delimited one",
        ),
        pytest.param(
            "aa | 12:00:00 | delimited\nff | 12:00:00 | delimited",
            "aa | 10:00:00 | false\nff | 10:00:00 | false",
            "ff",
            id="else the one of the greater checksum",
        ),
    ],
)
@pytest.mark.parametrize("arrival", [1, -1])
def test_the_newest_version_is(relation, exports, edited, newest, arrival):
    """Whatever arrived first."""
    files = [
        f"{name} | 2026-02-01 {time} | {kind}"
        for name, time, kind in (line.split(" | ") for line in exports.splitlines()[::arrival])
    ]
    rows = [
        f"{name} | 1 | 2026-02-01 {time} | {is_draft}"
        for name, time, is_draft in (line.split(" | ") for line in edited.splitlines()[::arrival])
    ]
    versions = relation(
        "history.versions",
        history__exports="\n".join(["export_id | exported_at | file_format", "---", *files]),
        typed__submissions="\n".join(["export_id | sid | modified_at | is_draft", "---", *rows]),
    )

    assert newest_first(versions)[0] == newest
    assert {str(row["version_at"])[-3:] for row in versions} == {":00"}


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
    relation(
        "history.superseded_fields",
        history__versions=THREE_VERSIONS,
        typed__export_fields=TICKED,
        gives="""
        export_id | record_number | field_kind | field_id
        ----------+---------------+------------+---------
        a         | 10            | question   | reasons
        a         | 10            | consent    | consent
        """,
    )


def test_a_role_or_consent_is_read_from_the_newest_version_whose_export_had_it(relation):
    relation(
        "history.field_sources",
        history__versions=THREE_VERSIONS,
        typed__export_fields=TICKED,
        gives="""
        submission_id | field_kind | field_id | export_id | record_number
        --------------+------------+----------+-----------+--------------
        f:1           | role       | email    | a         | 10
        f:1           | consent    | consent  | b         | 20
        """,
    )


def test_a_role_is_not_superseded_by_a_question_of_that_name(relation):
    relation(
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
        gives="export_id | field_id\n---\na | email\nb | name",
    )


TWO_OF_EACH = """
    export_id | sid | submitted_at     | modified_at
    ----------+-----+------------------+-----------------
    early     | 1   | 2026-02-01 10:00 | 2026-02-01 11:00
    late      | 1   | 2026-02-01 10:00 |
"""


def test_a_later_export_without_times_of_modification_may_show_a_later_edit(relation):
    versions = relation(
        "history.versions", history__exports=TWO_EXPORTS, typed__submissions=TWO_OF_EACH
    )

    assert newest_first(versions) == ["late", "early"]
    assert_rows(versions, "version_at\n---\n2026-02-01 11:00\n2026-02-01 11:00")


def test_an_earlier_export_without_times_of_modification_is_older_than_a_later_edit(relation):
    versions = relation(
        "history.versions",
        history__exports=TWO_EXPORTS.replace("02-02", "01-31"),
        typed__submissions=TWO_OF_EACH,
    )

    assert newest_first(versions) == ["early", "late"]


def test_an_export_without_draft_marks_says_of_nothing_that_it_was_completed(relation):
    versions = relation(
        "history.versions",
        history__exports="""
            export_id | exported_at      | has_draft_marks
            ----------+------------------+----------------
            unmarked  | 2026-02-01 12:00 | false
            marked    | 2026-02-02 12:00 | true
        """,
        typed__submissions="""
            export_id | sid | modified_at      | is_draft
            ----------+-----+------------------+---------
            unmarked  | 1   | 2026-02-01 10:00 | false
            marked    | 1   | 2026-02-01 10:00 | true
        """,
    )

    assert newest_first(versions) == ["marked", "unmarked"]
