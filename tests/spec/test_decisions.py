"""Decisions that organisers gave back: which stand, and which are obeyed."""

import hashlib

import pytest

from tests.cases.drawn import Row


def fingerprint(*checksums: str) -> str:
    """What the sheet says of submissions with these checksums, in the order of their ids."""
    return hashlib.sha256(" ".join(checksums).encode()).hexdigest()[:16]


def choices(decisions: list[Row]) -> dict[str, object]:
    """The choice made about each set of submissions."""
    return {"+".join(row["submission_ids"]): row["choice"] for row in decisions}


def states(decisions: list[Row]) -> dict[str, object]:
    """Whether the decision about each set of submissions is obeyed."""
    return {"+".join(row["submission_ids"]): row["state"] for row in decisions}


# What stands: clean.decisions.


def test_a_decision_is_one_per_kind_and_set_of_submissions(chain):
    chain(
        "clean.decisions",
        raw__decisions="""
            decision_kind | submission_ids | choice    | initials
            --------------+----------------+-----------+---------
            same_person   | [f:1, f:2]     | same      | AB
            consent       | [f:1, f:2]     | latest    |
            same_person   | [f:2, f:3]     | different | CD
        """,
        gives="""
        decision_kind | choice    | initials | is_contradictory
        --------------+-----------+----------+-----------------
        same_person   | same      | AB       | false
        consent       | latest    |          | false
        same_person   | different | CD       | false
        """,
    )


def test_a_decision_saved_by_a_clock_ahead_is_of_the_moment_it_was_read(chain):
    chain(
        "history.given_decisions",
        raw__decision_files="file_id | read_at\n---\na | 2026-11-02 09:00",
        raw__decisions="""
            file_id | sheet_row | submission_ids | decided_at
            --------+-----------+----------------+-----------------
            a       | 1         | [f:1, f:2]     | 2062-01-01 10:00
            a       | 2         | [f:1, f:2]     | 2026-11-01 10:00
        """,
        gives="""
        sheet_row | decided_at       | is_latest
        ----------+------------------+----------
        1         | 2026-11-02 09:00 | true
        2         | 2026-11-01 10:00 | false
        """,
    )


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        # The latest date wins, and the contrary is remembered.
        (("different | 02 | one | ", "same | 03 | one | AB", "different | 01 | one | "),
         "same | 2026-11-03 10:00 | AB | true | false"),
        # Of the same date, two choices contradict each other.
        (("same | 01 | one | AB", "different | 01 | one | CD"),
         " | 2026-11-01 10:00 | AB, CD | true | true"),
        # To say the same again contradicts nothing, nor to decide anew about what has changed.
        (("same | 01 | one | ", "same | 01 | one | ", "same | 02 | one | "),
         "same | 2026-11-02 10:00 | | false | false"),
        (("same | 01 | before | ", "different | 02 | after | "),
         "different | 2026-11-02 10:00 | | false | false"),
    ],
)  # fmt: skip
def test_the_latest_choice_stands_unless_another_contradicts_it(chain, said, stands):
    rows = [line.split(" | ") for line in said]
    chain(
        "clean.decisions",
        raw__decisions="file_id | submission_ids | choice | decided_at | fingerprint | initials"
        "\n---\n"
        + "\n".join(
            f"{file_id} | [f:1, f:2] | {row[0]} | 2026-11-{row[1]} 10:00 | {' | '.join(row[2:])}"
            for file_id, row in zip("bac", rows, strict=False)
        ),
        gives="choice | decided_at | initials | has_other_choice | is_contradictory\n---\n"
        f"{stands}",
    )


def test_of_a_day_and_a_moment_of_it_two_choices_contradict_each_other(chain):
    decisions = chain(
        "clean.decisions",
        raw__decisions="""
            submission_ids | choice    | decided_at       | is_dated
            ---------------+-----------+------------------+---------
            [f:1, f:2]     | same      | 2026-11-02 07:00 | false
            [f:1, f:2]     | different | 2026-11-01 23:00 | true
            [f:2, f:3]     | same      | 2026-11-02 07:00 | false
            [f:2, f:3]     | different | 2026-11-02 14:00 | false
            [f:3, f:4]     | same      | 2026-11-02 07:00 | false
            [f:3, f:4]     | different | 2026-11-02 23:00 | true
        """,
    )

    assert choices(decisions) == {"f:1+f:2": None, "f:2+f:3": "different", "f:3+f:4": "different"}


