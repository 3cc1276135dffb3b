"""The statistical annex: every figure under every rule, and never a day."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultation.french import sheets, words
from consultation.packs import annex
from consultation.packs.columns import meaning_of, title_and_grain
from consultation.warehouse.build.consenting import SHOWN_IN_THE_PACK
from consultation.warehouse.build.models import all_models
from consultation.warehouse.store.connection import execute
from tests.cases.libreoffice import flat_xml_of, page_count, sheets_of
from tests.cases.pack import ANSWERS, CLOSED, CONTRIBUTIONS, OWN, REASON, first_page, world
from tests.cases.runs import sheet_of
from tests.cases.selects import LAST_ORDER, has_one_row, order_of
from tests.cases.sent_contributions import answer, sent

WRITTEN = ("pack.index", "pack.annex", "pack.response", "pack.collective")
RULES = [word.label for word in words() if word.kind == "counting_rule"]


def written(folder: Path, answers=(*ANSWERS, *CLOSED), **changes) -> Path:
    """The pack's folder, its annex written."""
    with world(folder, answers=answers, **changes) as (tables, pack):
        annex.write_tables(tables, pack)
        annex.write_annex(tables, pack)
    return pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    return written(tmp_path_factory.mktemp("annexe"))


def table(pack: Path, name: str) -> list[dict[str, str]]:
    """The rows of a file of statistiques/."""
    with (pack / "statistiques" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_text_is_there_as_it_is_sent_for_quotes_to_be_compared_with(pack):
    rows = {row["reference"]: row["text"] for row in table(pack, "texts")}

    assert rows["AAAA-0001-0005"] == "Trop  de\ncaméras."
    assert rows["AAAA-0001-0004"].endswith(OWN)
    assert len(rows) == 4


def test_every_choice_is_counted_under_every_rule_with_its_denominators(pack):
    rows = [
        row
        for row in table(pack, "answer_counts")
        if (row["item_id"], row["choice_id"]) == ("ville", "contre")
    ]

    counted = {
        row["counting_rule"]: [row[f"{name}_count"] for name in ("asked", "answered", "chosen")]
        for row in rows
    }
    assert counted["all"] == counted["consenting"] == ["6", "4", "2"]
    assert counted["individuals"] == ["5", "3", "2"]
    assert counted["collectives"] == ["1", "1", "0"]
    # Two only repeat the letter; the one who added to it stays.
    assert counted["without_templates"] == ["4", "2", "1"]
    # The three of the family weigh one together.
    assert [round(float(count), 3) for count in counted["one_per_family"]] == [4, 2, 0.667]


def test_the_sheet_of_rules_shows_the_same_figures(pack):
    rows = [
        row
        for row in sheet_of(pack / "annexe-statistique.xlsx", "Règles de comptage")
        if (row["Sous-question"], row["Choix"]) == ("En ville", "Contre")
    ]

    assert [row["Règle de comptage"] for row in rows] == RULES
    everyone = rows[0]
    assert everyone["Voix interrogées"] == 6
    assert everyone["Voix qui ont répondu"] == 4
    assert everyone["Voix pour ce choix"] == 2
    assert everyone["Part"] == 0.5


def test_conclusions_are_compared_with_all_contributions(pack):
    rows = [
        row
        for row in sheet_of(pack / "annexe-statistique.xlsx", "Conclusions")
        if row["Sous-question"] == "En ville"
    ]

    told = {row["Règle de comptage"]: row for row in rows}
    assert told[RULES[0]]["Réponse en tête"] == "Plusieurs réponses à égalité"
    individuals = told["Personnes seulement"]
    assert individuals["Réponse en tête"] == "Contre"
    assert individuals["Plus de la moitié"] == "oui"
    assert individuals["Comparée à toutes les contributions"] == "Seule en tête, plus d’égalité"


def test_what_was_added_to_a_letter_is_there_with_its_reference(pack):
    (family,) = table(pack, "families")
    (addition,) = table(pack, "additions")

    assert (family["respondent_count"], family["distinct_text_count"]) == ("3", "3")
    assert family["original_text"].startswith("Madame, Monsieur")
    assert addition["reference"] == "AAAA-0001-0004"
    assert addition["family_id"] == family["family_id"]
    assert addition["text"] in OWN
    (shown,) = sheet_of(pack / "annexe-statistique.xlsx", "Ajouts")
    assert (shown["Référence"], shown["Ajout"]) == ("AAAA-0001-0004", addition["text"])


def test_participation_is_by_week_and_category(pack):
    rows = table(pack, "participation_by_week")
    counts = {(row["week"], row["category_label"]): int(row["contribution_count"]) for row in rows}

    assert counts["2022-02-14", "Citoyen·ne"] == 2
    assert counts["2022-02-14", "Sans catégorie"] == 2
    assert counts["2022-02-21", "Association"] == 0
    assert sum(counts.values()) == len(CONTRIBUTIONS)
    weeks = sheet_of(pack / "annexe-statistique.xlsx", "Participation")
    assert [(row["Contributions"], row["Cumul"]) for row in weeks] == [(4, 4), (1, 5), (1, 6)]


def test_no_day_of_a_contribution_is_anywhere(tmp_path):
    contributions = [sent("AAAA-0001-0001", at="2022-02-17 10:00", category="citoyen")]
    pack = written(tmp_path, contributions=contributions, answers=[])

    allowed = {"2022-02-14", "2022-03-11"}  # the Monday, and the day on which the form closed
    for path in (pack / "statistiques").iterdir():
        assert set(re.findall(r"2022-\d\d-\d\d", path.read_text("utf-8"))) <= allowed
    with zipfile.ZipFile(pack / "annexe-statistique.xlsx") as archive:
        everything = " ".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    assert set(re.findall(r"2022-\d\d-\d\d", everything)) == {"2022-02-14"}
    assert "44609" not in everything  # 17/02/2022 as a spreadsheet counts days


def test_nothing_of_the_pack_tells_departements_or_days():
    """No select of the pack reads what does."""
    read = {table for model in all_models() if model.table.startswith("pack.") for table in
            model.inputs}  # fmt: skip

    assert not {name for name in read if "departement" in name or "by_day" in name}
    assert not [name for name in read if name.partition(".")[0] in ("raw", "typed", "contacts")]


def test_texts_are_counted_by_length_and_numbers_dates_and_hours_summarised(pack):
    lengths = {row["length_label"]: row["answered_count"] for row in table(pack, "text_lengths")}
    assert lengths == {
        "moins de 12 mots": "1",
        "de 12 à 49 mots": "2",
        "de 50 à 99 mots": "1",
        "de 100 à 199 mots": "0",
        "de 200 à 499 mots": "0",
        "500 mots ou plus": "0",
    }
    shown = {
        row["Question"]: row
        for row in sheet_of(pack / "annexe-statistique.xlsx", "Nombres et dates")
    }
    assert shown["Combien\u00a0?"]["La moitié (médiane)"] == 12
    assert shown["À quelle heure\u00a0?"]["Heure la plus citée"] == "08 h"
    assert table(pack, "date_summaries")[0]["latest_date"] == "2019-06-01"


def test_every_table_and_column_has_a_meaning(pack):
    book = table(pack, "codebook")
    files = {path.stem for path in (pack / "statistiques").glob("*.csv")} - {"codebook"}
    files.add("reponses")

    assert {row["table"] for row in book} == files | {"*.csv", "registre"}
    assert [row for row in book if not row["meaning"]] == []
    assert all(title_and_grain(name)[1] for name in files)
    assert meaning_of("families", "original_text")


def test_the_first_page_gives_method_rules_and_limits(pack):
    page = first_page(pack / "annexe-statistique.xlsx")

    assert "PROJET" not in page
    assert "6 contributions transmises" in page
    for rule in RULES:
        assert rule in page
    assert "ne mesurent pas l’opinion de la population" in page


def test_the_first_page_says_projet_and_why(tmp_path):
    pack = written(tmp_path, sending__reasons=[{"position": 1, "reason": REASON}])
    page = first_page(pack / "annexe-statistique.xlsx")

    assert page.splitlines()[1].startswith("PROJET")
    assert REASON in page


@pytest.mark.parametrize("contributions", [[], [sent("AAAA-0001-0001", at=None)]])
def test_an_annex_of_almost_nothing_can_be_written(tmp_path, contributions):
    pack = written(tmp_path, contributions=contributions, answers=[])

    assert load_workbook(pack / "annexe-statistique.xlsx").sheetnames[0] == "Lisez-moi"


def test_a_form_without_texts_or_categories_has_its_annex(tmp_path):
    only = [{"question_id": "combien", "title": "Combien\u00a0?", "kind": "number"}]
    nothing = {"form__items": [], "form__choices": [], "form__categories": []}
    given = [answer("AAAA-0001-0004", "combien", number=3)]
    pack = written(tmp_path, answers=given, form__questions=only, **nothing)

    assert table(pack, "number_summaries")[0]["answered_count"] == "1"
    assert sheet_of(pack / "annexe-statistique.xlsx", "Familles") == []


def test_the_same_contributions_give_the_same_bytes(tmp_path, pack):
    again = written(tmp_path, contributions=[*reversed(CONTRIBUTIONS)])

    for path in sorted(pack.rglob("*")):
        if path.suffix in (".csv", ".xlsx"):
            assert (again / path.relative_to(pack)).read_bytes() == path.read_bytes(), path.name


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_opens_the_annex(tmp_path, pack):
    workbook = pack / "annexe-statistique.xlsx"
    sheets = sheets_of(workbook, tmp_path, shown=True)

    assert set(sheets) == set(load_workbook(workbook).sheetnames)
    assert not [cell for rows in sheets.values() for row in rows for cell in row if "Err:" in cell]
    document = flat_xml_of(workbook, tmp_path)
    described = re.findall("<svg:desc>(?:Barres|Colonnes)", document)
    assert len(described) == document.count("<draw:object ") == 5
    assert page_count(workbook, tmp_path) < 20


def test_the_rows_of_every_table_have_one_order_only(tmp_path):
    """Rows that are sorted alike would come in another order on another day."""
    models = [
        model
        for model in all_models()
        if (model.table in SHOWN_IN_THE_PACK and "parts__" not in model.table)
        or model.table in {*sheets()["files"]["both"], *sheets()["files"]["soumission"]}
        or (model.table.startswith(WRITTEN) and not has_one_row(model))
    ]
    with world(tmp_path, answers=(*ANSWERS, *CLOSED)) as (tables, _pack):
        connection = tables["pack.index"].connection
        for model in models:
            query = LAST_ORDER.split(model.query)[0]
            keys = ", ".join(order_of(model.query))
            ties = f"{query}\nqualify count(*) over (partition by {keys}) > 1"
            assert execute(connection, ties) == [], model.table
            assert execute(connection, model.query) == list(tables[model.table].rows())
    assert len(models) > 25


@pytest.mark.parametrize("first", ["AAAA-0001-0001", "AAAA-0001-0002"])
def test_a_letter_is_not_spelled_as_the_first_to_send_it_wrote_it(tmp_path, first):
    """Whoever wrote that very spelling could be told to have come first."""
    text = "je refuse que mon corps devienne un code barres lisible à chaque coin de rue"
    spelled = {"AAAA-0001-0001": f"{text} !", "AAAA-0001-0002": text.upper()}
    contributions = [
        sent(reference, at=f"2022-02-{15 + (reference != first)} 10:00") for reference in spelled
    ]
    answers = [answer(reference, "texte", text=said) for reference, said in spelled.items()]

    pack = written(tmp_path, contributions=contributions, answers=answers)

    (letter,) = table(pack, "families")
    assert letter["original_text"] == text.upper()
