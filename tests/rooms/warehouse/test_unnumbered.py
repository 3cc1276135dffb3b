"""Exports of tools that do not number their answers."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cases.erasures import ask, erase
from tests.cases.runs import Run, new_run
from tests.cases.tool_files import FORM
from tests.cases.tool_writers import OWN, WRITERS, export_of, own_cells

HEADINGS = ["Votre avis", "Acceptez-vous que votre réponse soit transmise à la CNIL ?"]
FIRST = [["un", "Oui"], ["deux", "Oui"], ["trois", "Oui"]]
AFTERWARDS = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
NEXTCLOUD = pytest.param("nextcloud", marks=pytest.mark.slow)
UNNUMBERED = pytest.mark.parametrize("tool", ["google", NEXTCLOUD])


@pytest.fixture
def run(tmp_path) -> Run:
    return new_run(tmp_path, form_id="outils", form=FORM)


def sent(run: Run) -> list[str]:
    """The texts that would be sent."""
    run.build("sending.contributions", "clean.answers", "reasons.unknown_requests")
    told = "select text from clean.answers semi join sending.contributions using (submission_id)"
    return [text for (text,) in run.query(f"{told} where question_id = 'avis' order by text")]


def ask_about(run: Run, text: str, request: str) -> None:
    """The person who wrote that text gives their reference, and nothing else."""
    assert text in sent(run)
    told = "select reference from pseudonyms.submissions join clean.answers using (submission_id)"
    ((reference,),) = run.query(f"{told} where text = '{text}'")
    ask(run, reference, request=request, at=AFTERWARDS)


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_of_exports_that_nobody_put_in_order_the_one_that_sends_least_counts(names, run):
    files = [
        export_of("google", HEADINGS, rows)
        for rows in ([["un", "Oui"], ["fin", "Oui"]], [["un", "Oui"], ["deux", "Non"]])
    ]
    for name, content in zip(names, files, strict=True):
        run.write(f"{name}.csv", content)
    run.build("clean.answers")

    assert run.query("select text from clean.answers where text is not null order by 1") == [
        ("deux",),
        ("un",),
    ]


@UNNUMBERED
@pytest.mark.parametrize("request_", ["retirer", "effacer"])
def test_what_somebody_asked_for_holds_for_their_row_in_later_exports(tool, request_, run):
    run.write("a.csv", export_of(tool, HEADINGS, FIRST))
    ask_about(run, "deux", request_)
    if request_ == "effacer":
        erase(run)
    # Another question, another place among the rows, somebody new.
    later = [[*own_cells(tool, number), "", *FIRST[number - 1]] for number in (3, 2, 1)]
    later.append([*own_cells(tool, 4), "ici", "quatre", "Oui"])
    run.write("b.csv", WRITERS[tool]([[*OWN[tool], "Ville", *HEADINGS], *later]))

    assert sent(run) == ["quatre", "trois", "un"]
    assert run.query("from reasons.unknown_requests") == []


@UNNUMBERED
def test_a_request_about_a_row_that_was_rewritten_since_is_told_to_match_nobody(tool, run):
    run.write("a.csv", export_of(tool, HEADINGS, FIRST))
    ask_about(run, "deux", "retirer")
    run.write("b.csv", export_of(tool, HEADINGS, [["DEUX", "Oui"], ["trois", "Non"]]))

    sent(run)
    assert run.query("from reasons.unknown_requests") == [(1,)]


@UNNUMBERED
def test_two_people_whose_rows_are_equal_are_two(tool, run):
    same = [*own_cells(tool, 1), "un", "Oui"]
    run.write("a.csv", WRITERS[tool]([[*OWN[tool], *HEADINGS], same, same]))

    assert sent(run) == ["un", "un"]
