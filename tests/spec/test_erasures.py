"""respondents_steps.erasure_requests: an erasure is a person's, whatever names them."""

import pytest

ADDRESSES = """
    submission_id | folded_email
    f:1           | a@b.org
    f:2           | a@b.org
    f:2           | new@b.org
    f:3           | c@d.org
    f:4           | a@b.org
"""
SUBMISSIONS = """
    submission_id | submitted_at     | consent         | is_draft
    f:1           | 2026-11-01 10:00 | own_name        | false
    f:2           | 2026-11-02 10:00 | own_name        | false
    f:3           | 2026-11-03 10:00 | anonymous       | false
    f:4           | 2026-11-25 10:00 | own_name        | false
    f:5           | 2026-11-05 10:00 | reflection_only | true
"""
SAME = "[f:1, f:3] | same | s | applied"
DIFFERENT = "[f:1, f:2] | different | s | applied"


def requested(chain, who: str, **drawings: str):
    """What is to be erased for who asks on 24 November."""
    return chain(
        "respondents_steps.erasure_requests",
        raw__withdrawals="identifier_kind | identifier | request | sheet_row | decided_at\n---\n"
        f"{who} | erase | 8 | 2026-11-24 10:00",
        **drawings,
    )


@pytest.mark.parametrize(
    ("kind", "identifier", "decided", "gone", "addresses"),
    [
        # All answers of one address go, by whichever name. What was sent later is a new person's.
        ("submission", "f:1", "", ["f:1", "f:2"], ["a@b.org", "new@b.org"]),
        ("submission", "f:2", "", ["f:1", "f:2"], ["a@b.org", "new@b.org"]),
        ("reference", "AAAA-BBBB-CCCC", "", ["f:1", "f:2"], ["a@b.org", "new@b.org"]),
        ("email", "new@b.org", "", ["f:1", "f:2"], ["a@b.org", "new@b.org"]),
        # So do those of two addresses that were decided to be one person's.
        ("submission", "f:3", SAME, ["f:1", "f:2", "f:3"], ["a@b.org", "c@d.org", "new@b.org"]),
        # Somebody else at the same address stays, and so does what tells them.
        ("submission", "f:1", DIFFERENT, ["f:1"], []),
        ("submission", "f:2", DIFFERENT, ["f:2"], ["new@b.org"]),
        # Who left no address goes alone.
        ("submission", "f:5", "", ["f:5"], []),
        ("submission", "f:9", "", [], []),
    ],
)
def test_an_erasure_takes_all_that_is_linked(chain, kind, identifier, decided, gone, addresses):
    (found,) = requested(
        chain,
        f"{kind} | {identifier}",
        pseudonyms__submissions="submission_id | reference\n---\nf:1 | AAAA-BBBB-CCCC",
        people__said_addresses=ADDRESSES,
        clean__submissions=SUBMISSIONS,
        respondents__decisions="submission_ids | choice | subject_id | state | decided_at"
        " | decision_kind\n---\n"
        + (f"{decided} | 2026-11-20 10:00 | same_person" if decided else ""),
    )
    assert (found["submission_ids"], found["folded_emails"]) == (gone, addresses)


@pytest.mark.parametrize(
    ("sent", "gone"), [("2026-11-01 10:00", ["f:old-1"]), ("2026-11-25 10:00", [])]
)
def test_who_is_only_in_a_replaced_export_is_found_by_address(chain, sent, gone):
    """Of a tool without numbers: the answer is gone from the site, the file is here."""
    (found,) = requested(
        chain,
        "email | a@b.org",
        typed__former_answers="submission_id | folded_email | submitted_at\n---\n"
        f"f:old-1 | a@b.org | {sent}\nf:old-2 | c@d.org | {sent}",
    )

    assert found["submission_ids"] == gone
