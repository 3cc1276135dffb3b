"""respondents.withdrawals: what people asked once, for all that is theirs."""

import pytest

ONE_ADDRESS = """
    submission_id | folded_email
    --------------+-------------
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
    "request_", [("f:2",), ("A@B.org", "email"), ("AAAA-BBBB-CCCC", "reference")]
)
def test_who_asks_by_any_identifier_is_obeyed_for_all_with_their_address(chain, request_):
    assert withdrawn(chain, *request_) == {"f:1", "f:2"}


@pytest.mark.parametrize("request_", [("f:1",), ("a@b.org", "email")])
def test_who_asks_is_obeyed_for_what_they_sent_for_a_collective_too(chain, request_):
    two = "submission_id | category_id\n---\nf:1 |\nf:2 | association"

    assert withdrawn(chain, *request_, submissions=two) == {"f:1", "f:2"}


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


def test_of_a_day_and_a_moment_of_it_the_one_that_shows_less_holds(chain):
    """In Paris it is already the 2nd when f:3 asks: nobody can tell what came first on that day."""
    chain(
        "respondents.withdrawals",
        raw__withdrawals="""
            sheet_row | identifier | request         | decided_at       | is_dated
            ----------+------------+-----------------+------------------+---------
            8         | f:1        | cancel          | 2026-11-02 07:00 | false
            9         | f:1        | withdraw        | 2026-11-01 23:00 | true
            10        | f:2        | withdraw        | 2026-11-02 07:00 | false
            11        | f:2        | cancel          | 2026-11-02 14:00 | false
            12        | f:3        | withdraw        | 2026-11-01 23:30 | false
            13        | f:3        | cancel          | 2026-11-01 23:00 | true
        """,
        clean__submissions=THREE,
        gives="submission_id | request\n---\nf:1 | withdraw\nf:3 | withdraw",
    )


def test_a_request_that_is_cancelled_again_on_the_page_is_cancelled(chain):
    chain(
        "respondents.withdrawals",
        raw__withdrawals="""
            sheet_row | identifier | request  | decided_at       | is_timed
            ----------+------------+----------+------------------+---------
            8         | f:1        | cancel   | 2026-11-02 07:00 | true
            9         | f:1        | withdraw | 2026-11-02 08:00 | true
            10        | f:1        | cancel   | 2026-11-02 09:00 | true
            11        | f:2        | cancel   | 2026-11-02 07:00 | true
            12        | f:2        | withdraw | 2026-11-02 08:00 | true
            13        | f:2        | cancel   | 2026-11-02 09:00 | false
        """,
        clean__submissions=THREE,
        gives="submission_id | request\n---\nf:2 | withdraw",
    )


@pytest.mark.parametrize("asked", ["cancel", "reflection_only"])
def test_to_save_a_workbook_again_undoes_no_later_request(chain, asked):
    chain(
        "respondents.withdrawals",
        raw__withdrawals=f"""
            file_id | sheet_row | identifier | request         | decided_at       | is_dated
            --------+-----------+------------+-----------------+------------------+---------
            a       | 8         | f:1        | {asked}         | 2026-11-02 10:00 | false
            b       | 8         | f:1        | withdraw        | 2026-11-20 10:00 | true
            c       | 8         | f:1        | {asked}         | 2026-11-21 10:00 | false
            c       | 9         | f:2        | withdraw        | 2026-11-20 10:00 | true
            d       | 8         | f:2        | cancel          | 2026-11-21 10:00 | false
            a       | 9         | f:3        | reflection_only | 2026-11-02 10:00 | false
            b       | 9         | f:3        | cancel          | 2026-11-20 10:00 | true
            d       | 9         | f:3        | reflection_only | 2026-11-21 10:00 | false
        """,
        clean__submissions=THREE,
        gives="submission_id | request\n---\nf:1 | withdraw\nf:3 | reflection_only",
    )


def test_the_latest_request_holds_and_of_a_day_the_one_that_shows_less(chain):
    chain(
        "respondents.withdrawals",
        raw__withdrawals="""
            sheet_row | identifier | request         | decided_at
            ----------+------------+-----------------+-----------------
            8         | f:1        | withdraw        | 2026-11-01 00:00
            9         | f:1        | cancel          | 2026-11-02 00:00
            10        | f:2        | reflection_only | 2026-11-02 00:00
            11        | f:2        | withdraw        | 2026-11-02 00:00
            12        | f:3        | withdraw        | 2026-11-01 00:00
            13        | f:3        | reflection_only | 2026-11-02 00:00
        """,
        clean__submissions=THREE,
        gives="submission_id | request\n---\nf:2 | withdraw\nf:3 | reflection_only",
    )


def test_who_is_not_known_yet_is_obeyed_once_known(chain):
    withdrawals = chain("respondents.withdrawals", raw__withdrawals=asked("f:9"))

    assert withdrawals == []


def test_the_withdrawn_are_in_their_box_before_any_other(chain):
    chain(
        "respondents.flow",
        raw__withdrawals=asked("f:1"),
        clean__submissions="submission_id | sid | is_draft\n---\nf:1 | 1 | true\nf:2 | 2 | false",
        gives="submission_id | box\n---\nf:1 | withdrawn\nf:2 | counted",
    )


def test_no_older_re_send_comes_back_in_place_of_the_withdrawn(chain):
    chain(
        "respondents.flow",
        raw__withdrawals=asked("f:2"),
        people__said_addresses=ONE_ADDRESS,
        clean__submissions="submission_id | sid\n---\nf:1 | 1\nf:2 | 2\nf:3 | 3",
        gives="submission_id | box\n---\nf:1 | withdrawn\nf:2 | withdrawn\nf:3 | counted",
    )


def test_reflection_only_is_counted_and_not_sent(chain):
    chain(
        "respondents.contributions",
        raw__withdrawals=asked("f:1", request="reflection_only"),
        clean__submissions="submission_id | sid | consent\n---\nf:1 | 1 | own_name",
        gives="submission_id | consent | is_sendable\n---\nf:1 | reflection_only | false",
    )
