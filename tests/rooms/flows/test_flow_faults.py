"""The real flow on a real Prefect server: a file out of reach, a query that would never end."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import pytest

from tests.cases.command import environment
from tests.cases.places import ROOT
from tests.cases.small import FORM_ID, row, small_run

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

# The command, on a network folder that fails twice, with a check that would take hours.
FAULTY = """
import sys
from consultation import stages
from consultation.words.errors import OrganiserError
from consultation.warehouse.store.connection import execute, open_database

unreachable = OrganiserError("unreachable_file", where="export.tsv", reason="EIO")
ingest, failures = stages.ingest_export, [unreachable] * 2

def out_of_reach_twice(folders, form_id, path):
    if path.name == "coupe.tsv":
        raise OrganiserError("truncated_file", where=path.name)
    if failures:
        raise failures.pop()
    return ingest(folders, form_id, path)

def endless(folders, form_id):
    with open_database(folders.database(form_id)) as connection:
        execute(connection, "select max(hash(n)) from range(10000000000000) as numbers(n)")

stages.ingest_export, stages.run_checks = out_of_reach_twice, endless
from flows.commands.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    run = small_run(tmp_path_factory.mktemp("faults"), row(1))
    run.write("coupe.tsv", b"half")
    places = [f"--{name}={getattr(run.folders, name)}" for name in ("inbox", "data", "outputs")]
    command = subprocess.run(
        [sys.executable, "-c", FAULTY, "run", *places, f"--forms={run.folders.forms}"],
        cwd=ROOT,
        env=environment(FAIRE_MASSE_TIME_LIMIT="20s"),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    with closing(sqlite3.connect(run.folders.data / "prefect/prefect.db")) as connection:
        tasks = connection.execute("select name, run_count, state_name from task_run").fetchall()
    return SimpleNamespace(run=run, command=command, tasks={name: rest for name, *rest in tasks})


def test_a_file_out_of_reach_is_asked_for_again(ended):
    assert ended.tasks["export.tsv"] == [3, "Completed"]
    assert "export.tsv\u00a0: lu" in ended.command.stderr


def test_a_file_that_is_not_as_it_should_be_is_not(ended):
    assert ended.tasks["coupe.tsv"] == [1, "Failed"]


def test_a_query_that_takes_too_long_is_stopped_and_nothing_is_published(ended):
    assert ended.tasks[f"{FORM_ID} · contrôles"] == [1, "Failed"]
    assert f"{FORM_ID} · fichiers" not in ended.tasks
    assert ended.command.returncode == 1
    assert "elle durait plus de 20 secondes" in ended.command.stderr
    assert not ended.run.release.exists()
