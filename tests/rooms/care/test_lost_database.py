"""A working database that was lost is made anew from the inbox; a withdrawal that only it knew is
not forgotten in silence."""

from __future__ import annotations

import shutil

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
def run(withdrawn, tmp_path) -> Run:
    """A copy of that run, which still has its database."""
    return withdrawn.copied(tmp_path / "run")


@pytest.fixture
def request_file(withdrawn) -> bytes:
    """The workbook that asks for the withdrawal."""
    return (withdrawn.inbox.parent.parent / "retraits.xlsx").read_bytes()


def rebuilt(run: Run) -> tuple[set[int], list[str]]:
    """Who leaves once what is in the inbox is counted, and why the pack waits for what is lost."""
    run.build(*tables_of_notices(), "sending.contributions")
    return run.sent_sids(), [reason for reason in run.reasons() if LOST in reason]


@pytest.mark.parametrize("is_blanked", [False, True])
def test_the_pack_waits_for_what_only_the_database_knew(is_blanked, run, request_file):
    run.folders.database(FORM_ID).unlink()
    if is_blanked:
        run.folders.database(FORM_ID).touch()

    for _ in range(2):
        sent, (reason,) = rebuilt(run)
        assert (sent, "1 fichier" in reason) == ({1, 2}, True)
    run.write("retraits.xlsx", request_file)
    assert rebuilt(run) == ({2}, [])

    # A database made anew from a whole inbox misses nothing.
    run.folders.database(FORM_ID).unlink()
    assert rebuilt(run) == ({2}, [])


def test_the_release_tells_what_was_read_where_all_working_data_are_gone(run, request_file):
    """The withdrawn person is back, and the reason names what to give again, not the form file."""
    run.publish(with_pack=True)
    shutil.rmtree(run.folders.data)
    run.publish(with_pack=True)

    assert run.sent_sids() == {1, 2}
    (reason,) = [one for one in read_manifest(run.release).pack.reasons if LOST in one]
    for told in ("1 fichier", "retraits et décisions", "sauvegarde", "effacements"):
        assert told in reason
    assert not [one for one in run.reasons() if "fichier du formulaire" in one]

    # Lost again, the list is in the release that was made meanwhile.
    shutil.rmtree(run.folders.data)
    assert rebuilt(run)[1]
    run.write("retraits.xlsx", request_file)
    assert rebuilt(run) == ({2}, [])


def test_somebody_may_say_that_there_is_nothing_to_give_again(run):
    run.folders.database(FORM_ID).unlink()
    assert rebuilt(run)[1]
    # A file that was lost is not taken for one that was read.
    exports = {name for (name,) in run.query("select export_id from raw.exports")}
    assert read_checksums(run.folders.data, FORM_ID) == exports

    said = call_command("restore", "--withdrawals-given", f"--data={run.folders.data}")

    assert (said.returncode, "plus aucun fichier" in said.stdout) == (0, True)
    assert rebuilt(run) == ({1, 2}, [])
    assert not forget_lost(run.folders.data)


def test_a_file_that_decided_nothing_and_left_is_not_missed(once, run):
    run.write("vide.xlsx", once.to_decide.read_bytes())
    run.build(*tables_of_notices())
    (run.inbox / "vide.xlsx").unlink()

    assert rebuilt(run) == ({2}, [])
