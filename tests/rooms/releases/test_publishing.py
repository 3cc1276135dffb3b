"""A release is whole or absent, the same each time, and holds nothing that must stay behind."""

from __future__ import annotations

import errno
import json
import re
import subprocess
import sys
import zipfile
from contextlib import closing

import duckdb
import pytest

from consultation import stages
from consultation.machine import swap
from consultation.releases.manifest import verify
from tests.cases.command import environment
from tests.cases.errors import error_of
from tests.cases.places import FRAMAFORMS, ROOT
from tests.cases.runs import FIRST, FOLDERS, THREE, Run, digests, identities, new_run, published
from tests.cases.small import COLUMNS, FORM, export, row, small_run
from tests.cases.webform import delimited, header

STAGES = """
import os, sys
os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
from consultation import stages
from consultation.machine.settings import folders
from pathlib import Path
names = ("inbox", "data", "outputs", "forms")
where = folders(**dict(zip(names, sys.argv[1:5])))
for path in sorted((where.inbox / sys.argv[5]).iterdir(), reverse=True):
    stages.ingest_export(where, sys.argv[5], path)
stages.build_tables(where, sys.argv[5])
stages.run_checks(where, sys.argv[5])
print(stages.publish_release(where, sys.argv[5]).outcome)
"""

# What a manifest can't describe: itself and its list, and a database, whose bytes never repeat.
UNDESCRIBED = ("manifest.json", "SHA256SUMS", "organisation/consultation.duckdb")


def elsewhere(run: Run, **variables: str) -> None:
    """The run is published by another process, on one processor."""
    folders = [str(getattr(run.folders, name)) for name in FOLDERS]
    command = [sys.executable, "-c", STAGES, *folders, run.form_id]
    given = {"cwd": run.folders.data.parent, "env": environment(**variables), "timeout": 120}
    ended = subprocess.run(command, **given, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "published\n"), ended.stderr


# The same bytes.


LETTER = (
    "Habitante de {}, je refuse que des caméras suivent chacun de mes gestes dans la rue, et je"
    " demande leur retrait de toutes les places. Écrire à {}."
)
ROWS = [
    row(1, Envoi="Oui, en mon nom", Nom="Ana Invent", Courriel="ana@example.org", Bruit="X"),
    row(2, Envoi="Oui, sans nom", Nom="Bo Secret", Texte="Ici Bo Secret.", Mode="Vélo"),
    row(3, Envoi="Oui, au nom du collectif", Collectif="Les Lilas", Qui="Association"),
    *(
        row(n, Envoi=envoi, Texte=LETTER.format(town, f"bo{n}@example.org"), Quand=f"0{n}/02/2022")
        for n, town, envoi in ((4, "Lyon", "Oui, sans nom"), (5, "Brest", "Oui, en mon nom"))
    ),
    row(6, Envoi="Non", Texte=LETTER.format("Nice", "bo6@example.org"), Combien="6"),
    row(7, Envoi="Oui, sans nom", Courriel="ANA@example.org", Texte="=1+1", Suite="👩🏽‍🚒 é\nè"),
    row(8, draft="1", Texte="Pas fini"),
    row(9, Mode="Avion", En_ville="Pour", **{"À_quelle_heure": "08:30"}),
]
AWAY = dict(TZ="Pacific/Auckland", LC_ALL="C", LANG="C", PYTHONHASHSEED="4242", PYTHONUTF8="0")
AWAY |= dict(POLARS_MAX_THREADS="1", SOURCE_DATE_EPOCH="1", TYPST_FONT_PATHS="/usr/share")


@pytest.mark.slow
def test_the_same_bytes_in_another_folder_time_zone_locale_and_process(tmp_path):
    here, there = (small_run(tmp_path / name, *ROWS[:6]) for name in ("ici", "un autre dossier"))
    for run in (here, there):
        run.write("z later.tsv", export([*ROWS[:2], *ROWS[3:]]))

    here.publish(with_pack=True)
    elsewhere(there, **AWAY)

    assert (here.release / "soumission" / "contributions").is_dir()
    assert digests(here.release) == digests(there.release)


def test_no_file_knows_the_day_of_the_run():
    """Dates of archives and of documents come from the answers."""
    release = published(FIRST).release
    for path in release.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
            properties = archive.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\d", properties)) == {"2022-03-05"}


@pytest.mark.slow
def test_nothing_is_rewritten_when_nothing_new_was_accepted_but_what_is_damaged(once, tmp_path):
    run = once.copied(tmp_path)
    before, sound = identities(run.release), digests(run.release)

    again = run.publish()
    run.write("export (1).tsv", (run.inbox / "export.tsv").read_bytes())
    copied = run.publish()
    (run.inbox / "export.tsv").unlink()
    moved = run.publish()

    assert [summary.outcome for summary in (again, copied, moved)] == ["unchanged"] * 3
    assert again.counts == again.previous_counts == copied.counts
    assert identities(run.release) == before

    (run.release / "LISEZMOI.txt").write_text("rien", encoding="utf-8")
    (run.release / "organisation" / "notes.txt").write_text("à moi", encoding="utf-8")

    assert run.publish().outcome == "published"
    assert digests(run.release).keys() == sound.keys()
    assert verify(run.release) == []


# The manifest, and verification.


