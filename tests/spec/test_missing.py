"""Known answers that an export lacks: deleted on the site, or an incomplete export? Asked once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

import pytest

from consultation.warehouse.tables import models
from tests.cases.drawn import Warehouse, assert_rows

ALL = range(1, 11)


def sent(**exports: Iterable[int]) -> str:
    """A drawing of exports of these SIDs, each sent on the day of its SID; a negative one is a
    draft."""
    rows = [
        f"{export} | {abs(sid)} | 2026-01-{abs(sid):02} 10:00"
        f" | {f'2026-01-{sid:02} 10:00' if sid > 0 else ''} | {str(sid < 0).lower()}"
        for export, sids in exports.items()
        for sid in sids
    ]
    return "\n".join(["export_id | sid | submitted_at | completed_at | is_draft", "---", *rows])


def without(*sids: int, of: Iterable[int] = ALL) -> list[int]:
    return [sid for sid in of if sid not in sids]


def said(*rows: str) -> str:
    """A drawing of decisions: choice, answers, exports that lacked them, greatest SID then, which
    was sent last."""
    drawn = []
    for row in rows:
        choice, subject, exports, known, *day = row.split(" | ")
        digest = hashlib.md5(exports.encode(), usedforsecurity=False).hexdigest()[:6]
        date = f"2026-02-{int(day[0]) if day else 1:02}"
        reach = f"{digest}{reached(int(known))}"
        drawn.append(f"{subject} | {choice} | missing | {reach} | {date}")
    return "\n".join(
        ["submission_ids | choice | decision_kind | fingerprint | decided_at", "---", *drawn]
    )


def reached(sid: int) -> str:
    """How far exports reach whose last answer this is, as in a key."""
    minute = int(dt.datetime(2026, 1, sid, 10, tzinfo=dt.UTC).timestamp()) // 60
    return f"{sid:010x}{minute:08x}"


def asked(chain, **drawn) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The exports that lack each set of answers that is asked about."""
    rows = chain("review.missing_answers", **drawn)
    return {
        tuple(row["submission_ids"]): tuple(row["export_ids"])
        for row in rows
        if row["state"] == "open"
    }


def gone(chain, **drawn) -> set[str]:
    return {row["submission_id"] for row in chain("respondents.deletions", **drawn)}


@pytest.mark.parametrize(
    ("exports", "expected"),
    [
        ({"a": ALL, "b": without(5)}, {("f:5",): ("b",)}),
        # However many; those that follow each other are written as one.
        ({"a": ALL, "b": without(3, 5, 6, 7)}, {("f:3", "f:5-7"): ("b",)}),
        # Others that come to light between them were not asked about.
        ({"a": [2, 4, 6, 8], "b": [2, 8]}, {("f:4", "f:6"): ("b",)}),
        # However many exports lack them, and whichever of them comes first.
        ({"a": ALL, "b": without(5), "c": without(5, of=range(1, 12))}, {("f:5",): ("b", "c")}),
        # One that lacks more asks about the rest alone: no answer is asked about twice.
        (
            {"a": ALL, "b": without(5), "c": without(5, 7, of=range(1, 12))},
            {("f:5",): ("b", "c"), ("f:7",): ("c",)},
        ),
        # The last answers deleted too: what lies in between is asked all the same.
        ({"a": ALL, "b": without(5, 9, 10)}, {("f:5",): ("b",)}),
        # What is before the first or after the last: an earlier export, only the new ones.
        ({"a": ALL, "b": range(1, 8)}, {}),
        ({"a": ALL, "b": range(4, 13)}, {}),
        # Nothing is known but what complete answers tell: no draft, no export of drafts only.
        ({"a": [*without(5), -5], "b": without(5)}, {}),
        ({"a": ALL, "b": [-1, -5, -10]}, {}),
        ({"a": ALL, "b": [-1, 2, 3, -10]}, {}),
        # An export that reaches further has it: all the same, one of the two is incomplete.
        ({"a": without(5), "b": range(1, 12)}, {("f:5",): ("a",)}),
    ],
)
def test_what_lies_between_the_ends_of_an_export_and_is_not_in_it_is_asked_once(
    chain, exports, expected
):
    assert asked(chain, typed__submissions=sent(**exports)) == expected
    assert gone(chain, typed__submissions=sent(**exports)) == set()


