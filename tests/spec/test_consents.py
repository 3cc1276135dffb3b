"""What leaves of a person is the least public of all they said, until somebody decides."""

from __future__ import annotations

import pytest

from tests.cases.drawn import cells_by, drawing_of

COLUMNS = "export_id | sid | submitted_at | modified_at | consent | is_draft | email"
# Where the hour that the later export shows is the later, the same, or the earlier one, or none.
HOURS = [
    ("2026-02-01 10:00", "2026-02-02 10:00"),
    ("2026-02-01 10:00", "2026-02-01 10:00"),
    ("2026-10-25 02:50", "2026-10-25 02:10"),
    ("", ""),
]


def said(*rows: str) -> str:
    """Records as « export sid consent », and what else they say: an address, « draft », hours."""
    drawn = []
    for row in rows:
        export, sid, consent, *others = row.split()
        email = next((other for other in others if "@" in other), "")
        is_draft = str("draft" in others).lower()
        sent = next((other for other in others if other.startswith("2026")), "2026-02-01")
        drawn.append(f"{export} | {sid} | {sent} 10:00 | {sent} 10:00 | {consent} | {is_draft}")
        drawn[-1] += f" | {email}"
    return drawing_of(COLUMNS, drawn)


def consents_of(contributions) -> dict[str, object]:
    """The consent of each contribution, by its number."""
    consents = cells_by(contributions, "submission_id", "consent")
    return {str(sid).removeprefix("f:"): consent for sid, consent in consents.items()}


# What an answer said.


@pytest.mark.parametrize(
    ("one", "other", "holds", "hours"),
    [
        ("own_name", "unclear", "unclear", HOURS[0]),
        ("anonymous", "collective_name", "anonymous", HOURS[0]),
        ("own_name", "own_name", "own_name", HOURS[0]),
        *(("own_name", "reflection_only", "reflection_only", hours) for hours in HOURS),
        *(("anonymous", "own_name", "anonymous", hours) for hours in HOURS),
    ],
)
@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("further", "ab")
def test_the_least_public_version_holds(chain, one, other, holds, hours, names, further):
    rows = [
        f"{name} | 1 | | {hour} | {consent} | false |"
        for name, hour, consent in zip(names, hours, (one, other), strict=True)
    ]
    rows.append(f"{further} | 2 | | {hours[0]} | own_name | false |")

    submissions = chain("clean.submissions", typed__submissions=drawing_of(COLUMNS, rows))

    assert cells_by(submissions, "sid", "consent")[1] == holds


@pytest.mark.parametrize(
    ("rows", "asked", "consent"),
    [
        # A draft says nothing yet.
        (["a 1 reflection_only draft", "b 1 own_name"], "ab", "own_name"),
        (["a 1 own_name", "b 1 reflection_only draft"], "ab", "own_name"),
        (["a 1 own_name draft"], "ab", "unclear"),
        # Of equally public ones, what the version says that reaches furthest.
        (["a 1 own_name", "b 1 collective_name", "b 2 anonymous"], "ab", "collective_name"),
        (["a 1 collective_name", "b 1 own_name", "b 2 anonymous"], "ab", "own_name"),
        (["a 1 unclear", "b 1 reflection_only", "b 2 anonymous"], "ab", "reflection_only"),
        # A refusal is heard in an export that lacks another question of consent.
        (["a 1 own_name", "b 1 reflection_only 2026-02-05", "a 2 own_name"], "a",
         "reflection_only"),
    ],
)  # fmt: skip
def test_drafts_say_nothing_and_the_furthest_version_wins_a_tie(chain, rows, asked, consent):
    submissions = chain(
        "clean.submissions",
        typed__submissions=said(*rows),
        typed__export_fields=drawing_of(
            "export_id | field_kind | field_id", (f"{each} | consent | consent" for each in asked)
        ),
    )

    assert cells_by(submissions, "sid", "consent")[1] == consent


# What a person said, in all their answers.


