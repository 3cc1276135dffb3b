"""families.*: who used which letter, what they added, and what only repeats a letter."""

import hashlib

import pytest

from consultation.warehouse.tables.models import query_of
from tests.cases.drawn import assert_rows, drawing_of, drawn_for_a_while


def test_a_family_counts_people_texts_and_what_they_did_with_the_letter(chain):
    chain(
        "families.families",
        clean__answers="""
            submission_id | question_id | text
            f:1           | why         | LA LETTRE
            f:2           | why         | La lettre.
            f:3           | why         | la lettre
            f:4           | why         | La lettre, et…
        """,
        respondents__contributions="""
            submission_id | answered_at
            f:1           | 2026-02-03 10:00
            f:2           | 2026-02-01 10:00
            f:3           | 2026-02-02 10:00
            f:4           | 2026-02-04 10:00
        """,
        wordings__members="""
            question_id | submission_id | family_id | text_id | relation | similarity
            why         | f:1           | why-a     | letter  | same     | 1
            why         | f:2           | why-a     | letter  | original | 1
            why         | f:3           | why-a     | letter  | same     | 1
            why         | f:4           | why-a     | longer  | extended | 0.95
        """,
        wordings__changes="""
            question_id | text_id | change       | has_addition
            why         | letter  | as_is        | false
            why         | longer  | own_addition | true
        """,
        gives="""
        family_id | respondent_count | distinct_text_count | as_is_count | blanks_only_count \
| own_addition_count | original_text | first_answered_at | last_answered_at
        why-a     | 4                | 2                   | 3           | 0                 \
| 1                  | La lettre.    | 2026-02-01 10:00  | 2026-02-04 10:00
        """,
    )


def members(*rows: str) -> str:
    return drawing_of("submission_id | question_id | family_id | has_addition", rows)


# Whoever else is in a family: « big » has three respondents with f:1, « pair » two.
OTHERS = [
    f"f:{number} | why | {family} | false"
    for family, count in {"big": 2, "big_too": 3, "pair": 1}.items()
    for number in range(2, 2 + count)
]


@pytest.mark.parametrize(
    ("texts", "in_families", "is_template"),
    [
        ([], [], False),  # without a long text
        (["why"], ["why | big | false"], True),
        (["why"], ["why | big | true"], False),
        (["why"], ["why | pair | false"], False),
        (["why"], [], False),
        (["why", "how"], ["why | big | false"], False),
        (["why", "how"], ["why | big | false", "how | pair | false"], False),
        (["why", "how"], ["why | big | false", "how | big_too | false"], True),
        (["why", "how"], ["why | big | false", "how | big_too | true"], False),
    ],
)
def test_a_template_contribution_only_repeats_letters(relation, texts, in_families, is_template):
    found = relation(
        "families.template_contributions",
        wordings__texts="submission_id | question_id\n---\n"
        + "\n".join(f"f:1 | {question}" for question in texts),
        families__members=members(*(f"f:1 | {row}" for row in in_families), *OTHERS),
    )

    assert bool(found) is is_template


def test_the_largest_family_is_chosen_over_all_questions_and_ties_by_its_id(relation):
    relation(
        "families.largest",
        families__members=members(
            "f:1 | why | why-b | false",
            "f:1 | how | how-c | false",
            "f:2 | why | why-b | false",
            "f:2 | how | how-a | false",
            "f:3 | how | how-a | false",
        ),
        gives="submission_id | family_id | respondent_count\n---\n"
        "f:1 | why-b | 2\nf:2 | how-a | 2\nf:3 | how-a | 2",
    )


LETTERS = str.maketrans("0123456789abcdef", "BCDFGHJKLMNPQRST")


def test_a_letter_is_named_after_the_smallest_sid_that_sent_it(relation):
    """Whoever is its smallest text, or sent it later, changes nothing."""
    name = hashlib.sha256(b"f letter why f:9").hexdigest()[:6].translate(LETTERS)

    relation(
        "sending.letter_names",
        form__form="form_id\n---\nf",
        families__members="question_id | submission_id | family_id\n---\n"
        "why | f:10 | why-a\nwhy | f:9 | why-a\nwhy | f:200 | why-a",
        clean__submissions="submission_id | sid\n---\nf:9 | 9\nf:10 | 10\nf:200 | 200",
        gives=f"family_id | letter_name\n---\nwhy-a | {name}",
    )


def test_the_letters_of_the_pack_keep_their_names_and_are_spelled_as_most_did():
    """Never as the first to send it: who wrote that spelling could be told to have come first. A
    letter is of three people and its words; one that only masks made alike is called after its
    identifier."""
    drawings = dict(
        form__thresholds="letter_word_count\n---\n3",
        form__questions="question_id\n---\nwhy",
        families__families="family_id | question_id | respondent_count\n---\n"
        "why-a | why | 3\nwhy-b | why | 4\nwhy-00c4de | why | 2",
        families__members="""
            question_id | submission_id | family_id  | relation
            why         | r:1           | why-a      | original
            why         | r:2           | why-a      | same
            why         | r:3           | why-a      | same
            why         | r:4           | why-b      | original
            why         | r:5           | why-00c4de | original
        """,
        sending__letters="submission_id | question_id | letter_name\n---\n"
        "r:1 | why | MDTB\nr:2 | why | MDTB\nr:3 | why | MDTB\nr:4 | why | KKPC",
        clean__answers="""
            submission_id | question_id | text
            r:1           | why         | a first version
            r:2           | why         | the same letter
            r:3           | why         | the same letter
            r:4           | why         | too short
            r:5           | why         | of two people
        """,
    )

    with drawn_for_a_while(drawings) as warehouse:
        rows = warehouse.rows(query_of("pack.annex_files__families"))

    assert_rows(
        rows,
        """
        family_id  | family_label           | is_letter | original_text
        why-a      | MDTB · the same letter | true      | the same letter
        why-b      | KKPC · too short       | false     | too short
        why-00c4de | BBQGRS · of two people | false     | of two people
        """,
    )
