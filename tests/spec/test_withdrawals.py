"""respondents.withdrawals: what people asked once, for all that is theirs."""

import pytest

from tests.cases.drawn import drawing_of

ONE_ADDRESS = """
    submission_id | folded_email
    f:1           | a@b.org
    f:2           | a@b.org
    f:3           | c@d.org
"""
THREE = "submission_id\n---\nf:1\nf:2\nf:3"


def asked(identifier: str, kind: str = "submission", request: str = "withdraw") -> str:
    return (
        "identifier_kind | identifier | request | sheet_row\n---\n"
        f"{kind} | {identifier} | {request} | 8"
    )


def withdrawn(chain, *request: str, decided: str = "", submissions: str = THREE) -> set[object]:
    """Who is withdrawn by a request, after decisions `ids | choice | subject | state | when`."""
    found = chain(
        "respondents.withdrawals",
        raw__withdrawals=asked(*request),
        pseudonyms__submissions="submission_id | reference\n---\nf:1 | AAAA-BBBB-CCCC",
        people__said_addresses=ONE_ADDRESS,
        clean__submissions=submissions,
        form__categories="category_id | is_collective\n---\nassociation | true",
        respondents__decisions=(
            f"submission_ids | choice | subject_id | state | decided_at\n---\n{decided}"
        ),
    )
    assert {row["request"] for row in found} == {"withdraw"}
    return {row["submission_id"] for row in found}


@pytest.mark.parametrize(
    ("request_", "submissions"),
    [
        *((by, THREE) for by in (("f:2",), ("A@B.org", "email"), ("AAAA-BBBB-CCCC", "reference"))),
        # Also for what they sent for a collective.
        (("f:1",), "submission_id | category_id\n---\nf:1 |\nf:2 | association"),
    ],
)
def test_a_request_by_any_identifier_is_for_all_of_the_address(chain, request_, submissions):
    assert withdrawn(chain, *request_, submissions=submissions) == {"f:1", "f:2"}


WHEN = "2026-11-24 10:00"
WERE_SAME = f"[f:2, f:3] | same | s | changed | {WHEN}\n"


@pytest.mark.parametrize(
    ("who", "decided", "gone"),
    [
        # Those decided to be the same person go together, different people do not.
        ("f:3", f"[f:2, f:3] | same | s | applied | {WHEN}", {"f:1", "f:2", "f:3"}),
        ("f:1", f"[f:1, f:2] | different | s | applied | {WHEN}", {"f:1"}),
        # Who shares no address is a stranger: f:1 and f:2 are not parted.
        ("f:1", f"[f:2, f:3] | different | s | applied | {WHEN}", {"f:1", "f:2"}),
        # Who was the same person stays withdrawn when one of theirs changes…
        ("f:1", WERE_SAME, {"f:1", "f:2", "f:3"}),
        # …unless told apart since, not before a change, not from somebody else.
        ("f:1", f"{WERE_SAME}[f:2, f:3] | different | t | applied | 2026-11-25 10:00",
         {"f:1", "f:2"}),
        ("f:1", f"{WERE_SAME}[f:2, f:3] | different | t | changed | 2026-11-25 10:00",
         {"f:1", "f:2", "f:3"}),
        ("f:1", f"{WERE_SAME}[f:2, f:9] | different | t | applied | 2026-11-25 10:00",
         {"f:1", "f:2", "f:3"}),
        # Two of three who are told apart may each still be the third.
        ("f:3", f"[f:2, f:3, f:9] | same | s | overruled | {WHEN}\n"
         "[f:2, f:9] | different | t | applied | 2026-11-25 10:00",
         {"f:1", "f:2", "f:3"}),
    ],
)  # fmt: skip
def test_who_is_or_was_decided_to_be_the_same_person_goes_too(chain, who, decided, gone):
    assert withdrawn(chain, who, decided=decided) == gone


@pytest.mark.parametrize(
    ("requests", "hold"),
    [
        # The latest holds, and of a day the one that shows less.
        (["f:1 | withdraw | 01 00:00 |", "f:1 | cancel | 02 00:00 |",
          "f:2 | reflection_only | 02 00:00 |", "f:2 | withdraw | 02 00:00 |",
          "f:3 | withdraw | 01 00:00 |", "f:3 | reflection_only | 02 00:00 |"],
         "f:2 | withdraw\nf:3 | reflection_only"),
        # So it does of a day and a moment of it. In Paris it is already the 2nd when f:3 asks.
        (["f:1 | cancel | 02 07:00 | undated", "f:1 | withdraw | 01 23:00 | dated",
          "f:2 | withdraw | 02 07:00 | undated", "f:2 | cancel | 02 14:00 | undated",
          "f:3 | withdraw | 01 23:30 | undated", "f:3 | cancel | 01 23:00 | dated"],
         "f:1 | withdraw\nf:3 | withdraw"),
        # What is cancelled again on the page is cancelled.
        (["f:1 | cancel | 02 07:00 | timed", "f:1 | withdraw | 02 08:00 | timed",
          "f:1 | cancel | 02 09:00 | timed", "f:2 | cancel | 02 07:00 | timed",
          "f:2 | withdraw | 02 08:00 | timed", "f:2 | cancel | 02 09:00 | untimed"],
         "f:2 | withdraw"),
        # To save a workbook again undoes no later request.
        *(([f"f:1 | {asked} | 02 10:00 | undated", "f:1 | withdraw | 20 10:00 | dated",
            f"f:1 | {asked} | 21 10:00 | undated", "f:2 | withdraw | 20 10:00 | dated",
            "f:2 | cancel | 21 10:00 | undated", "f:3 | reflection_only | 02 10:00 | undated",
            "f:3 | cancel | 20 10:00 | dated", "f:3 | reflection_only | 21 10:00 | undated"],
           "f:1 | withdraw\nf:3 | reflection_only") for asked in ("cancel", "reflection_only")),
        # Who is not known yet is obeyed once known.
        (["f:9 | withdraw | 01 00:00 |"], ""),
    ],
)  # fmt: skip
def test_the_latest_request_holds_and_of_a_day_the_one_that_shows_less(chain, requests, hold):
    """Nobody can tell what came first on a day."""
    moments = {"": " | ", "dated": "true | ", "undated": "false | ", "timed": " | true"}
    moments["untimed"] = " | false"
    rows = []
    for row, request in enumerate(requests, start=8):
        who, what, day, moment = (cell.strip() for cell in request.split("|"))
        rows.append(f"{row} | {who} | {what} | 2026-11-{day} | {moments[moment]}")
    chain(
        "respondents.withdrawals",
        raw__withdrawals=drawing_of(
            "sheet_row | identifier | request | decided_at | is_dated | is_timed", rows
        ),
        clean__submissions=THREE,
        gives=f"submission_id | request\n---\n{hold}",
    )


def test_the_withdrawn_are_in_their_box_before_any_other_and_no_older_re_send_comes_back(chain):
    chain(
        "respondents.flow",
        raw__withdrawals=asked("f:2"),
        people__said_addresses=ONE_ADDRESS,
        clean__submissions="submission_id | sid | is_draft\n---\n"
        "f:1 | 1 | false\nf:2 | 2 | true\nf:3 | 3 | false",
        gives="submission_id | box\n---\nf:1 | withdrawn\nf:2 | withdrawn\nf:3 | counted",
    )
