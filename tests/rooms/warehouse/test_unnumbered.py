"""Exports of tools that do not number their answers."""

from __future__ import annotations

import pytest

from tests.cases.runs import new_run
from tests.cases.tool_files import FORM
from tests.cases.tool_writers import export_of

HEADINGS = ["Votre avis", "Acceptez-vous que votre réponse soit transmise à la CNIL ?"]


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_of_exports_that_nobody_put_in_order_the_one_that_sends_least_counts(names, tmp_path):
    files = [
        export_of("google", HEADINGS, rows)
        for rows in ([["un", "Oui"], ["fin", "Oui"]], [["un", "Oui"], ["deux", "Non"]])
    ]
    run = new_run(tmp_path, form_id="outils", form=FORM)
    for name, content in zip(names, files, strict=True):
        run.write(f"{name}.csv", content)
    run.build("clean.answers")

    assert run.query("select text from clean.answers where text is not null order by 1") == [
        ("deux",),
        ("un",),
    ]
