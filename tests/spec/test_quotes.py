"""quotes.*: which texts people may quote, what they chose of them, and how long that holds."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest

from tests.cases.drawn import assert_rows, cells_by, drawing_of

TEXT = "C’est trop  cher, et surtout : cher pour nous."
QUESTIONS = """
    question_id | kind   | audience | has_families | position
    why         | text   | all      | true         | 1
    how         | choice | all      | false        | 2
"""
CITE = (("cite", ""),)


def fingerprint(consent: str, text: str) -> str:
    return hashlib.sha256(f"{consent} {text}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Case:
    """A text as it would leave today, and what was decided when it was shown."""

    state: str  # of the decision
    given: tuple[tuple[str, str], ...] = CITE
    shown: tuple[str, str] = ("anonymous", TEXT)
    now: tuple[str, str] = ("anonymous", TEXT)
    reading: str = "applied"
    is_withheld: bool = False
    is_sent: bool = True


def built(chain, table: str, cases: Iterable[Case], **drawings: str) -> list[dict[str, object]]:
    """A table, where f:1 is about the first case, f:2 about the second…"""
    decisions, sent, read, masked = [], [], [], []
    for sid, case in enumerate(cases, start=1):
        decisions += [
            f"quote | [f:{sid}] | why | {fingerprint(*case.shown)} | {choice} | ['{passage}']"
            for choice, passage in case.given
        ]
        consent, text = case.now
        is_withheld = str(case.is_withheld).lower()
        if case.is_sent:
            sent.append(f"f:{sid} | R{sid}")
            read.append(f"f:{sid} | R{sid} | why | {consent} | {case.reading} | {is_withheld}")
            masked.append(f'f:{sid} | why | "{text}"')
    of_decisions = "decision_kind | submission_ids | question_id | fingerprint | choice | words"
    of_readings = "submission_id | reference | question_id | consent | state | is_withheld"
    tables = {
        "form__questions": QUESTIONS,
        "raw__decisions": drawing_of(of_decisions, decisions),
        "sending__contributions": drawing_of("submission_id | reference", sent),
        "sending__readings": drawing_of(of_readings, read),
        "redaction__texts": drawing_of("submission_id | question_id | masked_text", masked),
    }
    return chain(table, **tables | drawings)


def found_in(*rows: str) -> str:
    """The themes found in answers to `why`, written « submission | theme | state »."""
    return drawing_of(
        "question_id | submission_id | theme_id | state", (f"why | {row}" for row in rows)
    )


def test_a_choice_holds_while_the_text_leaves_word_for_word_read_again_and_no_less_public(chain):
    cases = [
        Case("applied"),
        Case("unread", reading="open"),
        Case("unread", reading="sent_again"),
        Case("withheld", is_withheld=True),
        Case("left", is_sent=False),  # withdrawn, refused, sent again under another number
        Case("changed", now=("anonymous", TEXT + " Et laid.")),
        Case("applied", now=("own_name", TEXT)),
        Case("applied", now=("collective_name", TEXT)),
        Case("changed", shown=("own_name", TEXT)),
        Case("changed", shown=("own_name", TEXT), now=("collective_name", TEXT)),
        Case("contradictory", given=(*CITE, ("pass", ""))),
        Case("contradictory", given=(("cite", "trop cher"), ("cite", "cher pour nous"))),
        Case("applied", given=(("cite", "trop cher, […] cher pour nous."),)),
        Case("unfound", given=(("cite", "cher pour nous […] trop cher"),)),
        Case("unfound", given=(("cite", "rop cher"),)),
        Case("unfound", given=(("cite", "C.est"),)),
    ]

    rows = built(chain, "quotes_steps.judgements", cases)

    assert cells_by(rows, "submission_id", "state") == {
        f"f:{sid}": case.state for sid, case in enumerate(cases, start=1)
    }


def test_a_quote_is_signed_as_its_author_agreed_and_is_there_for_each_theme_that_counts(chain):
    consents = ["own_name", "collective_name", "own_name", "anonymous"]
    said = [(consent, f"cher {n}") for n, consent in enumerate(consents)]

    cases = [Case("applied", shown=each, now=each) for each in said]
    cases += [Case("applied", given=(("pass", ""),)), Case("withheld", is_withheld=True)]
    themes = found_in("f:1 | cost | yes", "f:1 | ours | yes", "f:1 | doubtful | open")
    names = "submission_id | name\n---\nR1 | Ana\nR2 | Les Lilas"
    quotes = built(
        chain, "quotes.chosen", cases, sending__names=names, coding__submission_themes=themes
    )

    assert_rows(
        quotes,
        """
        reference | theme_id | quote_text | attribution
        R1        | cost     | cher 0     | Ana
        R1        | ours     | cher 0     | Ana
        R2        |          | cher 1     | Les Lilas
        R3        |          | cher 2     | sans nom
        R4        |          | cher 3     | sans nom
        """,
    )


def test_under_the_theme_chosen_alone_while_it_is_one_of_the_text(chain):
    """The theme left f:2, nothing was found in f:3, and two were chosen at once of f:4."""
    said = {f"f:{sid}": ("anonymous", f"{TEXT} {sid}") for sid in range(1, 5)}
    chosen = [("f:1", "cost"), ("f:1", ""), *((sid, "cost") for sid in said), ("f:4", "ours")]

    quotes = built(
        chain,
        "quotes.chosen",
        [Case("applied", shown=one, now=one) for one in said.values()],
        raw__decisions=drawing_of(
            "decision_kind | choice | question_id | submission_ids | theme_id | fingerprint",
            (f"quote | cite | why | [{i}] | {theme} | {fingerprint(*said[i])}"
             for i, theme in chosen),
        ),
        coding__submission_themes=found_in(
            *("f:1 | cost | yes", "f:1 | ours | yes", "f:2 | ours | yes"),
            *("f:4 | cost | yes", "f:4 | ours | yes"),
        ),
    )  # fmt: skip

    assert_rows(quotes, "submission_id | theme_id\n---\nf:1 | cost\nf:4 | cost\nf:4 | ours")


def test_a_passage_of_a_text_of_several_themes_is_quoted_under_one_of_its_own_or_not_at_all(chain):
    """Codes may have changed since it was chosen."""
    given = ("[f:1] |", "[f:2] |", "[f:3] | cost", "[f:4] |")
    shown = fingerprint("anonymous", TEXT)

    columns = "submission_ids | theme_id | words | question_id | choice | fingerprint"
    decided = (f"{chosen} | ['trop cher'] | why | cite | {shown} | quote" for chosen in given)
    rows = built(
        chain,
        "quotes_steps.judgements",
        [Case("applied")] * 4,
        raw__decisions=drawing_of(f"{columns} | decision_kind", decided),
        coding__submission_themes=found_in(
            *("f:1 | cost | yes", "f:1 | ours | open"),
            *("f:2 | cost | yes", "f:2 | ours | yes", "f:3 | ours | yes"),
        ),
    )

    assert_rows(
        rows,
        "submission_id | state\n---\nf:1 | applied\nf:2 | unthemed\nf:3 | unthemed\nf:4 | applied",
    )


def test_the_same_words_are_quoted_once_and_the_other_is_told_whose(chain):
    letter = "Rendez cette place aux gens du quartier, et le budget des caméras à la crèche."
    texts = [
        letter,
        letter.upper() + " Merci.",
        "Moi aussi je le dis : rendez cette place aux gens du quartier !",
        "Rendez la crèche aux gens d'ici.",
        "Trop cher.",
        "trop cher",
    ]
    cases = [Case("", shown=("anonymous", text), now=("anonymous", text)) for text in texts]
    cases[2] = replace(cases[2], given=(("cite", "rendez cette place aux gens du quartier"),))
    cases.append(replace(cases[0], is_sent=False))  # what is not quoted repeats nothing

    rows = built(chain, "quotes.decisions", cases)

    same_as = {"f:2": "R1", "f:3": "R1", "f:6": "R5"}
    assert {row["submission_id"]: row["same_as"] for row in rows if row["same_as"]} == same_as
    assert {row["submission_id"] for row in rows if row["state"] == "repeated"} == set(same_as)


# What people are asked about.

THRESHOLDS = """
    quote_fewest_words | quote_most_words | quote_candidate_limit
    5                  | 10               | 2
