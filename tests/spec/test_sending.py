"""sending.*: what may leave the house, and with which words."""

import hashlib

import pytest

from tests.cases.drawn import assert_rows, cells_by, drawing_of

NAMED = "submission_id | reference\n---\nf:1 | ONE\nf:2 | TWO\nf:10 | TEN"


def test_only_what_was_agreed_to_leaves(chain):
    consents = ("own_name", "collective_name", "anonymous", "reflection_only", "unclear")
    said = [f"{consent} | {sid} | {consent}" for sid, consent in enumerate(consents)]
    named = [f"{consent} | {consent}" for consent in consents]
    chain(
        "sending.contributions",
        clean__submissions=drawing_of("submission_id | sid | consent", said),
        pseudonyms__submissions=drawing_of("submission_id | reference", named),
        gives="reference\n---\nown_name\ncollective_name\nanonymous",
    )


def test_the_reference_and_the_week_are_those_of_the_first_submission_by_number(chain):
    """« f:10 » comes before « f:2 » as a text."""
    chain(
        "sending.contributions",
        clean__submissions="""
            submission_id | sid | submitted_at
            f:2           | 2   | 2026-02-01 10:00
            f:10          | 10  | 2026-02-10 10:00
        """,
        form__form="time_zone\n---\nEurope/Paris",
        people__people="submission_id | folded_email\n---\nf:2 | a@b.org\nf:10 | a@b.org",
        pseudonyms__submissions=NAMED,
        gives="submission_id | reference | first_week\n---\nf:10 | TWO | 2026-01-26",
    )


@pytest.mark.parametrize(
    "first",
    ["2026-02-01 | false", "2026-02-01 | true", "2026-04-01 | false"],
    ids=["counted", "draft", "late"],
)
@pytest.mark.parametrize(("frozen", "reference"), [("", "ONE"), ("TWO", "TWO")])
def test_the_first_answer_names_a_person_unless_one_is_frozen(chain, first, frozen, reference):
    chain(
        "sending.contributions",
        form__form="closes_at\n---\n2026-03-11 22:59:59",
        typed__submissions="export_id | sid | email | submitted_at | is_draft\n---\n"
        f"b | 1 | a@b.org | {first}\na | 2 | a@b.org | 2026-02-02 | false",
        pseudonyms__submissions=NAMED,
        pseudonyms__frozen=f"reference\n---\n{frozen}",
        gives=f"submission_id | reference\n---\nf:2 | {reference}",
    )


@pytest.mark.parametrize(
    ("consent", "names", "collectives"),
    [
        ("own_name", [], []),
        ("collective_name", ["Ana", "Ana Invent"], []),
        ("anonymous", ["Ana", "Ana Invent"], ["Les Lilas"]),
    ],
)
def test_own_words_follow_consent_and_come_from_all_versions(chain, consent, names, collectives):
    (own,) = chain(
        "sending.own_words",
        sending__contributions=f"submission_id | consent\n---\nf:2 | {consent}",
        respondents_steps__persons="submission_id | person_id\n---\nf:1 | f:1\nf:2 | f:1",
        people__said_names="""
            submission_id | field_id   | said       | is_usable
            f:1           | name       | Ana Invent | true
            f:2           | name       | Ana        | true
            f:2           | name       | Anonyme    | false
            f:2           | collective | Les Lilas  | true
            f:3           | name       | Bo         | true
        """,
    )

    assert (own["names"], own["collectives"]) == (names, collectives)


def test_a_name_typed_in_a_draft_from_the_same_address_is_masked_too(chain):
    (own,) = chain(
        "sending.own_words",
        sending__contributions="submission_id | consent\n---\nf:2 | anonymous",
        respondents__members="submission_id | contribution_id\n---\nf:2 | f:2",
        people__said_addresses="submission_id | folded_email\n---\n"
        "f:1 | ana@b.org\nf:2 | ana@b.org\nf:3 | bo@b.org",
        people__said_names="submission_id | said\n---\nf:1 | Inventive\nf:3 | Bo",
    )

    assert own["names"] == ["Inventive"]