def test_the_manifest_describes_inputs_counts_and_every_file():
    run = published(*THREE)
    manifest = json.loads((run.release / "manifest.json").read_text(encoding="utf-8"))
    truth = json.loads((FRAMAFORMS / "truth.json").read_text(encoding="utf-8"))["files"]

    expected = {entry["sha256"]: entry["file"] for entry in truth if entry["file"] in THREE}
    assert {one["sha256"]: one["file"] for one in manifest["inputs"]["exports"]} == expected
    assert manifest["counts"]["received"] == 390
    assert {box: n for box, n in manifest["counts"].items() if box in run.flow()} == run.flow()
    listed = {(file["path"], file["size"]) for file in manifest["files"]}
    files = [path for path in run.release.rglob("*") if path.is_file()]
    present = {(str(path.relative_to(run.release)), path.stat().st_size) for path in files}
    assert listed == {(name, size) for name, size in present if name not in UNDESCRIBED}


def test_verification_names_what_was_altered_removed_and_added(once, tmp_path):
    run = once.copied(tmp_path)
    database = run.release / "organisation" / "consultation.duckdb"
    sound = database.read_bytes()
    assert verify(run.release) == []

    with closing(duckdb.connect(database)) as connection:
        connection.execute("update statistics.answer_counts set chosen_count = 1 + chosen_count")
    altered = "organisation/consultation.duckdb\u00a0: le contenu a changé."
    assert verify(run.release) == [altered]

    database.write_bytes(sound[:5_000] + b"\xff" + sound[5_001:])
    run.synthese.unlink()
    (run.release / "organisation" / "statistiques" / "ajout.csv").write_bytes(b"")
    others = [
        "organisation/synthese.xlsx\u00a0: ce fichier manque.",
        "organisation/statistiques/ajout.csv\u00a0: ce fichier n’est pas dans la liste.",
    ]
    assert verify(run.release) == [*others, altered]

    database.unlink()
    missing = "organisation/consultation.duckdb\u00a0: ce fichier manque."
    assert sorted(verify(run.release)) == sorted([*others, missing])


@pytest.mark.parametrize("sums", [None, "n'importe quoi\n", "00  a\n", b"\xff\xfe"])
def test_verification_says_when_there_is_nothing_to_compare_with(sums, tmp_path):
    if sums is not None:
        content = sums.encode() if isinstance(sums, str) else sums
        (tmp_path / "SHA256SUMS").write_bytes(content)

    assert len(verify(tmp_path)) == 1


# Whole or absent.


@pytest.mark.slow
def test_a_release_is_replaced_where_two_folders_cannot_be_exchanged(once, tmp_path, monkeypatch):
    def unsupported(*_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(swap, "exchange", unsupported)
    run = once.copied(tmp_path)
    run.write("later.tsv", export([row(1), row(2)]))

    assert run.publish().counts["received"] == 2
    assert [path.name for path in run.folders.outputs.iterdir()] == ["petit"]
    assert verify(run.release) == []

    # Killed between the two moves, it leaves no release under its name: the next run finds it.
    run.release.rename(run.folders.outputs / ".petit.old")
    assert run.publish().outcome == "unchanged"
    assert [path.name for path in run.folders.outputs.iterdir()] == ["petit"]


@pytest.mark.slow
def test_too_few_submissions_publish_nothing_new(tmp_path):
    run = small_run(tmp_path, row(1), row(2, draft="1"))
    run.publish()
    before = identities(run.release)
    limit = "[expected]\nsubmissions = {{ min = {} }}\n"
    run.form_file.write_text(FORM + limit.format(2), encoding="utf-8")

    run.build()
    assert error_of(stages.publish_release, run.folders, run.form_id).code == "expected_min"
    assert identities(run.release) == before
    run.form_file.write_text(FORM + limit.format(1), encoding="utf-8")
    assert run.publish().outcome == "published"


# What must stay behind, and what may be missing.


def test_the_readme_of_the_release_names_each_of_its_files():
    release = published(*THREE).release
    text = (release / "LISEZMOI.txt").read_text(encoding="utf-8")

    many = (".csv", ".parquet")
    names = {path.name for path in release.rglob("*") if path.is_file() and path.suffix not in many}
    named = {re.sub("^a-coder-[A-Z]+", "a-coder-…", name) for name in names - {"LISEZMOI.txt"}}
    assert {name for name in named if name not in text} == set()
    assert "statistiques/*.csv" in text
    assert "parquet/*.parquet" in text
    assert str(ROOT) not in text


@pytest.mark.slow
def test_an_export_without_dates_is_published_whole(tmp_path):
    rows = [row(number, Envoi="Oui, sans nom", Mode="Vélo", Texte="Trop.") for number in range(9)]
    titles = header(COLUMNS, submission=[], title="Petit formulaire")
    run = new_run(tmp_path, form_id="petit", form=FORM)
    run.write("a.tsv", delimited([*titles, *(one[9:] for one in rows)]))

    summary = run.publish(with_pack=True)

    assert summary.left_out == ()
    assert summary.counts["counted"] > 7
    assert any("toutes sans date" in warning for warning in summary.warnings)
    assert verify(run.release) == verify(run.release / "soumission") == []
    assert (run.release / "soumission" / "01-contribution-collective.docx").is_file()
