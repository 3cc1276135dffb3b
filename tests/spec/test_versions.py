"""history: which version of a submission is the newest, and which one each field is read from."""

import pytest

from tests.cases.drawn import cells_by, drawing_of

COLUMNS = "export_id | sid | modified_at | is_draft"
EARLY, LATE, LATER = "2026-02-01 10:00", "2026-02-02 10:00", "2026-02-03 10:00"
SAME = (f"aa | 1 | {LATE} | false", f"ff | 1 | {LATE} | false")


@pytest.mark.parametrize(
    ("rows", "others", "newest"),
    [
        # The greater SID, whatever the hours say.
        ((f"aa | 1 | {EARLY} | false", f"aa | 9 | {EARLY} | false", f"ff | 1 | {LATE} | false"),
         {}, "aa"),
        # A draft that was gone back to is the newer one where its export reaches further.
        ((f"aa | 1 | {EARLY} | true", f"aa | 9 | {EARLY} | false", f"ff | 1 | {LATE} | false"),
         {}, "aa"),
        # Then the greatest time in the rows, of whichever row it is.
        ((f"aa | 1 | {EARLY} | false", f"aa | 9 | {LATER} | false",
          f"ff | 1 | {LATE} | false", f"ff | 9 | {EARLY} | false"), {}, "aa"),
        # Whatever else it has: a file of some answers only is no exception.
        ((f"aa | 1 | {EARLY} | false", f"aa | 3 | {EARLY} | false",
          f"ff | 1 | {LATE} | false", f"ff | 2 | {LATE} | false"), {}, "aa"),
        ((f"aa | 1 | {LATE} | false", f"ff | 1 | {EARLY} | false"), {}, "aa"),
        ((f"aa | 1 | {LATE} | true", f"ff | 1 | {EARLY} | false"), {}, "aa"),
        ((f"aa | 1 | {LATE} | false", "ff | 1 | | false"), {}, "aa"),
        # By the minute: only xlsx has seconds.
        ((f"aa | 1 | {LATE}:59 | false", f"ff | 1 | {LATE}:00 | false"), {}, "ff"),
        # Of those that reach as far: completed, which an export without marks says of nothing.
        ((f"aa | 1 | {LATE} | false", f"ff | 1 | {LATE} | true"), {}, "aa"),
        ((f"aa | 1 | {LATE} | false", f"zz | 1 | {LATE} | true"),
         {"typed__exports": "export_id | has_draft_marks\n---\naa | false\nzz | true"}, "zz"),
        # Then delimited, then more of the declared columns, then the greater digest.
        (SAME, {"raw__exports": "export_id | file_format\n---\naa | delimited\nff | xlsx"}, "aa"),
        (SAME, {"typed__export_fields": "export_id | field_kind | field_id\n---\n"
                "aa | role | email\naa | role | name\nff | role | name"}, "aa"),
        (SAME, {}, "ff"),
        (("aa | 1 | | false", "ff | 1 | | false"), {}, "ff"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("arrival", [1, -1])
def test_the_version_in_the_furthest_export_is_the_newest(chain, rows, others, newest, arrival):
    versions = chain(
        "history.versions", typed__submissions=drawing_of(COLUMNS, rows[::arrival]), **others
    )

    (first,) = (
        row for row in versions if row["submission_id"] == "f:1" and row["version_rank"] == 1
    )
    assert first["export_id"] == newest
    assert {str(row["version_at"])[-3:] for row in versions} <= {":00", "one"}


def test_the_sid_of_a_rejected_row_is_reached(chain):
    exports = chain(
        "history.exports",
        raw__exports="export_id\n---\nempty\nearly\nbroken\nlate",
        typed__exports="export_id\n---\nempty\nearly\nbroken\nlate",
        typed__submissions="export_id | sid\n---\nlate | 9\nearly | 8\nbroken | 1",
        typed__rejections="export_id | sid | rule\n---\nbroken | 8 | row_width",
    )

    places = cells_by(exports, "export_id", "export_place")
    assert places == {"empty": 1, "early": 2, "broken": 2, "late": 3}
