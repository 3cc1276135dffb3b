"""Tables are built when what they are made from changed, and then only."""

from __future__ import annotations

import pytest

from consultation import stages
from consultation.warehouse.tables import models, rebuilding
from consultation.words.errors import OrganiserError
from tests.cases.given_back import asked, book, write
from tests.cases.runs import Run, tables_of
from tests.cases.small import FORM, export, row, small_run

pytestmark = pytest.mark.slow

SCHEMAS = ("raw", "typed", "previous", "changes", "statistics")
ROWS = [row(sid, Texte=f"Une phrase, {sid}") for sid in (1, 2, 3)]


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("once"), *ROWS)
    run.publish()
    return run


@pytest.fixture
def run(once, tmp_path) -> Run:
    return once.copied(tmp_path)


@pytest.fixture
def builds(monkeypatch) -> list[int]:
    """As many as there were builds, which leave tables as they are; what Nouveautés is compared
    with is none."""
    seen: list[int] = []
    build = models.build

    def watched(connection, wanted, *executor):
        if executor:
            seen.append(len(wanted))
        else:
            build(connection, wanted)

    monkeypatch.setattr(models, "build", watched)
    return seen


def write_another_export(run: Run) -> None:
    run.write("later.tsv", export([*ROWS, row(4)]))


def rename_the_export(run: Run) -> None:
    """People read the names of files in sheets."""
    (run.inbox / "export.tsv").rename(run.inbox / "a.tsv")


def write_another_title(run: Run) -> None:
    run.form_file.write_text(FORM.replace("Petit", "Grand"), encoding="utf-8")


def decide(run: Run) -> None:
    write(book(asked("petit:1", "petit:2", choice="une seule")), run.inbox / "a-decider.xlsx")


CHANGES = {
    "another export": write_another_export,
    "another name of a file": rename_the_export,
    "another title": write_another_title,
    "a decision": decide,
    "a refused file": lambda run: run.write("autre.csv", b"Bonjour"),
    "nothing kept": lambda run: stages.forget_results(run.folders, run.form_id),
}


def ask(run: Run) -> None:
    """Tables are asked for, unchecked: those of a build that was only counted are of before."""
    run.ingest()
    stages.build_tables(run.folders, run.form_id)


def test_nothing_is_built_when_nothing_changed(run, request):
    write_another_export(run)
    run.publish()
    before = tables_of(run.folders.database(run.form_id), SCHEMAS)
    builds = request.getfixturevalue("builds")

    assert run.publish().outcome == "unchanged"
    assert builds == []
    assert tables_of(run.folders.database(run.form_id), SCHEMAS) == before
    assert before["previous.states"] != []


@pytest.mark.parametrize("change", CHANGES)
def test_everything_is_built_when_something_changed(run, builds, change):
    CHANGES[change](run)
    ask(run)
    ask(run)

    assert len(builds) == 1


@pytest.mark.parametrize("version", ["program_version", "mark_of"])
def test_another_program_or_key_builds_everything(run, builds, monkeypatch, version):
    monkeypatch.setattr(rebuilding, version, lambda *_given: "another")
    ask(run)

    assert len(builds) == 1


def test_what_is_to_decide_is_written_once_for_each_build(run):
    questions = run.folders.questions(run.form_id)
    run.build()
    written = questions.stat().st_mtime_ns
    run.build()
    assert questions.stat().st_mtime_ns == written
    questions.unlink()
    run.build()
    assert questions.exists()


def test_tables_that_a_check_refused_are_refused_again(run, builds, monkeypatch):
    write_another_title(run)
    monkeypatch.setattr(
        "consultation.warehouse.tables.checks.checks", lambda: {"always": "select 1"}
    )
    for _ in range(2):
        with pytest.raises(OrganiserError, match="always"):
            run.build()


def test_a_build_that_was_stopped_is_done_again(run, builds, monkeypatch):
    write_another_title(run)
    with monkeypatch.context() as stopped:
        stopped.setattr(rebuilding, "_build_previous", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ask(run)
    ask(run)

    assert len(builds) == 1
    assert run.query("select title from form.form") == [("Grand formulaire",)]


@pytest.mark.parametrize("left", [0, 5_000])
def test_a_release_that_cannot_be_read_tells_nothing_and_stops_nothing(run, left):
    """A store that was begun anew asks it how public everybody was."""
    database = run.release / "organisation" / "consultation.duckdb"
    database.write_bytes(database.read_bytes()[:left])
    run.folders.database(run.form_id).unlink()
    write_another_export(run)

    assert run.publish().outcome == "published"