@pytest.mark.parametrize(
    ("kind", "more", "less"),
    [
        ("consent", "own_name", "reflection_only"),
        ("consent", "anonymous", "unclear"),
        ("same_person", "different", "same"),
        ("reading", "send", "withhold"),
        ("reading", "mask", "withhold"),
    ],
)
def test_to_save_a_workbook_again_lets_nothing_more_leave(chain, kind, more, less):
    """What is undated is of when it was first said; once the text is another, it is said anew."""
    decisions = chain(
        "clean.decisions",
        raw__decisions=f"""
            decision_kind | submission_ids | choice | decided_at       | is_dated | fingerprint
            --------------+----------------+--------+------------------+----------+------------
            {kind}        | [f:1]          | {more} | 2026-11-02 10:00 | false    | one
            {kind}        | [f:1]          | {less} | 2026-11-09 10:00 | false    | one
            {kind}        | [f:1]          | {more} | 2026-11-12 10:00 | false    | one
            {kind}        | [f:2]          | {less} | 2026-11-09 10:00 | false    | one
            {kind}        | [f:2]          | {more} | 2026-11-12 10:00 | false    | one
            {kind}        | [f:3]          | {more} | 2026-11-02 10:00 | false    | one
            {kind}        | [f:3]          | {less} | 2026-11-09 10:00 | false    | one
            {kind}        | [f:3]          | {more} | 2026-11-12 10:00 | false    | another
            {kind}        | [f:4]          | {more} | 2026-11-02 10:00 | false    | one
            {kind}        | [f:4]          | {less} | 2026-11-09 10:00 | false    | one
            {kind}        | [f:4]          | {more} | 2026-11-11 23:00 | true     | one
        """,
    )

    assert choices(decisions) == {"f:1": less, "f:2": more, "f:3": more, "f:4": more}


def test_words_to_mask_that_are_saved_again_give_way_to_none_but_a_later_sending(chain):
    """Else fewer words would be masked than somebody chose since."""
    chain(
        "history.given_decisions",
        raw__decisions="""
            decision_kind | submission_ids | choice | words  | decided_at       | is_timed
            --------------+----------------+--------+--------+------------------+---------
            reading       | [f:1]          | mask   | [a]    | 2026-11-02 10:00 | false
            reading       | [f:1]          | mask   | [a, b] | 2026-11-09 10:00 | true
            reading       | [f:1]          | mask   | [a]    | 2026-11-12 10:00 | false
            reading       | [f:2]          | mask   | [a]    | 2026-11-02 10:00 | false
            reading       | [f:2]          | send   |        | 2026-11-09 10:00 | true
            reading       | [f:2]          | mask   | [a]    | 2026-11-12 10:00 | false
        """,
        gives="""
            submission_ids | choice | words  | decided_at       | is_latest
            ---------------+--------+--------+------------------+----------
            ['f:1']        | mask   | ['a']  | 2026-11-02 10:00 | false
            ['f:1']        | mask   | ['a', 'b'] | 2026-11-09 10:00 | true
            ['f:1']        | mask   | ['a']  | 2026-11-02 10:00 | false
            ['f:2']        | mask   | ['a']  | 2026-11-02 10:00 | false
            ['f:2']        | send   |        | 2026-11-09 10:00 | false
            ['f:2']        | mask   | ['a']  | 2026-11-12 10:00 | true
        """,
    )


def test_what_was_decided_on_the_page_is_of_its_own_moment(chain):
    """There, nothing is saved again: to send after a later no was meant."""
    decisions = chain(
        "clean.decisions",
        raw__decisions="""
            decision_kind | submission_ids | choice   | decided_at       | is_timed
            --------------+----------------+----------+------------------+---------
            reading       | [f:1]          | send     | 2026-11-02 10:00 | true
            reading       | [f:1]          | withhold | 2026-11-02 11:00 | true
            reading       | [f:1]          | send     | 2026-11-02 12:00 | true
            reading       | [f:2]          | send     | 2026-11-02 10:00 | true
            reading       | [f:2]          | withhold | 2026-11-02 11:00 | true
            reading       | [f:2]          | send     | 2026-11-02 12:00 | false
        """,
    )

    assert choices(decisions) == {"f:1": "send", "f:2": "withhold"}


def test_nobody_is_named_in_what_is_published(chain):
    (decision,) = chain(
        "clean.decisions",
        raw__decisions="submission_ids | choice | remark\n---\n[f:1, f:2] | same | Camille dit que",
    )

    assert "Camille" not in str(decision)
    assert "remark" not in decision


# What is obeyed: respondents.decisions.

PRESENT = """
    submission_id | same_person
    --------------+------------
    f:1           | a
    f:2           | b
    f:3           | c
"""


@pytest.mark.parametrize(
    ("given", "state"),
    [(fingerprint("a", "b"), "applied"), (fingerprint("a", "other"), "changed")],
)
def test_a_decision_applies_while_its_submissions_are_as_they_were(chain, given, state):
    decisions = chain(
        "respondents.decisions",
        people__fingerprints=PRESENT,
        raw__decisions=f"submission_ids | choice | fingerprint\n---\n[f:1, f:2] | same | {given}",
    )

    assert states(decisions) == {"f:1+f:2": state}