@pytest.mark.parametrize(
    ("exports", "completed"),
    [
        # An export of finished answers could not have what was completed after its last row.
        ({"a": without(5, 10), "b": ALL}, 10),
        # One of the new answers has a draft that was begun long before, and none of those between.
        ({"a": without(5), "new": [5, 11, 12]}, 11),
    ],
)
def test_what_was_not_completed_between_its_first_and_last_completion_is_not_expected(
    chain, exports, completed
):
    late = sent(**exports).replace(
        " | 5 | 2026-01-05 10:00 | 2026-01-05", f" | 5 | 2026-01-05 10:00 | 2026-01-{completed}"
    )

    assert asked(chain, typed__submissions=late) == {}


def test_the_sid_of_a_row_that_could_not_be_read_is_there(chain):
    drawn = {
        "typed__submissions": sent(a=ALL, b=without(5)),
        "typed__rejections": "export_id | record_number | sid | rule\n---\nb | 99 | 5 | row_width",
    }

    assert asked(chain, **drawn) == {}


def test_what_was_withdrawn_is_not_asked_about(chain):
    drawn = {
        "typed__submissions": sent(a=ALL, b=without(5, 7)),
        "raw__withdrawals": "sheet_row | identifier\n---\n1 | f:5",
    }

    assert asked(chain, **drawn) == {("f:7",): ("b",)}


BEFORE = {"a": ALL, "b": without(5, 6)}


@pytest.mark.parametrize(
    ("later", "decision", "still_asked", "deleted"),
    [
        ({}, "deleted | [f:5-6] | b | 10", {}, {5, 6}),
        ({}, "incomplete | [f:5-6] | b | 10", {}, set()),
        # Back, though another had lacked them meanwhile.
        (
            {"c": without(5, 6, of=range(1, 12)), "d": range(1, 13)},
            "deleted | [f:5-6] | b | 10",
            {},
            set(),
        ),
        # Read later, another that lacks them: what was deleted stays so, the rest is asked again.
        ({"c": without(5, 6, of=range(1, 12))}, "deleted | [f:5-6] | b | 10", {}, {5, 6}),
        (
            {"c": without(5, 6, of=range(1, 12))},
            "incomplete | [f:5-6] | b | 10",
            {("f:5-6",): ("b", "c")},
            set(),
        ),
        # One that reaches further than all that were known then has it: it is back.
        ({"c": range(1, 12)}, "deleted | [f:5-6] | b | 10", {}, set()),
        ({"c": without(5, of=range(1, 12))}, "deleted | [f:5-6] | b | 10", {}, {5}),
        ({"c": range(1, 12)}, "incomplete | [f:5-6] | b | 10", {}, set()),
        # Not one that reaches no further: it may be an older one.
        ({"c": range(2, 11)}, "deleted | [f:5-6] | b | 10", {}, {5, 6}),
        # Back, then lacking again.
        (
            {"c": range(1, 12), "d": without(5, 6, of=range(1, 13))},
            "deleted | [f:5-6] | b | 10",
            {("f:5-6",): ("b", "d")},
            set(),
        ),
        # Of what others lack, nothing was said.
        ({"c": without(8)}, "deleted | [f:5-6] | b | 10", {("f:8",): ("c",)}, {5, 6}),
        # The last word holds, of whatever set; two that contradict each other are asked again.
        (
            {},
            "deleted | [f:5-6] | b | 10\nincomplete | [f:5] | b | 10 | 2",
            {},
            {6},
        ),
        (
            {},
            "deleted | [f:5-6] | b | 10\nincomplete | [f:5] | b | 10",
            {("f:5",): ("b",)},
            {6},
        ),
    ],
)
def test_an_answer_given_holds_for_the_exports_read_so_far(
    chain, later, decision, still_asked, deleted
):
    drawn = {
        "typed__submissions": sent(**BEFORE, **later),
        "raw__decisions": said(*decision.splitlines()),
    }

    assert asked(chain, **drawn) == still_asked
    assert gone(chain, **drawn) == {f"f:{sid}" for sid in deleted}


