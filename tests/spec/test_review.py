"""review: what organisers are asked to look at; nothing of it is applied."""

import hashlib
from itertools import pairwise

import pytest

from consultation.decisions.sheets import key_of, read_key
from tests.cases.drawn import Row, assert_rows

TWELVE = "un deux trois quatre cinq six sept huit neuf dix onze douze"


def groups(rows: list[Row], reason: str | None = None) -> set[str]:
    """The submissions of each group, of one reason if need be, joined by +."""
    found: dict[object, list[str]] = {}
    for row in (row for row in rows if reason in (None, row["reason"])):
        found.setdefault(row["group_key"], []).append(str(row["submission_id"]))
    return {"+".join(sorted(members)) for members in found.values()}


def subjects(rows: list[Row]) -> dict[str, object]:
    """The state of each set of submissions."""
    return {"+".join(row["submission_ids"]): row["state"] for row in rows}


def test_a_row_that_moved_is_asked_about_alone(relation):
    relation(
        "review.unsure_consents",
        respondents__eligible="submission_id\n---\nf:1\nf:2\nf:3",
        clean__set_aside_cells=(
            "submission_id | rule\n---\nf:1 | moved_row\nf:2 | unknown_choice\nf:9 | moved_row"
        ),
        gives="reason | group_key | submission_id\n---\nmoved_consent | f:1 | f:1",
    )


# Voices.


def test_of_an_emails_submissions_the_latest_speaks_whatever_was_decided(chain):
    chain(
        "review.voices",
        clean__submissions="submission_id\n---\nf:1\nf:2\nf:3",
        respondents__eligible="""
            submission_id | sid | answered_at
            --------------+-----+-----------------
            f:1           | 1   | 2026-02-01 10:00
            f:2           | 2   | 2026-02-02 10:00
            f:3           | 3   | 2026-02-03 10:00
        """,
        people__people="""
            submission_id | folded_email
            --------------+-------------
            f:1           | a@b.org
            f:2           | a@b.org
        """,
        respondents__decisions="submission_ids | choice\n---\n[f:2, f:3] | same",
        gives="submission_id | arrival_number\n---\nf:2 | 1\nf:3 | 2",
    )


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Agnès Roux", "agnes roux"),
        ("ROUX  agnès", "agnes roux"),
        ("Jean-Baptiste O'Brien", "baptiste brien jean o"),
        ("Anonyme", None),
        ("x", None),
        ("06 11 22 33 44", None),
        ("a@example.org", None),
        ("", None),
    ],
)
def test_names_are_folded_and_what_is_no_name_is_nothing(chain, typed, folded):
    (voice,) = chain(
        "review.voices",
        typed__submissions=f"export_id | sid | name | submitted_at\n---\na | 1 | {typed} |",
    )

    assert voice["folded_name"] == folded


def test_a_collective_is_known_by_its_own_name(chain):
    chain(
        "review.voices",
        typed__submissions="""
            export_id | sid | name  | collective         | consent
            ----------+-----+-------+--------------------+----------------
            a         | 1   | Zoé   | Ligue de l'Exemple | collective_name
            a         | 2   | Marie | aucun              | collective_name
            a         | 3   | Zoé   | Ligue de l'Exemple | anonymous
        """,
        gives="submission_id | folded_name\n---\nf:1 | de exemple l ligue\nf:2 | marie\nf:3 | zoe",
    )


# Long texts that several wrote.


@pytest.mark.parametrize(
    ("texts", "kind", "word_counts"),
    [
        ((TWELVE, TWELVE, f"{TWELVE} treize"), "text", [12, 12]),
        (("l'eau,d’ici;l'air…l'été-2026 l'œil (l'âme)",) * 2, "text", [13, 13]),
        # People who think alike write alike.
        (("la TVA",) * 2, "text", []),
        ((TWELVE.removesuffix(" douze"),) * 2, "text", []),
        (("a, " * 11 + "!",) * 2, "text", []),
        ((TWELVE,) * 2, "choice", []),
    ],
)
def test_a_long_text_that_two_wrote_is_repeated(relation, texts, kind, word_counts):
    rows = "\n".join(f"f:{n} | why | {text}" for n, text in enumerate(texts, start=1))
    voices = "\n".join(f"f:{n}" for n in range(1, len(texts) + 1))

    found = relation(
        "review.repeated_texts",
        form__questions=f"question_id | kind\n---\nwhy | {kind}",
        review__voices=f"submission_id\n---\n{voices}",
        clean__answers=f"submission_id | question_id | text\n---\n{rows}",
    )

    assert [row["word_count"] for row in found] == word_counts


