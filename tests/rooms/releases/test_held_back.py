"""A request to withdraw that no publication could obey yet."""

from __future__ import annotations

import pytest

from consultation.care.status import status_of
from consultation.machine.disk import disk_refusal
from consultation.releases.held_back import waiting_reason
from consultation.releases.manifest import read_manifest, verify
from consultation.runs.journal import read_journal
from flows import refresh
from flows.report.status_report import text_of
from tests.cases.plain_flow import without_prefect
from tests.cases.runs import Run, digests
from tests.cases.small import row, small_run
from tests.cases.withdrawn import filled


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    folder = tmp_path_factory.mktemp("published")
    run = small_run(folder, row(1, Envoi="Oui, sans nom", Texte="Un avis de plus."))
    run.publish(with_pack=True)
    return run


@pytest.fixture
def run(published, tmp_path, monkeypatch) -> Run:
    """A published pack that the flow's stages cannot replace: the disk is full."""

    def refused(*_: object, **__: object) -> None:
        raise disk_refusal(28, "disque")

    done = {"ingest_export": True, "build_tables": (), "run_checks": None}
    stages = {name: lambda *_, result=result: result for name, result in done.items()}
    without_prefect(monkeypatch, **stages, publish_release=refused)
    return published.copied(tmp_path)


def withdraw(run: Run, who: str = "1") -> None:
    """A request to withdraw waits in the inbox."""
    filled(run.to_decide, run.inbox / "retraits.xlsx", {"who": who, "choice": "retirer"})


def readme(run) -> str:
    return (run.release / "LISEZMOI.txt").read_text("utf-8")


def reasons(run) -> tuple[str, ...]:
    """Why the pack that is published is a PROJET."""
    return read_manifest(run.release).pack.reasons


@pytest.mark.slow
def test_it_marks_what_is_published_until_a_publication_obeys_it(run):
    before, first = digests(run.release), reasons(run)
    refresh.refresh_all(run.folders)
    assert digests(run.release) == before  # nobody asked for anything

    withdraw(run)
    synthese = run.synthese.read_bytes()
    run.synthese.write_bytes(b"changed by somebody")
    for _ in range(2):
        refresh.refresh_all(run.folders)
    assert readme(run).startswith("NE PLUS ENVOYER soumission/")
    assert readme(run).count("NE PLUS ENVOYER") == 1
    assert "un retrait attend (retraits.xlsx)" in text_of(status_of(run.folders))
    assert (reasons(run)[:-1], "demande de retrait" in reasons(run)[-1]) == (first, True)
    assert ["synthese.xlsx" in problem for problem in verify(run.release)] == [True]
    assert verify(run.release / "soumission") == []

    # Taken back before it was read: the same inputs as those of the release, and yet a new one.
    (run.inbox / "retraits.xlsx").unlink()
    run.synthese.write_bytes(synthese)
    assert verify(run.release) == []
    run.publish(with_pack=True)
    assert digests(run.release)["LISEZMOI.txt"] == before["LISEZMOI.txt"]
    assert reasons(run) == first


@pytest.mark.slow
def test_a_request_that_cannot_be_read_is_one(run):
    withdraw(run, "?")

    refresh.refresh_all(run.folders)

    assert "NE PLUS ENVOYER" in readme(run)
    assert verify(run.release) == []


@pytest.mark.parametrize("how", ["missing", "unreadable"])
def test_it_marks_what_is_published_though_the_form_file_is_lost(run, how):
    form = run.form_file.read_bytes()
    if how == "missing":
        run.form_file.unlink()
    else:
        run.form_file.write_bytes(b"title = ")
    refresh.refresh_all(run.folders)
    assert "NE PLUS ENVOYER" not in readme(run)

    withdraw(run)
    refresh.refresh_all(run.folders)

    assert readme(run).startswith("NE PLUS ENVOYER soumission/")
    assert "demande de retrait" in reasons(run)[-1]
    assert read_journal(run.folders).form(run.form_id).waiting_withdrawals == ("retraits.xlsx",)
    run.form_file.write_bytes(form)
    assert "un retrait attend (retraits.xlsx)" in text_of(status_of(run.folders))


def test_a_request_in_the_folder_of_another_form_makes_the_pack_of_its_own_a_draft(
    published, tmp_path
):
    run = published.copied(tmp_path)
    other = run.inbox.with_name("quartier") / "retraits.xlsx"
    other.parent.mkdir()
    before = reasons(run)
    filled(run.to_decide, other, {"who": "1", "choice": "retirer"})
    assert waiting_reason(run.folders, run.form_id) == "waiting_withdrawals"

    run.publish(with_pack=True)

    assert [reason.partition(" ")[0] for reason in reasons(run)[len(before) :]] == [
        "quartier/retraits.xlsx\u00a0:"
    ]
    other.unlink()
    run.publish(with_pack=True)
    assert reasons(run) == before