@pytest.mark.parametrize(
    "decision",
    [
        said("deleted | [f:5-6] | b | 10"),
        "submission_ids | choice | decision_kind | fingerprint\n---\n"
        f"[f:b] | full | extent | 000000{reached(10)}",
    ],
)
def test_an_export_of_the_same_numbers_with_later_times_brings_back_what_it_has(chain, decision):
    drawn = sent(**BEFORE, c=ALL)
    later = drawn.replace(
        "c | 4 | 2026-01-04 10:00 | 2026-01-04", "c | 4 | 2026-01-04 10:00 | 2026-01-20"
    )

    assert gone(chain, typed__submissions=drawn, raw__decisions=decision) == {"f:5", "f:6"}
    assert gone(chain, typed__submissions=later, raw__decisions=decision) == set()


def test_an_answer_that_is_back_is_not_told_as_decided():
    row = "s | [f:5] | [5] | 1 | kept | deleted | [b] | 0"
    warehouse = Warehouse(
        {
            "review__missing_answers": "subject_id | submission_ids | numbers | answer_count"
            f" | state | choice | export_ids | fingerprint\n---\n{row}",
            "history__exports": "export_id | file_name | export_number\n---\nb | b.csv | 1",
        }
    )

    (told,) = warehouse.rows(models.query_of("publications.parts__missing_answers"))

    assert told["state"].startswith("Revenues")


def test_a_question_names_what_its_answer_is_held_against(chain):
    (row,) = chain("review.missing_answers", typed__submissions=sent(**BEFORE))

    told = said("deleted | [f:5-6] | b | 10").split(" | ")
    assert (row["submission_ids"], row["answer_count"]) == (["f:5-6"], 2)
    assert row["fingerprint"] == told[-2]


def test_until_it_is_answered_the_pack_waits(chain):
    drawn = {"typed__submissions": sent(**BEFORE)}
    chain(
        "reasons.counted",
        **drawn,
        gives="reason | question_count | answer_count\n---\nmissing_answers | 1 | 2",
    )
    for choice in ("deleted", "incomplete"):
        decided = said(f"{choice} | [f:5-6] | b | 10")
        assert chain("reasons.counted", **drawn, raw__decisions=decided) == []


# What a fetch lacks.

HOUR = "2026-02-09 10:00"
AFTER = (2, 4, 6, 7)


def fetches(*rows: str) -> str:
    return "\n".join(["export_id | answer_count | fetched_at", "---", *rows])


@pytest.mark.parametrize("name", ["a", "z"])
def test_what_a_fetch_lacks_is_gone_and_nobody_is_asked(chain, name):
    """Before its first answer, in between and beyond its last."""
    drawn = {
        "typed__submissions": sent(**{name: ALL, "m": AFTER}),
        "raw__fetches": fetches(f"m | 4 | {HOUR}"),
    }

    assert asked(chain, **drawn) == {}
    assert gone(chain, **drawn) == {f"f:{sid}" for sid in without(*AFTER)}


@pytest.mark.parametrize(
    ("fetched_at", "deleted"), [("2026-01-10 12:00", {9}), ("2026-01-11 12:00", {9, 10})]
)
def test_beyond_its_last_answer_only_what_was_sent_a_day_before(chain, fetched_at, deleted):
    drawn = {
        "typed__submissions": sent(a=ALL, m=range(1, 9)),
        "raw__fetches": fetches(f"m | 8 | {fetched_at}"),
    }

    assert gone(chain, **drawn) == {f"f:{sid}" for sid in deleted}


