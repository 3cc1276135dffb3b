"""Whatever kills a run or refuses it the disk: nothing is lost, nothing counts twice, and what is
published is one whole release. tests/crash/enumeration.py says what is enumerated, and what not."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.cases.places import ROOT
from tests.crash import enumeration
from tests.crash.kills import kills_of, problems_after, range_in

SEED = enumeration.SEED


@pytest.fixture(scope="module")
def folder():
    made = enumeration.roomy_folder()
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def undisturbed(folder):
    (folder / "kills").mkdir()
    return range_in(folder / "kills")


# The enumeration has processes of its own: it forks, and a fork is to have one thread.


def struck(*words: str) -> str:
    """The end of what an enumeration says."""
    command = [sys.executable, "-m", "tests.crash.enumeration", *words]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
    return ended.stdout.rstrip().rpartition("\n")[2]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_sample_of_the_calls_of_a_run_and_of_an_erasure_can_be_struck():
    assert struck("--only", "tables", "release", "erase", "--sample", "3") == "9 points, 0 failures"


@pytest.mark.exhaustive
@pytest.mark.timeout(0)
def test_every_call_of_a_run_can_be_struck():
    """Hours."""
    assert struck().endswith(", 0 failures")


@pytest.mark.slow
@pytest.mark.parametrize("kill", kills_of(SEED, 1), ids=str)
def test_the_command_can_be_killed(kill, undisturbed):
    assert problems_after(kill, undisturbed) == []


@pytest.mark.exhaustive
@pytest.mark.timeout(0)
def test_the_command_can_be_killed_a_hundred_times(undisturbed, capsys):
    found = {}
    for number, kill in enumerate(kills_of(SEED + 1, 100), start=1):
        found[kill] = problems_after(kill, undisturbed)
        with capsys.disabled():
            print(f"{number:3} {kill} {found[kill] or 'sound'}", flush=True)

    assert {kill: problems for kill, problems in found.items() if problems} == {}