def test_what_is_for_the_organisation_and_attached_files_do_not_leave(chain):
    chain(
        "sending.free_texts",
        form__questions="""
            question_id | audience     | kind
            told        | all          | text
            kept        | organisation | text
            file        | all          | file
        """,
        sending__contributions="submission_id\n---\nf:1",
        sending__own_words="submission_id\n---\nf:1",
        clean__answers="""
            submission_id | question_id | text
            f:1           | told        | a
            f:1           | kept        | b
            f:1           | file        | c
            f:2           | told        | d
        """,
        gives="submission_id | question_id | text\n---\nf:1 | told | a",
    )


def test_a_text_that_was_not_masked_does_not_leave(chain):
    """Nothing falls back to what was written."""
    answers = chain(
        "sending.answers",
        form__questions="question_id | audience | kind\n---\ntold | all | text",
        sending__contributions="submission_id | reference\n---\nf:1 | ONE",
        redaction__texts="submission_id | question_id | masked_text\n---\n",
        clean__answers="submission_id | question_id | text\n---\nf:1 | told | a",
    )

    assert answers == []


def test_what_could_not_be_masked_does_not_leave_and_says_where_it_stands(chain):
    drawings = {
        "sending__contributions": "submission_id | reference\n---\nf:1 | ONE\nf:2 | TWO",
        "history__versions": """
            submission_id | version_rank | export_id | record_number
            f:1           | 1            | new       | 1
            f:1           | 2            | old       | 7
            f:2           | 1            | new       | 2
        """,
        "raw__records": """
            export_id | record_number | line_number
            new       | 1             | 4
            new       | 2             | 9
            old       | 7             | 8
        """,
        "raw__exports": "export_id | file_name\n---\nnew | new.tsv\nold | old.tsv",
        "redaction__texts": """
            submission_id | question_id | is_answer | masked_text | is_set_aside
            f:1           | why         | true      |             | true
            f:2           | why         | true      | non         | false
            f:2           |             | false     | a@b.org     | false
        """,
    }

    assert_rows(
        chain("sending.by_hand", **drawings),
        """
        submission_id | question_id | reference | file_name | line_number
        f:1           | why         | ONE       | new.tsv   | 4
        f:2           |             | TWO       | new.tsv   | 9
        """,
    )
    readings = chain("sending.readings", **drawings)
    assert cells_by(readings, "submission_id", "state") == {"f:1": "by_hand", "f:2": "open"}
    assert [text["submission_id"] for text in chain("sending.leaving_texts", **drawings)] == ["f:2"]
    asked = "question_id | kind | has_families\n---\nwhy | text | true"
    shown = chain("sending.texts_to_read", **drawings, form__questions=asked)
    keyless = {row["first_submission_id"]: row["key"] is None for row in shown}
    assert keyless == {"f:1": True, "f:2": False}
    named = "submission_id | name\n---\nf:2 | a@b.org"
    assert chain("sending.names", respondents__names=named, **drawings) == []


def test_an_answer_that_could_not_be_read_is_told_once_per_question_that_leaves(chain):
    chain(
        "sending.withheld_answers",
        sending__contributions="submission_id | reference\n---\nf:1 | ONE\nf:2 | TWO",
        form__questions="question_id | kind | audience\n---\nuses | grid | all\n"
        "why | text | all\ninside | choice | organisation",
        sending__readings="reference | question_id | state | is_withheld\n---\n"
        "ONE | why | applied | true",
        clean__set_aside_cells="""
            submission_id | field_kind | field_id | rule
            f:1           | question   | uses     | unknown_choice
            f:1           | question   | uses     | unknown_choice
            f:1           | question   | inside   | unknown_choice
            f:1           | role       | email    | email
            f:2           | question   | why      | to_read_by_hand
            f:3           | question   | uses     | unknown_choice
        """,
        gives="""
            submission_id | question_id | reason
            ONE           | uses        | unread
            ONE           | why         | after_reading
            TWO           | why         | to_read_by_hand
        """,
    )


