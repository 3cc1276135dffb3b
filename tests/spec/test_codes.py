"""coding.codes, coding.settlements and coding.themes: what people found in each text, as they said
it last."""

import pytest

from tests.cases.drawn import drawing_of

READ = "file_id | read_at\n---\nd | 2026-11-25 08:00\ne | 2026-11-25 08:00"
ONE = "unit_id | text_digest\n---\nu | t"
LETTER = "unit_id | text_digest | is_original\n---\nu | original | true\nu | copy | false"


@pytest.fixture
def coded(relation):
    def build(codes, units=ONE, table="coding.codes", **drawings):
        given = {"raw__codes": codes, "coding__unit_texts": units, "raw__decision_files": READ}
        return relation(table, **(given | drawings))

    return build


AT = "2026-11-24"
APART = (
    f"original | A | [cout] | none | false | {AT} 10:00",
    f"copy | A | [sante] | none | false | {AT} 11:00",
)


@pytest.mark.parametrize(
    ("codes", "units", "last"),
    [
        # What was found in any wording of a letter holds for the letter.
        ([f"copy | A | [cout, sante] | | false | {AT} 10:00"], LETTER, "A | ['cout', 'sante']"),
        # Each coder's last counts, and a text that fits no theme is coded.
        ([f"t | A | [cout] | | false | {AT} 10:00", f"t | A | [] | | false | {AT} 11:00",
          f"t | B | [sante] | | false | {AT} 09:00"], ONE, "A | []\nB | ['sante']"),
        # What was erased on purpose is not coded any more.
        ([f"t | A | [cout] | | false | {AT} 10:00", f"t | A | [] | | true | {AT} 11:00"], ONE, ""),
        # What was written over a code is newer than that code in an old copy.
        ([f"t | A | [cout] | none | false | {AT} 10:00",
          f"t | A | [sante] | cout | false | {AT} 11:00",
          f"t | A | [cout] | none | false | {AT} 12:00"], ONE, "A | ['sante']"),
        # Of texts that became copies the original's code holds until it is changed.
        (APART, LETTER, "A | ['cout']"),
        ([*APART, f"copy | A | [sante] | cout | false | {AT} 12:00"], LETTER, "A | ['sante']"),
        # What is settled is nobody's code.
        ([f"t | | [cout] | | false | {AT} 10:00", f"t | A | [sante] | | false | {AT} 10:00"], ONE,
         "A | ['sante']"),
    ],
)  # fmt: skip
def test_the_last_code_of_each_coder_counts(coded, codes, units, last):
    columns = "text_digest | coder | theme_ids | shown | is_cancelled | decided_at"
    coded(drawing_of(columns, codes), units, gives=f"coder | theme_ids\n---\n{last}")


def test_what_is_settled_is_of_the_unit(coded):
    coded(
        "text_digest | coder | theme_ids\n---\nt | | [cout]\nt | A | [sante]",
        table="coding.settlements",
        gives="unit_id | theme_ids\n---\nu | ['cout']",
    )


def test_nothing_is_coded_after_it_was_read(coded):
    """A clock that was ahead does not win over what is said once the day has come."""
    coded(
        "file_id | text_digest | theme_ids | decided_at\n---\n"
        "d | t | [ahead] | 2027-01-01 00:00\ne | t | [later] | 2026-11-26 10:00",
        raw__decision_files="file_id | read_at\n---\nd | 2026-11-25 08:00\ne | 2026-11-26 11:00",
        gives="theme_ids | decided_at\n---\n['later'] | 2026-11-26 10:00",
    )


def test_a_theme_is_worded_as_it_was_last_and_not_as_an_old_copy_has_it(coded):
    coded(
        "text_digest\n---",
        table="coding.themes",
        raw__themes="""
        theme_id | title | position | shown | decided_at
        cout     | Coût  | 2        |       | 2026-11-24 10:00
        cout     | Prix  | 2        | coût  | 2026-11-24 11:00
        cout     | Coût  | 2        |       | 2026-11-24 12:00
        sante    | Santé | 1        |       | 2026-11-24 12:00
        """,
        gives="theme_id | title | position\n---\nsante | Santé | 1\ncout | Prix | 2",
    )


def test_codes_of_texts_that_nobody_sent_and_of_people_nobody_knows_are_told(coded):
    coded(
        """
        file_id | text_digest | coder | theme_ids
        d       | t           | AA    | [cout]
        d       | other       | A     | [cout]
        e       | other       | B     | []
        """,
        table="notices.odd_codes",
        raw__decision_files="file_id | file_name\n---\nd | a.xlsx\ne | b.xlsx",
        form__coders="position | coder\n---\n1 | A\n2 | B",
        coding__codes="unit_id | coder\n---\nu | AA",
        gives=(
            "sentence_id | text_count | said\n---\n"
            "codes_without_text | 1 | b.xlsx\nunknown_coders | 1 | AA"
        ),
    )
    assert coded("text_digest\n---", table="notices.odd_codes") == []
