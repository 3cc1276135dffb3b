"""The systemd units of docs/systemd: systemd takes them, and what they start exists."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.commands.cli import COMMANDS
from flows.commands.commands import parser
from tests.cases.command import call_command
from tests.cases.places import ROOT

UNITS = ROOT / "docs/systemd"
ANALYZE = shutil.which("systemd-analyze") or ""
PROGRAM = "/srv/faire-masse/.venv/bin/faire-masse"

ALWAYS_ON = [f"faire-masse-{name}" for name in ("veille", "serve", "sauvegarde", "page")]

pytestmark = pytest.mark.skipif(not ANALYZE, reason="systemd is not installed")


def units():
    return sorted(path for path in UNITS.iterdir() if path.suffix in (".service", ".timer"))


def settings(unit, name):
    return re.findall(rf"^{name}=(.*)$", unit.read_text(encoding="utf-8"), flags=re.MULTILINE)


def complaints_of(folder):
    said = subprocess.run(
        [ANALYZE, "verify", "--man=no", *(folder / unit.name for unit in units())],
        env={"SYSTEMD_UNIT_PATH": f"{folder}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return [line for line in said.stderr.splitlines() if "faire-masse" in line], said.returncode


def test_systemd_takes_the_units_without_a_word(tmp_path):
    for unit in units():
        # The tool and its account are not where the units look for them on a machine that tests.
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")

    assert complaints_of(tmp_path) == ([], 0)


def test_service_writes_units_for_the_folder_the_program_and_the_account(tmp_path):
    assert call_command("service", "unites", folder=tmp_path).returncode == 0
    written = "".join((tmp_path / "unites" / unit.name).read_text("utf-8") for unit in units())
    assert f"ExecStart={Path(sys.executable).parent}/faire-masse serve" in written
    assert f"WorkingDirectory={tmp_path}" in written
    assert "/srv/faire-masse" not in written
    assert complaints_of(tmp_path / "unites") == ([], 0)


def test_units_are_never_written_over_others(tmp_path):
    call_command("service", "unites", folder=tmp_path)

    again = call_command("service", "unites", folder=tmp_path)
    assert (again.returncode, "ce dossier existe déjà" in again.stderr) == (1, True)


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_units_start_commands_that_exist(unit):
    for line in settings(unit, "ExecStart"):
        program, *arguments = shlex.split(line)
        if program == PROGRAM:
            assert parser(COMMANDS).parse_args(arguments).name in COMMANDS
        else:
            assert shutil.which(program)


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_units_name_units_that_are_there(unit):
    names = {path.name for path in units()}
    named = settings(unit, "OnFailure")
    if unit.suffix == ".timer":
        named.append(unit.with_suffix(".service").name)

    assert {re.sub(r"@.*\.", "@.", name) for name in named} <= names


@pytest.mark.parametrize("name", ALWAYS_ON)
def test_someone_is_told_when_it_fails(name):
    assert settings(UNITS / f"{name}.service", "OnFailure") == ["faire-masse-alerte@%n.service"]


def test_the_watch_asks_how_old_things_are():
    (command,) = settings(UNITS / "faire-masse-veille.service", "ExecStart")

    assert command == f"{PROGRAM} status --max-age 36h --max-backup-age 36h"


@pytest.mark.parametrize("name", ALWAYS_ON)
def test_units_are_closed(name):
    # systemd's own measure, in tenths: 0 is closed, 100 is wide open.
    unit = UNITS / f"{name}.service"
    said = subprocess.run(
        [ANALYZE, "security", "--offline=true", "--no-pager", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    print(said.stdout.splitlines()[-1])

    assert said.returncode == 0, said.stdout[-400:]
