"""Texts coded in a workbook that came back: what is taken of it, and what is told of the rest."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest

from consultation.decisions.arrived_file import decision_file
from consultation.decisions.coding_sheets import CODING, GRID
from consultation.decisions.workbook_properties import form_named_in
from consultation.warehouse.store.connection import execute
from consultation.warehouse.store.decisions import add_file, settle_readings
from tests.cases.coding_books import UNITS, Unit, coded, coding_book, theme
from tests.cases.drawn import Warehouse
from tests.cases.given_back import SAVED, write
from tests.cases.libreoffice import convert

QUESTIONS = {"texte": "Vos arguments", "suite": "Et ensuite ?"}
FIRST, SECOND, THIRD, FOURTH = UNITS
COST, PRIVACY = theme("Coût"), theme("Vie privée", questions="vos ARGUMENTS")
AFTER = theme("Après", questions="suite")
WHOLE_GRID = [COST, PRIVACY, AFTER]
KEY = CODING.columns.key


@pytest.fixture
def given(tmp_path):
    """What a workbook decides, dropped for the form `f`."""

    def read(workbook, name="a-coder.xlsx"):
        return decision_file(write(workbook, tmp_path / name), "f", "Europe/Paris", QUESTIONS)

    return read


def codes(file):
    return [(code.coder, code.text_digest[-1], code.theme_ids) for code in file.codes]


# What is taken.


def test_a_row_with_themes_is_a_code_whatever_their_accents_capitals_and_spaces(given):
    row = coded(FIRST, "cout", "VIE  privee", "Coût", quotable="Oui", remark="à voir")

    (code,) = given(coding_book(WHOLE_GRID, {"A": [row]})).codes

    assert (code.coder, code.question_id, code.text_digest) == ("A", "texte", FIRST.text_digest)
    assert (code.theme_ids, code.is_quotable) == (("cout", "vie_privee"), True)
    assert (code.remark, code.sheet, code.row) == ("à voir", "Codage A", 4)
    assert code.decided_at == SAVED


def test_a_code_says_which_state_of_its_row_it_was_written_over(given):
    rows = [coded(FIRST, "Coût", former=["Débat"], changes=n) for n in (0, 3)]
    first, later = (given(coding_book(WHOLE_GRID, {"A": [row]})).codes[0] for row in rows)

    assert later.shown == f"{first.shown}-3"


BY_CAMILLE = coded(FIRST, "Coût", coder="Camille Exemple", shown_to="CE")


@pytest.mark.parametrize(
    ("rows", "taken"),
    [
        # No theme fits; a code is taken back, or emptied.
        ([coded(FIRST, "aucun thème")], [(("A", "1", ()), False)]),
        ([coded(FIRST, "EFFACER", former=["Coût"])], [(("A", "1", ()), True)]),
        ([coded(FIRST, former=["Coût"])], [(("A", "1", ()), True)]),
        # A person is stored by initials, and a row pasted twice counts once.
        ([BY_CAMILLE] * 2, [(("CE", "1", ("cout",)), False)]),
        # A row that names no theme, or that is as published, says nothing.
        ([coded(FIRST), coded(SECOND, quotable="oui", remark="à coder")], []),
        ([coded(FIRST, "Coût", former=["Coût"]), coded(SECOND) | {KEY: "?"}], []),
    ],
)
def test_what_a_row_says_is_taken_once(rows, taken, given):
    file = given(coding_book(WHOLE_GRID, {"A": rows}))

    cancelled = [code.is_cancelled for code in file.codes]
    assert [*zip(codes(file), cancelled, strict=True)] == taken


def test_what_is_settled_is_nobodys_own(given):
    file = given(coding_book(WHOLE_GRID, {}, settled=[coded(FIRST, "Coût", coder=None)]))

    assert codes(file) == [(None, "1", ("cout",))]


# The grid.


def test_a_new_theme_has_an_id_made_of_its_title_that_no_other_has(given):
    renamed = theme("Prix", "cout", shown="Coût")

    file = given(coding_book([theme("Coût"), renamed, theme("L’État, élu·es"), theme("自由")], {}))

    assert [one.position for one in file.themes] == [1, 2, 3, 4]
    titles = {"cout_2": "Coût", "cout": "Prix", "l_etat_elu": "L’État, élu·es", "theme": "自由"}
    assert {one.theme_id: one.title for one in file.themes} == titles


def test_a_theme_that_is_as_published_and_blank_lines_decide_nothing(given):
    in_place = theme("aucun thème", definition="Le texte ne correspond à aucun thème.")
    grid = [theme("Coût", "cout", definition="cher"), {}, in_place, {}]

    assert given(coding_book(grid, {})).themes == ()


def test_a_renamed_theme_keeps_its_codes_even_under_the_title_that_cells_still_have(given):
    rows = [coded(FIRST, "Prix"), coded(SECOND, "Coût"), coded(THIRD, "Coût", former=["Coût"])]

    file = given(coding_book([theme("Prix", "cout", shown="Coût")], {"A": rows}))

    assert codes(file) == [("A", "1", ("cout",)), ("A", "2", ("cout",))]


def test_themes_that_changed_rows_without_their_ids_are_set_aside(given):
    """Else the codes of « Coût » would be those of « Peur »."""
    first, second = theme("Coût", "cout", definition="cher"), theme("Peur", "peur")
    third = theme("Débat", "debat", definition="parler")
    key = GRID.columns.key
    swapped = [second | {key: first[key]}, first | {key: second[key]}]
    rewritten = third | {GRID.columns.definition: "en parler"}

    file = given(coding_book([*swapped, rewritten], {"A": [coded(FIRST, "Coût")]}))

    assert [one.theme_id for one in file.themes] == ["debat"]
    assert file.codes == ()
    assert file.refusal.what.count("sans son identifiant") == 2
    assert given(coding_book([first, third, second], {})).themes == ()


def test_a_theme_is_taken_out_by_a_word_and_not_by_a_deleted_row(given):
    (erased,) = given(coding_book([theme("Effacer", "cout", shown="Coût")], {})).themes

    assert (erased.theme_id, erased.title) == ("cout", None)
    assert given(coding_book([], {})).themes == ()


def test_a_theme_is_made_one_with_another_that_the_grid_has(given):
    rows = [theme("Fusionner avec coûts", "cout", shown="Coût"), theme("Coûts")]
    (merged, other) = given(coding_book(rows, {"A": [coded(FIRST, "Coût")]})).themes

    assert (merged.theme_id, merged.title, merged.merged_id) == ("cout", None, "couts")
    assert (other.theme_id, other.merged_id) == ("couts", None)
    alone = [theme("fusionner avec Prix", "cout", shown="Coût")]
    refused = given(coding_book(alone, {})).refusal.what
    assert ("cellule A4" in refused, "n’est pas dans" in refused) == (True, True)


def test_a_code_says_which_themes_its_grid_had_for_the_question(given):
    out = theme("effacer", "debat", shown="Débat")
    rows = [coded(FIRST, "Coût"), coded(SECOND, "Coût") | {CODING.columns.read_again: "oui"}]

    first, again = given(coding_book([*WHOLE_GRID, out], {"A": rows})).codes

    assert first.asked_ids == ("cout", "vie_privee")
    assert (first.is_read_again, again.is_read_again) == (False, True)


def test_beside_what_is_set_aside_the_rest_is_taken_and_no_text_is_repeated(given):
    """What is said of each: tests/cases/refusals/decisions.txt."""
    rows = [coded(FIRST, "Coût"), coded(SECOND, "Coût", "zzz"), coded(THIRD, "Coût")]
    rows += [coded(THIRD, "Vie privée"), coded(FOURTH, "Coût") | {"Texte": "Retouché"}]

    file = given(coding_book([*WHOLE_GRID, theme("=A4")], {"A": rows}))

    assert [one.theme_id for one in file.themes] == ["cout", "vie_privee", "apres"]
    assert codes(file) == [("A", "1", ("cout",))]
    assert not any(unit.text in file.refusal.message for unit in UNITS)


def test_a_form_takes_no_codes_of_another_forms_question(tmp_path):
    path = write(coding_book(WHOLE_GRID, {"A": [coded(FIRST, "Coût")]}), tmp_path / "a.xlsx")

    file = decision_file(path, "g", "Europe/Paris", {"autre": "Autre", "suite": "Suite"})

    assert file.codes == ()
    assert "n’est pas dans le formulaire" in file.refusal.what


# Two people, two copies.

LATER = [SAVED + dt.timedelta(hours=hours) for hours in range(6)]


TEXTS = "\n".join(f"{unit.text_digest} | texte | {unit.text_digest} | true" for unit in UNITS)


def told(warehouse, files):
    """The codes and themes of a form to which these files came back, in this order."""
    for table in ("decision_files", "themes", "codes"):
        execute(warehouse.connection, f"delete from raw.{table}")
    for file in files:
        add_file(warehouse.connection, file)
    settle_readings(warehouse.connection, LATER[-1].replace(tzinfo=dt.UTC))
    codes, themes = warehouse.build("coding.codes"), warehouse.build("coding.themes")
    return (
        sorted((row["unit_id"][-1], row["coder"], row["theme_ids"]) for row in codes),
        sorted((row["theme_id"], row["title"]) for row in themes),
    )


def test_two_people_code_on_two_copies_and_neither_takes_back_what_the_other_did(given):
    """A gives back a copy of what was published after B's first codes; B goes on in their own."""
    first = coding_book([COST], {"B": [coded(FIRST, "Coût", coder="B")]}, saved=LATER[0])
    by_b = coding_book(
        [theme("Prix", "cout", shown="Coût"), theme("Santé")],
        {
            "A": [coded(FIRST, coder="A")],
            "B": [
                coded(text, *themes, coder="B", former=["Coût"])
                for text, themes in ((FIRST, ("Prix", "Santé")), (SECOND, ("effacer",)))
            ],
        },
        saved=LATER[1],
    )
    by_a = coding_book(
        [theme("Coût", "cout"), theme("Vie privée")],
        {
            "A": [coded(FIRST, "Vie privée", coder="A")],
            "B": [coded(one, "Coût", coder="B", former=["Coût"]) for one in (FIRST, SECOND)],
        },
        saved=LATER[2],
    )
    # The copy of the first day, to which B comes back for a third text.
    again = [coded(text, "Coût", coder="B") for text in (FIRST, THIRD)]
    old_copy = coding_book([COST], {"B": again}, saved=LATER[3])

    warehouse = Warehouse(
        {"coding__unit_texts": f"unit_id | question_id | text_digest | is_original\n---\n{TEXTS}"}
    )

    for files in permutations(map(given, (first, by_b, by_a, old_copy))):
        codes, themes = told(warehouse, files)
        of_b = [("1", "B", ["cout", "sante"]), ("3", "B", ["cout"])]
        assert codes == [("1", "A", ["vie_privee"]), *of_b]
        assert themes == [("cout", "Prix"), ("sante", "Santé"), ("vie_privee", "Vie privée")]


