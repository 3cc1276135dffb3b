"""codage/: what other programs make of the coded texts, read as they read it."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as etree
import zipfile
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest

from consultation.coding.coded_texts import OWN_COLUMNS, Theme, coded_text
from consultation.coding.exchange import write_project
from consultation.notices.for_allies import PROJECT, write_for_allies
from tests.cases import coded
from tests.cases.coded import ADDITION, DEAR, LETTER, MASKED, WATCHED
from tests.cases.runs import Run

NAMESPACE = {"qda": "urn:QDA-XML:project:1.0"}
TEXTS = "parts__texts_with_codes"
SENT_MASKED = MASKED.replace("camille@example.org", "[courriel masqué]")
# What counts, as anybody may tell from the drawn codes: found by all, or settled.
COSTLY = (DEAR, DEAR.upper(), coded.DISPUTED, coded.ONCE)
WATCHING = (WATCHED, LETTER, f"{LETTER} {ADDITION}", coded.DISPUTED)
COUNTED = {
    *((words, "Coût") for words in COSTLY),
    *((words, "Être surveillé·e") for words in WATCHING),
    (coded.OTHER_QUESTION, "Débat public"),
}


@pytest.fixture(scope="module")
def run() -> Run:
    return coded.published_coded_run()


@pytest.fixture(scope="module")
def house(run) -> Path:
    return run.release / "organisation" / "codage"


@pytest.fixture(scope="module")
def sent(run) -> Path:
    return run.release / "soumission" / "codage"


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "codes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def imported(project: Path) -> set[tuple[str, str, str, str]]:
    """Who found which theme in which words of which text, by the steps of QualCoder's importer
    (qualcoder/refi.py): users and codes by their guids, sources from Sources/, a selection as a
    slice of the text, owned by its own creating user, and dated."""
    with zipfile.ZipFile(project) as archive:
        root = etree.fromstring(archive.read("project.qde"))  # noqa: S314 - our own file
        texts = {
            name.removeprefix("Sources/"): archive.read(name).decode()
            for name in archive.namelist()
            if name != "project.qde"
        }
    users = {user.get("guid"): user.get("name") for user in root.iterfind(".//qda:User", NAMESPACE)}
    codes = {code.get("guid"): code.get("name") for code in root.iterfind(".//qda:Code", NAMESPACE)}
    sources = root.findall("qda:Sources/qda:TextSource", NAMESPACE)
    names = [source.get("name") for source in sources]
    assert len(set(names)) == len(names) == len(texts)  # QualCoder wants each name once
    found = set()
    for source in sources:
        text = texts[source.get("plainTextPath").split("internal://")[1]]
        assert "\r" not in text  # Python would read it as one sign less
        for selection in source.iterfind("qda:PlainTextSelection", NAMESPACE):
            start, end = (int(selection.get(f"{side}Position")) for side in ("start", "end"))
            assert 0 <= start < end <= len(text)
            assert selection.get("creationDateTime")
            for code in selection.iterfind("qda:Coding/qda:CodeRef", NAMESPACE):
                owner = users[selection.get("creatingUser")]
                coding = (source.get("name"), owner, text[start:end], codes[code.get("targetGUID")])
                assert coding not in found  # QualCoder would load only one
                found.add(coding)
    guids = [one.get("guid") for one in root.iter() if one.get("guid")]
    assert len({UUID(guid) for guid in guids}) == len(guids)
    return found


def test_other_programs_read_what_each_coder_found_in_each_text(house):
    titles = {theme.theme_id: theme.title for theme in coded.THEMES}
    copies = {DEAR: [DEAR.upper()], LETTER: [f"{LETTER} {ADDITION}"]}
    latest = {(code.coder, code.text): code for code in coded.CODES if code.coder}
    given = {
        (code.coder, words, titles[theme_id])
        for code in latest.values()
        if not code.is_cancelled
        for words in (code.text, *copies.get(code.text, ()))
        for theme_id in code.theme_ids
    }

    found = imported(house / PROJECT)
    assert {coding[1:] for coding in found if coding[1] != "Retenu"} == given
    assert {(place, who) for place, who, words, _ in found if words == LETTER} == {
        (f"petit-{sid} texte", who) for sid in (203, 204, 205) for who in ("A", "B", "Retenu")
    }


def test_the_pack_tells_what_counts_of_the_texts_as_they_leave(sent):
    found = imported(sent / PROJECT)

    assert {owner for _, owner, _, _ in found} == {"Retenu"}
    assert {(words, theme) for _, _, words, theme in found} == COUNTED | {
        (SENT_MASKED, "Être surveillé·e")
    }


def test_examples_of_the_grid_stay_in_the_house(house, sent):
    (example, *_) = (theme.example for theme in coded.THEMES if theme.example)
    for folder, is_told in ((house, True), (sent, False)):
        with zipfile.ZipFile(folder / PROJECT) as archive:
            assert (example in archive.read("project.qde").decode()) is is_told


def test_codes_csv_has_a_row_per_piece_coder_and_theme(house, sent):
    rows = [row for row in rows_of(house) if row["submission_id"] in ("petit:202", "petit:206")]

    assert [
        (row["unit_kind"], row["coder"], row["theme_id"], row["state"])
        for row in rows
        if row["submission_id"] == "petit:202"
    ] == [
        *(("text", "", "surveillance", "yes"), ("text", "", "cout", "open")),
        *(("text", "A", "surveillance", ""), ("text", "B", "cout", "")),
        ("text", "B", "surveillance", ""),
    ]
    added = [(row["coder"], row["theme_id"]) for row in rows if row["unit_kind"] == "addition"]
    assert added == [("", ""), ("A", "surveillance"), ("B", "")]
    counted = [row for row in rows_of(house) if not row["coder"]]
    assert len(rows_of(sent)) == len(counted) - 3  # who refused wrote three of them
    assert rows_of(sent)[0].keys() & {"submission_id", "unit_id", "coder"} == set()


def test_nothing_counts_of_a_text_that_is_coded_in_part():
    found = {"unit_id": "t-1", "unit_kind": "letter", "open_ids": [], "added_text": None}
    codings = [{**found, "coder": coder, "theme_ids": ["cout"]} for coder in (None, "A")]
    text = written("Lettre, et un ajout.", codings=codings, is_coded=False)

    assert [coding.coder for coding in text.codings] == ["A"]


def test_nothing_is_written_before_somebody_codes(tmp_path):
    write_for_allies({"coding_steps.codings": SimpleNamespace(row_count=0)}, tmp_path, OWN_COLUMNS)

    assert list(tmp_path.iterdir()) == []


def written(text: str, **columns: object):
    """A text that one coder found to be about costs, as a row tells it."""
    found = {"unit_id": "t-1", "unit_kind": "text", "coder": None, "open_ids": []}
    codings = [{**found, "theme_ids": ["cout"], "added_text": columns.pop("added_text", None)}]
    labels = ("category_label", "question_label", "reading_label", "respondent_kind_label")
    told = dict.fromkeys(labels, "Titre")
    whose = {"submission_id": "f:1", "question_id": "texte", "is_coded": True}
    return coded_text(
        {**whose, **told, "departement_id": None, "text": text, "codings": codings, **columns}
    )


def test_an_addition_that_a_mask_has_changed_is_coded_with_its_whole_text():
    whole = written("Lettre. Appelez [téléphone masqué].", added_text="Appelez Ana.")
    found = written("🙂\r\nLettre. Appelez Ana.", added_text="Appelez Ana.")

    assert [(one.start, one.end) for one in whole.codings] == [(0, len(whole.text))]
    (coding,) = found.codings
    assert found.text[coding.start : coding.end] == "Appelez Ana."
    assert (coding.start, found.text[:2]) == (10, "🙂\n")


def test_a_project_holds_any_text_and_has_the_same_bytes_each_time(tmp_path):
    text = written("<b>&\x00 ]]> \ud800 «\u202e»\r\n=1+1")
    themes = [Theme("cout", "C\n\"'<", "&")]
    for name in ("one", "two"):
        write_project(tmp_path / name, "f", "A & <B>", themes, lambda: [text])

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert imported(tmp_path / "one") == {("f-1 texte", "Retenu", text.text, "C \"'<")}


def test_nothing_of_those_who_refused_nor_of_the_house_is_in_what_leaves(run, sent):
    words = ("PASENVOI", "REMARQUEINTERNE", "camille@example.org", "petit:")
    digests = run.query("select distinct text_digest[:12] from coding.unit_texts")
    searched = [*words, *(digest for (digest,) in digests)]
    found = {}
    for path in sorted(sent.iterdir()):
        contents = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                contents = [archive.read(name) for name in archive.namelist()]
        told = b"\n".join(contents).decode()
        found |= {word: path.name for word in searched if word in told}

    assert found == {}
