"""From the published sheet to the inbox and back: decisions are obeyed by every later run."""

from __future__ import annotations

import shutil

import pytest

from tests.cases.given_back import fill, write
from tests.cases.runs import Run, tables_of_notices
from tests.cases.small import row, small_run

LETTER = "Je refuse que mon corps devienne un code-barres lisible à chaque coin de rue."
SAME, DIFFERENT = {"choice": "même personne"}, {"choice": "personnes différentes"}
TWINS = "petit:1, petit:2"
SHARED = ", ".join(f"petit:{sid}" for sid in range(3, 8))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    """Two of the same words, five of one address with two names, one who came to agree to more."""
    rows = [
        row(1, Texte=LETTER, Code_postal="35000"),
        row(2, Texte=LETTER, Code_postal="35000", at="20/02/2022 - 10:00"),
        *(
            row(sid, Courriel="asso@example.org", Nom=f"{first} Exemple", Texte=f"avis {sid}")
            for sid, first in enumerate(("Anne", "Luc", "Anne", "", "Luc"), start=3)
        ),
        row(8, Courriel="zoe@example.org", Envoi="Non", at="10/02/2022 - 10:00"),
        row(9, Courriel="zoe@example.org", Envoi="Oui, sans nom", at="12/02/2022 - 10:00"),
    ]
    run = small_run(tmp_path_factory.mktemp("published"), *rows)
    run.publish()
    return run


def links(run: Run) -> dict[str, str]:
    found = run.query("select submission_id, contribution_id from respondents.links")
    return {replaced.partition(":")[2]: kept.partition(":")[2] for replaced, kept in found}


@pytest.mark.slow
def test_decisions_are_obeyed_also_once_their_file_has_left(run):
    choices = {TWINS: SAME | {"initials": "AB"}, SHARED: DIFFERENT}
    write(fill(run.to_decide, choices), run.inbox / "retour.xlsx")

    first = run.publish()
    (run.inbox / "retour.xlsx").unlink()
    second = run.publish()

    assert links(run) == {"8": "9", "1": "2"}
    assert (first.outcome, second.outcome) == ("published", "unchanged")
    assert first.counts["counted"] == second.counts["counted"] == 7
    columns = '"Soumissions", split_part("Où en est-on", chr(160), 1), "Déjà décidé"'
    _, *decided = rows = run.query(f"select {columns} from publications.a_decider__a_verifier")
    assert [ids for ids, *_ in rows] == ["petit:8, petit:9", TWINS, SHARED]  # the undecided first
    assert decided == [
        (TWINS, "Décidé", "même personne (AB, 24/11/2026)"),
        (SHARED, "Décidé", "personnes différentes (24/11/2026)"),
    ]


@pytest.mark.slow
def test_an_unfilled_workbook_decides_nothing_and_is_told(run):
    shutil.copyfile(run.to_decide, run.inbox / "a-decider.xlsx")

    run.build(*tables_of_notices(), "respondents.links")
    assert links(run) == {"8": "9"} | dict.fromkeys("3456", "7")
    assert "aucune décision n’y est inscrite" in " ".join(run.notices())

    (run.inbox / "a-decider.xlsx").unlink()
    run.build(*tables_of_notices(), "respondents.links")
    assert "aucune décision" not in " ".join(run.notices())
