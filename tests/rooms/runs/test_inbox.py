"""What organisers drop, and what becomes of it when a file or the form file is not as it should."""

from __future__ import annotations

import os

import pytest

from consultation import stages
from consultation.runs.inbox import look_into, make_form_folders
from tests.cases.errors import error_of
from tests.cases.sampling import foremost
from tests.cases.small import COLUMNS, FORM, export, row, small_run
from tests.cases.webform import delimited, header


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


# The folder.


def test_a_folder_that_is_closed_to_us_stops_no_other_form(tmp_path, monkeypatch):
    run = small_run(tmp_path, row(1))
    closed = run.folders.inbox / "ferme"
    closed.mkdir()
    run.folders.form_file("ferme").write_text("", encoding="utf-8")
    monkeypatch.setattr("os.access", lambda path, mode: path != closed)

    inbox = look_into(run.folders)

    assert [form.form_id for form in inbox.forms] == ["petit"]
    assert codes(inbox.problems) == ["closed_folder"]


def test_each_folder_with_a_form_file_is_a_form(tmp_path):
    run = small_run(tmp_path, row(1))
    run.write(".DS_Store", b"")
    run.write("~$export.xlsx", b"")
    run.write(".~lock.export.tsv#", b"")

    inbox = look_into(run.folders)

    (form,) = inbox.forms
    assert (form.form_id, [path.name for path in form.exports]) == ("petit", ["export.tsv"])
    assert inbox.problems == ()


def test_what_no_form_can_take_is_said(tmp_path):
    run = small_run(tmp_path, row(1))
    (run.folders.inbox / "perdu.tsv").write_bytes(b"x")
    (run.folders.inbox / "autre-formulaire").mkdir()
    (run.inbox / "mars").mkdir()
    (run.inbox / "raccourci.tsv").symlink_to(tmp_path / "nulle part")

    inbox = look_into(run.folders)

    problems = {problem.code: problem for problem in inbox.problems}
    assert sorted(codes(inbox.problems)) == [
        "no_form_file",
        "not_a_file",
        "not_a_file",
        "stray_file",
    ]
    assert "autre-formulaire" in problems["no_form_file"].where
    assert "petit" in problems["no_form_file"].advice
    assert problems["stray_file"].where == "perdu.tsv"
    assert [form.form_id for form in inbox.forms] == ["petit"]


def test_an_inbox_that_is_missing_or_empty_is_said(tmp_path):
    run = small_run(tmp_path)
    (run.inbox / "export.tsv").unlink()
    run.inbox.rmdir()
    assert codes(look_into(run.folders).problems) == ["empty_inbox"]

    run.folders.inbox.rmdir()
    assert codes(look_into(run.folders).problems) == ["no_inbox"]


def test_each_declared_form_that_no_run_has_seen_is_given_a_folder(tmp_path):
    run = small_run(tmp_path)
    (run.inbox / "export.tsv").unlink()
    run.inbox.rmdir()
    run.folders.inbox.rmdir()
    run.folders.form_file("autre").write_text("", encoding="utf-8")

    made = make_form_folders(run.folders)

    assert [folder.name for folder in made] == ["autre", "petit"]
    assert {folder.stat().st_mode & 0o777 for folder in (run.folders.inbox, *made)} == {0o700}
    assert make_form_folders(run.folders) == []
    assert look_into(run.folders).forms == ()
    assert codes(look_into(run.folders).problems) == ["empty_inbox"]

    run.write("export.tsv", export([row(1)]))
    inbox = look_into(run.folders)
    assert ([form.form_id for form in inbox.forms], inbox.problems) == (["petit"], ())


@pytest.mark.slow
def test_a_folder_that_was_taken_away_is_not_made_again(tmp_path):
    run = small_run(tmp_path, row(1))
    run.publish()
    (run.inbox / "export.tsv").unlink()
    assert [form.form_id for form in look_into(run.folders).forms] == ["petit"]

    run.inbox.rmdir()
    assert make_form_folders(run.folders) == []
    run.folders.inbox.rmdir()
    assert make_form_folders(run.folders) == []
    assert not run.folders.inbox.exists()


