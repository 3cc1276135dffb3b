"""clean.exports: in which order exports come, and which of them are full."""

import datetime as dt
from collections.abc import Iterable

import pytest

DAY = dt.datetime(2026, 2, 3)  # noqa: DTZ001 - exports say no zone


def holding(**sids_of_exports: Iterable[int]) -> str:
    """A drawing of exports that hold these SIDs, in this order."""
    lines = [f"{export} | {sid}" for export, sids in sids_of_exports.items() for sid in sids]
    return "\n".join(["export_id | sid", "---", *lines])


def test_an_export_that_knows_a_later_answer_is_later_whatever_hours_it_shows(chain):
    chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at     | modified_at
            ----------+-----+------------------+-----------------
            early     | 1   | 2026-02-01 10:00 | 2026-02-09 10:00
            late      | 1   | 2026-02-01 07:00 | 2026-02-01 07:00
        """,
        typed__rejections="export_id | record_number | sid | rule\n---\nlate | 2 | 2 | row_width",
        gives="export_id | export_number | is_latest\n---\nearly | 1 | false\nlate | 2 | true",
    )


def test_else_the_time_of_an_export_is_the_greatest_time_in_its_rows(chain):
    chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at     | completed_at     | modified_at
            ----------+-----+------------------+------------------+-----------------
            edited    | 1   | 2026-02-01 10:00 | 2026-02-01 10:05 | 2026-02-09 10:00
            completed | 1   | 2026-02-01 10:00 | 2026-02-02 10:05 |
            submitted | 1   | 2026-02-03 10:00 |                  |
        """,
        gives="""
        export_id | exported_at      | export_number | is_latest
        ----------+------------------+---------------+----------
        completed | 2026-02-02 10:05 | 1             | false
        submitted | 2026-02-03 10:00 | 2             | false
        edited    | 2026-02-09 10:00 | 3             | true
        """,
    )


def test_of_two_exports_of_the_same_time_the_one_with_more_rows_comes_last(chain):
    chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at
            ----------+-----+-----------------
            a_whole   | 1   | 2026-02-01 10:00
            a_whole   | 2   | 2026-02-02 10:00
            new_ones  | 2   | 2026-02-02 10:00
        """,
        gives="""
        export_id | export_number | is_latest
        ----------+---------------+----------
        new_ones  | 1             | false
        a_whole   | 2             | true
        """,
    )


def test_an_export_without_a_readable_row_comes_first(chain):
    chain(
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
        gives="""
        export_id | export_number | submission_count | rejection_count | exported_at
        ----------+---------------+------------------+-----------------+-----------------
        broken    | 1             | 0                | 1               |
        whole     | 2             | 1                | 0               | 2026-02-01 10:00
        """,
    )


def test_the_drafts_of_an_export_are_counted(chain):
    chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | is_draft
            ----------+-----+---------
            a         | 1   | true
            a         | 2   | false
            a         | 3   | true
        """,
        gives="submission_count | draft_count\n---\n3 | 2",
    )


NINE, EIGHT = (1, 2, 3, 4, 5, 6, 7, 8, 10), (1, 2, 3, 4, 5, 6, 7, 10)


@pytest.mark.parametrize(
    ("sids", "rejected", "full"),
    [
        # From nine tenths of the known SIDs on.
        ({"all": range(1, 11), "nine": NINE, "eight": EIGHT}, "", {"all", "nine"}),
        ({"all": range(1, 11), "eight_of_nine": (1, 2, 3, 4, 5, 6, 7, 9)}, "", {"all"}),
        # SIDs above an export's greatest say nothing about it.
        ({"early": range(1, 5), "all": range(1, 9)}, "", {"early", "all"}),
        ({"all": range(1, 9), "only_new": (7, 8, 9)}, "", {"all"}),
        # Whose SIDs go down is not, whatever it holds.
        ({"by_date": (1, 3, 2), "by_sid": (1, 2, 3)}, "", {"by_sid"}),
        # The SID of a rejected record is held.
        ({"all": range(1, 11), "broken": range(1, 9)}, "broken | 9 | 10 | row_width\n"
         "broken | 10 | | row_width", {"all", "broken"}),
        # A SID held twice counts once, and is in order.
        ({"all": range(1, 11), "nine": NINE, "eight": EIGHT}, "nine | 10 | 10 | sid_repeated\n"
         "eight | 9 | 10 | sid_repeated", {"all", "nine"}),
    ],
)  # fmt: skip
def test_an_export_is_full_when_it_holds_almost_all_known_sids_in_order(
    chain, sids, rejected, full
):
    exports = chain(
        "clean.exports",
        typed__submissions=holding(**sids),
        typed__rejections=f"export_id | record_number | sid | rule\n---\n{rejected}",
    )

    assert {row["export_id"] for row in exports if row["is_full"]} == full
    greatest = {row["export_id"]: row["greatest_sid"] for row in exports}
    assert greatest == {name: 10 if name == "broken" else max(held) for name, held in sids.items()}


def test_the_share_that_makes_an_export_full_is_a_table(chain):
    chain(
        "clean.exports",
        form__thresholds="full_export_share\n---\n0.5",
        typed__submissions=holding(all=range(1, 5), half=[1, 4]),
        gives="export_id | is_full\n---\nall | true\nhalf | true",
    )


def test_an_export_without_sids_is_never_full(chain):
    chain(
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
        gives="greatest_sid | is_full | has_sids\n---\n | false | false",
    )


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


@pytest.mark.parametrize(
    ("minutes", "answer_count", "said"),
    [
        (180, 3, (3, 0)),
        (-30, 5, (0, 30)),
        (180, 2, None),
        (0, 5, None),
        (28 * 24 * 60, 5, None),  # day and month swapped
    ],
)
def test_two_exports_of_two_time_zones_are_told(relation, minutes, answer_count, said):
    hours = {"early": 0, "late": minutes}
    rows = "\n".join(
        f"{export} | {sid} | {DAY + dt.timedelta(hours=sid, minutes=by)}"
        for export, by in hours.items()
        for sid in range(1, answer_count + 1)
    )
    notices = relation(
        "notices.shifted_exports",
        history__exports="export_id | export_number | file_name\n---\n"
        "early | 1 | early.tsv\nlate | 2 | late.tsv",
        typed__submissions=f"export_id | sid | submitted_at\n---\n{rows}",
    )

    told = [tuple(row.values()) for row in notices]
    assert told == ([("early.tsv", "late.tsv", answer_count, *said)] if said else [])