# The same answers to everything.


@pytest.mark.parametrize(
    ("voices", "is_long", "found"),
    [
        (("1||", "1||", "2||"), True, {"f:1+f:2"}),
        (("1||", "1||"), False, set()),
        # Who gives a name and who gives none may be the same.
        (("1|zoe|", "1||35000", "1|zoe|35000"), True, {"f:1+f:2+f:3"}),
        # A letter that many copied falls apart by name and postcode.
        (
            ("1|zoe|35000", "1|zoe|35000", "1|max|35000", "1|max|29000", "1||", "1||"),
            True,
            {"f:1+f:2", "f:5+f:6"},
        ),
        (("1|||individual", "1|||collective"), True, set()),
        (("||", "||"), True, set()),  # no answer at all
    ],
)
def test_the_same_answers_are_looked_at_with_a_long_text_among_them(
    relation, voices, is_long, found
):
    """Voices are `digest | name | postcode (| kind)`."""
    rows = []
    for number, voice in enumerate(voices, start=1):
        cells = [*voice.split("|"), "individual"][:4]
        rows.append(f"f:{number} | " + " | ".join(cells))
    wrote = [f"f:{n} | why" for n in range(1, len(voices) + 1)]

    same = relation(
        "review.same_words",
        form__questions="question_id | kind\n---\nwhy | text",
        clean__answers="submission_id | question_id | text\n---\n"
        + "\n".join(f"{one} | {TWELVE}" for one in wrote),
        review__voices="submission_id | written_digest | folded_name | postcode |"
        " respondent_kind\n---\n" + "\n".join(rows),
        review__repeated_texts="submission_id | question_id\n---\n" + "\n".join(wrote * is_long),
    )

    assert groups(same, "same_answers") == found


def test_a_question_may_be_called_answers(relation):
    """Its text, which several wrote, is not taken for all that they answered."""
    same = relation(
        "review.same_words",
        form__questions="question_id | kind\n---\nanswers | text",
        clean__answers=f"submission_id | question_id | text\n---\nf:1 | answers | {TWELVE}\n"
        f"f:2 | answers | {TWELVE}",
        review__voices="submission_id | written_digest | respondent_kind\n---\n"
        "f:1 | 1 | individual\nf:2 | 2 | individual",
        review__repeated_texts="submission_id | question_id | text_digest\n---\n"
        "f:1 | answers | 7\nf:2 | answers | 7",
    )

    assert groups(same, "same_answers") == set()


# The same name and the same words, wherever they live.


@pytest.mark.parametrize(
    ("texts", "digests", "names", "is_shown"),
    [
        (("court", "court"), "11", ("exemple zoe", "exemple zoe"), True),
        ((TWELVE, TWELVE), "12", ("exemple zoe", "exemple zoe"), True),
        (("court", "court"), "12", ("exemple zoe", "exemple zoe"), False),
        ((None, None), "11", ("exemple zoe", "exemple zoe"), False),
        ((TWELVE, TWELVE), "11", ("exemple zoe", "exemple max"), False),
        ((TWELVE, TWELVE), "11", ("", ""), False),
        ((TWELVE, TWELVE), "11", ("zoe", "zoe"), True),
        ((TWELVE, TWELVE, TWELVE), "111", ("zoe", "zoe", "max"), False),
        ((TWELVE, TWELVE, TWELVE), "111", ("exemple zoe", "exemple zoe", "max"), True),
    ],
)
def test_who_moved_and_sent_again_is_looked_at(relation, texts, digests, names, is_shown):
    voices = [
        f"f:{n} | {name} | {digest} | {35000 + n} | {n}@example.org"
        for n, (name, digest) in enumerate(zip(names, digests, strict=True), start=1)
    ]
    answers = [f"f:{n} | why | {text}" for n, text in enumerate(texts, start=1) if text]
    drawings = {
        "form__questions": "question_id | kind\n---\nwhy | text",
        "review__voices": "submission_id | folded_name | written_digest | postcode |"
        " folded_email\n---\n" + "\n".join(voices),
        "clean__answers": "submission_id | question_id | text\n---\n" + "\n".join(answers),
    }
    repeated_texts = [
        f"{row['submission_id']} | why | {row['text_digest']}"
        for row in relation("review.repeated_texts", **drawings)
    ]

    found = relation(
        "review.same_words",
        review__repeated_texts="submission_id | question_id | text_digest\n---\n"
        + "\n".join(repeated_texts),
        **drawings,
    )

    assert groups(found, "same_name_and_words") == ({"f:1+f:2"} if is_shown else set())


