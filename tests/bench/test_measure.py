"""What `make bench` counts: all processes, by stage; and what it tells of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench import measure, telling
from tests.bench.figures import Figure, Share, keep, read
from tests.bench.measure import Bench, shares, write_shorter
from tests.bench.watching import Watched, watch

# A run that works 0.3 s itself, and as long in a process that outlives it; each stage is said.
FAKE_RUN = """
import subprocess, sys, time
def work(seconds):
    begun = time.process_time()
    while time.process_time() < begun + seconds:
        pass
if sys.argv[1:]:
    kept = bytearray(80_000_000)
    work(0.3)
    sys.exit()
def say(line):
    print(line, file=sys.stderr, flush=True)
say("Mise en route…")
say("vsa-2022")
say("  a.tsv\u00a0: lu")
work(0.3)
say("  tableaux\u00a0: calculés")
say("  contrôles\u00a0: passés")
subprocess.run([sys.executable, __file__, "child"])
say("  fichiers\u00a0: publiés")
subprocess.Popen([sys.executable, __file__, "orphan"])
"""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    folder = tmp_path_factory.mktemp("fake")
    (folder / "run.py").write_text(FAKE_RUN)
    return watch([sys.executable, str(folder / "run.py")], folder=folder, timeout=60)


def test_all_processes_are_counted_those_too_that_outlive_the_command(watched: Watched) -> None:
    assert watched.exit_code == 0
    assert watched.processor >= 0.9
    assert watched.tree_peak > watched.process_peak > 80_000_000


def test_each_stage_says_what_the_command_did_and_what_its_children_did(watched: Watched) -> None:
    found = shares(watched)

    assert list(found) == list(telling.STAGES)
    assert found["tables"].itself >= 0.25 > found["tables"].children
    assert found["files"].children >= 0.25 > found["files"].itself
    assert sum(share.processor for share in found.values()) == pytest.approx(
        watched.processor, abs=0.1
    )


def test_a_command_that_is_no_run_has_no_stages(tmp_path: Path) -> None:
    seen = watch([sys.executable, "-c", "1 / 0"], folder=tmp_path, timeout=60)

    assert (seen.exit_code, shares(seen)) == (1, {})
    assert "ZeroDivisionError" in seen.errors


def test_an_export_is_shorter_by_whole_records(tmp_path: Path) -> None:
    whole, some = tmp_path / "whole.tsv", tmp_path / "some.tsv"
    whole.write_bytes(b'"a"\t"e"\n"b"\t"two\r\nlines"\n"c"\t"x"\n')

    write_shorter(some, whole, 1)

    assert some.read_bytes() == b'"a"\t"e"\n"b"\t"two\r\nlines"\n'


def _figure(name: str, processor: float, **told: object) -> Figure:
    return Figure("300 answers", name, 2 * processor, processor, 1, 1, None, 0.5, 0, **told)  # type: ignore[arg-type]


def test_figures_are_kept_once_each_and_told_beside_each_other(tmp_path: Path) -> None:
    stages = dict.fromkeys(telling.STAGES, Share(1.0, 1.0, 0.0, 2.0))
    path = tmp_path / "kept.json"
    for processor in (99.0, 10.0):
        keep(_figure("first run", processor, stages=stages), path)
    keep(_figure("37 new", 2.0), path)
    kept = read(path)

    assert [one.processor for one in kept.values()] == [10.0, 2.0]
    assert "| 300 answers: 37 new, to the first run | 0.20 | 0.20 | ≤ 0.2 |" in list(
        telling.ratios(kept)
    )
    assert telling.amdahl(stages) == (6.0, 4.0, 8.0)
    assert next(line for line in telling.on_more_machines(kept.values()) if "300" in line).endswith(
        "| 10 s | 8 s | 18 s | 14 s | 12 s | 11 s |"
    )
    assert telling.chart(kept.values()).startswith("<svg")


def test_only_what_is_asked_for_is_measured(tmp_path: Path) -> None:
    told: list[Figure] = []
    bench = Bench(tmp_path, only="scan", told=told.append)

    measure.measure_size(bench, 50)

    assert [(one.name, one.exit_code) for one in told] == [("polars' streaming scan", 0)]
