"""clean.rejections: what could not become a submission, once however often it was read."""


def test_a_record_never_accepted_is_rejected_once_by_its_sid_or_by_its_cells(relation):
    """SID 7 was never accepted, SID 8 was in another export. Of those without SID, equal cells are
    one; cells of a row that is too wide or too narrow may have slipped: they are not stored."""
    relation(
        "clean.rejections",
        history__exports="export_id | export_number\n---\neeeeeeeeeeee-1 | 1\nllllllllllll-2 | 2",
        typed__submissions="export_id | sid\n---\nllllllllllll-2 | 8",
        raw__records="""
            export_id      | record_number | cells
            eeeeeeeeeeee-1 | 1             | [a]
            eeeeeeeeeeee-1 | 2             | [b]
            eeeeeeeeeeee-1 | 3             | [same]
            eeeeeeeeeeee-1 | 4             | [other]
            eeeeeeeeeeee-1 | 5             | [other]
            eeeeeeeeeeee-1 | 6             | []
            eeeeeeeeeeee-1 | 7             | []
            llllllllllll-2 | 1             | [c]
            llllllllllll-2 | 2             | [same]
        """,
        typed__rejections="""
            export_id      | record_number | line_number | sid | rule
            eeeeeeeeeeee-1 | 1             | 4           | 7   | time_unreadable
            eeeeeeeeeeee-1 | 2             | 5           | 8   | row_width
            eeeeeeeeeeee-1 | 3             | 6           |     | sid_missing
            eeeeeeeeeeee-1 | 4             | 7           |     | sid_missing
            eeeeeeeeeeee-1 | 5             | 8           |     | sid_missing
            eeeeeeeeeeee-1 | 6             | 9           |     | row_width
            eeeeeeeeeeee-1 | 7             | 10          |     | row_width
            llllllllllll-2 | 1             | 40          | 7   | time_unreadable
            llllllllllll-2 | 2             | 41          |     | sid_missing
        """,
        gives="""
        submission_id    | sid | rule            | export_id      | record_number | line_number
        f:7              | 7   | time_unreadable | eeeeeeeeeeee-1 | 1             | 4
        f:eeeeeeeeeeee-3 |     | sid_missing     | eeeeeeeeeeee-1 | 3             | 6
        f:eeeeeeeeeeee-4 |     | sid_missing     | eeeeeeeeeeee-1 | 4             | 7
        f:eeeeeeeeeeee-6 |     | row_width       | eeeeeeeeeeee-1 | 6             | 9
        f:eeeeeeeeeeee-7 |     | row_width       | eeeeeeeeeeee-1 | 7             | 10
        """,
    )
