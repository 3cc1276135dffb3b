"""A working database that was lost is made anew from the inbox; a withdrawal that only it knew is
not forgotten in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consultation.care.originals import forget_lost, read_checksums
from consultation.releases.manifest import read_manifest
from tests.cases.command import call_command
from tests.cases.runs import Run, tables_of_notices
from tests.cases.small import FORM_ID, row, small_run
from tests.cases.withdrawn import filled

pytestmark = pytest.mark.slow

LOST = "Les données de travail ne sont plus là"


@pytest.fixture(scope="module")
def withdrawn(once, tmp_path_factory) -> Run:
    """A run whose database alone remembers that submission 1 was withdrawn."""
    folder = tmp_path_factory.mktemp("withdrawn")
    run = small_run(folder, row(1, Envoi="Oui, sans nom"), row(2, Envoi="Oui, sans nom"))
    filled(once.to_decide, run.inbox / "retraits.xlsx", {"who": 1, "choice": "retirer"})
    run.build("sending.contributions")
    (run.inbox / "retraits.xlsx").rename(folder / "retraits.xlsx")
    assert run.sent_sids() == {2}
    return run


@pytest.fixture
def lost(withdrawn, tmp_path, how) -> Run:
    """A copy of that run, without its database."""
    run = withdrawn.copied(tmp_path / "lost")
    database = run.folders.database(FORM_ID)
    database.unlink()
    if how == "blanked":
        database.touch()
    run.build(*tables_of_notices(), "sending.contributions")
    return run


@pytest.fixture(scope="module")
def published(withdrawn, tmp_path_factory) -> Run:
    """That run with its release."""
    run = withdrawn.copied(tmp_path_factory.mktemp("published"))
    run.publish(with_pack=True)
    return run


def given_again(run: Run, withdrawn: Run) -> None:
    asked_for: Path = withdrawn.inbox.parent.parent / "retraits.xlsx"
    (run.inbox / "retraits.xlsx").write_bytes(asked_for.read_bytes())


@pytest.mark.parametrize("how", ["deleted", "blanked"])
def test_the_pack_waits_for_the_withdrawals_that_only_the_database_knew(lost, withdrawn):
    assert lost.sent_sids() == {1, 2}
    assert [reason for reason in lost.reasons() if LOST in reason and "1 fichier" in reason]

    lost.build(*tables_of_notices(), "sending.contributions")
    assert [reason for reason in lost.reasons() if LOST in reason]

    given_again(lost, withdrawn)
    lost.build(*tables_of_notices(), "sending.contributions")
    assert lost.sent_sids() == {2}
    assert not [reason for reason in lost.reasons() if LOST in reason]


def test_the_release_tells_what_was_read_where_all_working_data_are_gone(
    published, withdrawn, tmp_path
):
    """The withdrawn person is back, and the reason names what to give again, not the form file."""
    run = published.copied(tmp_path / "folder")
    shutil.rmtree(run.folders.data)
    run.publish(with_pack=True)

    assert run.sent_sids() == {1, 2}
    (reason,) = [one for one in read_manifest(run.release).pack.reasons if LOST in one]
    for told in ("1 fichier", "retraits et décisions", "sauvegarde", "effacements"):
        assert told in reason
    assert not [one for one in run.reasons() if "fichier du formulaire" in one]

    # Lost again, the list is in the release that was made meanwhile.
    shutil.rmtree(run.folders.data)
    run.build(*tables_of_notices(), "sending.contributions")
    assert [one for one in run.reasons() if LOST in one]

    given_again(run, withdrawn)
    run.build(*tables_of_notices(), "sending.contributions")
    assert run.sent_sids() == {2}
    assert not [one for one in run.reasons() if LOST in one]


@pytest.mark.parametrize("how", ["deleted"])
def test_somebody_may_say_that_there_is_nothing_to_give_again(lost):
    data = f"--data={lost.folders.data}"

    said = call_command("restore", "--withdrawals-given", data)
    lost.build(*tables_of_notices())

    assert (said.returncode, "plus aucun fichier" in said.stdout) == (0, True)
    assert not [reason for reason in lost.reasons() if LOST in reason]
    assert not forget_lost(lost.folders.data)


@pytest.mark.parametrize("how", ["deleted"])
def test_a_file_that_was_lost_is_not_taken_for_one_that_was_read(lost):
    exports = {name for (name,) in lost.query("select export_id from raw.exports")}

    assert read_checksums(lost.folders.data, FORM_ID) == exports


@pytest.mark.slow
def test_a_database_made_anew_from_a_whole_inbox_misses_nothing(withdrawn, tmp_path):
    run = withdrawn.copied(tmp_path / "whole")
    given_again(run, withdrawn)
    run.build(*tables_of_notices(), "sending.contributions")
    run.folders.database(FORM_ID).unlink()
    run.build(*tables_of_notices(), "sending.contributions")

    assert run.sent_sids() == {2}
    assert not [reason for reason in run.reasons() if LOST in reason]


@pytest.mark.slow
def test_a_file_that_decided_nothing_and_left_is_not_missed(once, withdrawn, tmp_path):
    run = withdrawn.copied(tmp_path / "empty")
    run.write("vide.xlsx", once.to_decide.read_bytes())
    run.build(*tables_of_notices())
    (run.inbox / "vide.xlsx").unlink()
    run.build(*tables_of_notices())

    assert not [reason for reason in run.reasons() if LOST in reason]
