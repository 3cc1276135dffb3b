"""coding.judgements, coding.unit_themes: each person's own code of a text is what agreement is of;
what is changed once two have coded it settles it. A theme is of texts whose grid had it."""

import pytest

from consultation.warehouse.tables import agreeing
from tests.cases.drawn import Row, Warehouse, assert_rows
from tests.cases.one_after_another import OneAfterAnother

FILES = """
    file_id | read_at
    --------+-----------------
    mon     | 2026-11-23 18:00
    tue     | 2026-11-24 18:00
    wed     | 2026-11-25 18:00
    thu     | 2026-11-26 18:00
"""
UNITS = "unit_id | text_digest\n---\nu | u\nv | v\nw | w"
CODES = "file_id | text_digest | coder | theme_ids | asked_ids | shown\n---\n"


def coded(table: str, codes: str, **more: str) -> list[Row]:
    warehouse = Warehouse(
        {"raw__codes": CODES + codes, "raw__decision_files": FILES, "coding__unit_texts": UNITS}
        | more
    )
    if "statistics" in table:
        warehouse.build_chain("coding.judgements")
        agreeing.measure_agreement(warehouse.connection, OneAfterAnother())
    return warehouse.build_chain(table)


def states(codes: str, **more: str) -> dict[str, str]:
    """Whether each theme counts in the text u."""
    rows = coded("coding.unit_themes", codes, **more)
    return {str(row["theme_id"]): str(row["state"]) for row in rows if row["unit_id"] == "u"}


BOTH = "mon | u | A | [cost] | [cost, fear] | new\ntue | u | B | [fear] | [cost, fear] | new\n"


def test_to_copy_the_other_s_code_afterwards_settles_and_leaves_what_each_had_found():
    copied = f"{BOTH}wed | u | A | [fear] | [cost, fear] | cost\n"

    for codes in (BOTH, copied):
        assert_rows(
            coded("coding.judgements", codes),
            """
            unit_id | theme_id | coder | is_found
            --------+----------+-------+---------
            u       | cost     | A     | true
            u       | fear     | A     | false
            u       | cost     | B     | false
            u       | fear     | B     | true
            """,
        )
    assert states(BOTH) == {"cost": "open", "fear": "open"}
    assert states(copied) == {"cost": "no", "fear": "yes"}


@pytest.mark.parametrize(
    ("corrected", "own"),
    [
        ("mon", "fear"),  # before anybody else coded
        ("tue", "fear"),  # read with the other's: neither had seen it
        ("wed", "cost"),  # after
    ],
)
def test_a_code_may_be_corrected_until_a_second_person_s_has_come(corrected, own):
    codes = (
        "mon | u | A | [cost] | [cost, fear] | new\n"
        f"{corrected} | u | A | [fear] | [cost, fear] | cost\n"
        "tue | u | B | [fear] | [cost, fear] | new\n"
    )

    found = {row["theme_id"] for row in coded("coding.judgements", codes)
             if row["coder"] == "A" and row["is_found"]}  # fmt: skip
    assert found == {own}


def test_a_code_taken_back_in_the_same_copy_after_a_second_person_s_settles():
    codes = (
        "mon | u | A | [cost] | [cost] | new\n"
        "tue | u | A | [] | [cost] | new\n"
        "wed | u | B | [] | [cost] | new\n"
        "thu | u | A | [cost] | [cost] | new\n"
    )

    assert not any(row["is_found"] for row in coded("coding.judgements", codes))
    assert states(codes) == {"cost": "yes"}


@pytest.mark.parametrize(("hour", "own"), [("10:30", "fear"), ("12:00", "cost")])
def test_of_codes_that_one_run_reads_those_saved_first_came_first(hour, own):
    """Also when all workbooks are read again, because the working data are gone."""
    codes = (
        "file_id | text_digest | coder | theme_ids | asked_ids | shown | decided_at\n---\n"
        "tue | u | A | [cost] | [cost, fear] | new | 2026-11-24 10:00\n"
        "tue | u | B | [fear] | [cost, fear] | new | 2026-11-24 11:00\n"
        f"tue | u | A | [fear] | [cost, fear] | cost | 2026-11-24 {hour}\n"
    )

    rows = coded("coding.judgements", "", raw__codes=codes)
    assert {row["theme_id"] for row in rows if row["coder"] == "A" and row["is_found"]} == {own}


def test_a_third_person_s_code_is_their_own_and_the_last_settlement_wins():
    third = f"{BOTH}wed | u | C | [cost] | [cost, fear] | new\n"
    assert len(coded("coding.judgements", third)) == 6

    assert states(f"{third}wed | u | | [fear] | [cost, fear] | none\n") == {
        "cost": "no", "fear": "yes",
    }  # fmt: skip
    assert states(
        f"{third}wed | u | | [fear] | [cost, fear] | none\n"
        "thu | u | B | [cost] | [cost, fear] | fear\n"
    ) == {"cost": "yes", "fear": "no"}


@pytest.mark.parametrize(
    ("first", "second", "late"),
    [("cost, fear", "fear", "cost"), ("cost", "", "cost, fear")],  # fear: both found it, or neither
)
def test_what_a_person_who_comes_late_differs_about_is_open_though_the_text_was_settled(
    first, second, late
):
    settled = (
        f"mon | u | A | [{first}] | [cost, fear] | new\n"
        f"mon | u | B | [{second}] | [cost, fear] | new\n"
        "tue | u | | [cost] | [cost, fear] | none\n"
    )
    third = f"{settled}wed | u | C | [{late}] | [cost, fear] | new\n"

    assert states(settled) == {"cost": "yes", "fear": "yes" if "fear" in first else "no"}
    assert states(third) == {"cost": "yes", "fear": "open"}
    assert states(f"{third}thu | u | | [cost] | [cost, fear] | again\n")["fear"] == "no"


