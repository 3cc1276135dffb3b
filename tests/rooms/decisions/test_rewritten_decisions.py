"""Files of decisions without the rows that name somebody erased; the others read as before."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest

from consultation.decisions import WITHDRAWALS, given_file
from consultation.decisions.coding_sheets import CODING, GRID, theme_key
from consultation.decisions.page_lines import alone, line_of, write_lines
from consultation.decisions.rewriting import Left, Named, lines_without, write_workbook_without
from tests.cases.canary_search import layers_of
from tests.cases.coding_books import coding_key
from tests.cases.given_back import CHOICE, KEY, SAVED, TITLES, asked, book, sheet, write
from tests.cases.opendocument import write_opendocument

SAME, DIFFERENT = "même personne", "personnes différentes"
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
# Submission 2 was erased, the address and the reference too, and the text that nobody else wrote.
NAMED = Named(
    submission={"f:2"}.__contains__,
    address={"kanari@example.org"}.__contains__,
    reference={"4GZ7-K2QM-X9TR"}.__contains__,
    text=lambda digest, _: digest == "2" * 16,
    example=lambda shown: "kanari" in shown,
)
ROWS = (
    asked("f:1", "f:3", choice=SAME, initials="AB", date=dt.date(2026, 11, 20)),
    asked("f:1", "f:2", choice=SAME, remark="kanari"),
    asked("f:3", "f:4", choice=DIFFERENT, remark="vu\net  revu"),
    asked("f:2", remark="kanari, sans choix"),
)


def given(path: Path):
    return given_file(path, "f", "Europe/Paris", {"q": "Question"})


def opendocument(path: Path) -> Path:
    ours = [TITLES, *([row.get(title) for title in TITLES] for row in ROWS)]
    sheets = {"Autre": [["kanari"]], "À vérifier": ours}
    return write_opendocument(path, sheets, SAVED, creator="kanari")


def excel(path: Path) -> Path:
    workbook = book(*ROWS)
    workbook.create_sheet("Autre", 0)["A1"] = "kanari"
    workbook.properties.creator = "kanari"
    return write(workbook, path)


@pytest.mark.parametrize("made", [excel, opendocument])
def test_the_rows_of_others_stay_at_their_place_and_nothing_else(made, tmp_path):
    source, target = made(tmp_path / "rendu"), tmp_path / "copie"

    assert write_workbook_without(source, target, "f", NAMED) == Left(2, 0)

    before, after = given(source), given(target)
    assert after.decisions == tuple(
        one for one in before.decisions if "f:2" not in one.submission_ids
    )
    assert len(after.decisions) == 2
    assert not any(b"kanari" in layer for layer in layers_of(target.read_bytes()))


def test_a_file_that_names_nobody_erased_is_not_written_nor_one_of_others(tmp_path):
    target = tmp_path / "copie"
    source = write(book(ROWS[0], {CHOICE: SAME, KEY: "x"}), tmp_path / "rendu.xlsx")

    assert write_workbook_without(source, target, "f", NAMED) == Left(0, 1)
    other = tmp_path / "export.tsv"
    other.write_text("SID\n1\n")
    assert write_workbook_without(other, target, "f", NAMED) is None
    assert not target.exists()


def test_texts_to_code_and_examples_that_quote_them(tmp_path):
    """An uncoded row shows its text as well; a theme goes with the example that it quotes."""
    workbook = book(title="Vide")
    codes = workbook.create_sheet(CODING.title)
    columns = CODING.columns
    texts = {"1" * 16: "le mien", "2" * 16: "kanari"}
    rows = [
        {
            columns.key: coding_key("coding", digest, "q", text, [""] * 7),
            columns.question_id: "q",
            columns.text: text,
        }
        for digest, text in texts.items()
    ]
    sheet(codes, rows, columns.mandatory)
    grid = GRID.columns
    themes = [
        {grid.choice: word, grid.example: example, grid.key: theme_key(word.lower(), ())}
        for word, example in [("Rues", "calmes"), ("Bruit", "vu par kanari")]
    ]
    sheet(workbook.create_sheet(GRID.title), themes, grid.mandatory)
    source, target = write(workbook, tmp_path / "codage.xlsx"), tmp_path / "copie"

    assert write_workbook_without(source, target, "f", NAMED) == Left(2, 0)

    assert not any(b"kanari" in layer for layer in layers_of(target.read_bytes()))
    assert any(b"le mien" in layer for layer in layers_of(target.read_bytes()))


def requests(*whos: str) -> list[str]:
    columns = WITHDRAWALS.columns
    return [
        line_of(WITHDRAWALS, {columns.who: who, columns.choice: "Retirer"}, NOW) for who in whos
    ]


def test_lines_of_the_page_by_whatever_name(tmp_path):
    whos = ("2", "5", "Kanari <KANARI@example.org>", "4gz7 k2qm x9tr", "personne")
    path = write_lines(tmp_path, "f", "AB", requests(*whos), now=NOW, since=None)
    kanari = Named(**{**vars(NAMED), "address": lambda one: one.lower() == "kanari@example.org"})

    content, left = lines_without(path.read_bytes() + b'{"torn', "f", kanari)

    header, *lines = path.read_bytes().splitlines(keepends=True)
    assert content == b"".join([header, lines[1], lines[4], b'{"torn'])
    assert left == Left(3, 2)


def test_the_page_writes_in_the_new_file_what_it_waited_to_write(tmp_path):
    path = write_lines(tmp_path, "f", "AB", requests("2"), now=NOW, since=None)
    new = tmp_path / "autre"
    new.write_bytes(path.read_bytes())
    late = threading.Thread(
        target=write_lines,
        args=(tmp_path, "f", "AB", requests("7")),
        kwargs={"now": NOW, "since": None},
    )
    with alone(path):
        late.start()
        late.join(0.2)
        new.replace(path)
    late.join()

    assert len(path.read_bytes().splitlines()) == 3
