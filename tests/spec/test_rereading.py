"""history.rereading: since when nobody can have seen all consents, edits and deletions."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.cases.drawn import Row

# Four exports: one of the first days, one of « only new », and two whole ones.
DAYS = {
    "early": "1 2 3 4 5 6 7 8 9 10",
    "new": "12 11",
    "whole": "1 2 3 4 5 6 7 8 9 10 11 12",
    "later": "1 2 3 4 5 6 7 8 9 10 11 12 13",
}
TIMES = {"early": "2026-02-01", "new": "2026-02-02", "whole": "2026-02-03", "later": "2026-02-04"}


def holding(
    *exports: str,
    times: dict[str, str] = TIMES,
    drafts: Iterable[str] = (),
    timeless: Iterable[str] = (),
) -> str:
    """A drawing of these exports: the greatest SID of each was completed at its time.

    Of SID 1 all but the `timeless` ones, which have no such column, tell a later edit.
    """
    lines = ["export_id | sid | is_draft | submitted_at | completed_at | modified_at", "---"]
    for name in exports:
        sids = DAYS[name].split()
        for sid in sids:
            completed = f"{times[name] if sid == max(sids, key=int) else '2026-01-01'} 10:00"
            modified = "" if name in timeless else "2026-01-15 10:00" if sid == "1" else completed
            is_draft = str(sid in drafts).lower()
            lines.append(
                f"{name} | {sid} | {is_draft} | 2026-01-01 09:00 | {completed} | {modified}"
            )
    return "\n".join(lines)


def since(rows: Iterable[Row]) -> tuple[object, object]:
    """The export that last showed everything, and why the newest one does not."""
    (row,) = rows
    assert row["is_reread"] is (row["unread_reason"] is None)
    return row["reread_export_id"], row["unread_reason"]


def fields(**exports: str) -> str:
    """A drawing of the fields that exports had."""
    lines = [
        f"{export} | {kind} | {kind}" for export, kinds in exports.items() for kind in kinds.split()
    ]
    return "\n".join(["export_id | field_kind | field_id", "---", *lines])


def exports_that(lack: str, *exports: str, of: Iterable[str] = ()) -> str:
    """A drawing of exports, some of which lack one of Framaforms' own columns."""
    lines = [f"{name} | {str(name not in of).lower()}" for name in exports]
    return "\n".join([f"export_id | {lack}", "---", *lines])


@pytest.mark.parametrize(
    "exports",
    [
        ("whole",),  # what everybody last said
        ("early", "whole"),
        ("early", "new", "whole"),
        ("new", "whole"),
    ],
)
def test_a_full_export_reads_everything_again(exports, chain):
    rows = chain("history.rereading", typed__submissions=holding(*exports))

    assert since(rows) == ("whole", None)


def test_the_new_ones_alone_read_nothing_again(chain):
    rows = chain("history.rereading", typed__submissions=holding("early", "new"))

    assert since(rows) == ("early", "partial")
    assert {row["unread_export_id"] for row in rows} == {"new"}


def test_a_first_export_that_is_not_full_reads_nothing_for_sure(chain):
    rows = chain("history.rereading", typed__submissions=holding("new"))

    assert since(rows) == (None, "partial")
    assert {row["reread_at"] for row in rows} == {None}


@pytest.mark.parametrize("seconds", ["10:00", "10:00:40"])
def test_a_partial_export_of_the_same_minute_is_not_newer(seconds, chain):
    times = TIMES | {"new": TIMES["whole"]}
    drawing = holding("new", "whole", times=times).replace(
        f"{TIMES['whole']} 10:00", f"{TIMES['whole']} {seconds}", 1
    )

    assert since(chain("history.rereading", typed__submissions=drawing)) == ("whole", None)


def test_without_times_of_modification_a_later_full_export_still_shows_the_present(chain):
    rows = chain(
        "history.rereading",
        typed__submissions=holding("early", "whole", timeless=["whole"]),
        typed__exports=exports_that("has_modification_times", "early", "whole", of=["whole"]),
    )

    assert since(rows) == ("whole", None)


def test_without_times_of_modification_two_exports_of_a_minute_hide_edits(chain):
    both = ("whole", "later")

    rows = chain(
        "history.rereading",
        typed__submissions=holding(*both, times=dict.fromkeys(both, "2026-02-03"), timeless=both),
        typed__exports=exports_that("has_modification_times", *both, of=both),
    )

    assert since(rows) == (None, "without_times")


def test_a_full_export_without_drafts_reads_all_that_counts_again(chain):
    drafts = ("2", "5")
    finished = [
        line
        for line in holding("early", "whole", drafts=drafts).splitlines()
        if not (line.startswith("whole") and "| true |" in line)
    ]

    rows = chain("history.rereading", typed__submissions="\n".join(finished))

    assert since(rows) == ("whole", None)


@pytest.mark.parametrize(
    ("sids", "last"),
    [
        ((12, 14), ("whole", "partial")),  # newer: it has a greater SID
        (range(1, 13), ("whole", None)),  # it proves nothing
    ],
)
def test_an_export_without_any_time_is_newer_when_it_has_a_greater_sid(sids, last, chain):
    undated = "\n".join(f"undated | {sid} | false | | |" for sid in sids)

    rows = chain("history.rereading", typed__submissions=f"{holding('early', 'whole')}\n{undated}")

    assert since(rows) == last


def test_an_export_without_sids_is_all_there_is_while_it_is_alone(chain):
    rows = chain(
        "history.rereading",
        typed__submissions="""
            export_id | sid | submission_id | submitted_at
            ----------+-----+---------------+-----------------
            a         |     | f:a-1         | 2026-02-01 10:00
        """,
        typed__exports="export_id | has_sids\n---\na | false",
    )

    assert since(rows) == ("a", None)


@pytest.mark.parametrize(
    ("rejected", "is_reread"),
    [
        ("0 | 1 | row_width", False),
        ("99 |  | sid_missing", False),
        ("0 | 1 | sid_repeated", True),
        ("99 | 99 | row_width", True),  # no export ever read it: the box of rejections tells
    ],
)
def test_rows_that_could_not_be_read_hide_edits(rejected, is_reread, chain):
    lines = holding("early", "whole").splitlines()
    if rejected.startswith("0 | 1 | row_width"):
        lines = [line for line in lines if not line.startswith("whole | 1 |")]

    rows = chain(
        "history.rereading",
        typed__submissions="\n".join(lines),
        typed__rejections=f"export_id | record_number | sid | rule\n---\nwhole | {rejected}",
    )

    assert since(rows) == (("whole", None) if is_reread else ("early", "unreadable_rows"))