def test_a_code_that_is_emptied_is_none_and_what_was_found_before_stays_in_the_agreement():
    header = "file_id | text_digest | coder | theme_ids | asked_ids | shown | is_cancelled\n---\n"
    alone = header + (
        "mon | u | A | [cost] | [cost] | new | false\ntue | u | A | [] | [cost] | cost | true\n"
    )
    late = header + (
        "mon | u | A | [cost] | [cost] | new | false\nmon | u | B | [] | [cost] | new | false\n"
        "tue | u | A | [] | [cost] | cost | true\n"
    )
    changed = header + (
        "mon | u | A | [] | [cost] | new | false\nmon | u | B | [] | [cost] | new | false\n"
        "tue | u | A | [cost] | [cost] | none | false\nwed | u | A | [] | [cost] | cost | true\n"
    )

    def built(table: str, codes: str) -> list[Row]:
        tables = {"raw__codes": codes, "raw__decision_files": FILES, "coding__unit_texts": UNITS}
        return Warehouse(tables).build_chain(table)

    assert built("coding.codes", alone) == built("coding.judgements", alone) == []
    assert_rows(built("coding.codes", late), "coder | theme_ids\n---\nB | []")
    assert len(built("coding.judgements", late)) == 2
    for codes in (late, changed):  # what was changed before it was emptied settles nothing
        assert_rows(
            built("coding.unit_themes", codes), "theme_id | coder_count | state\n---\ncost | 1 | no"
        )


LATER = (  # « cost » is there from Wednesday on
    "mon | u | A | [fear] | [fear] | new\n"
    "mon | u | B | [fear] | [fear] | new\n"
    "mon | v | A | [] | [fear] | new\n"
    "mon | v | B | [fear] | [fear] | new\n"
    "wed | w | A | [cost] | [cost, fear] | new\n"
    "wed | w | B | [cost] | [cost, fear] | new\n"
)


def test_a_theme_added_later_is_judged_in_the_texts_read_under_a_grid_that_had_it():
    judged = {(row["unit_id"], row["theme_id"]) for row in coded("coding.judgements", LATER)}
    assert judged == {("u", "fear"), ("v", "fear"), ("w", "fear"), ("w", "cost")}

    agreement = coded(
        "statistics.coder_agreement", LATER, coding__themes="theme_id\n---\nfear\ncost"
    )
    assert_rows(
        agreement,
        """
        theme_id | unit_count | observed_agreement | alpha    | disagreement_count
        ---------+------------+--------------------+----------+-------------------
        fear     | 3          | 0.666667           | 0.444444 | 1
        cost     | 1          | 1                  |          | 0
        """,
    )  # by hand, of fear: pairs 2, 2 of (2, 1, 0): 1 - 5 · 2 / (2 · 3 · 3)


def test_to_give_an_old_copy_again_under_a_new_grid_reads_nothing_again():
    again = "thu | u | A | [fear] | [cost, fear] | new\n"
    anew = "thu | u | A | [fear] | [cost, fear] | fear\n"

    def looked_for(codes: str) -> set[object]:
        rows = coded("coding.judgements", LATER + codes)
        return {row["theme_id"] for row in rows if (row["unit_id"], row["coder"]) == ("u", "A")}

    assert looked_for(again) == {"fear"}
    assert looked_for(anew) == {"cost", "fear"}


THEMES = "theme_id | title | shown | merged_id | file_id\n---\n"


def test_a_theme_that_is_taken_out_goes_with_its_codes():
    themes = THEMES + "cost | Cost | | | mon\nfear | Fear | | | mon\ncost | | Cost | | tue\n"

    assert_rows(coded("coding.themes", BOTH, raw__themes=themes), "theme_id\n---\nfear")
    assert states(BOTH, raw__themes=themes) == {"fear": "open"}


def test_a_theme_that_is_made_one_with_another_brings_its_codes_along():
    themes = THEMES + (
        "cost | Cost | | | mon\nfear | Fear | | | mon\ncosts | Costs | | | mon\n"
        "cost | | Cost | costs | tue\n"
    )

    assert states(BOTH, raw__themes=themes) == {"costs": "open", "fear": "open"}
    codes = coded("coding.codes", BOTH, raw__themes=themes)
    assert {tuple(row["theme_ids"]) for row in codes} == {("costs",), ("fear",)}


def test_of_two_themes_that_two_people_made_one_each_into_the_other_one_stands_with_all_codes():
    themes = THEMES + (
        "cost | Cost | | | mon\nfear | Fear | | | mon\ncosts | Costs | | | mon\n"
        "cost | | Cost | costs | tue\ncosts | | Costs | cost | tue\nfear | | Fear | costs | tue\n"
    )

    assert_rows(
        coded("coding.themes", BOTH, raw__themes=themes), "theme_id | title\n---\ncost | Cost"
    )
    codes = coded("coding.codes", BOTH, raw__themes=themes)
    assert [row["theme_ids"] for row in codes] == [["cost"], ["cost"]]


def test_titles_that_are_nearly_the_same_are_asked_about_until_definitions_tell_them_apart():
    themes = "theme_id | title | definition | position\n---\na | Transport | {} | 1\n" + (
        "b | Transports | By bus | 2\nc | Coût | | 3\n"
    )

    for definition, count in (("", 1), ("by bus", 1), ("What one pays", 0)):
        pairs = coded("coding.near_themes", "", coding__themes=themes.format(definition))
        assert len(pairs) == count
