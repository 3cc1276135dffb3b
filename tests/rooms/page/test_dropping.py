"""A file dropped on the page waits closed to others, is recognised, and goes to its form."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import re
import stat
from html import unescape
from unittest.mock import Mock

import pytest

from consultation.runs.arrivals import seen_now
from consultation.runs.journal import FormRecord, note_form
from consultation.screens import drops
from consultation.screens.drops import discard_old, harmless_name
from schemas import limits
from tests.cases.page import PageClient, in_chunks
from tests.cases.small import FORM, FORM_ID, export, row, small_run

EXPORT = export([row(1, Texte="canari-un")])
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def run(tmp_path):
    made = small_run(tmp_path)
    (made.inbox / "export.tsv").unlink()
    return made


@pytest.fixture
def page(run):
    return PageClient(run.folders)


def waiting(run):
    """The files that wait below the data folder."""
    return [path for path in run.folders.data.rglob("*") if path.is_file()]


def test_an_export_goes_to_the_form_that_has_its_headings(page, run):
    where = page.drop("été.tsv", in_chunks(EXPORT[:100], EXPORT[100:])).json()["where"]

    (kept,) = waiting(run)
    assert (kept.read_bytes(), stat.S_IMODE(kept.stat().st_mode)) == (EXPORT, 0o600)
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert f'value="{FORM_ID}" checked' in page.get(where).text

    given = page.give(where, FORM_ID).text.replace("\u00a0", " ")
    assert "Rangé dans « Petit formulaire » sous le nom « été.tsv »" in given
    assert "Lancer un passage" in given
    assert {path.name: path.read_bytes() for path in run.inbox.iterdir()} == {"été.tsv": EXPORT}
    assert (waiting(run), page.get(where).status_code) == ([], 404)


def test_what_is_in_the_inbox_is_never_overwritten(page, run):
    other = export([row(2)])
    for content in (EXPORT, other):
        page.give(page.drop("v1.0 mars.csv.gz", content).json()["where"], FORM_ID)

    assert {path.name: path.read_bytes() for path in run.inbox.iterdir()} == {
        "v1.0 mars.csv.gz": EXPORT,
        "v1.0 mars (2).csv.gz": other,
    }


def test_the_same_file_under_another_name_is_said_at_once(page):
    where = page.drop("a.tsv", EXPORT).json()["where"]
    assert "C’est le même fichier" not in page.get(where).text
    page.give(where, FORM_ID)

    for name, content in (("b.tsv", EXPORT), ("b.tsv.gz", gzip.compress(EXPORT))):
        screen = page.get(page.drop(name, content).json()["where"]).text.replace("\u00a0", " ")
        assert "C’est le même fichier que « a.tsv », déjà dans « Petit formulaire »" in screen


def test_a_workbook_that_is_only_to_be_read_is_said_to_be_one(page, once):
    results = once.to_decide.with_name("synthese.xlsx").read_bytes()

    screen = page.get(page.drop("synthese.xlsx", results).json()["where"]).text

    assert "un classeur de résultats écrit par cet outil" in screen
    assert "Ranger dans cette consultation" not in screen


def test_a_script_in_a_name_a_title_or_a_heading_is_shown_as_text(tmp_path):
    form = FORM.replace("Petit formulaire", SCRIPT)
    page = PageClient(small_run(tmp_path, form=form).folders)
    content = EXPORT.replace(b"Autre raison", SCRIPT.encode())
    where = page.drop(f"{SCRIPT}.tsv".replace("/", "\u2215"), content).json()["where"]

    for address in ("/", where):
        screen = page.get(address).text
        assert "<script>" not in screen
        assert "&lt;script&gt;alert(1)" in screen
    assert "Inconnues\u00a0: " in screen
    assert "un passage refuse le fichier" in screen


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\export.csv", "export.csv"),
        ("/", "fichier"), ("..", "fichier"), (".cache", "cache"), ("~$export.xlsx", "export.xlsx"),
        ("export.csv.part", "export.csv"), ("EXEMPLE.txt", "fichier EXEMPLE.txt"),
        ("a\x00b\n\u202ec.csv", "a b c.csv"), ("e\u0301te\u0301.csv", "été.csv"),
        ("\udcff.csv", "csv"), ("a" * 300 + ".csv.gz", "a" * 93 + ".csv.gz"),
        ("字" * 100 + ".xlsx", "字" * 31 + ".xlsx"),
    ],
)  # fmt: skip
def test_a_name_is_made_harmless(given, name):
    assert harmless_name(given) == name


def test_an_upload_that_is_cut_or_that_the_disk_refuses_leaves_nothing(page, run, monkeypatch):
    cut = in_chunks(EXPORT, end=Mock(side_effect=ConnectionError))
    assert page.drop("a.tsv", cut).status_code == 400
    assert list((run.folders.data / "page" / "depots").iterdir()) == []

    monkeypatch.setattr(os, "fsync", Mock(side_effect=OSError(28, "No space left on device")))
    assert "disque" in page.drop("a.tsv", EXPORT).json()["problem"]
    assert waiting(run) == []


@pytest.mark.parametrize("is_announced", [True, False])
def test_too_large_a_file_is_refused_in_a_sentence(is_announced, page, run, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 1000)
    said = page.drop("a.tsv", b"x" * 1001 if is_announced else in_chunks(b"x" * 999, b"xx"))

    assert (said.status_code, "démesurément grand" in said.json()["problem"]) == (400, True)
    assert waiting(run) == []


def test_what_waits_goes_when_the_page_stops_and_after_a_day_when_it_was_killed(page, run):
    page.drop("a.tsv", EXPORT)
    killed = PageClient(run.folders)
    killed.drop("b.tsv", EXPORT)
    drops.arrival(run.folders.data, "moitie.tsv").write(EXPORT)  # half a file, shown to nobody
    assert "moitie.tsv" not in PageClient(run.folders).get("/").text

    page.app.state.screens.discard_received()
    assert "a.tsv" not in {path.name for path in waiting(run)} >= {"b.tsv"}
    discard_old(run.folders, dt.datetime.now(dt.UTC) + dt.timedelta(hours=23))
    assert len(waiting(run)) == 2
    discard_old(run.folders, dt.datetime.now(dt.UTC) + dt.timedelta(hours=25))
    assert waiting(run) == []


@pytest.mark.parametrize("drop_id", ["%2e%2e", "..%2f..%2fpetit", "0" * 16, "x" * 16])
def test_no_other_folder_is_reached_by_an_address(drop_id, page, run):
    (run.folders.data / "page").mkdir(parents=True)
    assert page.get(f"/fichiers/{drop_id}").status_code in (404, 405)
    assert page.ask("DELETE", f"/fichiers/{drop_id}").status_code in (204, 404, 405)
    assert run.inbox.exists()
    assert (run.folders.data / "page").exists()


def test_a_form_that_is_not_declared_takes_nothing_and_the_file_can_be_taken_away(page, run):
    where = page.drop("a.tsv", EXPORT).json()["where"]

    for form_id in ("../petit", "inconnu", "..", ""):
        assert "aucune consultation n’est choisie" in page.give(where, form_id).text
    assert len(waiting(run)) == 1
    assert page.ask("DELETE", where).status_code == 204
    assert waiting(run) == []


def test_no_answer_is_in_a_log_or_an_address(page, run, caplog, capfd):
    caplog.set_level(0)
    where = page.drop("a.tsv", EXPORT).json()["where"]
    shown = page.get(where)
    broken = page.drop("b.tsv", EXPORT[:-5] + b'"canari-deux')
    page.get(broken.json()["where"])

    written = "".join([caplog.text, *capfd.readouterr(), str(shown.url), where])
    assert "canari" not in written
    assert "canari" not in shown.text


def test_a_file_in_the_wrong_place_is_taken_away_as_long_as_no_run_has_read_it(page, run):
    (run.inbox / "été 1.tsv").write_bytes(EXPORT)
    decided = run.inbox / "page-AB-20260101T000000000000.decisions.jsonl"
    decided.write_bytes(b"")
    screen = page.get(f"/consultations/{FORM_ID}").text
    (address,) = re.findall('hx-delete="([^"]*)"', screen)

    for path in (f"/fichiers/en-attente/{FORM_ID}/{decided.name}", "/fichiers/en-attente/../x"):
        page.ask("DELETE", path)
    assert {path.name for path in run.inbox.iterdir()} == {"été 1.tsv", decided.name}
    assert page.ask("DELETE", unescape(address)).status_code == 204
    assert [*run.inbox.iterdir()] == [decided]
    seen = seen_now([run.inbox / decided.name], {})
    note_form(run.folders, FORM_ID, FormRecord(seen=seen))
    assert "Le retirer" not in page.get(f"/consultations/{FORM_ID}").text
