"""clean.rejections: what could not become a submission, once however often it was read."""

TWO_EXPORTS = """
    export_id      | export_number
    ---------------+--------------
    eeeeeeeeeeee-1 | 1
    llllllllllll-2 | 2
"""


def test_a_sid_never_accepted_is_rejected_once(relation):
    relation(
        "clean.rejections",
        history__exports=TWO_EXPORTS,
        raw__records="""
            export_id      | record_number | cells
            ---------------+---------------+-------
            eeeeeeeeeeee-1 | 1             | [a]
            llllllllllll-2 | 1             | [b]
        """,
        typed__rejections="""
            export_id      | sid | line_number | rule
            ---------------+-----+-------------+----------------
            llllllllllll-2 | 7   | 40          | time_unreadable
            eeeeeeeeeeee-1 | 7   | 4           | time_unreadable
        """,
        gives="""
        submission_id | sid | rule            | export_id      | line_number
        --------------+-----+-----------------+----------------+------------
        f:7           | 7   | time_unreadable | eeeeeeeeeeee-1 | 4
        """,
    )


def test_a_sid_accepted_in_any_export_is_not_rejected(relation):
    rejections = relation(
        "clean.rejections",
        history__exports=TWO_EXPORTS,
        raw__records="export_id | record_number | cells\n---\neeeeeeeeeeee-1 | 1 | [a]",
        typed__rejections="export_id | sid | rule\n---\neeeeeeeeeeee-1 | 7 | row_width",
        typed__submissions="export_id | sid\n---\nllllllllllll-2 | 7",
    )

    assert rejections == []


def test_equal_records_without_sid_are_one_rejection(relation):
    relation(
        "clean.rejections",
        history__exports=TWO_EXPORTS,
        raw__records="""
            export_id      | record_number | cells
            ---------------+---------------+-------
            eeeeeeeeeeee-1 | 1             | [same]
            eeeeeeeeeeee-1 | 2             | [other]
            eeeeeeeeeeee-1 | 3             | [other]
            llllllllllll-2 | 1             | [same]
        """,
        typed__rejections="""
            export_id      | record_number | rule
            ---------------+---------------+------------
            eeeeeeeeeeee-1 | 1             | sid_missing
            eeeeeeeeeeee-1 | 2             | sid_missing
            eeeeeeeeeeee-1 | 3             | sid_missing
            llllllllllll-2 | 1             | sid_missing
        """,
        gives="""
        submission_id    | sid | export_id      | record_number
        -----------------+-----+----------------+--------------
        f:eeeeeeeeeeee-1 |     | eeeeeeeeeeee-1 | 1
        f:eeeeeeeeeeee-2 |     | eeeeeeeeeeee-1 | 2
        """,
    )


def test_records_without_sid_whose_cells_were_not_kept_are_told_apart(relation):
    # Cells of a row that is too wide or too narrow may have slipped: they are not stored.
    relation(
        "clean.rejections",
        history__exports=TWO_EXPORTS,
        raw__records="""
            export_id      | record_number | cells
            ---------------+---------------+------
            eeeeeeeeeeee-1 | 1             | []
            eeeeeeeeeeee-1 | 2             | []
        """,
        typed__rejections="""
            export_id      | record_number | rule
            ---------------+---------------+----------
            eeeeeeeeeeee-1 | 1             | row_width
            eeeeeeeeeeee-1 | 2             | row_width
        """,
        gives="submission_id\n---\nf:eeeeeeeeeeee-1\nf:eeeeeeeeeeee-2",
    )
