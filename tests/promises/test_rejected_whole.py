"""A file of which no row can be read is refused: nothing of it is counted in silence."""

from __future__ import annotations

from tests.cases.small import export, row, small_run


def test_a_file_whose_every_row_is_rejected_is_refused_with_the_reason(tmp_path):
    """Excel shows long numbers as 7,00E+02 and saves them so."""
    content = export([row(700), row(701)])
    run = small_run(tmp_path)
    run.write(
        "export.tsv", content.replace(b'"700"', b'"7,00E+02"').replace(b'"701"', b'"7,01E+02"')
    )

    for _ in range(2):  # it is refused again as long as it lies there
        (refused,) = run.ingest()
        assert refused.code == "every_row_rejected"
        assert "2 lignes" in refused.what
        assert "l’identifiant (SID) n’est pas un nombre" in refused.what
        assert "sans l’ouvrir" in refused.advice
    assert run.query("select count(*) from typed.exports") == [(0,)]
    assert run.query("select code from raw.refusals") == [("every_row_rejected",)]
