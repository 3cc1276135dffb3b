"""coding.codes, coding.settlements and coding.themes: what people found in each text, as they said
it last."""

import pytest

from tests.cases.drawn import assert_rows

READ = "file_id | read_at\n---\nd | 2026-11-25 08:00\ne | 2026-11-25 08:00"
ONE = "unit_id | text_digest\n---\nu | t"
LETTER = "unit_id | text_digest | is_original\n---\nu | original | true\nu | copy | false"


@pytest.fixture
def coded(relation):
    def build(codes, units=ONE, table="coding.codes", **drawings):
        given = {"raw__codes": codes, "coding__unit_texts": units, "raw__decision_files": READ}
        return relation(table, **(given | drawings))

    return build


def test_what_was_found_in_any_wording_of_a_letter_holds_for_the_letter(coded):
    coded(
        "text_digest | theme_ids\n---\ncopy | [cout, sante]",
        LETTER,
        gives="unit_id | coder | theme_ids\n---\nu | A | ['cout', 'sante']",
    )


def test_each_coder_s_last_counts_and_a_text_that_fits_no_theme_is_coded(coded):
    coded(
        """
        text_digest | coder | theme_ids | decided_at
        ------------+-------+-----------+-----------------
        t           | A     | [cout]    | 2026-11-24 10:00
        t           | A     | []        | 2026-11-24 11:00
        t           | B     | [sante]   | 2026-11-24 09:00
        """,
        gives="coder | theme_ids\n---\nA | []\nB | ['sante']",
    )


def test_nothing_is_coded_after_it_was_read(coded):
    """A clock that was ahead does not win over what is said once the day has come."""
    coded(
        """
        file_id | text_digest | theme_ids | decided_at
        --------+-------------+-----------+-----------------
        d       | t           | [ahead]   | 2027-01-01 00:00
        e       | t           | [later]   | 2026-11-26 10:00
        """,
        raw__decision_files="file_id | read_at\n---\nd | 2026-11-25 08:00\ne | 2026-11-26 11:00",
        gives="theme_ids | decided_at\n---\n['later'] | 2026-11-26 10:00",
    )


def test_what_was_erased_on_purpose_is_not_coded_any_more(coded):
    codes = coded(
        """
        text_digest | theme_ids | is_cancelled | decided_at
        ------------+-----------+--------------+-----------------
        t           | [cout]    | false        | 2026-11-24 10:00
        t           | []        | true         | 2026-11-24 11:00
        """
    )

    assert codes == []


def test_what_was_written_over_a_code_is_newer_than_that_code_in_an_old_copy(coded):
    coded(
        """
        text_digest | theme_ids | shown | decided_at
        ------------+-----------+-------+-----------------
        t           | [cout]    | none  | 2026-11-24 10:00
        t           | [sante]   | cout  | 2026-11-24 11:00
        t           | [cout]    | none  | 2026-11-24 12:00
        """,
        gives="theme_ids\n---\n['sante']",
    )


def test_of_texts_that_became_copies_the_original_s_code_holds_until_it_is_changed(coded):
    apart = """
        text_digest | theme_ids | shown | decided_at
        ------------+-----------+-------+-----------------
        original    | [cout]    | none  | 2026-11-24 10:00
        copy        | [sante]   | none  | 2026-11-24 11:00
        """
    changed = "        copy | [sante] | cout | 2026-11-24 12:00\n"

    assert_rows(coded(apart, LETTER), "theme_ids\n---\n['cout']")
    assert_rows(coded(apart + changed, LETTER), "theme_ids\n---\n['sante']")


def test_what_is_settled_is_nobody_s_code(coded):
    codes = "text_digest | coder | theme_ids\n---\nt | | [cout]\nt | A | [sante]"

    assert_rows(coded(codes), "coder | theme_ids\n---\nA | ['sante']")
    coded(
        codes,
        table="coding.settlements",
        gives="unit_id | theme_ids\n---\nu | ['cout']",
    )


def test_a_theme_is_worded_as_it_was_last_and_not_as_an_old_copy_has_it(coded):
    coded(
        "text_digest\n---",
        table="coding.themes",
        raw__themes="""
        theme_id | title | position | shown | decided_at
        ---------+-------+----------+-------+-----------------
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
        --------+-------------+-------+----------
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
