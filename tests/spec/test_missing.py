"""Known answers that an export lacks: deleted on the site, or an incomplete export? Asked once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

import pytest

from consultation.warehouse.tables import models
from tests.cases.drawn import Warehouse, cells_by, drawing_of

ALL = range(1, 11)
DECISION = "submission_ids | choice | decision_kind | fingerprint | decided_at"
UNREAD = "export_id | record_number | sid | rule\n---\n"
FETCHED = "export_id | answer_count | fetched_at | is_ahead"
EARLY, HOUR = "2026-01-01 10:00", "2026-02-09 10:00"
AFTER = (2, 4, 6, 7)


def sent(**exports: Iterable[int]) -> str:
    """A drawing of exports of these SIDs, each sent on the day of its SID. A negative one is a
    draft."""
    rows = [
        f"{export} | {abs(sid)} | 2026-01-{abs(sid):02} 10:00"
        f" | {f'2026-01-{sid:02} 10:00' if sid > 0 else ''} | {str(sid < 0).lower()}"
        for export, sids in exports.items()
        for sid in sids
    ]
    return drawing_of("export_id | sid | submitted_at | completed_at | is_draft", rows)


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
    return drawing_of(DECISION, drawn)


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


def gone(chain, **drawn) -> set[int]:
    """The numbers of the answers that were deleted on the site."""
    rows = chain("respondents.deletions", **drawn)
    return {int(row["submission_id"].removeprefix("f:")) for row in rows}


def completed(day: int, sid: int, **exports: Iterable[int]) -> dict[str, str]:
    """The exports, which say that one answer was completed on that day of January."""
    sent_at = f" | {sid} | 2026-01-{sid:02} 10:00 | 2026-01-"
    drawing = sent(**exports).replace(f"{sent_at}{sid:02}", f"{sent_at}{day}")
    return {"typed__submissions": drawing}


@pytest.mark.parametrize(
    ("exports", "others", "expected"),
    [
        ({"a": ALL, "b": without(5)}, {}, {("f:5",): ("b",)}),
        # Any number of answers. Numbers that follow each other are written as one.
        ({"a": ALL, "b": without(3, 5, 6, 7)}, {}, {("f:3", "f:5-7"): ("b",)}),
        # Others that come to light between them were not asked about.
        ({"a": [2, 4, 6, 8], "b": [2, 8]}, {}, {("f:4", "f:6"): ("b",)}),
        # However many exports lack them, and whichever of them comes first.
        ({"a": ALL, "b": without(5), "c": without(5, of=range(1, 12))}, {}, {("f:5",): ("b", "c")}),
        # One that lacks more asks about the rest alone: no answer is asked about twice.
        ({"a": ALL, "b": without(5), "c": without(5, 7, of=range(1, 12))}, {},
         {("f:5",): ("b", "c"), ("f:7",): ("c",)}),
        # The last answers deleted too: what lies in between is asked all the same.
        ({"a": ALL, "b": without(5, 9, 10)}, {}, {("f:5",): ("b",)}),
        # What is before the first or after the last: an earlier export, only the new ones.
        ({"a": ALL, "b": range(1, 8)}, {}, {}),
        ({"a": ALL, "b": range(4, 13)}, {}, {}),
        # Nothing is known but what complete answers tell: no draft, no export of drafts only.
        ({"a": [*without(5), -5], "b": without(5)}, {}, {}),
        ({"a": ALL, "b": [-1, -5, -10]}, {}, {}),
        ({"a": ALL, "b": [-1, 2, 3, -10]}, {}, {}),
        # An export that reaches further has it: all the same, one of the two is incomplete.
        ({"a": without(5), "b": range(1, 12)}, {}, {("f:5",): ("a",)}),
        # An export of finished answers could not have what was completed after its last row.
        ({}, completed(10, 5, a=without(5, 10), b=ALL), {}),
        # One of the new answers has a draft that was begun long before, and none of those between.
        ({}, completed(11, 5, a=without(5), new=[5, 11, 12]), {}),
        # A row that could not be read is there, and who withdrew is not asked about.
        ({"a": ALL, "b": without(5)}, {"typed__rejections": f"{UNREAD}b | 99 | 5 | row_width"}, {}),
        ({"a": ALL, "b": without(5, 7)},
         {"raw__withdrawals": "sheet_row | identifier\n---\n1 | f:5"}, {("f:7",): ("b",)}),
    ],
)  # fmt: skip
def test_what_an_export_lacks_between_its_ends_is_asked_once(chain, exports, others, expected):
    drawn = {"typed__submissions": sent(**exports)} | others

    assert asked(chain, **drawn) == expected
    assert gone(chain, **drawn) == set()


BEFORE = {"a": ALL, "b": without(5, 6)}
DELETED, INCOMPLETE = "deleted | [f:5-6] | b | 10", "incomplete | [f:5-6] | b | 10"


@pytest.mark.parametrize(
    ("later", "decisions", "still_asked", "deleted"),
    [
        ({}, [DELETED], {}, {5, 6}),
        ({}, [INCOMPLETE], {}, set()),
        # Back, though another had lacked them meanwhile.
        ({"c": without(5, 6, of=range(1, 12)), "d": range(1, 13)}, [DELETED], {}, set()),
        # Read later, another that lacks them: what was deleted stays so, the rest is asked again.
        ({"c": without(5, 6, of=range(1, 12))}, [DELETED], {}, {5, 6}),
        ({"c": without(5, 6, of=range(1, 12))}, [INCOMPLETE], {("f:5-6",): ("b", "c")}, set()),
        # One that reaches further than all that were known then has it: it is back.
        ({"c": range(1, 12)}, [DELETED], {}, set()),
        ({"c": without(5, of=range(1, 12))}, [DELETED], {}, {5}),
        ({"c": range(1, 12)}, [INCOMPLETE], {}, set()),
        # Not one that reaches no further: it may be an older one.
        ({"c": range(2, 11)}, [DELETED], {}, {5, 6}),
        # Back, then lacking again.
        ({"c": range(1, 12), "d": without(5, 6, of=range(1, 13))}, [DELETED],
         {("f:5-6",): ("b", "d")}, set()),
        # Of what others lack, nothing was said.
        ({"c": without(8)}, [DELETED], {("f:8",): ("c",)}, {5, 6}),
        # The last word holds, of whatever set. Two that contradict each other are asked again.
        ({}, [DELETED, "incomplete | [f:5] | b | 10 | 2"], {}, {6}),
        ({}, [DELETED, "incomplete | [f:5] | b | 10"], {("f:5",): ("b",)}, {6}),
        # The answer before it was erased: nothing says any more that the export lacks it.
        ({"a": range(2, 11), "b": range(3, 11)}, ["deleted | [f:2] | b | 10"], {}, {2}),
    ],
)  # fmt: skip
def test_a_reply_holds_for_the_exports_read_so_far(chain, later, decisions, still_asked, deleted):
    drawn = {
        "typed__submissions": sent(**BEFORE | later),
        "raw__decisions": said(*decisions),
    }

    assert asked(chain, **drawn) == still_asked
    assert gone(chain, **drawn) == deleted


@pytest.mark.parametrize(
    "decision",
    [
        said(DELETED),
        drawing_of(DECISION, [f"[f:b] | full | extent | 000000{reached(10)} | 2026-02-01"]),
    ],
)
@pytest.mark.parametrize(
    ("drawn", "deleted"),
    [
        # An export of the same numbers brings back what it has where its times are later.
        ({"typed__submissions": sent(**BEFORE, c=ALL)}, {5, 6}),
        (completed(20, 4, **BEFORE, c=ALL), set()),
        # So does a fetch of a day after what was said.
        *(({"typed__submissions": sent(**BEFORE, m=ALL),
            "raw__fetches": drawing_of(FETCHED, [f"m | 10 | {day} 10:00 |"])}, left)
          for day, left in (("2026-01-31", {5, 6}), ("2026-02-02", set()))),
    ],
)  # fmt: skip
def test_a_deleted_answer_is_back_in_a_further_export(chain, decision, drawn, deleted):
    assert gone(chain, **drawn, raw__decisions=decision) == deleted


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


@pytest.mark.parametrize(
    ("exports", "fetched", "others", "deleted", "questions"),
    [
        # Before its first answer, in between and beyond its last, and nobody is asked.
        *(({name: ALL, "m": AFTER}, [f"m | 4 | {HOUR} |"], {}, set(without(*AFTER)), {})
          for name in "az"),
        # Beyond its last answer only what was sent a day before.
        ({"a": ALL, "m": range(1, 9)}, ["m | 8 | 2026-01-10 12:00 |"], {}, {9}, {}),
        ({"a": ALL, "m": range(1, 9)}, ["m | 8 | 2026-01-11 12:00 |"], {}, {9, 10}, {}),
        # The last of several fetches tells. One whose hour had not come yet is the first.
        *(({"a": ALL, "first": AFTER, "last": without(5)},
           [f"first | 4 | {first}", "last | 9 | 2026-02-02 10:00 | false"], {}, {5},
           {("f:3",): ("first",)})
          for first in ("2026-02-01 10:00 | false", "2026-02-03 10:00 | true")),
        # It is back in an export of another day.
        ({"a": ALL, "m": without(5), "z": range(1, 10)}, ["m | 9 | 2026-01-10 12:00 |"], {},
         {5}, {}),
        ({"a": ALL, "m": without(5), "z": [*range(1, 9), 12]}, ["m | 9 | 2026-01-10 12:00 |"], {},
         set(), {("f:5",): ("m",), ("f:9-10",): ("z",)}),
        # Who was erased since does not spoil the proof.
        ({"a": ALL, "m": AFTER}, [f"m | 5 | {HOUR} |"],
         {"raw__erased": "export_id | record_number | erased_id\n---\nm | 5 | x"},
         set(without(*AFTER)), {}),
        # One that proves nothing is asked about as a file dropped by hand: the site counted another
        # number of answers than the file has, or a row could not be read.
        ({"a": ALL, "m": AFTER}, [f"m | 5 | {HOUR} |"], {}, set(), {("f:3", "f:5"): ("m",)}),
        ({"a": ALL, "m": AFTER}, [f"m | 4 | {HOUR} |"],
         {"typed__rejections": f"{UNREAD}m | 5 | | row_width"},
         set(), {("f:3", "f:5"): ("m",)}),
    ],
)  # fmt: skip
def test_what_a_fetch_lacks_is_gone(chain, exports, fetched, others, deleted, questions):
    """Never what has no number."""
    drawn = others | {
        "typed__submissions": sent(**exports)
        + "\na | | 2026-01-01 10:00 | 2026-01-01 10:00 | false",
        "raw__fetches": drawing_of(FETCHED, fetched),
    }

    assert gone(chain, **drawn) == deleted
    assert asked(chain, **drawn) == questions


def test_a_fetch_with_other_than_the_number_that_the_site_counted_is_told(chain):
    (told,) = chain(
        "notices.of_files",
        typed__submissions=sent(a=ALL, m=AFTER),
        raw__fetches=drawing_of(FETCHED, [f"m | 5 | {HOUR} |"]),
    )

    assert (told["answer_count"], told["record_count"]) == (5, 4)


def test_a_site_without_answers_is_asked_about_where_exports_have_some(chain):
    note = drawing_of(FETCHED, [f" | 0 | {HOUR} |"])
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
        ({}, ["full 1"], {1, 5, 9, 10}),
        ({}, ["full 1", "partial 2"], set()),
        ({}, ["full 1", "partial 1"], set()),  # they contradict each other
        ({"c": [11, 12]}, ["full 1"], {1, 5, 9, 10}),  # not what came since
        ({"c": range(10, 13)}, ["full 1"], {1, 5, 9}),  # it is back
        ({"c": [10]}, ["full 1"], {1, 5, 9, 10}),  # that may be an older one
    ],
)
def test_what_a_complete_export_lacks_is_gone(chain, later, words, deleted):
    rows = [
        f"[f:b] | {choice} | extent | 000000{reached(10)} | 2026-02-0{day}"
        for choice, day in map(str.split, words)
    ]
    drawn = {
        "typed__submissions": sent(a=ALL, b=without(5, of=range(2, 9)), **later),
        "raw__decisions": drawing_of(DECISION, rows),
    }

    assert gone(chain, **drawn) == deleted


# What the export that reaches furthest shows again.


LATER = {"a": ALL, "b": without(5, of=range(1, 12))}


@pytest.mark.parametrize(
    ("exports", "decisions", "unread", "lacked"),
    [
        ({"a": ALL}, [], 0, [0]),
        ({"a": range(1, 9), "b": ALL}, [], 0, [0, 0]),
        ({"a": ALL, "b": range(4, 13)}, [], 3, [0, 3]),  # only the new ones
        ({"a": ALL, "b": range(4, 11)}, [], 0, [0, 3]),  # another reaches as far, and has all
        ({"a": ALL, "b": [-5, -12]}, [], 9, [0, 9]),
        # What is asked already, or was answered.
        (LATER, [], 0, [0, 1]),
        (LATER, ["deleted | [f:5] | b | 11"], 0, [0, 0]),
        (LATER, ["incomplete | [f:5] | b | 11"], 0, [0, 1]),
    ],
)
def test_the_furthest_export_with_all_answers_rereads(chain, exports, decisions, unread, lacked):
    drawn = {"typed__submissions": sent(**exports), "raw__decisions": said(*decisions)}
    (row,) = chain("facts.rereading", **drawn)

    assert (row["is_reread"], row["unread_count"]) == (not unread, unread)
    counts = cells_by(chain("facts.exports", **drawn), "export_id", "lacked_count")
    assert counts == dict(zip(exports, lacked, strict=True))