def test_a_submission_that_is_not_known_any_more_has_changed(chain):
    decisions = chain(
        "respondents.decisions",
        people__fingerprints=PRESENT,
        raw__decisions="submission_ids | choice | fingerprint\n---\n"
        f"[f:1, f:9] | same | {fingerprint('a', 'k')}\n"
        f"[f:8, f:9] | same | {fingerprint('j', 'k')}",
    )

    assert set(states(decisions).values()) == {"changed"}


def decided(chain, *rows: str) -> dict[str, object]:
    """The states of decisions `ids | choice | day`, about submissions as they were."""
    checksums = {"f:1": "a", "f:2": "b", "f:3": "c"}
    lines = []
    for row in rows:
        ids, choice, day = (cell.strip() for cell in row.split("|"))
        given = fingerprint(*(checksums[name] for name in ids.split("+")))
        lines.append(f"[{ids.replace('+', ', ')}] | {choice} | 2026-11-{day} 10:00 | {given}")
    return states(
        chain(
            "respondents.decisions",
            people__fingerprints=PRESENT,
            raw__decisions="submission_ids | choice | decided_at | fingerprint\n---\n"
            + "\n".join(lines),
        )
    )


def test_contradictory_choices_are_not_obeyed(chain):
    assert decided(chain, "f:1+f:2 | same | 01", "f:1+f:2 | different | 01") == {
        "f:1+f:2": "contradictory"
    }


def test_a_later_contrary_about_two_of_the_same_submissions_overrules(chain):
    assert decided(chain, "f:1+f:2+f:3 | same | 01", "f:2+f:3 | different | 02") == {
        "f:1+f:2+f:3": "overruled",
        "f:2+f:3": "applied",
    }


def test_contraries_of_the_same_date_that_share_two_submissions_are_contradictory(chain):
    assert decided(chain, "f:1+f:2+f:3 | same | 01", "f:2+f:3 | different | 01") == {
        "f:1+f:2+f:3": "contradictory",
        "f:2+f:3": "contradictory",
    }


def test_decisions_that_agree_or_share_one_submission_stand_together(chain):
    assert decided(
        chain,
        "f:1+f:2+f:3 | same | 01",
        "f:2+f:3     | same | 02",
    ) == {"f:1+f:2+f:3": "applied", "f:2+f:3": "applied"}
    assert decided(chain, "f:1+f:2 | same | 01", "f:2+f:3 | different | 02") == {
        "f:1+f:2": "applied",
        "f:2+f:3": "applied",
    }


# What decisions are about: people.fingerprints.

ANSWERED = "submission_id | question_id | text\n---\nf:1 | why | words"
PERSON = (
    "submission_id | name | has_usable_name | folded_email\n---\nf:1 | Zoé | true | z@example.org"
)
SUBMITTED = "submission_id | consent | postcode\n---\nf:1 | anonymous | 35000"


def checksums(chain, **changed: tuple[str, str]) -> Row:
    """The checksums of a submission, some text of a drawing changed for another."""
    drawings = {
        "clean__answers": ANSWERED,
        "people__people": PERSON,
        "clean__submissions": SUBMITTED,
    }
    for table, (before, after) in changed.items():
        assert before in drawings[table]
        drawings[table] = drawings[table].replace(before, after)
    (row,) = chain("people.fingerprints", **drawings)
    return row


@pytest.mark.parametrize(
    ("table", "before", "after", "differs"),
    [
        ("clean__answers", "words", "word", True),
        ("people__people", "Zoé", "Zoë", True),
        ("people__people", "z@example.org", "", True),
        ("clean__submissions", "35000", "35200", True),
        ("clean__submissions", "anonymous", "own_name", False),
        ("people__people", "z@example.org", "y@example.org", False),
    ],
)
def test_a_checksum_changes_with_what_the_decision_rests_on(chain, table, before, after, differs):
    plain, changed = checksums(chain), checksums(chain, **{table: (before, after)})

    assert (plain["same_person"] != changed["same_person"]) == differs


def test_an_attached_file_sent_again_makes_no_other_answers(chain):
    digests = chain(
        "people.fingerprints",
        clean__submissions="submission_id\n---\nf:1\nf:2",
        form__questions="question_id | kind\n---\nwhy | text\nfile | file",
        clean__answers="""
            submission_id | question_id | text
            --------------+-------------+---------------
            f:1           | why         | words
            f:1           | file        | /photo.jpg
            f:2           | why         | words
            f:2           | file        | /photo_0.jpg
        """,
    )

    assert len({row["written_digest"] for row in digests}) == 1
