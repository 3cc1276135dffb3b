"""A release is the same bytes each time, and runs in any folder, without rights, and without what
Linux alone has. It is made of the last commit, not of what was changed since."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.cases.command import environment, faire_masse
from tests.cases.places import ROOT
from tests.cases.runs import digests, identities
from tests.cases.small import row, small_run

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

# What every Python of a run does first: what Linux alone has is not there.
ELSEWHERE = """
import os
from pathlib import Path
from consultation.machine import system

def refuse(*given, **named):
    raise PermissionError(1, "no second names here")

system.ctypes = type("ctypes", (), {"CDLL": staticmethod(lambda *given, **named: object())})
system._PROCESS = system._CONTAINER = Path("/absent")
os.link = refuse
del os.sched_getaffinity
"""
ROWS = [
    row(1, Envoi="Oui, en mon nom", Nom="Ana Invent", Texte="Trop cher."),
    row(2, Envoi="Oui, sans nom", Texte="Ici personne ne regarde."),
]
# Also root, without what it may do beyond others: what is closed to writing is so for it too.
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


def release(into: Path, **extra: str) -> dict[str, str]:
    """What `make release` makes."""
    script = [str(ROOT / ".ci" / "release"), str(into)]
    subprocess.run(script, check=True, capture_output=True, env={**os.environ, **extra})
    return digests(into)


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    release(folder)
    return folder


def test_two_releases_of_a_commit_are_the_same_bytes(released, tmp_path):
    before = os.umask(0o077)
    again = release(tmp_path / "again", TZ="Pacific/Auckland", LC_ALL="C", TMPDIR=str(tmp_path))
    os.umask(before)

    assert again == digests(released)
    ended = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=released, capture_output=True)  # noqa: S607
    assert ended.returncode == 0
    assert len(ended.stdout.splitlines()) == len(again) - 1 == 4


def test_the_wheel_has_all_that_is_tracked_the_guides_and_nothing_of_one_s_own(released):
    (wheel,) = released.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    listed = ["git", "ls-files", "consultation", "flows", "schemas", "sql"]
    tracked = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    beside = {"flows/page/guide/guide-organisateur.md", "flows/prefect.yaml"}
    assert names >= {*tracked.split(), *beside}
    assert all(
        name.startswith(("faire_masse-1.", "flows/page/guide/", "flows/prefect.yaml"))
        for name in names - {*tracked.split()}
    )


def test_the_bill_names_what_is_needed_and_nothing_of_developers(released):
    bill = json.loads((released / "bom.cdx.json").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    parts = {part["bom-ref"]: part for part in [bill["metadata"]["component"], *bill["components"]]}

    # What the schema of CycloneDX 1.6 asks for.
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert all({"type", "name", "version", "purl"} <= part.keys() for part in parts.values())
    assert len(parts) == len(bill["components"]) + 1
    assert {one["ref"] for one in bill["dependencies"]} == parts.keys()
    assert {to for one in bill["dependencies"] for to in one["dependsOn"]} < parts.keys()

    names = {part["name"] for part in parts.values()}
    assert {re.match("[a-z0-9-]+", name)[0] for name in project["dependencies"]} < names
    assert names.isdisjoint({"hypothesis", "mypy", "playwright", "pytest", "ruff", "sqlfluff"})


@pytest.fixture(scope="module")
def installed(released, tmp_path_factory) -> Path:
    """The command of an environment that has the wheel, and libraries from that of the tests; all
    of it is closed to writing."""
    folder = tmp_path_factory.mktemp("environment") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (place,) = folder.glob("lib/python*/site-packages")
    (place / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install"]
    subprocess.run([*pip, "--no-index", "--no-deps", *released.glob("*.whl")], check=True)
    subprocess.run(["chmod", "-R", "a-w", folder], check=True)  # noqa: S607
    yield folder / "bin" / "faire-masse"
    subprocess.run(["chmod", "-R", "u+w", folder], check=True)  # noqa: S607


def most_names(folder: Path) -> int:
    return max(path.stat().st_nlink for path in folder.rglob("*.pdf"))


def test_it_runs_in_any_folder_without_rights_and_writes_there_alone(installed, tmp_path):
    before = identities(installed.parent.parent)
    folder = tmp_path / "project"
    folder.mkdir()
    rights = WITHOUT_RIGHTS if os.geteuid() == 0 else ()
    alone = environment(HOME=str(tmp_path / "absent"), PYTHONDONTWRITEBYTECODE="")

    given = {"cwd": folder, "env": alone, "capture_output": True, "text": True}
    ended = subprocess.run([*rights, installed, "run", "--example"], check=False, **given)

    assert ended.returncode == 0, ended.stderr
    assert "345 comptées" in ended.stdout
    assert {path.name for path in folder.iterdir()} == {".data", "inbox", "outputs", "schemas"}
    assert not (tmp_path / "absent").exists()
    assert identities(installed.parent.parent) == before


def test_bytes_are_the_same_without_linux_s_own_calls_and_second_names_of_files(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(ELSEWHERE)
    here, other = (small_run(tmp_path / name, *ROWS) for name in ("here", "elsewhere"))
    here.publish(with_pack=True)

    run = faire_masse("run", "--check", *other.options, PYTHONPATH=str(tmp_path))

    assert run.returncode == 0, run.stderr
    assert digests(other.release) == digests(here.release)
    found = (most_names(one.release) for one in (other, here))
    assert tuple(found) == (1, 2)  # the run was elsewhere, the other not
