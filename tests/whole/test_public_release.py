"""The public folder of a run: there when it is asked for and enough answered, whole, the same
bytes, and of today whatever was published before."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest

from consultation.screens.exploring import view_of
from tests.cases.public_forms import (
    PUBLIC_FORM,
    SIZE,
    answers,
    chosen_in,
    public_run,
    recounted,
    rounded,
    shown_run,
)
from tests.cases.runs import Run, digests, sheet_of
from tests.cases.small import export, small_run
from tests.cases.withdrawn import filled

pytestmark = pytest.mark.slow


@pytest.fixture
def shown() -> Run:
    """A run that has published a public folder; tests change copies of it."""
    return shown_run()


@pytest.fixture
def run(shown, tmp_path) -> Run:
    """A copy of the run that has published a public folder."""
    return shown.copied(tmp_path / "copy")


def text_of(run: Run) -> str:
    """The public page, its no-break spaces as plain spaces."""
    text = (run.release / "public" / "resultats.html").read_text(encoding="utf-8")
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def figures_of(run: Run) -> list[dict[str, str]]:
    """The figures of questions in the file beside the page."""
    text = (run.release / "public" / "resultats.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["question_id"]]


def test_an_answer_has_one_base_inside_and_in_public(shown):
    """The people who answered the question: what is told is what the page inside says, rounded."""
    view = view_of(shown.release / "organisation" / "consultation.duckdb", (), "")
    inside = {
        (question.facet, choice.choice_id): [rounded(choice.chosen), rounded(choice.answered)]
        for question in view.questions
        for choice in question.choices
    }
    public: dict[tuple[str, str], list[str]] = {}
    for row in figures_of(shown):
        if row["column_id"] == "total":
            facet = ":".join(filter(None, ("choice", row["question_id"], row["item_id"])))
            count = row["person_count"] or row["count_status"]
            public[facet, row["row_id"]] = [count, row["base_count"]]

    assert public == inside


def bars_of(page: str) -> Iterator[tuple[str, str, str, str]]:
    """The bars of the page's charts: question and item, answer, share, count."""
    card = item = ""
    for line in page.splitlines():
        if title := re.search(r'<h3 id="[^"]*">(.*?)</h3>', line):
            card, item = title[1], ""
        if above := re.search(r'class="item">(.*?)</th>', line):
            item = f" : {above[1]}"
        cells = r'row">([^<]*)</th>.*"share">([^<]*)</td><td class="n">(?:<i>)?([^<]*)<'
        if bar := re.search(cells, line):
            yield card + item, *bar.groups()


def test_the_shares_of_the_page_are_counted_again_from_the_rows(shown):
    page, everybody = text_of(shown).replace("’", "'"), answers(SIZE)
    bars = [bar for bar in bars_of(page) if bar[0].startswith(("Raisons", "Avis", "Mode"))]
    assert len(bars) == 8
    for title, answer, share, count in bars:
        counted, base = recounted(everybody, title, answer)
        assert count == counted
        assert share == (f"{int(100 * int(counted) / int(base) + 0.5)} %" if share else "")


def test_every_figure_by_category_is_counted_again_and_none_is_of_fewer_than_50(shown):
    figures = [row for row in figures_of(shown) if row["column_id"].startswith("categorie-")]
    assert {row["column_label"] for row in figures} == {"Citoyen·ne"}
    for row in figures:
        of_it = [one for one in answers(SIZE) if row["column_label"] in chosen_in(one, "Qui")]
        title = " : ".join(filter(None, (row["table_label"], row["item_label"])))
        counted = recounted(of_it, title, row["row_label"])
        assert [row["person_count"] or row["count_status"], row["base_count"]] == counted


def test_a_withdrawal_is_in_the_next_figures_as_its_receipt_says(run):
    """Of 300 people six go: no page says that answers have come and wait to be added."""
    before = text_of(run)
    model = run.release / "organisation" / "a-decider.xlsx"
    filled(
        model,
        run.inbox / "retraits.xlsx",
        *({"who": sid, "choice": "retirer", "date": "12/03/2026"} for sid in range(1, 7)),
    )
    run.publish()
    workbook = run.release / "organisation" / "confidentiel" / "retraits-accuses.xlsx"
    receipts = [one["Accusé à renvoyer"] for one in sheet_of(workbook, "Accusés de retrait")]

    assert 'Environ <span class="big">300</span>' in before
    assert 'Environ <span class="big">295</span>' in text_of(run)
    assert "seront ajoutées" not in text_of(run)
    assert len(receipts) == 6
    assert all("n’est plus comptée dans les chiffres calculés depuis" in one for one in receipts)


def test_every_release_shows_the_figures_of_today_whatever_was_published_before(run, tmp_path):
    run.write("export.tsv", export(answers(SIZE + 8)))
    run.publish()
    anew = public_run(tmp_path / "anew", SIZE + 8)

    assert f'Environ <span class="big">{SIZE + 10}</span>' in text_of(run)
    folders = [one.release / "public" for one in (run, anew)]
    assert digests(folders[0]) == digests(folders[1])


def test_the_folder_goes_when_it_is_no_longer_asked_for(run):
    run.form_file.write_text(PUBLIC_FORM.replace("public = true", "public = false"), "utf-8")
    run.publish()

    assert not (run.release / "public").exists()
    assert "public/" not in (run.release / "LISEZMOI.txt").read_text(encoding="utf-8")


def test_fewer_than_50_have_no_folder_and_it_is_said_why(tmp_path):
    run = small_run(tmp_path, *answers(49), form=PUBLIC_FORM)
    summary = run.publish()

    assert not (run.release / "public").exists()
    assert any("moins de 50 personnes et collectifs ont répondu" in one for one in summary.warnings)
