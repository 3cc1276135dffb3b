"""coding.theme_readings, statistics.theme_counts, theme_statements: what counts, and is told."""

import pytest

from consultation.warehouse.tables import agreeing
from tests.cases.drawn import Warehouse, assert_rows
from tests.cases.one_after_another import OneAfterAnother

UNIT_THEMES = """
    unit_id | question_id | theme_id | state
    {}
"""


def test_a_text_is_coded_when_all_its_units_are_and_has_their_themes_once(chain):
    tables = {
        "coding__unit_submissions": """
            submission_id | question_id | unit_id
            f:1           | why         | letter
            f:2           | why         | letter
            f:2           | why         | added
            f:3           | why         | letter
            f:3           | why         | later
        """,
        "coding__units": """
            unit_id | question_id | unit_kind | sample_rank
            letter  | why         | letter    | 1
            added   | why         | addition  | 3
            later   | why         | addition  | 2
        """,
        "coding__codes": "unit_id | coder\n---\nletter | A\nletter | B\nadded | A",
        "coding__unit_themes": UNIT_THEMES.format(
            "letter | why | fear | yes\nletter | why | cost | open\nadded | why | cost | yes\n"
            "added | why | fear | no"
        ),
        "coding__themes": "theme_id\n---\nfear\ncost",
    }

    assert_rows(
        chain("coding.submission_states", **tables),
        """
        submission_id | unit_id | is_coded | is_drawn | has_open | theme_count
        f:1           | letter  | true     | true     | true     | 1
        f:2           | letter  | true     | false    | false    | 2
        f:3           | letter  | false    | false    | true     | 1
        """,
    )
    assert_rows(
        chain("coding.theme_readings", **tables),
        """
        submission_id | theme_id | state | is_drawn
        f:1           | fear     | yes   | true
        f:1           | cost     | open  | true
        f:2           | fear     | yes   | false
        f:2           | cost     | yes   | false
        """,
    )


def test_over_all_questions_the_texts_that_a_theme_is_for_are_read_and_no_other_counts(relation):
    """Fear is for « why » alone, since a change of the grid: what was read of « how » is left."""
    relation(
        "statistics_steps.theme_readings",
        coding__submission_states="submission_id | question_id\n---\n"
        "f:1 | why\nf:1 | how\nf:2 | why\nf:2 | how",
        coding__themes="theme_id | question_ids\n---\nfear | ['why']",
        coding__theme_readings="""
            submission_id | question_id | theme_id | state
            f:1           | how         | fear     | yes
            f:2           | how         | fear     | yes
            f:2           | why         | fear     | no
        """,
        statistics_steps__coded_texts="submission_id\n---\nf:1\nf:2",
        gives="submission_id | theme_id | state\n---\nf:2 | fear | no",
    )


def drawn(*read: int, theme: str = "fear", found: tuple[int, ...] = ()) -> str:
    """The texts of these ranks were read for a theme."""
    states = {rank: "yes" if rank in found else "no" for rank in read}
    return "\n".join(f"u{rank} | why | {theme} | {state}" for rank, state in states.items())


RANKS = range(1, 11)
TEN = {
    "coding__units": "unit_id | question_id | unit_kind | sample_rank\n---\n"
    + "\n".join(f"u{rank} | why | text | {rank}" for rank in RANKS),
    "coding__unit_submissions": "unit_id | question_id | submission_id\n---\n"
    + "\n".join(f"u{rank} | why | f:{rank}" for rank in RANKS),
    "coding__codes": "unit_id | coder\n---\n" + "\n".join(f"u{rank} | A" for rank in RANKS),
    "coding__themes": "theme_id | title | position | question_ids\n---\n"
    "fear | Fear | 1 | []\ncost | Cost | 2 | []",
    "statistics__weights": "submission_id\n---\n" + "\n".join(f"f:{rank}" for rank in RANKS),
    "form__questions": "question_id | title | position\n---\nwhy | Why | 1",
}


def built(table: str, unit_themes: str, **more: str) -> list[dict[str, object]]:
    warehouse = Warehouse(TEN | {"coding__unit_themes": UNIT_THEMES.format(unit_themes)} | more)
    warehouse.build_chain("statistics_steps.theme_sums")
    agreeing.measure_bounds(warehouse.connection, OneAfterAnother())
    rows = [row for row in warehouse.build_chain(table) if row["question_id"] == "why"]
    return [row for row in rows if row.get("counting_rule", "all") == "all"]


def test_a_share_is_of_the_longest_beginning_of_the_draw_without_a_hole_and_the_rest_was_chosen():
    """Fear is read to the third text, and in two more. Cost was added when two had been read."""
    read = drawn(1, 2, 3, 5, 9, found=(2, 5, 9)) + "\n" + drawn(3, 5, theme="cost", found=(5,))

    assert_rows(
        built("statistics.theme_counts", read),
        """
        theme_id | coded_count | theme_count | theme_share | chosen_coded_count | chosen_theme_count
        fear     | 3           | 1           | 0.333333    | 2                  | 2
        cost     | 0           | 0           |             | 2                  | 1
        """,
    )


