"""The statistical annex: every figure under every rule, and never a day."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultation.packs import annex
from consultation.packs.columns import meaning_of, title_and_grain
from consultation.warehouse.store.connection import execute
from consultation.warehouse.tables.consenting import SHOWN_IN_THE_PACK
from consultation.warehouse.tables.models import all_models
from consultation.words.french import sheets
from tests.cases.pack import ANSWERS, CLOSED, world
from tests.cases.runs import records_of
from tests.cases.selects import LAST_ORDER, has_one_row, order_of
from tests.cases.sent_contributions import answer, sent

WRITTEN = ("pack.index", "pack.annex", "pack.response")


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
    return records_of(pack / "statistiques" / f"{name}.csv")


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


def test_every_table_and_column_has_a_meaning(pack):
    book = table(pack, "codebook")
    files = {path.stem for path in (pack / "statistiques").glob("*.csv")} - {"codebook"}
    files.add("reponses")

    assert {row["table"] for row in book} == files | {"*.csv", "registre"}
    assert [row for row in book if not row["meaning"]] == []
    assert all(title_and_grain(name)[1] for name in files)
    assert meaning_of("families", "original_text")


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
    assert "Familles" not in load_workbook(pack / "annexe-statistique.xlsx").sheetnames


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
