"""« Rappel de contrôle » of contacts.xlsx: filled, given back, obeyed, and in the figure."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultation.decisions.arrived_file import decision_file
from consultation.decisions.sheets import TO_RECALL
from tests.cases.given_back import at, rows_of, write
from tests.cases.runs import Run, sheet_of
from tests.cases.small import row, small_run

NAMELESS = "Oui, sans nom"
ROWS = (
    *(row(n, Courriel=f"p{n}@example.org", Envoi=NAMELESS, Texte=f"mot {n}") for n in range(1, 5)),
    row(5, Envoi=NAMELESS, Texte="sans adresse"),
    row(6, Courriel="non@example.org", Envoi="Non", Texte="entre nous"),
    row(7, Courriel="p1@example.org", Envoi=NAMELESS, Texte="encore"),
)
FIGURE = (
    "select population_count, drawn_count, answered_count, judged_count, found_count, is_finished,"
    " left_share from facts.draws where draw = 'recall'"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("recalled"), *ROWS)
    run.publish()
    return run


def contacts(run: Run) -> Path:
    return run.release / "organisation" / "confidentiel" / "contacts.xlsx"


def give_back(run: Run, hour: int, **choices: str) -> None:
    """The answers are written beside `of_<SID>`, and the workbook saved at that hour comes back."""
    workbook = load_workbook(contacts(run))
    for line in rows_of(workbook[TO_RECALL.title]):
        sid = str(line["Soumissions"].value).partition(":")[2]
        line[TO_RECALL.columns.choice].value = choices.get(f"of_{sid}")
    saved = dt.datetime(2022, 3, 3, hour)  # noqa: DTZ001
    write(at(workbook, saved), run.inbox / f"rappel-{hour}.xlsx")


def told(run: Run) -> dict[str, dict[str, object]]:
    return {str(line["Soumissions"]): line for line in sheet_of(contacts(run), TO_RECALL.title)}


@pytest.mark.slow
def test_who_denies_is_withdrawn_and_stays_in_the_figure_until_it_is_corrected(run):
    """A person of two answers is a single person to recall, by the first of them."""
    assert told(run).keys() == {f"petit:{sid}" for sid in (1, 2, 3, 4)}
    line = told(run)["petit:1"]
    assert (line["Adresse électronique"], line["A répondu le"].day) == ("p1@example.org", 21)

    give_back(run, 1, of_1="dément", of_2="confirme", of_3="ne répond pas")
    # It is one more thing that the pack in place may not be sent with.
    assert decision_file(run.inbox / "rappel-1.xlsx", run.form_id, "UTC").withdraws
    run.publish()
    assert run.sent_sids() == {2, 3, 4, 5}
    assert run.flow() == {"counted": 5, "withdrawn": 2}
    assert run.query(FIGURE) == [(4, 4, 3, 2, 1, False, None)]
    line = told(run)["petit:1"]
    assert (line["Adresse électronique"], line["Déjà dit"][:7]) == (None, "dément ")
    path = contacts(run).with_name("retraits-accuses.xlsx")
    (line,) = sheet_of(path, "Accusés de retrait")
    assert (line["Demande"], "n’est pas de vous" in line["Accusé à renvoyer"]) == ("retirer", True)

    give_back(run, 2, of_4="confirme")
    run.publish()
    assert run.query(FIGURE) == [(4, 4, 4, 3, 1, True, 1.0)]

    before = told(run)
    give_back(run, 3)  # a sheet that nobody filled says nothing
    run.publish()
    assert told(run) == before

    give_back(run, 4, of_1="confirme")
    run.publish()
    assert (run.sent_sids(), run.flow()["counted"]) == ({2, 3, 4, 5, 7}, 6)
    assert run.query(FIGURE)[0][:5] == (4, 4, 4, 3, 0)


def test_whom_to_recall_stands_in_the_confidential_folder_only(run):
    others = [path for path in run.release.rglob("*.xlsx") if path != contacts(run)]
    assert others
    assert not [path for path in others if TO_RECALL.title in load_workbook(path).sheetnames]
