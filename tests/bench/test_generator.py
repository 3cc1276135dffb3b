"""The benchmark's exports are those of the bundled form, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultation.exports import match_columns, read_export
from consultation.forms.form import read_form
from tests.bench import generate
from tests.cases.places import BUNDLED

ROWS = 2_000
SEED = 1


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "export.tsv"
    generate.write_export(path, ROWS, SEED)
    return path


def test_several_processes_write_what_one_writes(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "ALONE", 0)
    monkeypatch.setattr(generate, "CHUNK", 300)
    shared, other = tmp_path / "shared.tsv", tmp_path / "other.tsv"
    generate.write_export(shared, ROWS, SEED)
    generate.write_export(other, ROWS, SEED + 1)

    assert export.read_bytes() == shared.read_bytes()
    assert export.read_bytes() != other.read_bytes()


def test_the_bundled_form_file_reads_every_column(export: Path) -> None:
    written = read_export(export)
    matching = match_columns(written, read_form(BUNDLED))

    assert matching.missing == ()
    assert sum(1 for _ in written.records()) == ROWS
