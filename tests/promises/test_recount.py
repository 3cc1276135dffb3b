"""Every percentage that is shown can be counted again from reponses.csv alone, and is the same."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from consultation.notices.responses import write_responses
from consultation.packs.contribution.named_values import values_of
from consultation.packs.contribution.stated_files import NOTE_FILE, write_note
from consultation.words.french import share
from tests.cases.invented import invented_run
from tests.cases.note import NO_TEXT, rows_of_note
from tests.cases.poppler import needs_poppler, words_of
from tests.cases.recounted import consenting_tables, key_figures, shares
from tests.cases.runs import THREE, Run, published, records_of, sheet_of


@pytest.fixture(
    scope="module", params=["invented", pytest.param("webform", marks=pytest.mark.slow)]
)
def run(request, tmp_path_factory) -> Run:
    if request.param == "webform":
        return published(*THREE)
    return invented_run(tmp_path_factory.mktemp("invented"))


def test_every_percentage_of_the_key_figures_is_had_from_the_responses(run):
    expected = key_figures(records_of(run.release / "organisation/statistiques/reponses.csv"))
    shown = [row for row in sheet_of(run.synthese, "Chiffres clés") if row["Part"] is not None]

    assert len(shown) > 20
    for row in shown:
        key = row["Rubrique"], row["Chiffre"]
        told = [row[title] for title in ("Part", "Part la plus basse", "Part la plus haute")]
        told = [value for value in told if value is not None]
        # What nobody chose has no row: its share is none.
        assert told == pytest.approx(expected.get(key, [0])), key


@pytest.fixture(scope="module")
def pack(run, tmp_path_factory) -> tuple[Path, list[tuple[str, ...]], str]:
    """The pack's reponses.csv, the conclusions of its note, and the words of its PDF."""
    folder = tmp_path_factory.mktemp("pack")
    with consenting_tables(run) as tables:
        write_responses(tables["pack.responses"], folder)
        write_note(tables, folder, NO_TEXT, partial(values_of, tables))
        rows = rows_of_note(tables, "Question")
    return folder / "reponses.csv", rows, words_of((folder / NOTE_FILE).read_bytes())


def percentages(text: str) -> list[str]:
    """« 63,0 » of « 63,0 % »."""
    return re.findall(r"(\d+,\d)\s*%", text.replace("\u00a0", " "))


def printed(words: str) -> str:
    return words.replace("'", "’")


@needs_poppler
def test_every_percentage_of_the_note_is_had_from_the_responses(pack):
    path, rows, words = pack
    counted = shares(records_of(path))
    # The note is printed with other apostrophes than people type.
    by_title = {
        printed(item or question): {printed(label): told for label, told in choices.items()}
        for (question, item), choices in counted.items()
    }

    assert rows
    for title, leader, _base, part, span, answers in rows:
        choices = by_title[title.removesuffix(" (plusieurs choix)")]
        told = dict(re.findall(r"(.*)\u00a0: \d+ \((.*?)\)", answers.replace(" · ", "\n")))
        for label, percentage in told.items():
            assert percentage == share(choices.get(label, {}).get("all", 0.0)), (title, label)
        leading = choices.get(leader.rpartition("\u00a0: ")[0])
        if leading is None:  # several lead together
            assert (leader, part, span) == ("à égalité", "—", "—")
            continue
        ends = [share(min(leading.values())), share(max(leading.values()))]
        assert part == share(leading["all"])
        assert percentages(span) == percentages(" ".join(sorted(set(ends), key=ends.index)))
    # There are no others in the document.
    shown = Counter(each for row in rows for each in percentages(" ".join(row)))
    assert Counter(percentages(words)) == shown


def test_nothing_is_told_of_themes_where_nothing_is_coded(run, pack):
    assert not sheet_of(run.synthese, "Thèmes")
    assert not list(run.release.rglob("theme_*.csv"))
    assert run.query("from agreement.alphas") == []
    assert "les ont rangés par thèmes" not in pack[2]