# One e-mail that may be two people's.

FATHER = "Nous vivons ici depuis quarante ans sans avoir peur de personne."
SON = "Ces appareils coûtent trop cher et filment des lycéens toute la journée."


@pytest.mark.parametrize(
    ("father", "son", "is_shown"),
    [
        (("Jean Exemple", "a60", FATHER), ("Paul Exemple", "a60", FATHER), True),
        (("Jean Exemple", "a60", FATHER), ("Jean Exemple", "a20", FATHER), True),
        (("Jean Exemple", "a60", FATHER), ("Jean Exemple", "a60", SON), True),
        (("", "", FATHER), ("", "", SON), True),
        (("Jean Exemple", "a60", FATHER), ("EXEMPLE Jaen", "a60", FATHER), False),
        (("Jean Exemple", "a60", FATHER), ("J. Exemple", "", f"{FATHER} {SON}"), False),
        (("Jean Exemple", "a60", FATHER), ("Jean Marie Exemple", "", "Autre avis."), False),
        (("Jean Exemple", "a60", FATHER), ("Exemple", "a60", ""), False),
    ],
)
def test_two_people_of_one_address_are_looked_at(chain, father, son, is_shown):
    people = list(enumerate((father, son), start=1))
    found = chain(
        "review.shared_email",
        form__questions="question_id | title | kind\n---\nq1 | Tranche d’âge | choice\n"
        "why | Pourquoi | text",
        typed__submissions="export_id | sid | name | email | submitted_at\n---\n"
        + "\n".join(
            f"a | {n} | {name} | m@example.org | 2026-02-0{n} 10:00" for n, (name, *_) in people
        ),
        typed__answers="export_id | record_number | question_id | choice_id | text\n---\n"
        + "\n".join(
            line
            for n, (_, age, text) in people
            for line in (
                f"a | {n} | q1 | {age} |" * bool(age),
                f"a | {n} | why | | {text}" * bool(text),
            )
            if line
        ),
    )

    assert groups(found) == ({"f:1+f:2"} if is_shown else set())


# Names, places and numbers that make one likely person.


def likely(chain, *voices: str) -> dict[str, str]:
    """The groups of voices `name | postcode | commune | phone | digest | e-mail`, and why each."""
    said = [[*voice.split("|"), "", "", "", "", ""][:6] for voice in voices]
    names = [name for name, *_ in said]
    rows = "\n".join(
        f"f:{n} | {n} | {names.index(cells[0]) if cells[0] else ''} | {' | '.join(cells)}"
        for n, cells in enumerate(said, start=1)
    )
    found = chain(
        "review.likely_people",
        review__voices="submission_id | voice_number | name_number | folded_name | postcode |"
        " folded_commune | phone_end | written_digest | folded_email\n---\n" + rows,
    )
    (reasons,) = [{row["group_key"]: row["reason"] for row in found}]
    return {
        "+".join(sorted(row["submission_id"] for row in found if row["group_key"] == key)): reason
        for key, reason in reasons.items()
    }


def test_whoever_is_likely_the_same_as_one_of_them_is_one_of_them(relation):
    chain = [*range(100, 140), *range(60, 20, -1)]  # the smallest id is at one end
    pairs = [*pairwise(chain), (90, 91), (91, 92), (92, 90)]
    found = relation(
        "review.likely_people",
        review__likely_pairs="submission_id | other_id | is_same_name | weight\n---\n"
        + "\n".join(f"f:{min(p):03} | f:{max(p):03} | true | 20" for p in pairs),
    )

    assert groups(found) == {
        "+".join(f"f:{n:03}" for n in sorted(chain)),
        "f:090+f:091+f:092",
    }


