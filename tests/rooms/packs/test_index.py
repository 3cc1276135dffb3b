"""The index of the pack: each contribution in a row, counted, with no more than was agreed to."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from openpyxl import load_workbook

from consultation.notices.responses import write_responses
from consultation.packs import index, index_workbook
from tests.cases.pack import ANSWERS, CONTRIBUTIONS, LETTER, OWN, REASON, world
from tests.cases.runs import records_of, sheet_of
from tests.cases.sent_contributions import answer, sent

WRITTEN = (
    "pack.index",
    "pack.response",
    "pack.annex_files__collectives",
    "pack.document_contributions",
)


def written(folder: Path, **changes) -> Path:
    """The pack's folder, its index and its responses written."""
    with world(folder, wanted=WRITTEN, **changes) as (tables, pack):
        index.write_index(tables, pack)
        index.write_workbook_of_index(tables, pack)
        write_responses(tables["pack.responses"], pack)
    return pack


def column(pack: Path, title: str) -> list[str]:
    return [row[title] for row in records_of(pack / "contributions.csv")]


def test_a_sheet_that_no_spreadsheet_opens_in_a_moment_is_left_to_the_csv(tmp_path, monkeypatch):
    monkeypatch.setattr(index_workbook, "LONGEST", 3)
    pack = written(tmp_path)

    assert load_workbook(pack / "contributions.xlsx").sheetnames == [
        "Lisez-moi",
        "Sommaire",
        "Contributions",
        "Collectifs",
        "Colonnes",
    ]
    assert len(records_of(pack / "reponses.csv")) > 3


# The fingerprint of what a contribution says


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_content_has_the_same_fingerprint_in_every_version(tmp_path):
    """The fingerprints of frozen packs are compared with it: other bytes would change every
    contribution."""
    withheld = [{"submission_id": "AAAA-0001-0001", "question_id": "quand"}]
    answers = [*ANSWERS, answer("AAAA-0001-0001", "combien", number=2.5)]
    pack = written(tmp_path, answers=answers, sending__withheld_answers=withheld)

    lines = [
        ["answer", "combien", "", "", "", "2.5", ""],
        ["answer", "mode", "", "velo", "", "", ""],
        ["answer", "texte", "", "", sha256(LETTER.format(town="Lyon")), "", ""],
        ["withheld", "quand"],
    ]
    first = ["own_name", sha256("Ana Lopès"), "citoyen", "2022-02-14"]
    told = [*first, *("\x1f".join(line) for line in lines)]
    contents = column(pack, "Empreinte du contenu")
    assert contents[0] == sha256("\n".join(told))
    assert contents[5] == sha256("\n".join(["anonymous", "", "", "2022-02-21", ""]))
    shown = sheet_of(pack / "contributions.xlsx", "Contributions")
    assert [row["Empreinte du contenu"] for row in shown] == contents


def test_what_stands_around_a_contribution_is_not_in_its_fingerprint(tmp_path):
    plain = written(tmp_path / "un")
    others = written(
        tmp_path / "deux",
        contributions=[*CONTRIBUTIONS, sent("AAAA-0001-0007", "anonymous")],
        answers=[
            *reversed(ANSWERS),
            answer("AAAA-0001-0007", "texte", text=f"{LETTER.format(town='Lille')} {OWN}"),
        ],
        sending__reasons=[{"position": 1, "reason": REASON}],
        sending__doubts=[{"submission_id": "AAAA-0001-0004"}],
    )

    title = "Empreinte du contenu"
    assert column(others, title)[:-1] == column(plain, title)


def test_every_answer_is_in_the_fingerprint(tmp_path):
    given = [
        {"question_id": "texte", "text": "Non."},
        {"question_id": "texte", "text": "Non. "},
        {"question_id": "mode", "choice_id": "velo"},
        {"question_id": "mode", "choice_id": "train"},
        {"question_id": "raisons", "choice_id": "autre"},
        {"question_id": "raisons", "choice_id": "autre", "text": "Non."},
        {"question_id": "avis", "item_id": "ville", "choice_id": "pour"},
        {"question_id": "avis", "item_id": "champs", "choice_id": "pour"},
        {"question_id": "combien", "number": 1},
        {"question_id": "quand", "date": "2019-06-01"},
    ]
    # Two more say nothing, and of one of them a text is withheld.
    references = [f"AAAA-0002-{number:04}" for number in range(len(given) + 2)]
    pack = written(
        tmp_path,
        contributions=[sent(reference) for reference in references],
        answers=[
            answer(reference, **columns)
            for reference, columns in zip(references, given, strict=False)
        ],
        sending__withheld_answers=[{"submission_id": references[-1], "question_id": "texte"}],
    )

    assert len(set(column(pack, "Empreinte du contenu"))) == len(references)


def test_the_words_of_a_contribution_are_those_of_all_its_texts(tmp_path):
    questions = [{"question_id": name, "title": name, "kind": "text"} for name in ("un", "deux")]
    given = {"un": "Non merci.", "deux": "Oui, bien sûr."}
    texts = [answer("AAAA-0001-0003", name, text=text) for name, text in given.items()]

    pack = written(tmp_path, form__questions=questions, answers=texts)

    assert column(pack, "Mots") == ["0", "0", "5", "0", "0", "0"]


def test_no_property_of_the_workbook_tells_the_day_of_the_last_contribution(tmp_path):
    pack = written(tmp_path)

    with zipfile.ZipFile(pack / "contributions.xlsx") as archive:
        properties = archive.read("docProps/core.xml").decode()
    assert "2022-02-28T00:00:00Z" in properties
    assert "2022-03-01" not in properties
