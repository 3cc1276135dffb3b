"""A cluster of Dask on this machine: a scheduler and two workers, each a process of its own.

Whoever does the work, the bytes are the same; whoever is lost, nothing is published by half, and
nothing that people wrote stays on a worker's disk or in what it says.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from consultation.machine.progress import listened_to
from consultation.machine.settings import Scheduler, scheduler
from consultation.packs.typesetting import many
from consultation.warehouse.published.published_copy import PUBLISHED_SCHEMAS
from consultation.warehouse.tables import redacting, wordings
from consultation.words.errors import OrganiserError
from flows.cluster import Cluster, chosen_executor
from tests.cases.command import environment
from tests.cases.errors import error_of
from tests.cases.places import ROOT
from tests.cases.runs import Run, digests, tables_of
from tests.cases.served import free_port
from tests.cases.small import export, row, small_run

DASK = Path(sys.executable).with_name("dask")
SETTINGS = {"PYTHONPATH": str(ROOT), "DASK_CONFIG": str(ROOT / "docs" / "dask.yaml")}
CANARY = "canari"
LETTER = (
    f"Au {CANARY} je refuse que des caméras analysent mes gestes dans la rue où nous vivons. " * 3
)
ROWS = [
    row(number, Nom=f"Ana {CANARY}", Envoi="Oui, en mon nom",
        Courriel=f"{CANARY}{number}@example.org",
        Texte=f"Mon {CANARY} numéro {number}, au 06 12 34 56 {number:02}. {LETTER}")
    for number in range(1, 13)
]  # fmt: skip
FIRST = ROWS[:8]


class Machines:
    """A scheduler, and workers that are told by their number."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, {}
        self.address = f"tcp://127.0.0.1:{free_port()}"

    def start(self, name: str, *command: str, **settings: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [str(DASK), *command, "--no-dashboard"],
                cwd=self.folder,
                env=environment(**SETTINGS, **settings),
                stdout=log,
                stderr=log,
            )

    def start_scheduler(self) -> None:
        host, _, port = self.address.removeprefix("tcp://").partition(":")
        self.start("scheduler", "scheduler", "--host", host, "--port", port)

    def start_worker(self, name: str, **settings: str) -> None:
        options = ["--no-nanny", "--nthreads", "1", "--local-directory", name]
        self.start(name, "worker", self.address, *options, **settings)

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def executor(self, *, goes_on_alone: bool = False) -> Cluster:
        return Cluster(Scheduler(self.address, goes_on_alone))

    def said_and_kept(self) -> bytes:
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return b"".join(os.fsencode(path) + path.read_bytes() for path in files)


@pytest.fixture
def machines(tmp_path):
    folder = tmp_path / "machines"
    folder.mkdir()
    started = Machines(folder)
    started.start_scheduler()
    for number in (1, 2):
        started.start_worker(f"worker-{number}")
    yield started
    for name in list(started.processes):
        started.kill(name)


@pytest.fixture
def small_shares(monkeypatch):
    """Eight answers go out in many parcels."""
    monkeypatch.setattr(many, "BATCHES", range(2, 2))
    monkeypatch.setattr(redacting, "FEW", 0)
    monkeypatch.setattr(redacting, "PART", 6)
    monkeypatch.setattr(wordings, "APART", range(9))


def bytes_of(run: Run) -> dict[str, object]:
    """Of every file of the release, but for the database, whose content is compared."""
    content = tables_of(run.release / "organisation" / "consultation.duckdb", PUBLISHED_SCHEMAS)
    return {**digests(run.release), "manifest.json": content, "SHA256SUMS": ""}


@contextmanager
def at_documents(do, made=0):
    """Once, when so many documents are made, something happens; of none, before any is sent out."""
    left = [do]

    def listen(what: str, done: int, _: int) -> None:
        if what == "documents" and done >= made and left:
            left.pop()()

    with listened_to(listen):
        yield


@pytest.mark.slow
@pytest.mark.usefixtures("small_shares")
def test_a_cluster_gives_the_same_bytes_whoever_dies_or_says_so(machines, tmp_path):
    """And leaves the release as it was."""
    one = small_run(tmp_path / "one", *FIRST)
    one.publish(with_pack=True)
    expected = bytes_of(one)

    several = small_run(tmp_path / "several", *FIRST)
    with machines.executor() as executor, at_documents(lambda: machines.kill("worker-1"), 2):
        several.publish(with_pack=True, executor=executor)
    assert bytes_of(several) == expected
    assert "worker-1" not in machines.processes
    assert not executor.is_lost

    before = digests(several.folders.outputs)
    several.write("suite.tsv", export(ROWS))
    with (
        pytest.raises(OrganiserError) as told,
        machines.executor() as executor,
        at_documents(lambda: machines.kill("scheduler")),
    ):
        several.publish(with_pack=True, executor=executor)
    assert (told.value.code, told.value.where) == ("cluster_lost", machines.address)
    assert CANARY not in told.value.message
    assert digests(several.folders.outputs) == before

    machines.start_scheduler()
    machines.start_worker("worker-3")
    alone = small_run(tmp_path / "alone", *FIRST)
    with (
        machines.executor(goes_on_alone=True) as executor,
        at_documents(lambda: machines.kill("scheduler")),
    ):
        alone.publish(with_pack=True, executor=executor)
    assert bytes_of(alone) == expected
    assert executor.is_lost

    said = machines.said_and_kept()
    assert b"Registered to" in said
    assert CANARY.encode() not in said


def test_the_environment_says_which_machines_work():
    named, alone = "FAIRE_MASSE_SCHEDULER", "FAIRE_MASSE_SCHEDULER_FALLBACK"
    assert scheduler({}) is scheduler({named: " "}) is None
    assert scheduler({named: "tls://h:1"}) == Scheduler("tls://h:1", goes_on_alone=False)
    assert scheduler({named: "tcp://h", alone: "1"}) == Scheduler("tcp://h", goes_on_alone=True)


@pytest.mark.parametrize("address", ["10.0.0.2:8786", "http://h:1", "tcp://a b", "tcp://"])
def test_what_is_no_address_of_a_scheduler_is_refused(address):
    assert error_of(scheduler, {"FAIRE_MASSE_SCHEDULER": address}).code == "bad_scheduler"


def work_that_quotes(text: str) -> None:
    raise ValueError(text)


@pytest.mark.slow
def test_what_fails_is_told_here_and_nowhere_else_and_unfit_workers_do_nothing(tmp_path):
    machines = Machines(tmp_path)
    machines.start_scheduler()
    machines.start_worker("good")
    try:
        with machines.executor() as executor:
            failed = executor.submit(work_that_quotes, CANARY)
            died = executor.submit(os._exit, 1)
            assert repr(failed.exception()) == repr(ValueError(CANARY))
            assert type(died.exception()).__name__ == "BrokenProcessPool"
        machines.kill("good")
        machines.start_worker("bad", DASK_DISTRIBUTED__WORKER__MEMORY__SPILL="0.7")
        with machines.executor() as executor:
            assert executor.submit(abs, -1).exception().code == "cluster_unfit"
        assert CANARY.encode() not in machines.said_and_kept()
    finally:
        for name in list(machines.processes):
            machines.kill(name)


@pytest.mark.slow
def test_without_its_scheduler_a_run_ends_with_a_sentence(monkeypatch):
    address = f"tcp://127.0.0.1:{free_port()}"
    monkeypatch.setenv("FAIRE_MASSE_SCHEDULER", address)

    with pytest.raises(OrganiserError) as told, chosen_executor():
        pass

    assert f"{address}\u00a0: cet ordonnanceur ne répond pas" in told.value.message
