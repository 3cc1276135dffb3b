"""« Accusés » of contacts.xlsx: where each person finds their own words in what was sent."""

from __future__ import annotations

import datetime as dt

import pytest

from consultation.decisions.sheets import WITHDRAWALS
from consultation.releases.freezing import freeze
from tests.cases.page import PageClient
from tests.cases.runs import Run, sheet_of, tables_of_sheet
from tests.cases.small import row, small_run
from tests.cases.withdrawn import filled

WITHDRAWN = next(iter(WITHDRAWALS.requests))
NAMED, NAMELESS = "Oui, en mon nom", "Oui, sans nom"
SENT = [
    row(1, Courriel="un@example.org", Nom="Camille Fictif", Texte="mot 1", Envoi=NAMED),
    row(2, Courriel="deux@example.org", Texte="mot 2", Envoi=NAMELESS),
    row(3, Courriel="non@example.org", Texte="mot 3", Envoi="Non"),
    row(4, Texte="mot 4", Envoi=NAMELESS),
    row(5, Courriel="parti@example.org", Texte="mot 5", Envoi=NAMELESS),
]


def receipts(run: Run) -> dict[str, dict[str, object]]:
    path = run.release / "organisation" / "confidentiel" / "contacts.xlsx"
    return {str(line["Adresse électronique"]): line for line in sheet_of(path, "Accusés")}


@pytest.mark.slow
def test_who_left_an_e_mail_and_is_in_the_pack_is_told_where_and_since_when(tmp_path):
    run = small_run(tmp_path, *SENT)
    run.publish(with_pack=True)
    references = dict(run.query("select submission_id, reference from sending.contributions"))

    before = receipts(run)
    assert before.keys() == {"un@example.org", "deux@example.org", "parti@example.org"}
    named = before["un@example.org"]
    reference = references["petit:1"]
    assert named["Référence"] == reference
    assert (run.release / "soumission" / str(named["Fichier"])).is_file()
    assert reference in str(named["Fichier"])
    assert (named["Version gelée"], named["Gelée le"]) == (None, "pas encore envoyée")
    assert named["Ce qui a été accepté"] != before["deux@example.org"]["Ce qui a été accepté"]

    freeze(run.folders.outputs, run.form_id, "depot-cnil", even_a_project=True)
    asked = {"who": "parti@example.org", "choice": WITHDRAWN}
    filled(run.to_decide, run.inbox / "a-decider.xlsx", asked)
    run.publish(with_pack=True)

    after = receipts(run)
    assert after.keys() == {"un@example.org", "deux@example.org"}
    today = dt.datetime.now().astimezone().date()
    sent = [(line["Version gelée"], line["Gelée le"]) for line in after.values()]
    assert sent == [("depot-cnil", f"{today:%d/%m/%Y}")] * 2

    # The receipt of the request, in the workbook and on the page.
    path = run.release / "organisation" / "confidentiel" / "retraits-accuses.xlsx"
    (told,) = (line["Accusé à renvoyer"] for line in sheet_of(path, "Accusés de retrait"))
    shown = PageClient(run.folders).get(f"/consultations/{run.form_id}/retraits").text
    for receipt in (str(told), shown):
        assert "est encore dans la version gelée (depot-cnil)" in receipt

    # What was asked is told with what it changed, though no export came.
    changed, said = tables_of_sheet(run.proof, "Nouveautés")
    assert [(one["Changement"], one["Soumission"]) for one in changed] == [("Retirée", "petit:5")]
    assert [[*one.values()][1:] for one in said] == [["Ce qu’une personne demande", "retirer", 1]]
