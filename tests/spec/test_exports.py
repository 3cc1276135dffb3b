"""clean.exports: in which order exports come, and which of them are full."""

from collections.abc import Iterable

import pytest

from tests.cases.drawn import assert_rows


def holding(**sids_of_exports: Iterable[int]) -> str:
    """A drawing of exports that hold these SIDs, in this order."""
    lines = [f"{export} | {sid}" for export, sids in sids_of_exports.items() for sid in sids]
    return "\n".join(["export_id | sid", "---", *lines])


def test_an_export_that_knows_a_later_answer_is_later_whatever_hours_it_shows(chain):
    exports = chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at     | modified_at
            ----------+-----+------------------+-----------------
            early     | 1   | 2026-02-01 10:00 | 2026-02-09 10:00
            late      | 1   | 2026-02-01 07:00 | 2026-02-01 07:00
        """,
        typed__rejections="export_id | record_number | sid | rule\n---\nlate | 2 | 2 | row_width",
    )

    assert_rows(
        exports, "export_id | export_number | is_latest\n---\nearly | 1 | false\nlate | 2 | true"
    )


def test_else_the_time_of_an_export_is_the_greatest_time_in_its_rows(chain):
    exports = chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at     | completed_at     | modified_at
            ----------+-----+------------------+------------------+-----------------
            edited    | 1   | 2026-02-01 10:00 | 2026-02-01 10:05 | 2026-02-09 10:00
            completed | 1   | 2026-02-01 10:00 | 2026-02-02 10:05 |
            submitted | 1   | 2026-02-03 10:00 |                  |
        """,
    )

    assert_rows(
        exports,
        """
        export_id | exported_at      | export_number | is_latest
        ----------+------------------+---------------+----------
        completed | 2026-02-02 10:05 | 1             | false
        submitted | 2026-02-03 10:00 | 2             | false
        edited    | 2026-02-09 10:00 | 3             | true
        """,
    )


def test_of_two_exports_of_the_same_time_the_one_with_more_rows_comes_last(chain):
    exports = chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at
            ----------+-----+-----------------
            a_whole   | 1   | 2026-02-01 10:00
            a_whole   | 2   | 2026-02-02 10:00
            new_ones  | 2   | 2026-02-02 10:00
        """,
    )

    assert_rows(
        exports,
        """
        export_id | export_number | is_latest
        ----------+---------------+----------
        new_ones  | 1             | false
        a_whole   | 2             | true
        """,
    )


def test_an_export_without_a_readable_row_comes_first(chain):
    exports = chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at
            ----------+-----+-----------------
            whole     | 1   | 2026-02-01 10:00
        """,
        typed__rejections="""
            export_id | sid | rule
            ----------+-----+----------------
            broken    |     | time_unreadable
        """,
    )

    assert_rows(
        exports,
        """
        export_id | export_number | submission_count | rejection_count | exported_at
        ----------+---------------+------------------+-----------------+-----------------
        broken    | 1             | 0                | 1               |
        whole     | 2             | 1                | 0               | 2026-02-01 10:00
        """,
    )


