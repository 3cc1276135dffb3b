"""respondents.screening: rejected, vanished, draft and late submissions, in that order."""


def test_what_was_completed_after_closing_is_late(chain):
    """The last second is in time. Without a completion, submission decides, and no later edit. The
    first box that fits takes a submission."""
    drawings = {
        "respondents__deletions": "submission_id\n---\ndeleted",
        "clean__rejections": "submission_id\n---\nrejected",
        "clean__submissions": """
            submission_id | submitted_at     | completed_at        | modified_at      | is_draft
            deleted       | 2026-03-12 10:00 |                     |                  | true
            draft         | 2026-03-12 10:00 |                     |                  | true
            in time       | 2026-03-11 22:00 | 2026-03-11 22:59    |                  | false
            last second   | 2026-03-11 22:00 | 2026-03-11 22:59:59 |                  | false
            begun in time | 2026-03-11 22:00 | 2026-03-11 23:00    |                  | false
            edited        | 2026-03-11 22:00 | 2026-03-11 22:30    | 2026-03-12 09:00 | false
            uncompleted   | 2026-03-11 22:59 |                     | 2026-03-12 09:00 | false
            too late      | 2026-03-11 23:00 |                     |                  | false
            undated       |                  |                     |                  | false
        """,
    }
    boxes = """
        submission_id | box
        rejected      | rejected
        deleted       | vanished
        draft         | draft
        in time       |
        last second   |
        begun in time | late
        edited        |
        uncompleted   |
        too late      | late
        undated       |
        """

    closing = "closes_at\n---\n2026-03-11 22:59:59"
    chain("respondents.screening", form__form=closing, gives=boxes, **drawings)
    never = boxes.replace("| late", "|")
    chain("respondents.screening", gives=never, **drawings)
