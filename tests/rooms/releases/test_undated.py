"""Exports that give no date are published whole, as others are, and say that none is known."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from consultation.releases.manifest import verify
from tests.cases.runs import Run, new_run
from tests.cases.small import COLUMNS, FORM, row
from tests.cases.tool_files import FORM as TOOLS_FORM
from tests.cases.tool_files import tool_file
from tests.cases.tool_writers import limesurvey
from tests.cases.webform import delimited, header

pytestmark = pytest.mark.slow

# What LimeSurvey writes of an answer that it was told not to date.
UNDATED = "1980-01-01 00:00:00"


def framaforms(folder: Path) -> Run:
    """An export without « Informations sur la soumission »."""
    rows = [row(number, Envoi="Oui, sans nom", Mode="Vélo", Texte="Trop.") for number in range(9)]
    titles = header(COLUMNS, submission=[], title="Petit formulaire")
    run = new_run(folder, form_id="petit", form=FORM)
    run.write("a.tsv", delimited([*titles, *(one[9:] for one in rows)]))
    return run


def undated_survey(folder: Path) -> Run:
    """The example of LimeSurvey, of a survey that doesn't date its answers."""
    lines = tool_file("limesurvey").read_text("utf-8-sig").splitlines(keepends=True)
    head, *answers = csv.reader(lines)
    ended = head.index("Date de soumission")
    kept = [
        place for place, title in enumerate(head) if place == ended or not title.startswith("Date")
    ]
    rows = [
        [UNDATED if place == ended and one[place] else one[place] or None for place in kept]
        for one in answers
        if len(one) == len(head)
    ]
    run = new_run(folder, form_id="outils", form=TOOLS_FORM)
    run.write("a.csv", limesurvey([[head[place] for place in kept], *rows]))
    return run


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(framaforms, id="sans rien"),
        pytest.param(undated_survey, id="limesurvey", marks=pytest.mark.slow),
    ],
)
def test_an_export_without_dates_is_published_whole(made, tmp_path):
    run = made(tmp_path)

    summary = run.publish(with_pack=True)

    assert summary.left_out == ()
    assert summary.counts["counted"] > 7
    assert any("toutes sans date" in warning for warning in summary.warnings)
    assert verify(run.release) == verify(run.release / "soumission") == []
    assert (run.release / "soumission" / "01-contribution-collective.docx").is_file()