@pytest.mark.parametrize(
    ("rows", "consents"),
    [
        # Two answers at one address, but not at two addresses or without address.
        (["a 1 reflection_only a@", "a 2 own_name a@"], {"2": "reflection_only"}),
        (["a 1 reflection_only a@", "a 2 own_name b@"], {"1": "reflection_only", "2": "own_name"}),
        (["a 1 reflection_only", "a 2 own_name"], {"1": "reflection_only", "2": "own_name"}),
        # An address left before.
        (["a 1 own_name a@", "b 1 own_name b@", "b 2 reflection_only a@"],
         {"1": "reflection_only", "2": "reflection_only"}),
        # What was sent after the closing date is heard where it agrees to less.
        (["a 1 own_name a@", "a 2 anonymous a@ 2026-03-20"], {"1": "anonymous"}),
        (["a 1 reflection_only a@", "a 2 own_name a@ 2026-03-20"], {"1": "reflection_only"}),
        # A refusal for oneself is one for a collective, an agreement is not.
        (["a 1 reflection_only a@", "a 2 collective_name a@"],
         {"1": "reflection_only", "2": "reflection_only"}),
        (["a 1 anonymous a@", "a 2 collective_name a@"],
         {"1": "anonymous", "2": "collective_name"}),
        # An answer that no export asked.
        (["a 1 own_name a@", "without 2 unclear a@"], {"2": "unclear"}),
    ],
)  # fmt: skip
def test_a_persons_consent_is_the_least_public_of_their_answers(chain, rows, consents):
    contributions = chain(
        "respondents.contributions",
        form__form="closes_at\n---\n2026-03-11 22:59",
        typed__submissions=said(*rows),
        typed__export_fields="export_id | field_kind | field_id\n---\n"
        + "\n".join(f"{each} | consent | consent\n{each} | role | email" for each in "ab")
        + "\nwithout | role | email",
    )

    assert consents_of(contributions) == consents


@pytest.mark.parametrize(
    ("rows", "former", "consents"),
    [
        (["e 1 own_name a@"], ["reflection_only a@"], {"1": "reflection_only"}),
        (["e 1 own_name a@"], ["unclear b@", "anonymous a@"], {"1": "anonymous"}),
        (["e 1 anonymous a@"], ["own_name a@"], {"1": "anonymous"}),
        (["e 1 own_name a@"], ["collective_name a@"], {"1": "own_name"}),
        # Of one who spoke for themself then, and for a collective now.
        (["e 1 collective_name a@"], ["anonymous a@"], {"1": "anonymous"}),
        (["e 1 own_name a@", "e 2 collective_name a@"], ["anonymous a@"],
         {"1": "anonymous", "2": "collective_name"}),
    ],
)  # fmt: skip
def test_what_a_replaced_export_said_is_heard_of_who_has_the_address(chain, rows, former, consents):
    """Of a tool without numbers: nothing but the address tells whose a former row is."""
    drawn = [
        f"d | {at} | d:{at} | false | {declared_by.replace(' ', ' | ')}"
        for at, declared_by in enumerate(former, start=1)
    ]
    columns = "export_id | record_number | submission_id | is_repeated | consent | folded_email"
    contributions = chain(
        "respondents.contributions",
        typed__submissions=said(*rows),
        typed__former_answers=drawing_of(columns, drawn),
    )

    assert consents_of(contributions) == consents


@pytest.mark.parametrize(
    ("decision", "consents"),
    [
        ("", {"1": "reflection_only", "2": "own_name"}),
        ("same | applied", {"2": "reflection_only"}),
        # They are counted apart until it is decided again. A no is not forgotten meanwhile.
        ("same | changed", {"1": "reflection_only", "2": "reflection_only"}),
        ("different | applied", {"1": "reflection_only", "2": "own_name"}),
    ],
)
@pytest.mark.parametrize("email", ["b@example.org", "a@example.org"])
def test_decisions_on_who_is_who_say_whose_answers_are_heard(chain, decision, consents, email):
    contributions = chain(
        "respondents.contributions",
        typed__submissions=said("a 1 reflection_only a@example.org", f"a 2 own_name {email}"),
        respondents__decisions="subject_id | submission_ids | choice | state\n---\n"
        + (f"s | [f:1, f:2] | {decision}" if decision else ""),
    )

    is_linked = email == "a@example.org" and "different" not in decision
    assert consents_of(contributions) == ({"2": "reflection_only"} if is_linked else consents)


def test_who_asked_for_reflection_only_is_kept_whatever_was_decided(chain):
    drawing = said("a 1 own_name", "b 1 reflection_only")
    contributions = chain(
        "respondents.contributions",
        typed__submissions=drawing,
        raw__decisions=decided(chain, drawing, "own_name"),
        raw__withdrawals="sheet_row | identifier | request\n---\n1 | f:1 | reflection_only",
    )

    assert consents_of(contributions) == {"1": "reflection_only"}


# What is decided.