def test_of_several_fetches_the_last_one_tells(chain):
    """One whose hour had not come yet is the first."""
    drawn = {
        "typed__submissions": sent(a=ALL, first=AFTER, last=without(5)),
        "raw__fetches": fetches("first | 4 | 2026-02-01 10:00", "last | 9 | 2026-02-02 10:00"),
    }
    assert gone(chain, **drawn) == {"f:5"}
    drawn["raw__fetches"] = (
        "export_id | answer_count | fetched_at | is_ahead\n---\n"
        "first | 4 | 2026-02-03 10:00 | true\nlast | 9 | 2026-02-02 10:00 | false"
    )
    assert gone(chain, **drawn) == {"f:5"}


@pytest.mark.parametrize(("last_day", "deleted"), [(9, {"f:5"}), (12, set())])
def test_what_a_fetch_lacks_is_back_in_an_export_of_another_day(chain, last_day, deleted):
    drawn = {
        "typed__submissions": sent(a=ALL, m=without(5), z=[*range(1, 9), last_day]),
        "raw__fetches": fetches("m | 9 | 2026-01-10 12:00"),
    }

    assert gone(chain, **drawn) == deleted


@pytest.mark.parametrize(("day", "deleted"), [("01-31", {"f:5", "f:6"}), ("02-02", set())])
@pytest.mark.parametrize(
    "decision",
    [
        said("deleted | [f:5-6] | b | 10"),
        "submission_ids | choice | decision_kind | fingerprint | decided_at\n---\n"
        f"[f:b] | full | extent | 000000{reached(10)} | 2026-02-01",
    ],
)
def test_what_was_said_to_be_deleted_is_back_in_a_later_fetch(chain, decision, day, deleted):
    drawn = {
        "typed__submissions": sent(**BEFORE, m=ALL),
        "raw__fetches": fetches(f"m | 10 | 2026-{day} 10:00"),
        "raw__decisions": decision,
    }

    assert gone(chain, **drawn) == deleted


@pytest.mark.parametrize(
    ("note", "also"),
    [
        ("m | 5", {}),  # the site counted another number of answers than the file has
        (
            "m | 4",
            {"typed__rejections": "export_id | record_number | rule\n---\nm | 5 | row_width"},
        ),
    ],
)
def test_a_fetch_that_proves_nothing_is_asked_about_as_a_file_dropped_by_hand(chain, note, also):
    drawn = {
        "typed__submissions": sent(a=ALL, m=AFTER),
        "raw__fetches": fetches(f"{note} | {HOUR}"),
        **also,
    }

    assert gone(chain, **drawn) == set()
    assert asked(chain, **drawn) == {("f:3", "f:5"): ("m",)}
    if not also:
        (told,) = chain("notices.of_files", **drawn)
        assert (told["answer_count"], told["record_count"]) == (5, 4)


def test_what_was_deleted_stays_so_where_its_export_has_lost_its_end(chain):
    """Who was before it there was erased: nothing says any more that the export lacks it."""
    drawn = {
        "typed__submissions": sent(a=range(2, 11), b=range(3, 11)),
        "raw__decisions": said("deleted | [f:2] | b | 10"),
    }

    assert asked(chain, **drawn) == {}
    assert gone(chain, **drawn) == {"f:2"}


def test_who_was_erased_since_does_not_spoil_the_proof(chain):
    drawn = {
        "typed__submissions": sent(a=ALL, m=AFTER),
        "raw__erased": "export_id | record_number | erased_id\n---\nm | 5 | x",
        "raw__fetches": fetches(f"m | 5 | {HOUR}"),
    }

    assert "f:5" in gone(chain, **drawn)