"""


def texts(*rows: str) -> str:
    """A drawing of texts that may be quoted."""
    return drawing_of(
        "submission_id | sent_text | word_count | is_letter | is_marked | question_id",
        (f"{row} | why" for row in rows),
    )


def asked(relation, quotable: str, **drawings: str) -> dict[str | None, set[str]]:
    """The texts that people are asked about, by theme."""
    found: dict[str | None, set[str]] = {}
    for row in relation(
        "quotes.candidates",
        form__questions=QUESTIONS,
        form__thresholds=THRESHOLDS,
        quotes__texts=quotable,
        **{"quotes__decisions": "submission_id | question_id\n---"} | drawings,
    ):
        found.setdefault(row["theme_id"], set()).add(row["submission_id"])
    return found


def test_marked_texts_come_first_then_those_that_can_be_quoted_and_are_no_copies(relation):
    quotable = texts(
        "f:1 | a | 50 | true  | true ",
        "f:2 | b | 6  | false | false",
        "f:3 | c | 4  | false | false",
        "f:4 | d | 11 | false | false",
        "f:5 | e | 6  | true  | false",
    )

    assert asked(relation, quotable) == {None: {"f:1", "f:2"}}


def test_a_rare_theme_has_its_places_even_if_it_has_copies_and_long_texts_alone(relation):
    quotable = texts(
        *(f"f:{sid} | text {sid} | 6 | false | false" for sid in range(1, 9)),
        "f:9 | long | 300 | true | false",
    )
    themes = found_in(*(f"f:{sid} | often | yes" for sid in range(1, 9)), "f:9 | rare | open")

    found = asked(relation, quotable, coding__submission_themes=themes)

    assert found["rare"] == {"f:9"}
    assert len(found["often"]) == 2


@pytest.mark.parametrize("leading", ["yes |", "| In favour"])
def test_those_who_chose_otherwise_have_places_of_their_own(leading, relation):
    """Otherwise than the answer, or the side, that has more than half."""
    quotable = texts(*(f"f:{sid} | text {sid} | 6 | false | false" for sid in range(1, 10)))
    choices = [f"f:{sid} | how | {'no' if sid == 9 else 'yes'}" for sid in range(1, 10)]

    found = asked(
        relation,
        quotable,
        statistics_steps__option_counts=f"""
            question_id | counting_rule | chosen_share | choice_id | group_label
            how         | all           | 0.9          | {leading}
        """,
        form__groups="question_id | choice_id | group_label\n---\nhow | yes | In favour",
        statistics_steps__choices_made=drawing_of(
            "submission_id | question_id | choice_id", choices
        ),
    )

    assert "f:9" in found[None]
    assert len(found[None]) == 3


def test_the_same_words_are_asked_about_once_and_what_was_decided_stays(relation):
    quotable = texts(
        "f:1 | Trop cher pour nous ici  | 5 | false | false",
        "f:2 | TROP CHER, pour nous ici | 5 | false | false",
        "f:3 | Oui                      | 1 | false | false",
    )
    decisions = "submission_id | question_id\n---\nf:2 | why\nf:3 | why"

    assert asked(relation, quotable, quotes__decisions=decisions) == {None: {"f:2", "f:3"}}


def test_a_text_is_quotable_when_it_was_read_again_and_is_not_kept_back(chain):
    chain(
        "quotes.texts",
        form__questions=QUESTIONS,
        sending__readings="""
            submission_id | question_id | state   | is_withheld
            f:1           | why         | applied | false
            f:2           | why         | applied | true
            f:3           | why         | open    | false
            f:4           | how         | applied | false
            f:5           | why         | applied | false
        """,
        redaction__texts="""
            submission_id | question_id | masked_text
            f:1           | why         | Trop cher ici.
            f:2           | why         | Trop cher ici.
            f:3           | why         | Trop cher ici.
            f:4           | how         | Trop cher ici.
            f:5           | why         | …
        """,
        families__members="submission_id | question_id | family_id | has_addition\n---\n"
        "f:1 | why | one | true",
        gives="submission_id | word_count | is_letter\n---\nf:1 | 3 | false",
    )


def test_quotes_are_told_with_how_many_texts_could_be_quoted_letters_aside(relation):
    relation(
        "quotes.coverage",
        quotes__texts="""
            submission_id | question_id | is_letter
            f:1           | why         | false
            f:2           | why         | false
            f:3           | why         | true
            f:4           | why         | true
            f:5           | how         | false
        """,
        quotes__chosen="""
            submission_id | question_id | theme_id
            f:1           | why         | cost
            f:1           | why         | time
            f:4           | why         |
        """,
        gives="question_id | quote_count | text_count\n---\nwhy | 2 | 3\n| 2 | 4",
    )