def decided(chain, drawing: str, *choices: str, **others: str) -> str:
    """The rows of the sheet as they come back, each choice a day after the choice before it."""
    ((row),) = chain("review.consents", typed__submissions=drawing, **others)
    fingerprint, ids = row["key"].split("-")[1], ", ".join(row["submission_ids"])
    rows = [
        f"consent | [{ids}] | {fingerprint} | {choice} | 2026-03-0{day} 10:00 | r{day} | {day}"
        for day, choice in enumerate(choices, start=1)
    ]
    columns = "decision_kind | submission_ids | fingerprint | choice | decided_at | file_id"
    return drawing_of(f"{columns} | sheet_row", rows)


BEFORE = ["a 1 own_name a@", "b 1 anonymous a@", "b 2 reflection_only a@"]
AND_BACK = ["c 1 own_name a@", "c 5 own_name b@", "d 6 own_name b@"]
DECISIONS = [
    # What was decided, what came since, what holds then.
    (["own_name"], [], "own_name", "applied"),
    (["anonymous"], [], "anonymous", "applied"),
    (["reflection_only"], [], "reflection_only", "applied"),
    (["own_name", "anonymous"], [], "anonymous", "applied"),
    (["collective_name"], [], "reflection_only", "changed"),  # nobody said it
    # As public as what was decided, or more.
    (["own_name"], ["c 1 own_name a@", "c 4 own_name a@"], "own_name", "applied"),
    (["anonymous"], ["c 1 anonymous a@", "c 4 own_name a@"], "anonymous", "applied"),
    (["reflection_only"], ["c 1 unclear a@", "c 4 own_name a@"], "reflection_only", "applied"),
    # What an answer says again in a further export is nothing new.
    (["own_name"], ["c 1 anonymous a@", "c 2 reflection_only a@"], "own_name", "applied"),
    # Less public.
    (["own_name"], ["c 4 anonymous a@"], "reflection_only", "changed"),
    (["own_name"], [*AND_BACK, "d 1 anonymous a@"], "reflection_only", "changed"),
    (["own_name"], ["c 2 own_name a@", "d 2 reflection_only a@"], "reflection_only", "changed"),
    (["anonymous"], ["c 4 unclear a@"], "unclear", "changed"),
    # Of somebody else.
    (["own_name"], ["c 4 reflection_only b@"], "own_name", "applied"),
]


@pytest.mark.parametrize(("choices", "since", "consent", "state"), DECISIONS)
def test_a_decision_holds_until_less_is_agreed(chain, choices, since, consent, state):
    before, after = (said(*rows) for rows in (BEFORE, [*BEFORE, *since]))
    given = decided(chain, before, *choices)

    tables = {"typed__submissions": after, "raw__decisions": given}
    contributions = chain("respondents.contributions", **tables)
    asked = chain("review.consents", **tables)

    (theirs,) = (row for row in contributions if row["respondent_id"] == "f:1")
    assert theirs["consent"] == consent
    assert [row["state"] for row in asked if row["person_id"] == "f:1"] == [state]


def test_a_decision_for_less_than_what_is_left_of_it_holds(chain):
    """The exports that said no are gone: what a person decided of them is not."""
    given = decided(chain, said("a 1 reflection_only", "b 1 own_name"), "reflection_only")

    rows = {"typed__submissions": said("b 1 own_name"), "raw__decisions": given}

    assert consents_of(chain("respondents.contributions", **rows)) == {"1": "reflection_only"}
    assert [row["state"] for row in chain("review.consents", **rows)] == ["applied"]


def test_nobody_leaves_under_what_somebody_else_said(chain):
    """What was decided of two is of neither once they are told apart."""
    drawing = said("a 1 reflection_only a@example.org", "a 2 own_name a@example.org")
    apart = "subject_id | submission_ids | choice\n---\ns | [f:1, f:2] | different"

    contributions = chain(
        "respondents.contributions",
        typed__submissions=drawing,
        raw__decisions=decided(chain, drawing, "own_name"),
        respondents__decisions=apart,
    )

    assert consents_of(contributions) == {"1": "reflection_only", "2": "own_name"}


# What is asked.


