"""Whatever kills a run or refuses it the disk: nothing is lost, nothing counts twice, and what is
published is one whole release. tests/crash/enumeration.py says what is enumerated, and what not;
the real command is killed in whole/test_page_attacks, the service in whole/test_serving."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cases.places import ROOT

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
    assert struck("--only", "tables", "release", "erase", "--sample", "3") == "3 points, 0 failures"


@pytest.mark.exhaustive
@pytest.mark.timeout(0)
def test_every_call_of_a_run_can_be_struck():
    """Hours."""
    assert struck().endswith(", 0 failures")
