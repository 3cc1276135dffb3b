"""The command line: exit codes, French messages, nothing loaded in vain."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from consultation.machine.lock import run_lock
from flows.commands.commands import in_french
from flows.server.known_servers import Server, address_file
from tests.cases.command import COMMAND, call_command, environment, faire_masse, modules_loaded_by
from tests.cases.locks import held_elsewhere
from tests.cases.places import ROOT
from tests.cases.served import wait_until


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "il manque\u00a0: COMMANDE."),
        (["verify"], "il manque\u00a0: DOSSIER."),
        (["runs"], "«\u00a0runs\u00a0» n’existe pas, au choix\u00a0: run, serve"),
        (["run", "--inboxes", "x"], "argument inconnu\u00a0: --inboxes x."),
        (["run", "--inb", "x"], "argument inconnu\u00a0: --inb x."),
        (["run", "--inbox"], "--inbox\u00a0: il manque la valeur."),
        (["run", "--json=oui"], "--json\u00a0: cette option est sans valeur."),
    ],
)
def test_wrong_usage_is_said_in_french_and_exits_2(arguments, sentence):
    ended = call_command(*arguments)

    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert ended.stderr.startswith("usage\u00a0: faire-masse")
    assert ended.stdout == ""


def test_a_reader_who_has_read_enough_is_no_error():
    """As in `faire-masse status --json | head -1`."""
    read_end, write_end = os.pipe()
    os.close(read_end)

    streams = {"stdout": write_end, "stderr": subprocess.PIPE, "text": True}
    ended = subprocess.run([COMMAND, "status"], check=False, cwd=ROOT, env=environment(), **streams)
    os.close(write_end)

    assert (ended.returncode, ended.stderr) == (1, "")


def test_an_unforeseen_usage_error_is_said_in_french_too():
    assert in_french("conflicting option strings: --x") == "la commande n’est pas comprise"


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["verify", "-h"]])
def test_help_is_in_french(arguments):
    ended = call_command(*arguments)

    assert ended.returncode == 0
    assert "affiche cette aide" in ended.stdout
    assert not {"show", "usage:", "positional", "optional"} & set(ended.stdout.split())


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--jsn"], ["verify", "nowhere"]])
def test_prefect_is_not_loaded_where_no_flow_runs(arguments):
    assert modules_loaded_by(arguments).isdisjoint({"prefect", "pydantic_settings"})


def test_a_second_run_is_refused_at_once(tmp_path):
    with held_elsewhere(tmp_path):
        ended = faire_masse("run", "--data", tmp_path)

    assert ended.returncode == 75
    assert "un autre traitement est en cours" in ended.stderr
    assert ended.stdout == ""
    assert not (tmp_path / "prefect").exists()


def test_an_unusable_data_folder_is_said_without_traceback(tmp_path):
    (tmp_path / "file").touch()

    ended = faire_masse("run", "--data", tmp_path / "file")

    assert ended.returncode == 1
    assert "le dossier de travail ne peut pas être utilisé" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("option", ["--data", "--forms"])
def test_a_folder_whose_name_is_no_text_is_said_before_anything_else(option, tmp_path):
    """Accents under a locale that knows none: neither DuckDB nor Prefect could take the name."""
    ended = faire_masse("run", option, tmp_path / "donnée", LC_ALL="C", PYTHONUTF8="0")

    assert ended.returncode == 1
    assert "le nom de ce dossier" in ended.stderr
    assert "LC_ALL=C.UTF-8 PYTHONUTF8=1" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_kept_server_that_ends_while_a_run_uses_it_is_said(tmp_path):
    kept = Server("http://127.0.0.1:4999", tmp_path)
    address = address_file(tmp_path)
    with held_elsewhere(address.parent, address.name):
        address.write_text(f"{kept.address} 12", "ascii")
        assert kept.failure() is None

    assert kept.failure().code == "server_gone"


@pytest.mark.slow
def test_a_killed_run_frees_the_lock_and_leaves_no_server(tmp_path):
    with subprocess.Popen(
        [str(COMMAND), "run", "--data", str(tmp_path)],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
    ) as run:
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        (server, *_) = wait_until(lambda: children.read_text().split(), 30)
        run.send_signal(signal.SIGKILL)

    with run_lock(tmp_path):
        # An ended process that waits for an init to collect it has no files open any more.
        wait_until(lambda: not Path(f"/proc/{server}/fd/0").exists(), 60)


def test_verify_says_that_all_is_well_or_names_what_is_wrong_and_exits_1(tmp_path):
    (tmp_path / "note.txt").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (tmp_path / "SHA256SUMS").write_text(f"{empty}  note.txt\n", encoding="utf-8")
    well = call_command("verify", tmp_path)
    (tmp_path / "note.txt").write_text("autre")
    wrong = call_command("verify", tmp_path)

    assert (well.returncode, well.stderr) == (0, "")
    assert "tous les fichiers sont intacts" in well.stdout
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "note.txt" in wrong.stderr