def test_the_drafts_of_an_export_are_counted(chain):
    exports = chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | is_draft
            ----------+-----+---------
            a         | 1   | true
            a         | 2   | false
            a         | 3   | true
        """,
    )

    assert_rows(exports, "submission_count | draft_count\n---\n3 | 2")


def test_an_export_is_full_from_nine_tenths_of_the_known_sids_on(chain):
    exports = chain(
        "clean.exports",
        typed__submissions=holding(
            all=range(1, 11),
            nine=[1, 2, 3, 4, 5, 6, 7, 8, 10],
            eight=[1, 2, 3, 4, 5, 6, 7, 10],
            eight_of_nine=[1, 2, 3, 4, 5, 6, 7, 9],
        ),
    )

    assert_rows(
        exports,
        """
        export_id     | is_full
        --------------+--------
        all           | true
        nine          | true
        eight         | false
        eight_of_nine | false
        """,
    )


def test_sids_above_an_exports_greatest_say_nothing_about_it(chain):
    exports = chain("clean.exports", typed__submissions=holding(early=range(1, 5), all=range(1, 9)))

    assert_rows(
        exports,
        """
        export_id | greatest_sid | is_full
        ----------+--------------+--------
        early     | 4            | true
        all       | 8            | true
        """,
    )


def test_only_the_new_ones_are_no_full_export(chain):
    exports = chain("clean.exports", typed__submissions=holding(all=range(1, 9), new=[7, 8, 9]))

    assert_rows(exports, "export_id | is_full\n---\nall | true\nnew | false")


def test_an_export_whose_sids_go_down_is_not_full_whatever_it_holds(chain):
    exports = chain("clean.exports", typed__submissions=holding(dates=[1, 3, 2], sids=[1, 2, 3]))

    assert_rows(exports, "export_id | is_full\n---\ndates | false\nsids | true")


def test_the_sid_of_a_rejected_record_is_held(chain):
    exports = chain(
        "clean.exports",
        typed__submissions=holding(all=range(1, 11), broken=range(1, 9)),
        typed__rejections="""
            export_id | record_number | sid | rule
            ----------+---------------+-----+----------
            broken    | 9             | 10  | row_width
            broken    | 10            |     | row_width
        """,
    )

    assert_rows(
        exports,
        """
        export_id | greatest_sid | is_full
        ----------+--------------+--------
        all       | 10           | true
        broken    | 10           | true
        """,
    )


def test_a_sid_held_twice_counts_once_and_is_in_order(chain):
    exports = chain(
        "clean.exports",
        typed__submissions=holding(
            all=range(1, 11),
            nine=[1, 2, 3, 4, 5, 6, 7, 8, 10],
            eight=[1, 2, 3, 4, 5, 6, 7, 10],
        ),
        typed__rejections="""
            export_id | record_number | sid | rule
            ----------+---------------+-----+-------------
            nine      | 10            | 10  | sid_repeated
            eight     | 9             | 10  | sid_repeated
        """,
    )

    assert_rows(exports, "export_id | is_full\n---\nall | true\nnine | true\neight | false")


def test_an_export_without_sids_is_never_full(chain):
    exports = chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submission_id | submitted_at
            ----------+-----+---------------+-----------------
            a         |     | f:a-1         | 2026-02-01 10:00
        """,
        typed__exports="""
            export_id | has_sids
            ----------+---------
            a         | false
        """,
    )

    assert_rows(exports, "greatest_sid | is_full | has_sids\n---\n | false | false")


def test_the_share_that_makes_an_export_full_is_a_table(chain):
    exports = chain(
        "clean.exports",
        form__thresholds="full_export_share\n---\n0.5",
        typed__submissions=holding(all=range(1, 5), half=[1, 4]),
    )

    assert_rows(exports, "export_id | is_full\n---\nall | true\nhalf | true")


# Ten answers; a file that begins at the second; then all of them again, and one more.
PARTIAL_AFTER_ALL = "export_id | sid | modified_at\n---\n" + "\n".join(
    f"{export} | {sid} | 2026-02-0{day} 10:00"
    for day, (export, sids) in enumerate(
        {"all": range(1, 11), "new": range(2, 12), "last": range(1, 13)}.items(), start=1
    )
    for sid in sids
)


@pytest.mark.parametrize(
    ("without", "extent", "expected"),
    [
        ("", "", {"all": True, "new": False, "last": True}),
        ("last", "", {"all": True, "new": True}),
        ("last", "new | partial", {"all": True, "new": False}),
        ("last", "all | partial\nnew | full", {"all": False, "new": True}),
        ("", "new | full", {"all": True, "new": False, "last": True}),  # nothing comes back
        ("last", "new | partial\nnew | full", {"all": True, "new": True}),
    ],
)
def test_an_export_is_full_unless_a_later_one_has_what_it_lacks_or_somebody_said_so(
    chain, without, extent, expected
):
    rows = [row for row in PARTIAL_AFTER_ALL.splitlines() if not (without and without in row)]
    said = [
        f"[f:{line.split(' | ')[0]}] | {line.split(' | ')[1]} | extent"
        for line in extent.splitlines()
    ]
    exports = chain(
        "clean.exports",
        typed__submissions="\n".join(rows),
        raw__decisions="submission_ids | choice | decision_kind\n---\n" + "\n".join(said),
    )

    assert {row["export_id"]: row["is_full"] for row in exports} == expected
