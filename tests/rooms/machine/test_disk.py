"""A disk that is full, failing or closed to writing is told in a sentence that names the file."""

import errno
import os
import re
import subprocess
import sys
import time
import zipfile
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import pytest

from consultation.machine import disk
from consultation.machine.children import do_apart
from consultation.machine.csv_files import write_csv
from consultation.machine.disk import CODES, copy_file, disk_problem, naming, share_file, write_text
from consultation.machine.failures import for_organisers
from consultation.machine.lock import run_lock
from consultation.machine.references import key_of
from consultation.packs.typesetting.many import write_documents
from consultation.releases import freezing
from consultation.warehouse.store.connection import execute, open_database
from consultation.warehouse.store.disk_errors import problem_of_disk
from consultation.words.errors import OrganiserError
from tests.cases.command import faire_masse
from tests.cases.errors import error_of
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.places import ROOT
from tests.cases.sampling import foremost
from tests.cases.served import wait_until
from tests.cases.typeset import CONTRIBUTION
from tests.crash.scenario import beginning
from tests.crash.stage_set import release_in

ANSWER = "réponse de Jeanne"
# The device that is always full.
FULL = Path("/dev/full")


def told(error: BaseException) -> OrganiserError:
    problem = for_organisers(error, "petit")
    assert problem.code in CODES
    return problem


def fail_with(number: int) -> None:
    raise OSError(number, os.strerror(number))


# What Python says.


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((errno.ENOSPC, ("plein", "Libérez de la place")), (errno.EDQUOT, ("plein", "quota"))),
        *((errno.EFBIG, ("taille", "ulimit")), (errno.EROFS, ("lecture seule", "en écriture"))),
        (errno.EIO, ("erreur d’entrée ou de sortie", "vérifier ce disque")),
    ],
)
def test_the_cause_and_what_to_do_are_told_and_nothing_else(number, words):
    problem = told(OSError(number, ANSWER, "/data/petit.duckdb"))

    assert problem.where == "/data/petit.duckdb"
    assert all(word in problem.message for word in words)
    assert problem.what.count(". ") == 0  # one sentence
    assert "relancez la commande" in problem.advice
    assert ANSWER not in problem.message


def below(inner: BaseException, outer: BaseException) -> BaseException:
    outer.__context__ = inner
    return outer


@pytest.mark.parametrize(
    ("error", "where"),
    [
        # Of two files, the one that is written.
        (OSError(errno.ENOSPC, "", "/from", None, "/to"), "/to"),
        # The cause may lie below another error.
        (below(OSError(errno.EIO, ANSWER, "/a.csv"), zipfile.BadZipFile(ANSWER)), "/a.csv"),
        # Others are none of the disk.
        (FileNotFoundError(errno.ENOENT, "", "/a"), None),
        (ValueError(), None),
    ],
)
def test_the_file_of_an_error_of_the_disk_is_told(error, where):
    problem = disk_problem(error)

    assert (told(error).where if problem else None) == where


def test_a_write_that_fails_names_its_file_and_a_file_that_is_named_already_keeps_its_name(
    tmp_path,
):
    path = tmp_path / f"{CONTRIBUTION.reference}.pdf"
    path.symlink_to(FULL)
    for write, *given in (
        (write_text, path, "texte"),
        (write_csv, path, ["Titre"], [(1,)]),
        (copy_file, ROOT / "README.md", path),
        (write_documents, OneAfterAnother(), [CONTRIBUTION], tmp_path),
    ):
        with pytest.raises(OSError, match="No space") as full:
            write(*given)
        assert told(full.value).where == str(path), write

    with pytest.raises(OSError, match="inner") as failed, naming(Path("/outer")):
        raise OSError(errno.EIO, "inner", "/inner")

    assert failed.value.filename == "/inner"


# Two names of one file.


@pytest.mark.parametrize(
    "refusal", [None, errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP]
)
def test_a_shared_file_is_on_the_disk_once_and_copied_where_files_have_no_second_names(
    refusal, tmp_path, monkeypatch
):
    source, target, linked = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    source.write_bytes(b"one")
    linked.write_bytes(b"before")
    target.hardlink_to(linked)
    if refusal:
        monkeypatch.setattr("os.link", lambda *_, **__: fail_with(refusal))

    share_file(source, target)

    assert (target.read_bytes(), linked.read_bytes()) == (b"one", b"before")
    assert target.samefile(source) is (refusal is None)