# The files.


def test_a_file_that_is_no_export_is_refused_and_publishes_nothing(tmp_path):
    run = small_run(tmp_path)
    (run.inbox / "export.tsv").unlink()
    run.write("notes.csv", b"une liste\nde courses\nde samedi\n")

    (refusal,) = run.ingest()
    stopped = error_of(stages.build_tables, run.folders, run.form_id)

    assert refusal.code == "no_header"
    assert "notes.csv" in refusal.where
    assert refusal.advice
    assert stopped.code == "no_readable_export"
    assert not run.release.exists()


def test_an_export_without_sids_is_left_out_beside_one_that_has_them(tmp_path):
    run = small_run(tmp_path, row(1), row(2))
    run.write("a.tsv", delimited([*header(COLUMNS, submission=[]), row(3)[9:]]))

    assert run.ingest() == []
    (refused,) = stages.build_tables(run.folders, run.form_id)
    assert (refused.code, refused.where) == ("without_sids", "a.tsv")
    assert run.flow() == {"counted": 2}


def test_a_name_that_is_no_text_is_read_all_the_same(tmp_path):
    run = small_run(tmp_path, row(1))
    for name, content in (("bon", export([row(2)])), ("vide", b"")):
        path = os.fsencode(run.inbox) + b"/" + name.encode() + b"\xe9.tsv"
        with open(path, "wb") as file:  # noqa: PTH123 - its name is no text
            file.write(content)

    assert codes(run.build("clean.exports", "statistics.flow")) == ["empty_file"]
    assert run.flow() == {"counted": 2}
    assert sorted(run.query("select file_name from clean.exports")) == [
        ("bon\ufffd.tsv",),
        ("export.tsv",),
    ]


# The form file, changed.


IGNORING = FORM.replace('ignored = ["source"]', 'ignored = ["source", "Commune"]').replace(
    'commune = ["Commune"]\n', ""
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "still_there", foremost([True, False], False), ids=["in the inbox", "gone"]
)
def test_a_spelling_added_today_heals_and_a_column_newly_ignored_leaves_yesterdays_exports(
    still_there, tmp_path
):
    tables = ("clean.answers", "clean.set_aside_cells", "clean.submissions")
    said = {"Mode": "Bicyclette", "Envoi": "Oui, sans mon nom", "Texte": "un texte"}
    run = small_run(tmp_path, row(1, Commune="Canari-commune", **said))
    run.build(*tables)
    answers = "select choice_id, text from clean.answers order by all"
    state = "select consent from clean.submissions"
    assert (run.query(answers), run.query(state)) == ([(None, "un texte")], [("unclear",)])
    assert "Canari-commune" in str(run.query("from raw.records"))

    if not still_there:
        (run.inbox / "export.tsv").unlink()
    healed = IGNORING.replace('velo = ["Vélo"]', 'velo = ["Vélo", "Bicyclette"]')
    healed = healed.replace('["Oui, sans nom"]', '["Oui, sans nom", "Oui, sans mon nom"]')
    run.form_file.write_text(healed, encoding="utf-8")
    run.build(*tables)

    assert run.query(answers) == [("velo", None), (None, "un texte")]
    assert run.query(state) == [("anonymous",)]
    assert run.query("from clean.set_aside_cells") == []
    assert "Canari-commune" not in str(run.query("from raw.records"))


@pytest.mark.slow
def test_a_column_no_longer_ignored_is_read_again_while_its_export_is_there(tmp_path):
    run = small_run(tmp_path, row(1, Commune="Lille"), form=IGNORING)
    run.build("clean.submissions")

    run.form_file.write_text(FORM, encoding="utf-8")
    run.build("clean.submissions")

    assert run.query("select commune from clean.submissions") == [("Lille",)]