def test_a_site_without_answers_is_asked_about_where_exports_have_some(chain):
    note = "export_id | answer_count | fetched_at\n---\n | 0 | 2026-02-09 10:00"
    assert chain("reasons.counted", raw__fetches=note) == []
    chain(
        "reasons.counted",
        raw__fetches=note,
        typed__submissions=sent(a=ALL),
        gives="reason | answer_count\n---\nemptied_form | 10",
    )


# An export said to be complete, in the sheet « Exports ».


@pytest.mark.parametrize(
    ("later", "words", "deleted"),
    [
        # What it lacks before its first answer, in between and beyond its last.
        ({}, ["full | 10 | 1"], {1, 5, 9, 10}),
        ({}, ["full | 10 | 1", "partial | 10 | 2"], set()),
        ({}, ["full | 10 | 1", "partial | 10 | 1"], set()),  # they contradict each other
        ({"c": [11, 12]}, ["full | 10 | 1"], {1, 5, 9, 10}),  # not what came since
        ({"c": range(10, 13)}, ["full | 10 | 1"], {1, 5, 9}),  # it is back
        ({"c": [10]}, ["full | 10 | 1"], {1, 5, 9, 10}),  # that may be an older one
    ],
)
def test_what_was_known_and_is_not_in_an_export_said_to_be_complete_is_gone(
    chain, later, words, deleted
):
    rows = [
        f"[f:b] | {choice} | extent | 000000{reached(int(known))} | 2026-02-0{day}"
        for choice, known, day in (word.split(" | ") for word in words)
    ]
    drawn = {
        "typed__submissions": sent(a=ALL, b=without(5, of=range(2, 9)), **later),
        "raw__decisions": "\n".join(
            ["submission_ids | choice | decision_kind | fingerprint | decided_at", "---", *rows]
        ),
    }

    assert gone(chain, **drawn) == {f"f:{sid}" for sid in deleted}


# What the export that reaches furthest shows again.


@pytest.mark.parametrize(
    ("exports", "unread"),
    [
        ({"a": ALL}, 0),
        ({"a": range(1, 9), "b": ALL}, 0),
        ({"a": ALL, "b": range(4, 13)}, 3),  # only the new ones
        ({"a": ALL, "b": range(4, 11)}, 0),  # another reaches as far, and has all
        ({"a": ALL, "b": without(5, of=range(1, 12))}, 0),  # that is asked already
        ({"a": ALL, "b": [-5, -12]}, 9),
    ],
)
def test_only_an_export_with_all_known_answers_that_reaches_furthest_reads_them_again(
    chain, exports, unread
):
    (row,) = chain("facts.rereading", typed__submissions=sent(**exports))

    assert (row["is_reread"], row["unread_count"]) == (not unread, unread)


def test_what_was_said_of_missing_answers_leaves_nothing_to_be_read_again(chain):
    exports = {"a": ALL, "b": without(5, of=range(1, 12))}
    for choice, count in (("deleted", 0), ("incomplete", 1)):
        drawn = {
            "typed__submissions": sent(**exports),
            "raw__decisions": said(f"{choice} | [f:5] | b | 11"),
        }
        assert_rows(chain("facts.rereading", **drawn), "unread_count\n---\n0")
        lacked = {row["export_id"]: row["lacked_count"] for row in chain("facts.exports", **drawn)}
        assert lacked == {"a": 0, "b": count}


def test_a_refusal_in_an_export_that_reaches_less_far_holds(chain):
    """The three last answers were deleted on the site: the older export reaches further."""
    drawing = """
        export_id | sid  | modified_at      | consent
        ----------+------+------------------+----------------
        first     | 4001 | 2026-01-01 10:00 | own_name
        first     | 4002 | 2026-01-02 10:00 | own_name
        first     | 4003 | 2026-01-03 10:00 | own_name
        first     | 4004 | 2026-01-04 10:00 | own_name
        second    | 4001 |                  | reflection_only
    """
    submissions = chain("clean.submissions", typed__submissions=drawing)

    assert {row["sid"]: row["consent"] for row in submissions}[4001] == "reflection_only"
