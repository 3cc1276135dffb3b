"""What people coded is told everywhere alike, and can be counted again."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from consultation.notices.codebook import CODED
from consultation.notices.responses import write_responses
from consultation.packs.annex import write_annex, write_tables
from tests.cases.coded import REFUSED, THEMES, published_coded_run
from tests.cases.recounted import RULES, consenting_tables, ranged_rules
from tests.cases.runs import Run, records_of, sheet_of, tables_of_sheet

TITLES = {**{theme.theme_id: theme.title for theme in THEMES}, "no-theme": "Aucun thème"}


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    return published_coded_run().copied(tmp_path_factory.mktemp("coded"))


@pytest.fixture(scope="module")
def pack(run, tmp_path_factory) -> Path:
    """The files of the pack."""
    folder = tmp_path_factory.mktemp("pack")
    with consenting_tables(run) as tables:
        write_responses(tables["pack.responses"], folder)
        write_tables(tables, folder)
        write_annex(tables, folder)
    return folder


def theme_shares(path: Path) -> dict[tuple[str, str], dict[str, float]]:
    """The share of each theme in each question, by rule, from a reponses.csv alone: of the texts
    coded, without those that are apart from its count or were read out of the draw."""
    coded: dict[tuple[str, str], float] = defaultdict(float)
    aside: dict[tuple[str, str, str], float] = defaultdict(float)
    found: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in records_of(path):
        if row["question_id"].endswith("-themes"):
            question = row["question_label"].removeprefix("Thèmes\u00a0: ")
            first, _, rest = row["choice_id"].partition("-")
            state = first if first in ("apart", "chosen", "open") else ""
            theme = TITLES[rest if state else row["choice_id"]]
            for rule in (rule for rule in RULES if f"weight_{rule}" in row):
                weight = float(row[f"weight_{rule}"])
                coded[question, rule] += weight * int(row["is_first"])
                (aside if state in ("apart", "chosen") else found)[question, theme, rule] += (
                    weight * (state != "open")
                )
    shares: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (question, theme, rule), weight in found.items():
        if count := coded[question, rule] - aside[question, theme, rule]:
            shares[question, theme][rule] = weight / count
    return shares


def of_themes(shown: list[dict]) -> dict[tuple[str, str], list[float]]:
    """The shares that a sheet shows, of what somebody wrote."""
    titles = ("Part", "Part la plus basse", "Part la plus haute")
    return {
        (row["Question"], row["Thème"]): [row[title] for title in titles]
        for row in shown
        if row["Avec le thème"]
    }


@pytest.mark.parametrize("where", ["organisation", "soumission"])
def test_every_share_of_a_theme_is_had_from_the_responses(run, pack, where):
    if where == "organisation":
        answers = run.release / "organisation/statistiques/reponses.csv"
        shown = of_themes(tables_of_sheet(run.synthese, "Thèmes")[0])
    else:
        answers = pack / "reponses.csv"
        shown = of_themes(sheet_of(pack / "annexe-statistique.xlsx", "Thèmes"))

    assert len(shown) == 4  # not all is coded: each question alone
    shares, ranged = theme_shares(answers), ranged_rules(records_of(answers))
    assert "all" in ranged
    assert "collectives" not in ranged
    assert any(theme == "Aucun thème" for _, theme in shown)
    for place, told in shown.items():
        by_rule = shares[place]
        compared = [by_rule[rule] for rule in ranged & by_rule.keys()]
        assert told == pytest.approx([by_rule["all"], min(compared), max(compared)])


def test_the_code_book_says_what_the_files_of_coding_are(run, pack):
    for folder in (run.release / "organisation/statistiques", pack / "statistiques"):
        book = [row for row in records_of(folder / "codebook.csv") if row["table"] in CODED]

        # Nobody has chosen a quote.
        assert {row["table"] for row in book} == set(CODED) - {"quote_coverage"}
        assert [row for row in book if not row["meaning"] or not row["values"]] == []


def test_nothing_that_was_not_agreed_to_is_counted_in_the_pack(pack):
    """Somebody who wrote about being watched refused: the codes of that text are in no count."""
    shares = of_themes(sheet_of(pack / "annexe-statistique.xlsx", "Thèmes"))
    assert shares["Texte", TITLES["surveillance"]][0] == pytest.approx(0.75)
    written = "".join(path.read_text("utf-8") for path in pack.rglob("*.csv"))
    assert REFUSED not in written
    assert "REMARQUE" not in written
