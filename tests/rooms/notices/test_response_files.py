"""The files of responses, when there are more than a process may have open."""

from __future__ import annotations

import resource

import pytest

from consultation.notices import responses
from consultation.warehouse.store.connection import execute, open_database
from consultation.warehouse.tables.publications import Publication

OPEN_FILES = 200


@pytest.fixture
def few_open_files():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_there_may_be_more_questions_than_files_that_can_be_open(
    tmp_path, monkeypatch, few_open_files
):
    monkeypatch.setattr(responses, "MOST_ROWS", 10)
    with open_database(tmp_path / "petit.duckdb") as connection:
        execute(
            connection,
            "create table told as select 'q' || n % 300 as question_id, n from range(600) as r(n)",
        )
        told = Publication("told", ("question_id", "n"), ("VARCHAR", "BIGINT"), connection)
        responses.write_responses(told, tmp_path)

    assert len(list((tmp_path / "reponses").iterdir())) == 300
    text = (tmp_path / "reponses" / "q7.csv").read_text("utf-8")
    assert text.splitlines()[1:] == ['"q7",7', '"q7",307']
