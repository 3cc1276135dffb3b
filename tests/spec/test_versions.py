"""history: which version of a submission is the newest, and which one each field is read from."""

import pytest


def newest_first(versions) -> list[object]:
    """The exports of the versions of submission 1, the newest first."""
    ranked = sorted(versions, key=lambda row: row["version_rank"])
    return [row["export_id"] for row in ranked if row["submission_id"] == "f:1"]


ROWS = "export_id | sid | modified_at | is_draft\n---\n"
FILES = "export_id | file_format\n---\n"
EARLY, LATE = "2026-02-01 10:00", "2026-02-02 10:00"


@pytest.mark.parametrize(
    ("rows", "files", "newest"),
    [
        # The greater SID, whatever the hours say.
        (f"aa | 1 | {EARLY} | false\naa | 9 | {EARLY} | false\nff | 1 | {LATE} | false", "", "aa"),
        # A draft that was gone back to is the newer one where its export reaches further.
        (f"aa | 1 | {EARLY} | true\naa | 9 | {EARLY} | false\nff | 1 | {LATE} | false", "", "aa"),
        # Then the greatest time in the rows, of whichever row it is.
        (
            f"aa | 1 | {EARLY} | false\naa | 9 | 2026-02-03 10:00 | false\n"
            f"ff | 1 | {LATE} | false\nff | 9 | {EARLY} | false",
            "",
            "aa",
        ),
        # Whatever else it has: a file of some answers only is no exception.
        (
            f"aa | 1 | {EARLY} | false\naa | 3 | {EARLY} | false\n"
            f"ff | 1 | {LATE} | false\nff | 2 | {LATE} | false",
            "",
            "aa",
        ),
        (f"aa | 1 | {LATE} | false\nff | 1 | {EARLY} | false", "", "aa"),
        (f"aa | 1 | {LATE} | true\nff | 1 | {EARLY} | false", "", "aa"),
        # By the minute: only xlsx has seconds.
        (f"aa | 1 | {LATE}:59 | false\nff | 1 | {LATE}:00 | false", "", "ff"),
        # Of those that reach as far: completed, then delimited, then the greater digest.
        (f"aa | 1 | {LATE} | false\nff | 1 | {LATE} | true", "", "aa"),
        (
            f"aa | 1 | {LATE} | false\nff | 1 | {LATE} | false",
            "aa | delimited\nff | xlsx",
            "aa",
        ),
        (f"aa | 1 | {LATE} | false\nff | 1 | {LATE} | false", "", "ff"),
        ("aa | 1 | | false\nff | 1 | | false", "", "ff"),
        (f"aa | 1 | {LATE} | false\nff | 1 | | false", "", "aa"),
    ],
)
@pytest.mark.parametrize("arrival", [1, -1])
def test_the_version_in_the_export_that_reaches_furthest_is_the_newest(
    chain, rows, files, newest, arrival
):
    drawing = {"typed__submissions": ROWS + "\n".join(rows.splitlines()[::arrival])}
    if files:
        drawing["raw__exports"] = FILES + files

    versions = chain("history.versions", **drawing)

    assert newest_first(versions)[0] == newest
    assert {str(row["version_at"])[-3:] for row in versions} <= {":00", "one"}


def test_of_exports_that_reach_as_far_the_one_with_more_declared_columns_comes_first(chain):
    versions = chain(
        "history.versions",
        typed__submissions=f"{ROWS}aa | 1 | {LATE} | false\nff | 1 | {LATE} | false",
        typed__export_fields="export_id | field_kind | field_id\n---\n"
        "aa | role | email\naa | role | name\nff | role | name",
    )

    assert newest_first(versions) == ["aa", "ff"]


def test_an_export_without_draft_marks_says_of_nothing_that_it_was_completed(chain):
    versions = chain(
        "history.versions",
        typed__exports="export_id | has_draft_marks\n---\na_unmarked | false\nz_marked | true",
        typed__submissions=f"{ROWS}a_unmarked | 1 | {LATE} | false\nz_marked | 1 | {LATE} | true",
    )

    assert newest_first(versions) == ["z_marked", "a_unmarked"]


def test_the_sid_of_a_rejected_row_is_reached(chain):
    exports = chain(
        "history.exports",
        raw__exports="export_id\n---\nempty\nearly\nbroken\nlate",
        typed__exports="export_id\n---\nempty\nearly\nbroken\nlate",
        typed__submissions="export_id | sid\n---\nlate | 9\nearly | 8\nbroken | 1",
        typed__rejections="export_id | sid | rule\n---\nbroken | 8 | row_width",
    )

    assert {row["export_id"]: row["export_place"] for row in exports} == {
        "empty": 1,
        "early": 2,
        "broken": 2,
        "late": 3,
    }


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


def test_a_role_or_consent_is_read_from_the_newest_version_whose_export_had_it(chain):
    chain(
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


def test_a_role_is_not_superseded_by_a_question_of_that_name(chain):
    chain(
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