@pytest.mark.parametrize(
    ("voices", "why"),
    [
        # The same name and postcode, whatever the answers.
        (("zoe|35000|||1", "zoe|35000|||2", "zoe|29000|||3"), {"f:1+f:2": "same_name"}),
        (("zoe|35000|||1", "zoe|35000|||1", "zoe|29000|||3"), {"f:1+f:2": "same_name"}),
        # Spelling the commune otherwise is no other place.
        (
            ("exemple zoe||saint malo", "exemple zoe||sant malo"),
            {"f:1+f:2": "close_identity"},
        ),
        # Whoever is like one of them is one of them.
        (
            ("exemple zoe|35000", "exemplr zoe|35000", "exemprl zoe|35000"),
            {"f:1+f:2+f:3": "close_identity"},
        ),
        *(
            (
                ("exemple zoe|35000||612345678", other, "autre max|29000"),
                {"f:1+f:2": "close_identity"},
            )
            for other in (
                "exemplr zoe|35000",  # a slip of the keyboard
                "exemple z|35000",  # an initial
                "anne exemple zoe|35000",  # a second first name
                "exemple zoe|35001",  # in the postcode
                "exemple zoe|29000||612345678",  # the same telephone
                "exemple zoe|",  # no place at all
            )
        ),
    ],
)
def test_close_identities_are_looked_at(chain, voices, why):
    assert likely(chain, *voices) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("exemple zoe|35000", "exemple max|35000"),  # one household
        ("exemple zoe|35000", "durand zoe|35000"),
        ("zoe|35000", "zoe|"),  # a first name alone
        ("exemple zoe|35000|rennes", "exemple zoe|13000|marseille"),  # homonyms
        ("exemple zoe||||1|zoe@example.org", "exemple zoe||||2|autre@example.org"),
        ("|35000", "|35000"),
        ("|", "|"),
    ],
)
def test_likeness_that_many_share_is_not(chain, one, other):
    crowd = [f"exemple {n}a|{n}" for n in range(90000, 90040)]

    assert likely(chain, one, other, *crowd) == {}


# The same text in a row.


@pytest.mark.parametrize(
    ("names", "gap", "found"),
    [
        (("zoe", "max", "ana"), 0, {"f:1+f:2+f:3"}),
        (("-", "zoe", "max", "", "ana", "-"), 0, {"f:2+f:3+f:4+f:5"}),
        (("zoe", "max"), 0, set()),
        (("zoe", "zoe", "zoe"), 0, set()),
        (("", "", ""), 0, set()),
        (("zoe", "max", "-", "ana"), 0, set()),
        (("zoe", "max", "ana"), 1, set()),  # something came in between
    ],
)
def test_three_in_a_row_under_several_names_are_looked_at(relation, names, gap, found):
    """Voices that wrote the same text one after the other; `-` wrote another."""
    voices, texts = [], []
    for number, name in enumerate(names, start=1):
        arrival = number + (gap if number > 2 else 0)
        voices.append(f"f:{number} | {name if name != '-' else ''} | {arrival}")
        if name != "-":
            texts.append(f"f:{number} | why | 7")

    runs = relation(
        "review.same_words",
        review__voices="submission_id | folded_name | arrival_number\n---\n" + "\n".join(voices),
        review__repeated_texts="submission_id | question_id | text_digest\n---\n"
        + "\n".join(texts),
    )

    assert groups(runs, "same_text_in_a_row") == found


# Many in one minute.


BUSY = {f"10:{minute:02}": 4 for minute in range(60)}


@pytest.mark.parametrize(
    ("minutes", "sizes"),
    [
        ({"10:00": 5, "10:01": 4, "11:59:59": 1}, [5]),
        ({"10:00": 2, "10:00:30": 3}, [5]),  # seconds do not matter
        # A busy hour has busy minutes.
        (BUSY | {"10:30": 8}, []),
        (BUSY | {"10:30": 40}, [40]),
    ],
)
def test_five_in_one_minute_are_looked_at(relation, minutes, sizes):
    """So many voices at each of these times of day."""
    times = [time for time, count in minutes.items() for _ in range(count)]
    rows = "\n".join(f"f:{n} | 2026-02-01 {time}" for n, time in enumerate(times, start=1))

    found = relation(
        "review.same_minute", review__voices=f"submission_id | answered_at\n---\n{rows}"
    )

    assert sorted(len(group.split("+")) for group in groups(found)) == sizes


# One e-mail, many submissions; several consents.


@pytest.mark.parametrize(("count", "found"), [(4, 0), (5, 5), (69, 69)])
def test_an_email_of_five_submissions_is_looked_at(relation, count, found):
    rows = "\n".join(f"f:{n} | f:{count}" for n in range(1, count + 1))

    asked = relation(
        "review.shared_email",
        respondents_steps__email_groups=f"submission_id | email_group_id\n---\n{rows}",
    )

    assert [row["reason"] for row in asked] == ["repeated_email"] * found


