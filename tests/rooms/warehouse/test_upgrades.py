"""A working database outlives the code that made it: what was read stays, meaning follows."""

from __future__ import annotations

import grimp
import pytest

from consultation import stages
from consultation.machine.code_versions import TYPING_CODE, checksums, is_in
from consultation.warehouse.store import typed
from consultation.warehouse.store.connection import execute, open_database
from tests.cases.errors import error_of
from tests.cases.places import ROOT
from tests.cases.runs import Run
from tests.cases.sampling import foremost
from tests.cases.small import FORM, export, row, small_run

# Words for messages, the store below and the stamp itself give no cell its meaning.
GIVES_NO_MEANING = {
    "consultation.machine.access",
    "consultation.machine.children",
    "consultation.machine.disk",
    "consultation.machine.executors",
    "consultation.machine.json_files",
    "consultation.machine.references",
    "consultation.runs.fetched_files",
    "consultation.runs.tombstones",
    "consultation.machine.settings",
    "consultation.machine.system",
    "consultation.words.errors",
    "consultation.words.folding",
    "consultation.words.screen",
    "consultation.words.french",
    "schemas.errors",
    "consultation.machine.code_versions",
    "consultation.packs.index_file",
    "consultation.warehouse.store.connection",
    "consultation.warehouse.store.disk_errors",
    "consultation.warehouse.store.duckdb_values",
    "consultation.warehouse.store.erased_records",
    "consultation.warehouse.store.raw",
    "consultation.warehouse.store.record_frames",
    "consultation.warehouse.store.read_files",
    "consultation.warehouse.store.store",
}


def consent_of(run: Run) -> object:
    return run.query("select consent from typed.submissions")


# Typed rows are redone when what gives them their meaning changes.


@pytest.mark.slow
@pytest.mark.parametrize(
    "still_there", foremost([True, False], False), ids=["in the inbox", "gone"]
)
def test_other_code_types_every_export_again(still_there, tmp_path, monkeypatch):
    run = small_run(tmp_path, row(1, Envoi="Oui, sans nom"))
    run.build("clean.submissions")
    with open_database(run.folders.database(run.form_id)) as connection:
        execute(connection, "update typed.submissions set consent = 'own_name'")
    run.build("clean.submissions")
    assert consent_of(run) == [("own_name",)]  # nothing changed: nothing was typed again

    if not still_there:
        (run.inbox / "export.tsv").unlink()
    monkeypatch.setattr(typed, "typing_version", lambda: "other code")
    run.build("clean.submissions")

    assert consent_of(run) == [("anonymous",)]


def test_the_stamp_follows_every_module_that_types():
    graph = grimp.build_graph("consultation", "schemas", cache_dir=None)
    first = "consultation.warehouse.store.ingestion"
    typing = {first, *graph.find_upstream_modules(first)}
    stamped = {name for name in typing if is_in(name, TYPING_CODE)}

    assert "consultation.responses.consent" in stamped
    assert {name for name in typing - stamped if not is_package(name)} <= GIVES_NO_MEANING
    assert {f"{name.replace('.', '/')}.py" for name in stamped if not is_package(name)} <= (
        checksums().keys()
    )
    parts = {part for part in TYPING_CODE if f"{part.replace('.', '/')}.toml" not in checksums()}
    assert all(any(is_in(name, (part,)) for name in typing) for part in parts)
    assert "schemas.tools" not in parts  # what tools call their columns


def is_package(name: str) -> bool:
    return (ROOT / name.replace(".", "/")).is_dir()


# An export that the form file has come to refuse, after its file left the inbox.


@pytest.mark.slow
@pytest.mark.parametrize("still_there", [True, False], ids=["in the inbox", "gone"])
def test_an_export_that_the_form_file_came_to_refuse_is_told_once_and_left_out(
    still_there, tmp_path
):
    run = small_run(tmp_path, row(1))
    with_age = FORM + '\n[questions.age]\nkind = "text"\nheaders = ["Âge"]\n'
    run.form_file.write_text(with_age, encoding="utf-8")
    run.write("other.tsv", aged(row(2)))
    run.build("statistics.flow")
    assert run.flow() == {"counted": 2}
    if not still_there:
        (run.inbox / "other.tsv").unlink()

    def refusals() -> list[tuple[str, str]]:
        told = (*run.ingest(), *stages.build_tables(run.folders, run.form_id))
        return [(one.code, one.where) for one in told]

    run.form_file.write_text(FORM, encoding="utf-8")
    for _ in range(2):  # on each run, until something is done about it
        assert refusals() == [("unknown_columns", "other.tsv")]
        assert run.flow() == {"counted": 1}

    run.form_file.write_text(with_age, encoding="utf-8")
    assert refusals() == []
    assert run.flow() == {"counted": 2}


def test_where_nothing_is_left_to_count_the_reason_is_told(tmp_path):
    run = small_run(tmp_path, row(1))
    run.ingest()
    (run.inbox / "export.tsv").unlink()
    run.form_file.write_text(FORM.replace('"Texte"', '"Écrit"'), encoding="utf-8")

    stopped = error_of(stages.build_tables, run.folders, run.form_id)

    assert stopped.code == "no_readable_export"
    assert "export.tsv" in stopped.advice
    assert "«\u00a0Texte\u00a0»" in stopped.advice


def aged(cells: list[str]) -> bytes:
    """An export of the small form with one question more."""
    title, groups, labels, first = export([cells]).decode().splitlines()
    more = ('\t""', '\t""', '\t"Âge"', '\t"40"')
    lines = (title, groups, labels, first)
    return "".join(f"{line}{cell}\n" for line, cell in zip(lines, more, strict=True)).encode()


# Databases of other versions.


@pytest.mark.parametrize(
    "change",
    [
        "update raw.version set raw_version = raw_version + 1",
        "update raw.version set raw_version = raw_version - 1",
        "drop table raw.version",
    ],
    ids=["newer", "older", "unknown"],
)
def test_a_database_of_another_version_is_refused_and_left_alone(change, tmp_path):
    run = small_run(tmp_path, row(1))
    run.ingest()
    database = run.folders.database(run.form_id)
    with open_database(database) as connection:
        execute(connection, change)
    before = database.read_bytes()

    refusal = error_of(stages.build_tables, run.folders, run.form_id)

    assert refusal.code == "other_store"
    assert refusal.where == database.name
    assert "supprimez cette base" in refusal.advice
    assert database.read_bytes() == before
