"""a-coder.xlsx: who codes what, what they gave before, what lists offer, how sure counts are."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from consultation.decisions.coding_sheets import read_theme_key
from consultation.decisions.sheets import read_key
from tests.cases.coded import (
    ADDITION,
    CODED_AT,
    CODED_FORM,
    DEAR,
    DISPUTED,
    LETTER,
    MASKED,
    NEVER_CODED,
    NO_THEME,
    NONE,
    ONCE,
    OTHER_QUESTION,
    THEMES,
    WATCHED,
    Code,
    Theme,
    coded_run,
    give_back,
    published_coded_run,
)
from tests.cases.given_back import rows_of
from tests.cases.runs import Run
from tests.cases.small import FORM, row, small_run

CODING = '\n[coding]\nquestions = ["texte"]\ncoders = ["A", "B", "C"]\nboth = 2\ntexts_max = 6\n'
PLACES = ("gare", "mairie", "halle", "place", "rue", "cour", "poste", "plage")


def to_code(run: Run, coder: str = "") -> Path:
    return run.synthese.with_name(f"a-coder-{coder}.xlsx" if coder else "a-coder.xlsx")


def values_of(book: Workbook, title: str) -> list[dict[str, Any]]:
    return [{name: cell.value for name, cell in row.items()} for row in rows_of(book[title])]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Run:
    """Eight texts, of which three people code six: two all of them, the others one each."""
    rows = [row(sid, Texte=f"La caméra de la {place}.") for sid, place in enumerate(PLACES, 1)]
    run = small_run(tmp_path_factory.mktemp("drawn"), *rows, form=FORM + CODING)
    run.publish()
    return run


def test_some_texts_are_on_every_sheet_the_others_on_one_and_how_sure_counts_are_is_told(drawn):
    """At worst 3 of the 6 drawn have a theme: 3 of the 8 at least have it, and 3 have not."""
    references = [
        [row["Référence"] for row in values_of(load_workbook(to_code(drawn, coder)), title)]
        for coder, title in ((coder, f"Codage {coder}") for coder in "ABC")
    ]

    assert [each[:2] for each in references] == [references[0][:2]] * 3
    assert sorted(Counter(chain.from_iterable(references)).values()) == [1, 1, 1, 1, 3, 3]
    page = load_workbook(to_code(drawn)).worksheets[0]
    said = [[cell for cell in cells if cell is not None] for cells in page.values]
    text = "\n".join(str(cell) for cells in said for cell in cells).replace("\u00a0", " ")

    assert ["Texte", 8, 8, 6, 2] in [cells[:5] for cells in said]
    assert "Il y a plus de 6 textes : 6 sont tirés au sort" in text
    assert "de 37,5 à 62,5 %" in text


def test_nobody_to_code_no_workbook(drawn, tmp_path):
    run = drawn.copied(tmp_path)
    form = run.form_file.read_text("utf-8")
    run.form_file.write_text(form.replace('coders = ["A", "B", "C"]', "coders = []"), "utf-8")
    run.publish()

    assert not to_code(run).exists()
    first_page = load_workbook(run.synthese).worksheets[0]
    assert "a-coder.xlsx" not in " ".join(str(cell) for (cell, *_) in first_page.values)


def test_who_checks_the_grid_has_a_workbook_of_the_draw_and_what_they_find_is_told(tmp_path):
    run = coded_run(tmp_path, CODED_FORM.replace("[coding]\n", '[coding]\ncontrol = "EF"\n'))
    texts = (DEAR, WATCHED, LETTER, ADDITION, NO_THEME, DISPUTED, ONCE, MASKED, NEVER_CODED)
    codes = [Code("EF-contrôle", text, NONE if text == NO_THEME else ("cout",)) for text in texts]
    other = Code("EF-contrôle", OTHER_QUESTION, ("debat",), question_id="suite")
    give_back(run, THEMES, [*codes, other], CODED_AT + dt.timedelta(days=1))
    run.publish()

    rows = values_of(load_workbook(to_code(run, "EF")), "Codage EF-contrôle")
    assert len(rows) == len(texts) + 1
    assert {row["Qui code"] for row in rows} == {"EF-contrôle"}
    order = "select unit_id from sending.control_draw order by control_rank"
    assert [row["Référence"] for row in rows] == [unit for (unit,) in run.query(order)]
    assert [row["Texte"] for row in rows if row["Thème 1"] == "aucun thème"] == [NO_THEME]
    page = load_workbook(to_code(run)).worksheets[0]
    told = " ".join(str(cell) for cells in page.values for cell in cells).replace("\u00a0", " ")
    assert "Sur 10 textes tirés au sort, 1 n’entre dans aucun thème : au plus 10,0 %" in told
    assert run.query("from coding.judgements where starts_with(coder, 'EF')") == []


def test_sheets_say_what_each_coder_gave_before_and_the_grid_what_may_be_chosen():
    book = load_workbook(to_code(published_coded_run(), "A"))
    rows = {row["Texte"]: row for row in values_of(book, "Codage A")}

    columns = ("Thème 1", "Thème 2", "À citer", "Combien")
    assert [rows[DEAR][column] for column in columns] == ["Coût", None, "oui", 2]
    assert rows[NO_THEME]["Thème 1"] == "aucun thème"
    assert rows[NEVER_CODED]["Thème 1"] is None
    # What may be chosen in place of a theme, then the themes, then lines to fill.
    titles = [row["Thème"] for row in values_of(book, "Grille")]
    assert titles[: 2 + len(THEMES)] == ["aucun thème", "effacer", *(t.title for t in THEMES)]
    assert set(titles[2 + len(THEMES) :]) == {None}


def test_texts_least_like_those_coded_come_back_with_initials_and_count_apart(drawn, tmp_path):
    run = drawn.copied(tmp_path)
    assert "Les plus différents" not in load_workbook(to_code(run)).sheetnames  # nothing is coded
    order = run.query("select text from coding.units order by sample_rank")
    first, *_, last = (text for (text,) in order[:6])
    give_back(run, THEMES, [Code("A", first, ("cout",)), Code("B", first, ("cout",))])
    run.publish()

    book = load_workbook(to_code(run))
    (row,) = (cells for cells in rows_of(book["Les plus différents"])
              if cells["Texte"].value == last)  # fmt: skip
    row["Thème 1"].value, row["Qui code"].value = "Coût", "B"
    assert len(rows_of(book["Les plus différents"])) == 5  # of those to be coded
    book.save(run.inbox / "rendu.xlsx")
    run.ingest()
    run.build()

    told = "select coder, theme_ids from coding.codes where unit_id = {}"
    unit = f"(select unit_id from coding.units where text = '{last}')"
    assert run.query(told.format(unit)) == [("B", ["cout"])]
    read = run.query("select is_drawn, state from coding.theme_readings where theme_id = 'cout'")
    assert sorted(read) == [(False, "yes"), (True, "yes")]
    assert run.query("from sending.draws") == []


def test_a_code_and_a_theme_that_come_back_are_another_state_of_their_rows(tmp_path):
    """So whoever changes them once more is obeyed, as a copy of before is told apart."""
    run = small_run(tmp_path, row(1, Envoi="Oui, sans nom", Texte=DEAR), form=CODED_FORM)
    run.ingest()
    states = []
    for day, (title, found) in enumerate([("Coût", "cout"), ("Prix", "debat"), ("Coût", "cout")]):
        themes = (Theme("cout", title, "Une définition."), Theme("debat", "Débat", "Un débat."))
        give_back(run, themes, [Code("A", DEAR, (found,))], CODED_AT + dt.timedelta(days=day))
        run.build("publications.a_coder__codage", "publications.a_coder__grille")
        ((code,),) = run.query(
            'select "Clé (ne pas modifier)" from publications.a_coder__codage'
            " where \"Qui code\" = 'A'"
        )
        ((of_theme,),) = run.query(
            'select "Identifiant (ne pas modifier)" from publications.a_coder__grille'
            " where \"Identifiant (ne pas modifier)\" like 'cout-%'"
        )
        states.append((read_key(code).change_count, read_theme_key(of_theme).change_count))

    assert [state for state, _ in states] == ["1", "2", "3"]
    assert [state for _, state in states][:2] == ["1", "2"]


def test_a_settled_text_that_is_open_again_shows_nothing_settled_until_it_is(tmp_path):
    """The same cells as published would be read as nothing said."""
    run = small_run(tmp_path, row(1, Envoi="Oui, sans nom", Texte=DEAR), form=CODED_FORM)
    run.ingest()
    shown = []
    both, late = [Code("A", DEAR, ("cout",)), Code("B", DEAR, NONE)], ("cout", "surveillance")
    settled, again = Code(None, DEAR, ("cout",)), Code(None, DEAR, late)
    for day, codes in enumerate([[*both, settled], [Code("C", DEAR, late)], [again]]):
        give_back(run, THEMES, codes, CODED_AT + dt.timedelta(days=day))
        run.build("publications.a_coder__desaccords")
        shown += run.query('select "Thème retenu 1" from publications.a_coder__desaccords')

    assert shown == [("Coût",), (None,), ("Coût",)]
