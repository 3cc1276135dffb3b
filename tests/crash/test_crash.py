"""Whatever kills a run or refuses it the disk: nothing is lost, nothing counts twice, and what is
published is one whole release. tests/crash/enumeration.py says what is enumerated, and what not."""

from __future__ import annotations

import shutil

import pytest

from tests.crash import enumeration
from tests.crash.kills import kills_of, problems_after, range_in

SEED = 20261125


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


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_sample_of_the_calls_of_a_run_can_be_struck(tmp_path):
    asked = ["--jobs", "1", "--sample", "12", "--seed", str(SEED), "--results", str(tmp_path)]

    assert enumeration.main(asked) == 0
    assert len(enumeration.read_results(tmp_path)) == 12


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_sample_of_the_calls_of_an_erasure_can_be_struck(tmp_path):
    asked = ["--jobs", "1", "--only", "erase", "--sample", "6", "--seed", str(SEED)]

    assert enumeration.main([*asked, "--results", str(tmp_path)]) == 0
    assert len(enumeration.read_results(tmp_path)) == 6


@pytest.mark.exhaustive
@pytest.mark.timeout(0)
def test_every_call_of_a_run_can_be_struck():
    """Hours; what was found is kept, and an interrupted enumeration goes on where it was."""
    assert enumeration.main([]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("kill", kills_of(SEED, 2), ids=str)
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