@pytest.mark.parametrize(
    ("rows", "asked", "state"),
    [
        (["a 1 reflection_only", "b 1 own_name"], [["own_name", "reflection_only"]], "open"),
        (["a 1 unclear", "b 1 anonymous"], [["anonymous", "unclear"]], "open"),
        (["a 1 unclear a@b.org", "b 1 anonymous a@b.org", "b 2 own_name a@b.org"],
         [["own_name", "anonymous", "unclear"]], "open"),
        # The collective's row alone: its author said one thing for themself.
        (["a 1 reflection_only a@b.org", "a 2 collective_name a@b.org"],
         [["collective_name", "reflection_only"]], "open"),
        # Nobody waits where the answer that counts says no more.
        (["a 1 own_name", "b 1 reflection_only"], [["own_name", "reflection_only"]], "settled"),
        (["a 1 own_name", "b 1 collective_name"], [["own_name", "collective_name"]], "settled"),
        (["a 1 own_name a@b.org 2026-02-01", "a 2 anonymous a@b.org 2026-02-02"],
         [["own_name", "anonymous"]], "settled"),
        # Nothing of it can be sent, or the same was said.
        (["a 1 unclear", "b 1 reflection_only"], [], None),
        # The last ones alone, an edit that changes nothing of it, then all.
        (["a 2 own_name", "b 1 own_name", "b 2 own_name 2026-02-05", "b 3 own_name"], [], None),
        (["a 1 reflection_only draft", "b 1 own_name"], [], None),
        (["a 1 own_name draft", "b 1 reflection_only draft"], [], None),
    ],
)  # fmt: skip
def test_who_said_several_things_is_asked_about_once(chain, rows, asked, state):
    found = chain("review.consents", typed__submissions=said(*rows))

    assert [row["choices"] for row in found] == asked
    assert [row["state"] for row in found] == [state] * len(asked)


def test_what_was_said_is_told_once_where_it_changed(chain):
    chain(
        "review.told_consents",
        typed__submissions=said(
            "a 1 own_name 2026-02-12",
            "b 1 own_name 2026-02-12",
            "b 9 own_name 2026-02-13",
            "c 1 reflection_only 2026-02-20",
            "c 9 own_name 2026-02-13",
            "d 1 own_name 2026-02-21",
        ),
        gives="""
            place | submission_id | consent         | said_at          | exported_at
            1     | f:1           | own_name        | 2026-02-12 10:00 | 2026-02-12 10:00
            2     | f:1           | reflection_only | 2026-02-20 10:00 | 2026-02-20 10:00
            3     | f:1           | own_name        | 2026-02-21 10:00 | 2026-02-21 10:00
        """,
    )


# What no export asks.

QUESTIONS = {"consent": "consent | consent", "address": "role | email"}


@pytest.mark.parametrize(
    ("asked", "has_address", "missing"),
    [
        # What each export asks. The last two reach as far.
        ({"near": "", "far": "consent address", "too": ""}, True, []),
        ({"near": "", "far": "consent", "too": "address"}, True, []),
        ({"near": "consent address", "far": "", "too": "address"}, True, ["consent"]),
        ({"near": "consent address", "far": "consent", "too": "consent"}, True, ["address"]),
        ({"near": "consent address", "far": "", "too": ""}, True, ["consent", "address"]),
        ({"near": "consent", "far": "consent", "too": ""}, False, []),
    ],
)
@pytest.mark.parametrize("has_consent", [True, False])
def test_the_furthest_export_asks_for_consent(chain, asked, has_address, missing, has_consent):
    found = chain(
        "reasons.unheard_exports",
        form__form=f"has_consent | has_address\n---\n{has_consent} | {has_address}",
        history__exports="export_id | greatest_sid | export_number | has_consent | file_name\n---\n"
        + "\n".join(
            f"{name} | {min(at, 2)} | {at} | {'consent' in said} | {name}.csv"
            for at, (name, said) in enumerate(asked.items(), start=1)
        ),
        typed__export_fields="export_id | field_kind | field_id\n---\n"
        + "\n".join(f"{name} | {QUESTIONS[one]}" for name in asked for one in asked[name].split()),
    )

    words = {"consent": "la question de l’accord d’envoi", "address": "adresse électronique"}
    told = [question for row in found for question in row["questions"]]
    assert len(told) == len(missing) * has_consent
    assert all(words[name] in said for name, said in zip(missing, told, strict=False))
    assert [row["file_name"] for row in found] == ["too.csv"] * bool(told)


def test_a_row_that_moved_is_asked_about_and_may_say_what_the_site_shows(chain):
    """Its tool put the rest of the row under other questions: nobody leaves by it undecided."""
    drawing = said("a 1 unclear", "a 2 unclear")
    moved = (
        "export_id | record_number | field_kind | field_id | rule\n---\n"
        "a | 1 | consent | consent | moved_row"
    )

    given = decided(chain, drawing, "anonymous", typed__set_aside_cells=moved)
    tables = {"typed__submissions": drawing, "typed__set_aside_cells": moved}
    (asked,) = chain("review.consents", **tables)
    contributions = chain("respondents.contributions", **tables, raw__decisions=given)

    assert (asked["submissions"], asked["state"]) == ("f:1", "open")
    assert "own_name" in asked["choices"]
    assert consents_of(contributions) == {"1": "anonymous", "2": "unclear"}
