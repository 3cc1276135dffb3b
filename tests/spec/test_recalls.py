"""sending.recalls, sending.draws: whom the draw asks whether their answer is theirs."""

from __future__ import annotations

import hashlib

from tests.cases.drawn import drawing_of

LEAVING = ("f:1", "f:2", "f:3", "f:4")
# Nobody chooses it: by the digests of the form, the purpose and the first submission.
ORDER = sorted(LEAVING, key=lambda unit: hashlib.sha256(f"f recall {unit}".encode()).hexdigest())
FIRST, SECOND, THIRD, LAST = ORDER
SHOWN = hashlib.sha256(b"f:9").hexdigest()[:16]


def given(*answers: str) -> str:
    return drawing_of(
        "sheet_row | submission_ids | choice | decided_at | decision_kind | is_dated",
        (f"{n} | {one} | recall | true" for n, one in enumerate(answers)),
    )


def recalled(chain, table: str, *answers: str, limit: int = 2, without: str = "", **more: str):
    """The table, of contributions that leave except the contributions of `without`."""
    leaving = [one for one in LEAVING if one not in without.split()]
    references = "submission_id | reference"
    return chain(
        table,
        raw__decisions=given(*answers),
        sending__contributions=drawing_of(references, (f"{one} | ref {one}" for one in leaving)),
        pseudonyms__submissions=drawing_of(references, (f"{one} | ref {one}" for one in LEAVING)),
        people__people=drawing_of("submission_id | email", (f"{one} | a@b.org" for one in leaving)),
        form__thresholds=f"recall_count\n---\n{limit}",
        **more,
    )


def order(found) -> list[str]:
    return [row["unit_id"] for row in sorted(found, key=lambda row: row["place"])]


def answer(unit: str, choice: str, day: int = 1) -> str:
    return f"[{unit}] | {choice} | 2026-11-{day:02} 00:00"


def test_the_order_is_that_of_the_lot_and_a_denial_keeps_its_place(chain):
    assert order(recalled(chain, "sending.recalls")) == ORDER
    denied = recalled(chain, "sending.recalls", answer(SECOND, "deny"), without=SECOND)
    assert order(denied) == ORDER


def test_who_leaves_by_no_denial_leaves_the_draw_and_moves_nobody(chain):
    left = recalled(chain, "sending.recalls", answer(SECOND, "confirm"), without=SECOND)
    assert order(left) == [FIRST, THIRD, LAST]


def test_a_draw_is_finished_when_all_of_it_is_answered_and_only_grows_without_a_hole(chain):
    titles = "population_count | drawn_count | answered_count | judged_count | found_count"
    both = (answer(FIRST, "confirm"), answer(SECOND, "silent"))

    def draw(counted: str, finished: str, *answers: str, without: str = "") -> None:
        gives = f"draw | {titles} | is_finished\n---\nrecall | {counted} | {finished}"
        recalled(chain, "sending.draws", *answers, without=without, gives=gives)

    draw("4 | 2 | 0 | 0 | 0", "false")
    draw("4 | 2 | 1 | 1 | 0", "false", both[0], answer(THIRD, "confirm"))
    draw("4 | 2 | 2 | 1 | 0", "true", *both)
    draw("4 | 2 | 2 | 1 | 0", "true", *both, answer(LAST, "deny"), without=LAST)
    draw("4 | 3 | 3 | 2 | 1", "true", *both, answer(THIRD, "deny"), without=THIRD)
    draw("3 | 2 | 1 | 0 | 0", "false", *both, without=FIRST)


def test_the_next_are_shown_once_those_before_are_answered(chain):
    for answers, shown in (((), 2), ((FIRST, THIRD), 2), ((FIRST, SECOND), 4)):
        found = recalled(chain, "sending.recalls", *(answer(one, "silent") for one in answers))
        assert sum(bool(row["is_shown"]) for row in found) == shown


def test_without_anybody_to_recall_there_is_no_draw(chain):
    assert recalled(chain, "sending.draws", without=" ".join(LEAVING)) == []


def denied(chain, *answers: str, requests: str = "") -> set[object]:
    found = chain(
        "respondents.withdrawals",
        raw__decisions=given(*answers),
        raw__withdrawals=requests or "sheet_row | identifier\n---",
        clean__submissions=drawing_of("submission_id", LEAVING),
    )
    return {row["submission_id"] for row in found}


def test_who_denies_is_withdrawn_until_it_is_corrected_where_it_was_written(chain):
    cancelled = "sheet_row | identifier | request | decided_at\n---\n1 | f:1 | cancel | 2026-11-20"
    assert denied(chain, answer("f:1", "deny"), answer("f:2", "silent")) == {"f:1"}
    assert denied(chain, answer("f:1", "deny"), requests=cancelled) == {"f:1"}
    # Of one day nobody can tell which is the later.
    assert denied(chain, answer("f:1", "deny"), answer("f:1", "confirm")) == {"f:1"}
    assert denied(chain, answer("f:1", "deny"), answer("f:1", "confirm", day=2)) == set()


def test_a_denial_reaches_the_answer_that_was_shown(chain):
    """The first submission known of a person may have been told apart from it since."""
    chain(
        "history.given_requests",
        raw__decisions="sheet_row | submission_ids | fingerprint | choice | decision_kind\n---\n"
        f"8 | [f:1] | {SHOWN} | deny | recall",
        typed__submissions="export_id | submission_id\n---\na | f:1\na | f:9",
        gives="identifier | request | is_denial\n---\nf:9 | withdraw | true",
    )