# What a spreadsheet makes of it.


def rearranged(workbook):
    """The workbook sorted by text from the last, filtered, a column added, a row deleted."""
    worksheet = workbook["Codage A"]
    rows = [[cell.value for cell in row] for row in worksheet.iter_rows(min_row=4)]
    place = [cell.value for cell in worksheet[3]].index(CODING.columns.text)
    for number, row in enumerate(sorted(rows, key=lambda row: row[place], reverse=True), start=4):
        for column, value in enumerate(row, start=1):
            worksheet.cell(number, column, value)
    worksheet.delete_rows(4)
    worksheet.insert_cols(place + 2)
    worksheet.cell(3, place + 2, "Notes à moi")
    worksheet.auto_filter.ref = f"A3:{worksheet.cell(6, worksheet.max_column).coordinate}"
    worksheet.auto_filter.add_filter_column(0, ["rien"])
    worksheet.row_dimensions[5].hidden = True
    return workbook


@pytest.mark.slow
@pytest.mark.libreoffice
def test_what_was_sorted_filtered_and_saved_by_libreoffice_misplaces_nothing(tmp_path):
    strange = (
        "=1+1\t«\u00a0l’été\u00a0»\n\n  deux lignes",
        *("'apostrophe, e\u0301te\u0301 décomposé, œuvre", "0012 1E5 2022-03-14"),
        "Ünïcode 👩‍👩‍👧 _x003D_ ½ ﬁ",
    )
    texts = [Unit("texte", f"{at:016x}", text) for at, text in enumerate(strange, start=1)]
    kept = theme("Coût", "cout", definition="L’argent ; « public »", questions="texte ; suite")
    rows = [
        coded(texts[0], "Coût", "Vie privée", quotable="oui", remark="l’été\nici"),
        coded(texts[1], "aucun thème"),
        coded(texts[2], "Coût", former=["Coût"]),
        coded(texts[3], "Vie privée"),
    ]
    book = coding_book([kept, PRIVACY], {"A": rows}, [coded(texts[0], "Coût", coder=None)])
    rearranged(book)
    for worksheet in book:
        for cell in (cell for line in worksheet.iter_rows() for cell in line if cell.value):
            cell.data_type = "s"  # what begins as a formula is a text, as the program writes it
    book.properties.keywords = "f"
    path = write(book, tmp_path / "a-coder.xlsx")

    saved = convert(path, "ods", tmp_path) / "a-coder.ods"
    file = decision_file(saved, "f", "Europe/Paris", QUESTIONS)

    themes_of_a = [("A", "1", ("cout", "vie_privee")), ("A", "2", ())]
    assert codes(file) == [*themes_of_a, (None, "1", ("cout",))]
    assert [one.theme_id for one in file.themes] == ["vie_privee"]
    assert form_named_in(saved) == "f"