@pytest.mark.parametrize(
    ("earlier", "latest", "is_asked"),
    [
        ("reflection_only", "own_name", True),
        ("anonymous", "own_name", True),
        ("unclear", "anonymous", True),
        ("own_name", "anonymous", False),  # the latest is the least public
        ("own_name", "own_name", False),
        ("own_name", "collective_name", False),
        ("reflection_only", "unclear", False),
    ],
)
def test_a_consent_is_asked_about_where_the_answer_matters(relation, earlier, latest, is_asked):
    found = relation(
        "review.unsure_consents",
        respondents__members="submission_id | contribution_id | consent\n---\n"
        f"f:1 | f:2 | {earlier}\nf:2 | f:2 | {latest}\nf:3 | f:3 | anonymous",
    )

    assert groups(found) == ({"f:1+f:2"} if is_asked else set())


# Subjects: what a row of the sheet is about.


def test_two_reasons_for_the_same_submissions_make_one_row(relation):
    found = relation(
        "review.subjects",
        review__likely_people="reason | group_key | submission_id\n---\n"
        "same_name | n | f:2\nsame_name | n | f:1",
        review__same_words="reason | group_key | submission_id\n---\n"
        "same_answers | m | f:1\nsame_answers | m | f:2",
        review__unsure_consents="reason | group_key | submission_id\n---\n"
        "changed_consent | c | f:1\nchanged_consent | c | f:2",
    )

    assert {(row["decision_kind"], tuple(sorted(row["reasons"]))) for row in found} == {
        ("same_person", ("same_answers", "same_name")),
        ("consent", ("changed_consent",)),
    }
    assert {tuple(row["submission_ids"]) for row in found} == {("f:1", "f:2")}


def test_a_decision_that_nothing_suspects_any_more_has_its_own_row(relation):
    found = relation(
        "review.subjects",
        review__likely_people="reason | group_key | submission_id\n---\n"
        "same_name | n | f:1\nsame_name | n | f:2\nsame_name | n | f:3",
        respondents__decisions="""
            subject_id | submission_ids | choice
            -----------+----------------+-------
            s1         | [f:1, f:2]     | same
            s2         | [f:3, f:4]     | same
        """,
    )

    assert {"+".join(row["submission_ids"]): row["reasons"] for row in found} == {
        "f:1+f:2+f:3": ["same_name"],
        "f:3+f:4": ["decided_before"],
    }


# Where a row stands.

SUSPECTED = """
    export_id | sid | submitted_at     | name         | postcode
    ----------+-----+------------------+--------------+---------
    a         | 1   | 2026-02-01 10:00 | Zoé Exemple  | 35000
    a         | 2   | 2026-02-02 10:00 | EXEMPLE Zoé  | 35000
    a         | 3   | 2026-02-03 10:00 | Max Exemple  | 29000
"""
ANSWERS = """
    export_id | record_number | question_id | text
    ----------+---------------+-------------+------
    a         | 1             | why         | one
    a         | 2             | why         | two
"""


def suspicions(chain, **drawings: str) -> list[Row]:
    return chain(
        "review.suspicions",
        form__questions="question_id | kind\n---\nwhy | text",
        typed__submissions=SUSPECTED,
        typed__answers=ANSWERS,
        **drawings,
    )


def given(chain, **cells: str) -> str:
    """A decision about the suspected pair, given back with the key that the sheet shows."""
    (row,) = suspicions(chain)
    decision = {
        "submission_ids": "[f:1, f:2]",
        "choice": "same",
        "fingerprint": row["key"].split("-")[1],
        "decided_at": "2026-11-24 10:00",
    } | cells
    return f"{' | '.join(decision)}\n---\n{' | '.join(decision.values())}"


def test_an_undecided_row_says_what_speaks_for_and_against(chain):
    found = suspicions(chain)

    assert_rows(
        found,
        """
        state | submission_count | excess_count | linked_count | name_count | postcode_count
        ------+------------------+--------------+--------------+------------+---------------
        open  | 2                | 1            | 0            | 1          | 1
        """,
    )
    assert_rows(found, "distinct_answers_count | email_count | respondent_count\n---\n2 | 0 | 2")


