"""coding.judgements, coding.unit_themes: each person's own code of a text is what agreement is of;
what is changed once two have coded it settles it. A theme is of texts whose grid had it."""

import pytest

from consultation.warehouse.tables import agreeing
from tests.cases.drawn import Row, Warehouse, assert_rows, cells_by, drawing_of
from tests.cases.one_after_another import OneAfterAnother

FILES = drawing_of(
    "file_id | read_at",
    (f"{name} | 2026-11-{day} 18:00" for day, name in enumerate(("mon", "tue", "wed", "thu"), 23)),
)
UNITS = "unit_id | text_digest\n---\nu | u\nv | v\nw | w"
COLUMNS = (
    "file_id | text_digest | coder | theme_ids | asked_ids | shown | is_cancelled | decided_at"
)


def coded(table: str, codes: str, **more: str) -> list[Row]:
    tables = {"raw__codes": codes, "raw__decision_files": FILES, "coding__unit_texts": UNITS}
    warehouse = Warehouse(tables | more)
    if "statistics" in table:
        warehouse.build_chain("coding.judgements")
        agreeing.measure_agreement(warehouse.connection, OneAfterAnother())
    return warehouse.build_chain(table)


def of_u(*codes: str) -> str:
    """Codes of the text u, looked for cost and fear, as « day coder themes shown » or with an hour;
    « - » for no theme, « gone » for a row that was emptied, « all » for what settles."""
    rows = []
    for code in codes:
        day, coder, themes, shown, *hour = code.split()
        found = themes if themes not in ("-", "gone") else ""
        rows.append(
            f"{day} | u | {coder.replace('all', '')} | [{found}] | [cost, fear] | {shown}"
            f" | {str(themes == 'gone').lower()} | 2026-11-24 {hour[0] if hour else '10:00'}"
        )
    return drawing_of(COLUMNS, rows)


def states(codes: str, **more: str) -> dict[object, object]:
    """Whether each theme counts in the text u."""
    rows = coded("coding.unit_themes", codes, **more)
    return cells_by([row for row in rows if row["unit_id"] == "u"], "theme_id", "state")


TWO = ("mon A cost new", "tue B fear new")
AGREED = ("mon A cost,fear new", "mon B fear new", "tue all cost none")
AT_ODDS = ("mon A cost new", "mon B - new", "tue all cost none")


@pytest.mark.parametrize(
    ("codes", "own", "cost", "fear"),
    [
        (TWO, "A cost, B fear", "open", "open"),
        # To copy the other's code afterwards settles, and leaves what each had found.
        ([*TWO, "wed A fear cost"], "A cost, B fear", "no", "yes"),
        # A code may be corrected until a second person's has come: before anybody else coded…
        (["mon A cost new", "mon A fear cost", "tue B fear new"], "A fear, B fear", "no", "yes"),
        # …read with the other's, as neither had seen it, but not after.
        (["mon A cost new", "tue A fear cost", "tue B fear new"], "A fear, B fear", "no", "yes"),
        (["mon A cost new", "tue A - new", "wed B - new", "thu A cost new"], "", "yes", "no"),
        # Of codes that one run reads, those saved first came first: also when all workbooks are
        # read again, because the working data are gone.
        (["tue A cost new", "tue B fear new 11:00", "tue A fear cost 10:30"],
         "A fear, B fear", "no", "yes"),
        (["tue A cost new", "tue B fear new 11:00", "tue A fear cost 12:00"],
         "A cost, B fear", "no", "yes"),
        # A third person's code is their own, and the last settlement wins.
        ([*TWO, "wed C cost new", "wed all fear none"], "A cost, B fear, C cost", "no", "yes"),
        ([*TWO, "wed C cost new", "wed all fear none", "thu B cost fear"],
         "A cost, B fear, C cost", "yes", "no"),
        # What who comes late differs about is open, though the text was settled: fear, which both
        # had found, or neither.
        (AGREED, "A cost, A fear, B fear", "yes", "yes"),
        ([*AGREED, "wed C cost new"], "A cost, A fear, B fear, C cost", "yes", "open"),
        ([*AGREED, "wed C cost new", "thu all cost again"],
         "A cost, A fear, B fear, C cost", "yes", "no"),
        # Settled to fit no theme at all, or one that a coder went back on.
        ([*AGREED[:2], "tue all - none"], "A cost, A fear, B fear", "no", "no"),
        ([*AGREED[:2], "tue A cost cost,fear"], "A cost, A fear, B fear", "open", "no"),
        (AT_ODDS, "A cost", "yes", "no"),
        ([*AT_ODDS, "wed C cost,fear new"], "A cost, C cost, C fear", "yes", "open"),
        ([*AT_ODDS, "wed C cost,fear new", "thu all cost again"], "A cost, C cost, C fear",
         "yes", "no"),
        # What was found before a code was emptied stays in the agreement. What was changed before
        # settles nothing.
        (["mon A cost new", "tue A gone cost"], "", None, None),
        (["mon A cost new", "mon B - new", "tue A gone cost"], "A cost", "no", "no"),
        (["mon A - new", "mon B - new", "tue A cost none", "wed A gone cost"], "", "no", "no"),
    ],
)  # fmt: skip
def test_first_codes_are_ones_own_and_later_changes_settle(codes, own, cost, fear):
    drawing = of_u(*codes)

    found = [f"{row['coder']} {row['theme_id']}" for row in coded("coding.judgements", drawing)
             if row["is_found"]]  # fmt: skip
    assert ", ".join(sorted(found)) == own
    assert states(drawing) == ({"cost": cost, "fear": fear} if cost else {})


