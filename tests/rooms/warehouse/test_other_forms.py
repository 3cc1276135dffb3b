"""Exports of another form, which this form would read: an export with its title, and a survey that
numbers its answers from 1 again."""

from __future__ import annotations

from tests.cases.runs import new_run
from tests.cases.small import export, row, small_run
from tests.cases.tool_files import FORM
from tests.cases.tool_writers import WRITERS

HEADINGS = ["Votre avis", "Acceptez-vous que votre réponse soit transmise à la CNIL ?"]
OWN = ["Response ID", "Date submitted", "Start language", "Date started", "Date last action"]


def survey(day: str, *texts: str, first: int = 1) -> bytes:
    """The export of a survey, answered that day, a minute after the other."""
    rows = []
    for number, text in enumerate(texts, start=first):
        at = f"{day} 08:{number:02}:30"
        rows.append([str(number), at, "fr", at, f"{day} 18:00:00", text, "Oui"])
    return WRITERS["limesurvey"]([[*OWN, *HEADINGS], *rows])


def test_a_later_export_of_the_same_survey_is_read_under_any_time_zone(tmp_path):
    run = new_run(tmp_path, form_id="outils", form=FORM)
    run.write("a.csv", survey("2026-03-20", "un", "deux"))
    run.write("b.csv", survey("2026-03-20", "un", "deux bis", "trois"))
    run.write("c.csv", survey("2026-04-20", "quatre", first=4))
    assert run.build("clean.answers") == []

    form = run.form_file.read_text(encoding="utf-8")
    run.form_file.write_text(form.replace("Europe/Paris", "Indian/Reunion"), encoding="utf-8")

    assert run.build("clean.answers") == []
    counted = "select text from clean.answers where question_id = 'avis' order by text"
    assert run.query(counted) == [("deux bis",), ("quatre",), ("trois",), ("un",)]


def test_an_export_with_the_title_of_another_declared_form_is_refused(tmp_path):
    run = small_run(tmp_path, row(1))
    run.write("b.tsv", export([row(1), row(2)], title="Le quartier, en 2022"))
    assert run.build("clean.submissions") == []

    other = run.form_file.read_text("utf-8").replace("Petit formulaire", "Le Quartier en 2022")
    run.form_file.with_name("quartier.toml").write_text(other, "utf-8")
    assert run.build("clean.submissions") == []  # what was read before stays
    run.write("c.tsv", export([row(1), row(3)], title="Le quartier, en 2022"))
    run.write("d.tsv", export([row(1), row(4)], title="Petit formulaire"))

    (refused,) = run.build("clean.submissions")

    assert (refused.code, refused.where) == ("other_title", "c.tsv")
    assert run.query("select sid from clean.submissions order by sid") == [(1,), (2,), (4,)]
