"""A frozen release without somebody who was erased: as if they had never answered, and no later
answer in it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import duckdb
import pytest

from consultation.releases.freezing import freeze, frozen_releases
from consultation.releases.frozen_forms import keep_form_files
from consultation.releases.manifest import read_manifest, verify
from consultation.releases.rectifying import rectify_releases, releases_holding
from tests.cases.runs import Run, digests, rows_of
from tests.cases.small import FORM, FORM_ID, export, row, small_run

TODAY = dt.date(2026, 11, 27)
KEPT = [
    row(1, Envoi="Oui, en mon nom", Nom="Ana Invent", Courriel="ana@example.org", Texte="Trop."),
    row(2, Envoi="Oui, sans nom", Texte="Ici personne ne regarde."),
    row(4, Envoi="Non", Texte="Gardé."),
]
ERASED = row(3, Envoi="Oui, en mon nom", Nom="Zoé Canari", Courriel="zoe@example.org", Texte="Zut.")
LATER = row(5, Envoi="Oui, sans nom", Texte="Arrivé ensuite.")
TOLD_APART = ("manifest.json", "SHA256SUMS", "gel.json", "NOTE-DE-RECTIFICATION.pdf")


def is_erased(submission_id: str) -> bool:
    return submission_id == f"{FORM_ID}:3"


def frozen_run(folder: Path, *rows: list[str]) -> Run:
    """A run of those answers whose release is frozen, even as a draft."""
    run = small_run(folder, *rows)
    run.publish(with_pack=True)
    freeze_it(run, "depot")
    return run


def freeze_it(run: Run, name: str) -> None:
    freeze(run.folders.outputs, FORM_ID, name, even_a_project=True)
    keep_form_files(run.folders, FORM_ID, name)


def erase_rows(run: Run) -> None:
    """The working database holds no row of them any more, nor does what is dropped."""
    with duckdb.connect(str(run.folders.database(FORM_ID))) as connection:
        connection.execute("delete from raw.records where sid_text = '3'")
        connection.execute(
            "update raw.exports set record_count ="
            " (select count(*) from raw.records where records.export_id = exports.export_id)"
        )
        connection.execute("delete from typed.exports")


def test_it_is_the_one_of_a_form_that_never_had_them(tmp_path):
    run = frozen_run(tmp_path / "run", *KEPT, ERASED)
    run.write("b.tsv", export([*KEPT, ERASED, LATER]))
    run.publish()
    erase_rows(run)
    never = frozen_run(tmp_path / "never", *KEPT)

    (done,) = rectify_releases(run.folders, FORM_ID, is_erased, TODAY)

    assert (done.name, done.is_done) == ("depot", True)
    frozen, expected = (each.folders.outputs / "petit.depot" for each in (run, never))
    assert verify(frozen) == []
    left, right = digests(frozen), digests(expected)
    assert {n for n in left.keys() | right.keys() if left.get(n) != right.get(n)} == {""}