def test_a_code_that_is_emptied_is_none_and_counts_no_coder():
    emptied = of_u("mon A cost new", "mon B - new", "tue A gone cost")

    assert {row["coder_count"] for row in coded("coding.unit_themes", emptied)} == {1}
    assert len(coded("coding.judgements", emptied)) == 4


CODES = "file_id | text_digest | coder | theme_ids | asked_ids | shown\n---\n"
LATER = CODES + (  # « cost » is there from Wednesday on
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


THEMES = "theme_id | title | shown | merged_id | file_id\n---\ncost | Cost | | | mon\n"
FORMER = f"{THEMES}fear | Fear | | | mon\ncosts | Costs | | | mon\ncost | | Cost | costs | tue\n"


@pytest.mark.parametrize(
    ("themes", "titles", "codes", "counted"),
    [
        # One that is taken out goes with its codes.
        (f"{THEMES}fear | Fear | | | mon\ncost | | Cost | | tue", "fear | Fear",
         [(), ("fear",)], {"fear": "open"}),
        # One that is made one with another brings its codes along.
        (FORMER, "fear | Fear\ncosts | Costs", [("costs",), ("fear",)],
         {"costs": "open", "fear": "open"}),
        # Of two that two people made one each into the other one stands, with all codes.
        (f"{FORMER}costs | | Costs | cost | tue\nfear | | Fear | costs | tue", "cost | Cost",
         [("cost",), ("cost",)], {"cost": "yes"}),
    ],
)  # fmt: skip
def test_a_theme_that_is_taken_out_or_made_one_with_another(themes, titles, codes, counted):
    drawing = of_u(*TWO)

    assert_rows(
        coded("coding.themes", drawing, raw__themes=themes), f"theme_id | title\n---\n{titles}"
    )
    rows = coded("coding.codes", drawing, raw__themes=themes)
    assert sorted(tuple(row["theme_ids"]) for row in rows) == codes
    assert states(drawing, raw__themes=themes) == counted


def test_titles_that_are_nearly_the_same_are_asked_about_until_definitions_tell_them_apart():
    themes = "theme_id | title | definition | position\n---\na | Transport | {} | 1\n" + (
        "b | Transports | By bus | 2\nc | Coût | | 3\n"
    )

    for definition, count in (("", 1), ("by bus", 1), ("What one pays", 0)):
        pairs = coded("coding.near_themes", CODES, coding__themes=themes.format(definition))
        assert len(pairs) == count