@pytest.mark.parametrize(
    ("seen", "consent", "copy", "state", "copy_state"),
    [
        ("anonymous", "anonymous", "anonymous", "applied", "applied"),
        ("anonymous", "own_name", "own_name", "applied", "applied"),
        ("collective_name", "own_name", "anonymous", "applied", "open"),
        ("own_name", "own_name", "collective_name", "applied", "open"),
        ("own_name", "anonymous", "own_name", "changed", "open"),
    ],
)
def test_a_text_read_without_a_name_is_read_with_one(chain, seen, consent, copy, state, copy_state):
    states = read(chain, "send", seen, {"f:1": consent, "f:2": copy})

    assert states == {"f:1": state, "f:2": copy_state}


@pytest.mark.parametrize(
    ("words", "choice", "state"),
    [
        ("Non.", "withhold", "kept_elsewhere"),
        ("NON !", "mask", "kept_elsewhere"),
        ("Non.", "send", "open"),
        ("Oui.", "withhold", "open"),
    ],
)
@pytest.mark.parametrize("consent", ["anonymous", "own_name"])
def test_a_text_equal_to_a_kept_or_masked_one_waits(chain, words, choice, state, consent):
    there = read(chain, choice, "own_name", {"f:1": "own_name", "f:2": consent}, words)
    gone = read(chain, choice, "own_name", {"f:2": consent}, words)

    # What was sent under the name alone is read again without it.
    is_sent_as_read = (choice, consent) == ("send", "own_name")
    assert there == {"f:1": "applied", "f:2": "applied" if is_sent_as_read else state}
    assert gone["f:2"] == state


def test_a_decision_on_somebodys_earlier_text_is_carried_over_once_that_answer_is_deleted(chain):
    chain(
        "sending.reading_decisions",
        clean__submissions="submission_id | sid\n---\nf:1 | 1\nf:2 | 2\nf:3 | 3",
        people__said_addresses="submission_id | folded_email\n---\nf:1 | a@b.org\nf:2 | a@b.org",
        respondents__deletions="submission_id\n---\nf:1",
        sending__contributions="submission_id\n---\nf:2\nf:3",
        raw__decisions="decision_kind | submission_ids | question_id | choice | fingerprint\n---\n"
        "reading | [f:1] | why | withhold | a",
        gives="submission_id | question_id | is_own | choice\n---\nf:2 | why | false | withhold",
    )


def read(
    chain, choice: str, seen: str, consents: dict[str, str], words: str = "non"
) -> dict[object, object]:
    """The states of the texts of f:1, « Non. », which was read as leaving under `seen`, and of
    f:2, of those who are there."""
    texts = {"f:1": "Non.", "f:2": words}
    said = hashlib.sha256(b"non").hexdigest()
    fingerprint = hashlib.sha256(f"{seen} {said}".encode()).hexdigest()[:16]
    own = f"f:1 | why | true | {choice} | [{fingerprint}]" if "f:1" in consents else ""
    leaving = [f"{sid} | {one}" for sid, one in consents.items()]
    columns = "submission_id | question_id | is_answer | masked_text | mask_kinds | mentions"
    masked = [f"{sid} | why | true | {texts[sid]} | [] | []" for sid in consents]
    readings = chain(
        "sending.readings",
        sending__contributions=drawing_of("submission_id | consent", leaving),
        redaction__texts=drawing_of(columns, masked),
        sending__reading_decisions="submission_id | question_id | is_own | choice | fingerprints"
        f"\n---\n{own}",
        history__given_decisions="decision_kind | question_id | fingerprint | choice | is_latest"
        f"\n---\nreading | why | {fingerprint} | {choice} | true",
    )
    assert all(row["is_withheld"] for row in readings if row["state"] == "kept_elsewhere")
    return cells_by(readings, "submission_id", "state")