def test_a_full_disk_that_cannot_share_names_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr("os.link", lambda *_, **__: fail_with(errno.ENOSPC))

    with pytest.raises(OSError, match="No space") as full:
        share_file(ROOT / "README.md", tmp_path / "b")

    assert told(full.value).where == str(tmp_path / "b")


# What others say.


@pytest.mark.parametrize(
    ("said", "where"),
    [
        (f'Could not write file "{{}}/x.wal": {os.strerror(errno.ENOSPC)}', "{}/x.wal"),
        (f'Failed: Could not remove file "{{}}/x": {os.strerror(errno.EIO)}', "{}/x"),
        (f'Could not write file "/{ANSWER}": {os.strerror(errno.EIO)}', "{}/petit.duckdb"),
        ("fsync failed!", "{}/petit.duckdb"),
        ("This limit was set by the 'max_temp_directory_size' setting.", "{}/petit.duckdb"),
    ],
)
def test_of_what_duckdb_says_only_a_file_of_ours_is_told(said, where, tmp_path):
    error = duckdb.IOException(f"{ANSWER} {said.format(tmp_path)}")

    problem = problem_of_disk(error, tmp_path / "petit.duckdb", [tmp_path])

    assert problem is not None
    assert problem.where == where.format(tmp_path)
    assert ANSWER not in problem.message
    other = duckdb.ConversionException(f'"{ANSWER}": {os.strerror(errno.ENOENT)}')
    assert problem_of_disk(other, tmp_path / "x", [tmp_path]) is None


@pytest.mark.parametrize("keep", [0, 20_000, -300_000])
def test_a_database_that_was_cut_is_told_as_damaged(keep, tmp_path):
    database = tmp_path / "petit.duckdb"
    said = f"select '{ANSWER}' || i as said from range(9999) as numbers(i)"
    with open_database(database) as connection:
        execute(connection, f"create table t as {said}")
    whole = database.read_bytes()
    database.write_bytes(bytes(20_000) if keep == 0 else whole[:keep])

    with pytest.raises(OrganiserError) as refusal, open_database(database):
        pass

    assert (refusal.value.code, refusal.value.where) == ("damaged_database", str(database))
    assert ANSWER not in refusal.value.message


def test_a_key_on_a_disk_that_fails_is_not_said_to_be_wrong(tmp_path, monkeypatch):
    """« Give it at least 32 characters » would have somebody make another one."""
    key_of(tmp_path / "cle", tmp_path / "data")
    monkeypatch.setattr(Path, "read_bytes", lambda _: fail_with(errno.EIO))
    refusal = error_of(key_of, tmp_path / "cle", tmp_path / "data")

    assert (refusal.code, refusal.where) == ("disk_failing", str(tmp_path / "cle"))


# What runs that were killed left.


def test_what_a_killed_run_or_its_duckdb_put_aside_is_gone_with_the_next(tmp_path):
    aside = tmp_path / disk.TEMPORARY
    with open_database(tmp_path / "petit.duckdb") as connection:
        setting = "select current_setting('temp_directory')"
        assert execute(connection, setting) == [(str(aside),)]
    with run_lock(tmp_path):
        (aside / "spilled").write_text(ANSWER)
        with run_lock(tmp_path):
            assert (aside / "spilled").exists()

    with run_lock(tmp_path):
        assert list(aside.iterdir()) == []
        assert aside.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("size", [0, 4096, 8192])
def test_a_database_that_was_only_begun_is_begun_again(size, tmp_path):
    """DuckDB says of it that it is no database; nobody should have to delete a file by hand."""
    database = tmp_path / "petit.duckdb"
    with open_database(tmp_path / "whole.duckdb"):
        pass
    database.write_bytes((tmp_path / "whole.duckdb").read_bytes()[:size])

    with open_database(database) as connection:
        execute(connection, "create table kept as select 1")
    with open_database(database) as connection:
        assert execute(connection, "from kept") == [(1,)]


