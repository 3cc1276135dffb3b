"""An export that gives no date is published whole, as others are, and says that none is known."""

from __future__ import annotations

import pytest

from consultation.releases.manifest import verify
from tests.cases.runs import new_run
from tests.cases.small import COLUMNS, FORM, row
from tests.cases.webform import delimited, header


@pytest.mark.slow
def test_an_export_without_dates_is_published_whole(tmp_path):
    rows = [row(number, Envoi="Oui, sans nom", Mode="Vélo", Texte="Trop.") for number in range(9)]
    titles = header(COLUMNS, submission=[], title="Petit formulaire")
    run = new_run(tmp_path, form_id="petit", form=FORM)
    run.write("a.tsv", delimited([*titles, *(one[9:] for one in rows)]))

    summary = run.publish(with_pack=True)

    assert summary.left_out == ()
    assert summary.counts["counted"] > 7
    assert any("toutes sans date" in warning for warning in summary.warnings)
    assert verify(run.release) == verify(run.release / "soumission") == []
    assert (run.release / "soumission" / "01-contribution-collective.docx").is_file()
