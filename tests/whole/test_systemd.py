"""The systemd units of docs/systemd: systemd takes them, and what they start exists."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from flows.commands.cli import COMMANDS
from flows.commands.commands import parser
from tests.cases.command import COMMAND, call_command, faire_masse
from tests.cases.places import ROOT

UNITS = ROOT / "docs/systemd"
ANALYZE = shutil.which("systemd-analyze") or ""
PROGRAM = "/srv/faire-masse/.venv/bin/faire-masse"

ALWAYS_ON = [f"faire-masse-{name}" for name in ("veille", "serve", "sauvegarde", "page")]

pytestmark = pytest.mark.skipif(not ANALYZE, reason="systemd is not installed")


def units():
    return sorted(path for path in UNITS.iterdir() if path.suffix in (".service", ".timer"))


def analyzed(*words, **given):
    return subprocess.run([ANALYZE, *words], capture_output=True, text=True, check=False, **given)


def settings(unit, name):
    return re.findall(rf"^{name}=(.*)$", unit.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_systemd_takes_the_units_without_a_word(tmp_path):
    for unit in units():
        # The tool and its account are not where the units look for them on a machine that tests.
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    paths = {"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"}
    checked = [tmp_path / unit.name for unit in units()]
    said = analyzed("verify", "--man=no", *checked, env=paths)
    ours = [line for line in said.stderr.splitlines() if "faire-masse" in line]

    assert ours == []
    assert said.returncode == 0


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_what_a_unit_starts_and_names_exists(unit):
    for line in settings(unit, "ExecStart"):
        program, *arguments = shlex.split(line)
        if program == PROGRAM:
            assert parser(COMMANDS).parse_args(arguments).name in COMMANDS
        else:
            assert shutil.which(program)
    named = settings(unit, "OnFailure")
    if unit.suffix == ".timer":
        named.append(unit.with_suffix(".service").name)
    assert {re.sub(r"@.*\.", "@.", name) for name in named} <= {path.name for path in units()}


def test_someone_is_told_when_it_fails_and_the_watch_asks_how_old_things_are():
    for name in ALWAYS_ON:
        told = settings(UNITS / f"{name}.service", "OnFailure")
        assert told == ["faire-masse-alerte@%n.service"], name
    (command,) = settings(UNITS / "faire-masse-veille.service", "ExecStart")
    assert command == f"{PROGRAM} status --max-age 36h --max-backup-age 36h"


@pytest.mark.parametrize("name", ALWAYS_ON)
def test_units_are_closed(name):
    # systemd's own measure, in tenths: 0 is closed, 100 is wide open.
    unit = UNITS / f"{name}.service"
    said = analyzed("security", "--offline=true", "--no-pager", "--threshold=20", unit)
    assert said.returncode == 0, said.stdout[-400:]


def test_the_units_of_a_project_have_its_paths(tmp_path):
    project = tmp_path / "projet"
    project.mkdir()
    written = faire_masse("service", "unites", folder=project)

    assert str(project) in written.stdout
    for unit in units():
        text = (project / "unites" / unit.name).read_text("utf-8")
        assert text.count(str(project)) == unit.read_text("utf-8").replace(PROGRAM, "").count(
            "/srv/faire-masse"
        )
        assert text.count(str(COMMAND)) == unit.read_text("utf-8").count(PROGRAM)


@pytest.mark.parametrize("project", ["/srv/mon projet", "/srv/100%", "/home/ana/projet"])
def test_a_path_that_the_service_cannot_read_is_refused(project, tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda *_: Path(project))

    refused = call_command("service", tmp_path / "unites")

    assert refused.returncode == 2
    assert f"{project}\u00a0: le service ne peut pas lire ce chemin" in refused.stderr
    assert list(tmp_path.iterdir()) == []