def test_a_freeze_that_was_killed_is_finished_or_forgotten(tmp_path):
    kept = tmp_path / "petit.suite" / "organisation"
    for folder in (tmp_path / ".petit.depot.new", tmp_path / ".autre.depot.new", kept):
        folder.mkdir(parents=True)
    (kept.parent / "gel.json").touch()

    freezing.finish_interrupted_freeze(tmp_path, "petit")

    assert sorted(path.name for path in tmp_path.iterdir()) == [".autre.depot.new", "petit.suite"]
    assert [one.stat().st_mode & 0o222 for one in (kept.parent, kept)] == [0, 0]


# A script without a guard for `__main__`, as somebody may write it around ours.
PARENT = """
import sys, time
from consultation.machine.children import do_apart
print("started", flush=True)
do_apart(time.sleep, 60)
"""


def test_a_process_ends_with_the_one_that_started_it(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(PARENT)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    ours = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], env=ours, **streams) as parent:
        assert parent.stdout.readline() == b"started\n"
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        wait_until(lambda: len(children.read_text().split()) == 2, 10)  # and Python's own helper
        time.sleep(0.5)
        pids = children.read_text().split()
        assert len(pids) == 2
        parent.kill()
        # The pipes close with the last process that holds them.
        assert parent.stdout.read() == b""

    # The system closes what a killed process holds a little before it is gone.
    wait_until(lambda: all(is_gone(int(pid)) for pid in pids), 10)


def is_gone(pid: int) -> bool:
    """Whether the process is dead, if only for somebody to take note of it."""
    with suppress(FileNotFoundError):
        return " Z " in Path(f"/proc/{pid}/stat").read_text()
    return True


def test_a_process_that_dies_or_takes_too_long_is_told():
    with pytest.raises(BrokenProcessPool):
        do_apart(os._exit, 1)
    with pytest.raises(TimeoutError):
        do_apart(time.sleep, 60, seconds=0.5)


def test_a_process_whose_parent_is_gone_already_ends_at_once():
    code = "from consultation.machine.system import end_with; end_with(1); print('still here')"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)

    assert (ended.returncode, ended.stdout) == (1, b"")


def test_a_process_ends_with_its_parent_also_where_the_system_watches_nobody():
    child = (
        "import ctypes, os, time; ctypes.CDLL = lambda *given, **named: object();"
        "from consultation.machine.system import end_with; end_with(os.getppid());"
        "print(os.getpid(), flush=True); time.sleep(60)"
    )
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    command = [sys.executable, "-c", parent]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        pid = int(process.stdout.readline())
        assert not is_gone(pid)
        process.kill()

    wait_until(lambda: is_gone(pid), 10)


# Disks that are really full.


@contextmanager
def small_disk(folder: Path, size: str):
    """A file system of that size at the folder; mounting one takes root, as in CI."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    subprocess.run(mount, check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607


# A release of the small form takes 1.3 MB, its working data 50 MB.
SOON_FULL = ("data 16m", "data/prefect 3m")


@pytest.mark.slow
@pytest.mark.parametrize("disk", foremost([*SOON_FULL, "outputs 900k", "data 1m"], *SOON_FULL))
def test_the_command_on_a_full_disk_says_so_in_time(disk, tmp_path):
    name, size = disk.split()
    run = beginning(tmp_path)
    with small_disk(tmp_path / name, size):
        ended = faire_masse("run", *run.options, folder=tmp_path)

        assert ended.returncode == 1
        assert all(words in ended.stderr for words in (f"{tmp_path / name}", "est plein"))
        assert not re.search("imprévue|Traceback", ended.stderr)
        assert release_in(run.folders) is None


@pytest.mark.slow
def test_a_full_temporary_folder_stops_nothing(tmp_path):
    run = beginning(tmp_path)
    with small_disk(tmp_path / "tmp", "4k"):
        (tmp_path / "tmp" / "full").write_bytes(bytes(4096))
        ended = faire_masse("run", *run.options, folder=tmp_path, TMPDIR=str(tmp_path / "tmp"))

    assert ended.returncode == 0, ended.stderr
