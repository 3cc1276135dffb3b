"""respondents.screening: vanished, draft and late submissions, in that order."""

import pytest

KNOWN = range(1, 25)


def day(sid: int) -> str:
    """When this answer was sent and, unless it is a draft, completed."""
    return f"2026-02-{sid:02} 10:00"


def sent(lacking=(), *, drafts=(), last_drafts=(), completed=(), more="") -> str:
    """Twenty-four answers in an export, and an export `last` that lacks some of them. The drafts of
    each are told; and of some, another day of completion."""
    days = {sid: day(sid) for sid in KNOWN} | dict(completed)
    rows = [
        f"{export} | {sid} | {day(sid)} | {'' if sid in of_each else days[sid]}"
        f" | {str(sid in of_each).lower()}"
        for export, of_each, without in (("early", drafts, ()), ("last", last_drafts, lacking))
        for sid in KNOWN
        if sid not in without
    ]
    columns = "export_id | sid | submitted_at | completed_at | is_draft"
    return "\n".join([columns, "---", *rows]) + more


CLOSING = "closes_at\n---\n2026-03-11 22:59:59"


def boxes(screening) -> dict[object, object]:
    """The box of each submission, None where it may count."""
    return {row["submission_id"]: row["box"] for row in screening}


def taken(screening) -> dict[object, object]:
    """The box of each submission that cannot count."""
    return {name: box for name, box in boxes(screening).items() if box}


@pytest.mark.parametrize(
    ("lacking", "gone"),
    [
        ([4], [4]),
        ([4, 5, 6], []),  # the export is partial
        ([24], []),  # it came after the export
        ([4, 24], []),  # one that ends later has what it lacks
    ],
)
def test_a_known_sid_absent_from_a_full_export_has_vanished(chain, lacking, gone):
    screening = chain("respondents.screening", typed__submissions=sent(lacking))

    assert taken(screening) == {f"f:{sid}": "vanished" for sid in gone}


def test_what_a_deletion_rests_on_is_told(chain):
    """`last` lacks the first answer, as an export of only the new ones would."""
    lacking_another = "".join(
        f"\nother | {sid} | {day(sid)} | {day(sid)} | false" for sid in KNOWN if sid != 4
    )
    chain(
        "respondents.deletions",
        typed__submissions=sent([1], more=lacking_another),
        gives="""
        submission_id | export_id | is_before_first
        --------------+-----------+----------------
        f:1           | last      | true
        f:4           | other     | false
        """,
    )


def test_a_sid_present_and_rejected_has_not_vanished(chain):
    screening = chain(
        "respondents.screening",
        typed__submissions=sent([4]),
        typed__rejections="export_id | record_number | sid | rule\n---\nlast | 30 | 4 | row_width",
    )

    assert not taken(screening)


def test_a_submission_without_sid_never_vanishes(chain):
    drawing = "export_id | sid | submission_id\n---\nother | | f:abc-1"

    assert boxes(chain("respondents.screening", typed__submissions=drawing)) == {"f:abc-1": None}


def test_a_draft_absent_from_a_full_export_with_drafts_has_vanished(chain):
    drawing = sent([4], drafts=[4], last_drafts=[9])

    screening = chain("respondents.screening", typed__submissions=drawing)

    assert boxes(screening)["f:4"] == "vanished"


def test_an_export_without_drafts_says_nothing_about_drafts(chain):
    screening = chain("respondents.screening", typed__submissions=sent([4], drafts=[4]))

    assert taken(screening) == {"f:4": "draft"}


def test_an_export_without_drafts_says_nothing_about_drafts_completed_since(chain):
    screening = chain(
        "respondents.screening",
        typed__submissions=sent(
            [4, 5],
            drafts=[5],
            more=f"\nlater | 5 | {day(5)} | 2026-02-26 10:00 | false"
            f"\nlater | 25 | {day(25)} | {day(25)} | false",
        ),
    )

    assert taken(screening) == {"f:4": "vanished"}


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


def test_what_was_completed_in_the_minute_of_an_export_may_have_been_a_draft_to_it(chain):
    # Only xlsx has seconds: 10:00 may be before or after the export's last row.
    drawing = sent([4, 5], completed={4: day(24), 5: "2026-02-24 09:59"})

    screening = chain("respondents.screening", typed__submissions=drawing)

    assert taken(screening) == {"f:5": "vanished"}


@pytest.mark.parametrize("has_marks", [True, False])
def test_what_an_export_without_draft_marks_showed_may_still_be_a_draft(chain, has_marks):
    """The next export, of finished answers only, says nothing about it."""
    screening = chain(
        "respondents.screening",
        typed__exports="export_id | has_draft_marks\n---\n"
        f"early | {str(has_marks).lower()}\nlast | true",
        typed__submissions=sent(
            [4], completed={4: ""}, more=f"\nlast | 25 | {day(25)} | {day(25)} | false"
        ),
    )

    assert taken(screening) == ({"f:4": "vanished"} if has_marks else {})
