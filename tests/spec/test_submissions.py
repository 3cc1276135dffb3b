"""clean.submissions: a submission as it stands, its consent and where it comes from."""

import pytest

# `late` was made without the columns of consent, category, commune and postcode.
UNTICKED = """
    export_id | field_kind | field_id
    early     | consent    | consent
    early     | category   | category
    early     | role       | commune
    early     | role       | postcode
    late      | question   | reasons
"""


def test_a_submission_is_what_its_newest_version_says(chain):
    chain(
        "clean.submissions",
        typed__submissions="""
            export_id | sid | serial | is_draft | completed_at     | modified_at
            early     | 7   | 3      | true     |                  | 2026-02-01 10:00
            late      | 7   | 3      | false    | 2026-02-02 11:00 | 2026-02-03 12:00
        """,
        gives="""
        submission_id | form_id | sid | serial | is_draft | completed_at     | modified_at
        f:7           | f       | 7   | 3      | false    | 2026-02-02 11:00 | 2026-02-03 12:00
        """,
    )


def test_where_the_form_asks_for_no_consent_everything_is_for_reflection_only(chain):
    chain(
        "clean.submissions",
        form__form="has_consent\n---\nfalse",
        typed__submissions="export_id | sid | consent\n---\na | 1 | own_name\na | 2 |",
        gives="sid | consent\n---\n1 | reflection_only\n2 | reflection_only",
    )


@pytest.mark.parametrize(
    ("fields", "kept"), [(UNTICKED, "citizen | Rennes | 35000 | 35"), ("", " | | |")]
)
def test_what_is_taken_back_is_gone_and_an_unticked_column_erases_nothing(chain, fields, kept):
    chain(
        "clean.submissions",
        **({"typed__export_fields": fields} if fields else {}),
        typed__submissions="""
            export_id | sid | modified_at      | category_id | commune | postcode
            early     | 1   | 2026-02-01 10:00 | citizen     | Rennes  | 35000
            late      | 1   | 2026-02-02 10:00 |             |         |
        """,
        gives=f"category_id | commune | postcode | departement_id\n---\n{kept}",
    )


def test_the_departement_is_the_beginning_of_the_postcode(chain):
    """Corsica's two share the postcodes that begin with 20. Overseas they have three digits."""
    departements = {"01000": "01", "35700": "35", "75116": "75", "95999": "95"}
    departements |= {"20000": "2A", "20190": "2A", "20200": "2B", "20620": "2B"}
    departements |= {"97110": "971", "97480": "974", "97690": "976"}
    departements |= {"98600": "986", "98714": "987", "98800": "988"}
    departements |= dict.fromkeys(("00100", "96000", "97999", "98000", "99123"))
    rows = "\n".join(
        f"a | {sid} | {postcode}" for sid, postcode in enumerate(departements, start=1)
    )
    submissions = chain(
        "clean.submissions", typed__submissions=f"export_id | sid | postcode\n---\n{rows}\na | 99 |"
    )

    found = {row["postcode"]: row["departement_id"] for row in submissions}
    assert found == departements | {None: None}


SAVED_BY_A_SPREADSHEET = """
    export_id | notes
    saved     | [crlf, unquoted]
    sent      | [crlf]
"""


@pytest.mark.parametrize(
    ("saved", "found"),
    [(("1000", "75011"), {1: ("01000", "01"), 2: ("75011", "75")}),
     (("1000", "06000"), {1: (None, None), 2: ("06000", "06")})],  # it still has its zeros
)  # fmt: skip
def test_a_zero_that_a_spreadsheet_took_from_a_postcode_is_put_back(chain, saved, found):
    submissions = chain(
        "clean.submissions",
        raw__exports=SAVED_BY_A_SPREADSHEET,
        typed__submissions="export_id | sid | postcode\n---\n"
        f"saved | 1 | {saved[0]}\nsaved | 2 | {saved[1]}\nsent | 3 | 1000\nsent | 4 | 75011",
    )

    departements = {row["sid"]: (row["postcode"], row["departement_id"]) for row in submissions}
    assert departements == found | {3: (None, None), 4: ("75011", "75")}
