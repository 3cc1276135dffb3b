"""The real flow on a real Prefect server: a file out of reach, a query that would never end."""

from __future__ import annotations

from collections import Counter

import pytest

from consultation import stages
from consultation.warehouse.store.connection import execute, open_database
from consultation.words.errors import OrganiserError
from tests.cases.small import row, small_run

pytestmark = [pytest.mark.prefect, pytest.mark.slow]


def test_a_file_out_of_reach_is_asked_for_again_and_a_query_that_takes_too_long_stops_the_run(
    tmp_path,
):
    """A run on a network folder that fails twice, with a check that would take hours."""
    from prefect.testing.utilities import prefect_test_harness

    from flows.refresh import refresh
    from flows.step_progress import report_in
    from flows.where import where_in

    run = small_run(tmp_path, row(1))
    run.write("coupe.tsv", b"half")
    unreachable = OrganiserError("unreachable_file", where="export.tsv", reason="EIO")
    ingest, failures, tried = stages.ingest_export, [unreachable] * 2, Counter()

    def out_of_reach_twice(folders, form_id, path):
        tried[path.name] += 1
        if path.name == "coupe.tsv":
            raise OrganiserError("truncated_file", where=path.name)
        if failures:
            raise failures.pop()
        return ingest(folders, form_id, path)

    def endless(folders, form_id):
        tried["checks"] += 1
        with open_database(folders.database(form_id)) as connection:
            execute(connection, "select max(hash(n)) from range(10000000000000) as numbers(n)")

    with pytest.MonkeyPatch.context() as patch, prefect_test_harness(server_startup_timeout=180):
        patch.setattr(stages, "ingest_export", out_of_reach_twice)
        patch.setattr(stages, "run_checks", endless)
        patch.setenv("FAIRE_MASSE_TIME_LIMIT", "20s")
        report = report_in(refresh(where_in(run.folders), return_state=True))

    assert tried == {"export.tsv": 3, "coupe.tsv": 1, "checks": 1}
    assert run.query("select file_name from raw.exports") == [("export.tsv",)]
    (form,) = report.forms
    assert [refused.where for refused in form.refused] == ["coupe.tsv"]
    assert "elle durait plus de 20 secondes" in form.failure.message
    assert not run.release.exists()