@pytest.mark.slow
@pytest.mark.parametrize("choice", ["same", "different"])
def test_a_decided_row_stays_with_its_decision(chain, choice):
    found = suspicions(chain, raw__decisions=given(chain, choice=choice))

    assert_rows(
        found,
        f"state | choice | excess_count | reasons\n---\napplied | {choice} | 1 | ['same_name']",
    )


def test_a_row_whose_submissions_have_changed_is_asked_again(chain):
    found = suspicions(chain, raw__decisions=given(chain, fingerprint="other"))

    assert_rows(found, "state | choice\n---\nchanged | same")


def test_a_group_that_has_grown_is_asked_again_with_what_was_decided(chain):
    decision = given(chain)
    more = SUSPECTED + "    a | 4 | 2026-02-04 10:00 | Zoé Exemple | 35000\n"

    found = chain(
        "review.suspicions",
        form__questions="question_id | kind\n---\nwhy | text",
        typed__submissions=more,
        typed__answers=ANSWERS,
        raw__decisions=decision,
    )

    assert subjects(found) == {"f:1+f:2+f:4": "grown"}
    assert_rows(found, "choice\n---\nsame")


def test_a_decision_about_more_covers_what_is_left_of_the_group(chain):
    chain(
        "review.past_decisions",
        review__subjects="decision_kind | subject_id | submission_ids\n---\n"
        "same_person | now | [f:1, f:2]",
        review__members="decision_kind | subject_id | submission_id\n---\n"
        "same_person | now | f:1\nsame_person | now | f:2",
        respondents__decisions="""
            subject_id | submission_ids  | choice    | state
            -----------+-----------------+-----------+--------
            before     | [f:1, f:2, f:3] | same      | applied
            other      | [f:2, f:3]      | different | applied
        """,
        gives="decided_subject_id | is_covering | is_exact\n---\nbefore | true | false",
    )


def test_a_row_stands_under_the_decision_that_is_obeyed(chain):
    chain(
        "review.past_decisions",
        review__subjects="decision_kind | subject_id | submission_ids\n---\n"
        "same_person | now | [f:1, f:2]",
        review__members="decision_kind | subject_id | submission_id\n---\n"
        "same_person | now | f:1\nsame_person | now | f:2",
        respondents__decisions="""
            subject_id | submission_ids  | choice    | state     | decided_at
            -----------+-----------------+-----------+-----------+-----------------
            now        | [f:1, f:2]      | same      | overruled | 2026-11-01 10:00
            more       | [f:1, f:2, f:3] | different | applied   | 2026-11-02 10:00
        """,
        gives="decided_subject_id | is_covering\n---\nmore | true",
    )


@pytest.mark.slow
def test_different_people_who_are_linked_through_others_are_contradictory(chain):
    """f:1 and f:2 are different, and each the same as f:3: nobody can be right."""
    rows = suspicions(chain)
    keys = {"+".join(row["submission_ids"]): row["key"].split("-")[1] for row in rows}
    decisions = given(chain, choice="different")
    others = chain(
        "people.fingerprints",
        form__questions="question_id | kind\n---\nwhy | text",
        typed__submissions=SUSPECTED,
        typed__answers=ANSWERS,
    )
    checksums = {row["submission_id"]: row["same_person"] for row in others}
    for pair in (("f:1", "f:3"), ("f:2", "f:3")):
        told = " ".join(str(checksums[name]) for name in pair).encode()
        keys["+".join(pair)] = hashlib.sha256(told).hexdigest()[:16]
        decisions += f"\n[{', '.join(pair)}] | same | {keys['+'.join(pair)]} | 2026-11-24 10:00"

    assert subjects(suspicions(chain, raw__decisions=decisions)) == {
        "f:1+f:2": "contradictory",
        "f:1+f:3": "applied",
        "f:2+f:3": "applied",
    }


def test_too_many_submissions_for_one_cell_are_shown_and_cannot_be_decided(chain):
    found = suspicions(
        chain,
        form__thresholds="cell_character_limit | long_text_word_count | run_submission_count |"
        " address_submission_count\n---\n7 | 12 | 3 | 5",
    )

    assert_rows(found, "state | key\n---\ntoo_many |")


def test_the_key_is_the_one_that_python_checks(chain):
    (row,) = suspicions(chain)

    key = read_key(row["key"])
    assert key is not None
    assert key_of(key.kind, key.fingerprint, row["submission_ids"]) == row["key"]