def test_a_copy_knows_its_letter_and_what_says_the_same_is_decided_with_the_first(chain):
    """Accents, capitals and signs make no difference. Something more to look at does."""
    rows = chain(
        "sending.texts_to_read",
        form__questions="question_id | kind | has_families\n---\nwhy | text | true",
        sending__contributions="submission_id\n---\nf:1\nf:2\nf:3\nf:4\nf:5",
        families__members="""
            question_id | submission_id | family_id | relation
            why         | f:1           | why-a     | extended
            why         | f:2           | why-a     | original
            why         | f:3           | why-a     | same
            why         | f:4           | why-a     | same
        """,
        redaction__texts="""
            submission_id | question_id | is_answer | masked_text       | mentions
            f:1           | why         | true      | L'été, et moi     | []
            f:2           | why         | true      | L'été.            | []
            f:3           | why         | true      | « L'ETE »         | []
            f:4           | why         | true      | L'Été             | [Été]
            f:5           | why         | true      | autre chose       | []
        """,
    )

    assert_rows(
        rows,
        "first_submission_id | letter_submission_id | same_submission_id\n---\n"
        "f:1 | f:2 | f:1\nf:2 | f:2 | f:2\nf:3 | f:2 | f:2\nf:4 | f:2 | f:4\nf:5 | f:5 | f:5",
    )


def test_equal_texts_are_apart_after_other_choices_and_where_names_may_be_in_them(relation):
    rows = relation(
        "sending.texts_to_read",
        form__questions="question_id | kind | has_families\n---\nwhy | text | false",
        form__thresholds="quick_text_character_limit | cell_character_limit\n---\n40 | 1000",
        sending__readings="""
            submission_id | question_id | state   | choice   | reference | consent
            f:1           | why         | applied | send     | ONE       | anonymous
            f:2           | why         | applied | withhold | TWO       | anonymous
            f:3           | why         | open    |          | THREE     | anonymous
            f:4           | why         | open    |          | FOUR      | anonymous
            f:5           | why         | open    |          | FIVE      | anonymous
        """,
        redaction__texts="""
            submission_id | question_id | is_answer | masked_text | mentions
            f:1           | why         | true      | non !       | []
            f:2           | why         | true      | non         | []
            f:3           | why         | true      | merci à léo | []
            f:4           | why         | true      | merci à léo | []
            f:5           | why         | true      | Merci à Léo | []
        """,
    )

    apart = {sid: sid for sid in ("f:1", "f:2", "f:3", "f:5")}
    assert cells_by(rows, "first_submission_id", "same_submission_id") == apart


@pytest.mark.parametrize(
    ("draft", "reflection", "told"),
    [
        (11, 50, [63, 11, 50, 2]),
        (0, 50, [52, 0, 50, 2]),
        (10, 50, [62, 10, 50, 2]),
        (11, 1, [None, 11, None, 2]),
    ],
)
def test_small_totals_are_not_told_nor_subtracted(relation, draft, reflection, told):
    people = "\n".join(f"f:{number} | reflection_only" for number in range(reflection))
    totals = relation(
        "sending.totals",
        form__form="form_id | totals_withheld\n---\nf |",
        statistics__flow=f"box | submission_count\n---\ndraft | {draft}\ncounted | 52",
        respondents__contributions=(
            f"submission_id | consent\n---\n{people}\nf:98 | own_name\nf:99 | collective_name"
        ),
        sending__contributions="submission_id\n---\nf:98\nf:99",
    )

    counts = cells_by(totals, "total", "submission_count")
    assert [counts[name] for name in ("received", "draft", "reflection_only", "sendable")] == told


@pytest.mark.parametrize("why", ["chosen", "rounded"])
def test_totals_that_are_withheld_are_not_told(relation, why):
    totals = relation(
        "sending.totals",
        form__form=f"totals_withheld\n---\n{why}",
        statistics__flow="box | submission_count\n---\ncounted | 52",
    )

    assert totals == []


@pytest.mark.parametrize(
    ("submissions", "state", "told"),
    [
        ("f:1, f:2, f:4", "open", ["ONE", "TWO"]),
        ("f:1, f:2, f:4", "changed", ["ONE", "TWO"]),
        ("f:1, f:2, f:4", "applied", []),
        # Somebody who did not agree: it would tell that they wrote the same.
        ("f:1, f:4", "open", []),
    ],
)
def test_a_doubt_is_told_until_somebody_decides(relation, submissions, state, told):
    doubts = relation(
        "sending.doubts",
        review__suspicions=(f"submission_ids | state\n---\n[{submissions}] | {state}"),
        sending__contributions="submission_id | reference\n---\nf:1 | ONE\nf:2 | TWO",
    )

    assert sorted(row["submission_id"] for row in doubts) == told
