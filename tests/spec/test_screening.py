"""respondents.screening: vanished, draft and late submissions, in that order."""

CLOSING = "closes_at\n---\n2026-03-11 22:59:59"


def boxes(screening) -> dict[object, object]:
    """The box of each submission, None where it may count."""
    return {row["submission_id"]: row["box"] for row in screening}


def test_a_submission_without_sid_never_vanishes(chain):
    drawing = "export_id | sid | submission_id\n---\nother | | f:abc-1"

    assert boxes(chain("respondents.screening", typed__submissions=drawing)) == {"f:abc-1": None}


def test_what_was_completed_after_closing_is_late(chain):
    """The last second is in time. Without a completion, submission decides, and no later edit."""
    chain(
        "respondents.screening",
        form__form=CLOSING,
        clean__submissions="""
            submission_id | submitted_at     | completed_at        | modified_at
            --------------+------------------+---------------------+-----------------
            in time       | 2026-03-11 22:00 | 2026-03-11 22:59    |
            last second   | 2026-03-11 22:00 | 2026-03-11 22:59:59 |
            begun in time | 2026-03-11 22:00 | 2026-03-11 23:00    |
            edited        | 2026-03-11 22:00 | 2026-03-11 22:30    | 2026-03-12 09:00
            uncompleted   | 2026-03-11 22:59 |                     | 2026-03-12 09:00
            too late      | 2026-03-11 23:00 |                     |
            undated       |                  |                     |
        """,
        gives="""
        submission_id | box
        --------------+-----
        in time       |
        last second   |
        begun in time | late
        edited        |
        uncompleted   |
        too late      | late
        undated       |
        """,
    )


def test_nothing_is_late_where_the_form_never_closes(chain):
    screening = chain(
        "respondents.screening",
        clean__submissions="submission_id | submitted_at\n---\nf:1 | 2199-01-01 10:00",
    )

    assert boxes(screening) == {"f:1": None}


def test_the_first_box_that_fits_takes_a_submission(chain):
    chain(
        "respondents.screening",
        form__form=CLOSING,
        respondents__deletions="submission_id\n---\nf:2",
        clean__rejections="submission_id\n---\nf:1",
        clean__submissions="""
            submission_id | sid | submitted_at     | is_draft
            --------------+-----+------------------+---------
            f:2           | 2   | 2026-03-12 10:00 | true
            f:3           | 3   | 2026-03-12 10:00 | true
            f:4           | 4   | 2026-03-12 10:00 | false
        """,
        gives="""
        submission_id | box
        --------------+---------
        f:1           | rejected
        f:2           | vanished
        f:3           | draft
        f:4           | late
        """,
    )
