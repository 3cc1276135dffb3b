"""The real flow on a real Prefect server: a file out of reach, a query that would never end."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from consultation import stages
from consultation.warehouse.store.connection import execute, open_database
from consultation.words.errors import OrganiserError
from tests.cases.served import wait_until
from tests.cases.small import FORM_ID, row, small_run

pytestmark = [pytest.mark.prefect, pytest.mark.slow]
LOOKED_AT = {"export.tsv", "coupe.tsv", f"{FORM_ID} · contrôles"}
ENDS = ("Completed", "Failed")


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """A run on a network folder that fails twice, with a check that would take hours."""
    from prefect.client.orchestration import get_client
    from prefect.testing.utilities import prefect_test_harness

    from flows.refresh import refresh
    from flows.step_progress import report_in
    from flows.where import where_in

    run = small_run(tmp_path_factory.mktemp("faults"), row(1))
    run.write("coupe.tsv", b"half")
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

    with pytest.MonkeyPatch.context() as patch, prefect_test_harness(server_startup_timeout=180):
        patch.setattr(stages, "ingest_export", out_of_reach_twice)
        patch.setattr(stages, "run_checks", endless)
        patch.setenv("FAIRE_MASSE_TIME_LIMIT", "20s")
        report = report_in(refresh(where_in(run.folders), return_state=True))
        with get_client(sync_client=True) as client:

            def tasks_once_told():
                """The server writes down what it was told of tasks a little later."""
                tasks = client.read_task_runs()
                told = {one.name: [one.run_count, one.state_name] for one in tasks}
                ended = {name for name, (_, state) in told.items() if state in ENDS}
                return told if ended >= LOOKED_AT else None

            tasks = wait_until(tasks_once_told, 60)
    return SimpleNamespace(run=run, form=report.forms[0], tasks=tasks)


def test_a_file_out_of_reach_is_asked_for_again(ended):
    assert ended.tasks["export.tsv"] == [3, "Completed"]


def test_a_file_that_is_not_as_it_should_be_is_not(ended):
    assert ended.tasks["coupe.tsv"] == [1, "Failed"]
    assert [refused.where for refused in ended.form.refused] == ["coupe.tsv"]


def test_a_query_that_takes_too_long_is_stopped_and_nothing_is_published(ended):
    assert ended.tasks[f"{FORM_ID} · contrôles"] == [1, "Failed"]
    assert f"{FORM_ID} · fichiers" not in ended.tasks
    assert "elle durait plus de 20 secondes" in ended.form.failure.message
    assert not ended.run.release.exists()
