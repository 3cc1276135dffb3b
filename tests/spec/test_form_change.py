"""review: what decides sending in the form file changed since the last release that could leave."""

from __future__ import annotations

import pytest

from consultation.warehouse.tables import models
from tests.cases.drawn import Warehouse

# The parts at the last release that could be sent or was frozen, and the parts now.
FORMER = "part | digest\n---\naudience | a\nconsent | b\nroles | c"
PRESENT = "part | digest\n---\naudience | a2\nconsent | b2\nroles | c"


def asked(relation, former=FORMER, present=PRESENT, *confirmed):
    """The rows that ask, once these fingerprints were confirmed."""
    given = "".join(f"form_change | {one} | confirm\n" for one in confirmed)
    return relation(
        "review.form_change",
        raw__left_parts=former,
        form__sending_parts=present,
        history__given_decisions=f"decision_kind | fingerprint | choice\n---\n{given}",
    )


def test_one_row_names_the_parts_that_changed(relation):
    (row,) = asked(relation)

    assert row["parts"] == "l’accord ([consent]), les questions qui partent (audience)"


@pytest.mark.parametrize("former", [PRESENT, "part | digest\n---"])
def test_nothing_is_asked_where_nothing_changed_or_nothing_could_leave_yet(relation, former):
    assert asked(relation, former) == []


def test_a_confirmation_settles_this_content_of_the_form_file_and_no_other(relation):
    (first,) = asked(relation)
    changed_again = PRESENT.replace("c", "c2")

    assert asked(relation, FORMER, PRESENT, first["fingerprint"]) == []
    assert len(asked(relation, FORMER, changed_again, first["fingerprint"])) == 1
    assert asked(relation, FORMER, FORMER, first["fingerprint"]) == []


def test_the_row_of_the_sheet_tells_what_left_by_consent_and_what_would():
    warehouse = Warehouse(
        {
            "review__form_change": "fingerprint | subject | parts\n---\n0123 | f:0123 | l’accord",
            "raw__left_counts": "consent | contribution_count\n---\nown_name | 2\nanonymous | 1",
            "sending__contributions": "submission_id | consent\n---\nf:1 | own_name\n"
            "f:2 | own_name\nf:3 | own_name\nf:4 | collective_name",
        }
    )

    (row,) = warehouse.rows(models.query_of("publications.parts__form_change"))

    assert row["argument"].replace("\u00a0", " ") == (
        "Transmise en son nom : 2 partaient, 3 partiraient ; "
        "Transmise au nom d’un collectif : 0 partait, 1 partirait ; "
        "Transmise sans nom : 1 partait, 0 partirait"
    )