@pytest.mark.parametrize(
    ("read", "found", "in_letter", "told"),
    [
        ((1, 2, 3, 4, 5), (2, 4), 1, (2 / 5, 0.2, 0.7)),  # of 10: test_drawn_shares counts them
        ((1, 2, 3, 4, 5, 7, 8), (2, 4), 1, (2 / 5, 0.2, 0.7)),  # what is read beyond is nothing
        ((2, 3, 4), (2, 4), 1, None),  # nothing is of the draw
        (tuple(RANKS), (2, 4), 1, (0.2, 0.2, 0.2)),  # all is read
        # Nothing is known of a letter that is not read: the fifth, of five people.
        ((1, 2, 3, 4), (2, 5), 5, (1 / 4, 1 / 14, 11 / 14)),
        ((1, 2, 3, 4, 5), (2, 5), 5, (6 / 9, 6 / 14, 11 / 14)),
    ],
)
def test_bounds_of_a_share_are_of_what_was_drawn_alone(read, found, in_letter, told):
    others = [f"f:{number}" for number in range(11, 10 + in_letter)]
    senders = [TEN["coding__unit_submissions"], *(f"u5 | why | {other}" for other in others)]
    rows = built(
        "statistics.theme_counts",
        drawn(*read, found=found),
        coding__unit_submissions="\n".join(senders),
        statistics__weights="\n".join([TEN["statistics__weights"], *others]),
    )

    fear = next(row for row in rows if row["theme_id"] == "fear")
    shares = tuple(fear[name] for name in ("theme_share", "lowest_share", "highest_share"))
    assert shares == (pytest.approx(told, abs=1e-6) if told else (None,) * 3)


def test_a_disagreement_is_open_counted_apart_and_in_no_theme():
    read = "u1 | why | fear | open\nu2 | why | fear | yes\nu3 | why | fear | no"
    (fear, _) = built("statistics.theme_counts", read)

    assert (fear["coded_count"], fear["open_count"], fear["theme_count"]) == (3, 1, 1)


@pytest.mark.parametrize(
    ("alpha", "read", "told"),
    [
        ("0.85", tuple(RANKS), "2 contributions sur 10 (20,0 %) ; accord solide entre les personnes"
         " qui ont codé (alpha 0,850)"),
        ("0.7", (1, 2, 3, 4, 5, 9), "2 contributions sur 5 lues dans l’ordre du tirage (40,0 % ;"
         " entre 20,0 % et 70,0 % si tout était lu, 95 fois sur 100) ; hors tirage, 0 sur 1 autre"
         " lue ; accord à prendre avec prudence (alpha 0,700)"),
        ("0.244", (1, 2, 3, 4, 5, 9), "environ la moitié, sur 5 contributions lues ; accord"
         " insuffisant (alpha 0,244) : le nombre dépend de qui a lu, un ordre de grandeur et rien"
         " de plus"),
        ("", (2, 4), "rien n’est lu dans l’ordre du tirage ; hors tirage, 2 sur 2 autres lues ;"
         " accord indéterminé, faute de différences à comparer"),
        (None, tuple(RANKS), "2 contributions sur 10 (20,0 %) ; accord non mesuré : personne n’a"
         " cherché ce thème dans les textes d’une autre personne"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_theme_is_what_its_draw_and_its_agreement_permit(alpha, read, told):
    agreed = "theme_id | alpha\n---\n" + ("" if alpha is None else f"fear | {alpha}")
    rows = built(
        "statistics.theme_statements", drawn(*read, found=(2, 4)), coding__agreement=agreed
    )

    fear = next(row for row in rows if row["theme_id"] == "fear")
    assert str(fear["statement"]).replace("\u00a0", " ") == told


def test_nothing_is_told_as_long_as_nothing_is_coded(chain):
    tables = {**TEN, "coding__codes": "unit_id\n---\n", "coding__unit_themes": "unit_id\n---\n"}

    for table in ("coding.submission_states", "statistics.coding_coverage"):
        assert chain(table, **tables) == []


def test_a_rule_with_few_contributions_is_named_and_not_ranged(relation):
    """Eleven persons, ten of them not from a collective: what ten say is in no range."""
    weights = "\n".join(
        f"f:{n} | all\n" + (f"f:{n} | individuals\n" if n < 11 else "") for n in range(1, 12)
    )
    rows = relation(
        "statistics.rule_counts",
        statistics__weights=f"submission_id | counting_rule\n---\n{weights}",
    )

    assert {row["counting_rule"] for row in rows if row["is_ranged"]} == {"all"}


def test_over_all_questions_a_theme_is_counted_among_those_who_wrote_what_it_is_for(chain):
    """Fear is for « why », which two of three wrote about. Fun is for one no longer coded."""
    rows = chain(
        "statistics.theme_counts",
        coding__submission_states="submission_id | question_id | is_coded | is_drawn\n---\n"
        "f:1 | why | true | true\nf:1 | how | true | true\n"
        "f:2 | why | true | true\nf:3 | how | true | true",
        coding__themes="theme_id | question_ids\n---\nfear | ['why']\ncost | []\nfun | ['where']",
        coding__theme_readings="""
            submission_id | question_id | theme_id | state | is_drawn
            f:1           | why         | fear     | yes   | true
            f:2           | why         | fear     | no    | true
            f:1           | why         | cost     | no    | true
            f:1           | how         | cost     | no    | true
            f:2           | why         | cost     | no    | true
            f:3           | how         | cost     | yes   | true
        """,
        statistics__weights="submission_id\n---\nf:1\nf:2\nf:3",
        form__questions="question_id | title | position\n---\nwhy | Why | 1\nhow | How | 2",
    )

    assert_rows(
        [row for row in rows if row["question_id"] is None and row["counting_rule"] == "all"],
        """
        theme_id | written_count | coded_count | theme_count | theme_share
        fear     | 2             | 2           | 1           | 0.5
        cost     | 3             | 3           | 1           | 0.333333
        fun      | 0             | 0           | 0           |
        """,
    )
