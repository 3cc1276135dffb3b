"""Where an organiser finds each submission: in one sheet, whatever its box."""

import datetime as dt
import hashlib

import pytest
from openpyxl import load_workbook

from consultation.runs.fetched_files import Check, note_check
from tests.cases.runs import tables_of_sheet
from tests.cases.small import FORM, export, row, small_run
from tests.cases.withdrawn import filled

pytestmark = pytest.mark.slow

CLOSED = FORM.replace(
    'ignored = ["source"]', 'closes_at = 2022-03-01T00:00:00\nignored = ["source"]'
)
LATE = "05/03/2022 - 10:00"
FETCHED = dt.datetime(2022, 3, 10, tzinfo=dt.UTC)
EMPTY = ("Textes types", "Ajouts", "À relire", "À vérifier")


def test_each_submission_is_in_one_sheet_of_boxes_and_only_there(tmp_path):
    """Contributions, Renvois, what is lost in Rejets, or the second table of Bilan."""
    rows = [
        *(row(sid) for sid in range(1, 31)),
        row(31, draft="1"),
        row(32, Courriel="a@example.org"),
        row(33, Courriel="a@example.org", at="20/02/2022 - 10:00"),
        row(34)[:-2],
        row(35, at=LATE, completed=LATE),
    ]
    run = small_run(tmp_path, *rows, form=CLOSED)
    run.publish()
    filled(run.to_decide, run.inbox / "retour.xlsx", {"who": "2", "choice": "retirer"})
    later = export([*rows[1:], row(36, at="21/02/2022 - 10:00")])
    run.write("later.tsv", later)
    check = Check("later.tsv", "", len(rows), FETCHED, FETCHED)
    note_check(run.inbox, hashlib.sha256(later).hexdigest(), check, ())
    run.publish()

    boxes = run.query("select box, list(submission_id) from respondents.flow group by box")
    counted = [line["Soumission"] for line in tables_of_sheet(run.synthese, "Contributions")[0]]
    resent = [line["Soumission remplacée"] for line in tables_of_sheet(run.proof, "Renvois")[0]]
    lost = {
        line["Soumission"]
        for line in tables_of_sheet(run.proof, "Rejets")[0]
        if line["Réponse perdue ?"] == "Oui"
    }
    flow, others = tables_of_sheet(run.proof, "Bilan")

    found = [*counted, *resent, *lost, *(line["Soumission"] for line in others)]
    assert len(boxes) == len(flow) - 1 == 7
    assert sorted(found) == sorted(each for _, ids in boxes for each in ids)
    assert flow[-1]["Soumissions"] == len(found) == 36
    places = {line["Soumission"]: (line["Case"], line["Fichier"], line["Ligne"]) for line in others}
    assert places == {
        "petit:1": ("Disparues", "export.tsv", 4),
        "petit:2": ("Retirées", "later.tsv", 4),
        "petit:31": ("Brouillons", "later.tsv", 33),
        "petit:35": ("Tardives", "later.tsv", 37),
    }


@pytest.mark.slow
def test_what_a_form_has_nothing_of_has_no_sheet(tmp_path):
    run = small_run(tmp_path, row(1, Envoi="Non"))
    run.publish()

    books = [load_workbook(path) for path in (run.synthese, run.to_decide, run.proof)]
    titles = [title for book in books for title in book.sheetnames]
    assert not set(titles) & set(EMPTY)
    assert len(tables_of_sheet(run.synthese, "Participation")) == 1  # nobody gave a postcode
    assert {"Rejets", "Nouveautés", "Retraits"} <= set(titles)
