"""Measures whole runs on invented exports: time, memory and size, against the targets.

python tests/bench/measure.py [--sizes 10000 100000] [--unchanged] [--later]

Each size gets a fresh folder outside the repository. The real command is run with everything that
an organiser's run does; then the plain functions alone, from nothing again, so that the difference
is Prefect's share. Nothing here fails when a target is missed: it says so.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # run by its path: the repository is not on the path yet
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.generate import write_export
from tests.bench.plain_run import STAGES
from tests.bench.watching import Watched, watch

ROOT = Path(__file__).resolve().parents[2]
FORM_ID = "vsa-2022"
EXPORT_NAME = "consultation_populaire_contre_la_videosurveillance_automatisee"
GIB = 2**30
# Answers: (seconds, bytes) of a whole run, Prefect's share apart.
TARGETS = {100_000: (40.0, 1.5 * GIB), 1_000_000: (240.0, 3.0 * GIB)}


@dataclass(frozen=True)
class Bench:
    """What is measured, and where."""

    command: list[str]  # without its folder options
    plain: list[str]
    forms: Path
    folder: Path
    seed: int
    timeout: float


@dataclass(frozen=True)
class Measure:
    """One line of the table."""

    answers: int
    phase: str
    file_size: int
    command: Watched | None  # None: there is no such command yet
    plain: Watched
    found: dict[str, Any]  # by plain_run, as far as it went
    outputs_size: int

    @property
    def plain_seconds(self) -> float | None:
        """Of the stages, imports included; None when they did not all run."""
        seconds = self.found.get("seconds", {})
        return sum(seconds.values()) if all(stage in seconds for stage in STAGES) else None

    @property
    def plain_peak(self) -> int:
        """The greatest resident memory of the plain functions."""
        peaks: dict[str, int] = self.found.get("peaks", {})
        return max(self.plain.process_peak, *peaks.values())


def _folders(bench: Bench, place: Path, kind: str) -> list[str]:
    """The folder options; the command and the plain functions share the inbox alone."""
    folders = {"inbox": place / "inbox", "data": place / kind / "data"}
    folders |= {"outputs": place / kind / "outputs", "forms": bench.forms}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return [word for name, path in folders.items() for word in (f"--{name}", str(path))]


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _found(watched: Watched) -> dict[str, Any]:
    """What plain_run printed last, if it did."""
    lines = watched.output.splitlines()
    if not lines or not lines[-1].startswith("{"):
        return {}
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def _phase(bench: Bench, answers: int, phase: str, place: Path) -> Measure:
    command = None
    if shutil.which(bench.command[0]):
        words = [*bench.command, *_folders(bench, place, "command")]
        command = watch(words, folder=ROOT, timeout=bench.timeout)
    words = [*bench.plain, *_folders(bench, place, "plain"), "--form-id", FORM_ID]
    plain = watch(words, folder=ROOT, timeout=bench.timeout)
    outputs = place / ("command" if command else "plain") / "outputs"
    return Measure(
        answers, phase, _size(place / "inbox"), command, plain, _found(plain), _size(outputs)
    )


def measures(
    bench: Bench, answers: int, *, unchanged: bool = False, later: bool = False
) -> Iterator[Measure]:
    """A first run on an export of this size, then the runs asked for on what it left."""
    place = bench.folder / str(answers)
    inbox = place / "inbox" / FORM_ID
    inbox.mkdir(parents=True, mode=0o700)
    write_export(inbox / f"{EXPORT_NAME}.tsv", answers, bench.seed)
    yield _phase(bench, answers, "first", place)
    if unchanged:
        yield _phase(bench, answers, "unchanged", place)
    if later:
        write_export(inbox / f"{EXPORT_NAME} (1).tsv", answers, bench.seed, later=True)
        yield _phase(bench, answers, "later export", place)


COLUMNS = (
    "answers", "run", "exports MB", "command s", "plain s", "import", *STAGES,
    "tree MiB", "largest process MiB", "plain MiB", "outputs MB", "targets",
)  # fmt: skip


def _mebibytes(size: int | None) -> str:
    return "–" if size is None else f"{size / 2**20:.0f}"


def _command_seconds(watched: Watched | None) -> str:
    if watched is None:
        return "no command"
    failed = f" (exit {watched.exit_code})" if watched.exit_code else ""
    return f"{watched.seconds:.1f}{failed}"


def _verdict(measure: Measure) -> str:
    """Whether the plain functions hold the targets of this size."""
    target, seconds = TARGETS.get(measure.answers), measure.plain_seconds
    if measure.phase != "first" or target is None:
        return ""
    if seconds is None:
        return "not measured"
    verdicts = (
        f"{target[0]:.0f} s {'met' if seconds <= target[0] else 'missed'}",
        f"{target[1] / GIB:g} GiB {'met' if measure.plain_peak <= target[1] else 'missed'}",
    )
    return ", ".join(verdicts)


def cells(measure: Measure) -> list[str]:
    """The measure as a line of the table."""
    stages, total = measure.found.get("seconds", {}), measure.plain_seconds
    return [
        f"{measure.answers:,}",
        measure.phase,
        f"{measure.file_size / 1e6:.1f}",
        _command_seconds(measure.command),
        "–" if total is None else f"{total:.1f}",
        *(f"{stages[stage]:.1f}" if stage in stages else "–" for stage in ("import", *STAGES)),
        _mebibytes(measure.command.tree_peak if measure.command else None),
        _mebibytes(measure.command.process_peak if measure.command else None),
        _mebibytes(measure.plain_peak if total is not None else None),
        f"{measure.outputs_size / 1e6:.1f}",
        _verdict(measure),
    ]


def _line(values: list[str]) -> str:
    return f"| {' | '.join(values)} |"


def troubles(measure: Measure) -> list[str]:
    """Why a figure is missing: the last lines of what failed."""
    said = []
    if measure.command and measure.command.exit_code:
        said.append(f"command, {measure.phase}: {measure.command.errors.strip()[-1500:]}")
    if measure.found.get("missing"):
        said.append(f"plain functions: there is no {measure.found['missing']} yet")
    elif measure.plain_seconds is None:
        said.append(f"plain functions, {measure.phase}: {measure.plain.errors.strip()[-1500:]}")
    return said


def report(bench: Bench, sizes: list[int], *, unchanged: bool, later: bool) -> None:
    """Prints the table line by line as it is measured, then what went wrong."""
    said: list[str] = []
    print(_line(list(COLUMNS)))
    print(_line(["---:"] * len(COLUMNS)), flush=True)
    for answers in sizes:
        for measure in measures(bench, answers, unchanged=unchanged, later=later):
            print(_line(cells(measure)), flush=True)
            said.extend(troubles(measure))
    print("\n".join(["", *said]) if said else "")


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unchanged", action="store_true", help="run again on the same files")
    parser.add_argument(
        "--later", action="store_true", help="then with a later, overlapping export"
    )
    parser.add_argument("--command", type=Path, default=ROOT / ".venv" / "bin" / "faire-masse")
    parser.add_argument("--forms", type=Path, default=ROOT / "schemas" / "forms")
    parser.add_argument("--stages", default="consultation.stages")
    parser.add_argument("--timeout", type=float, default=3600, help="seconds, for each run")
    parser.add_argument("--keep", type=Path, help="work here, and leave everything")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> None:
    """Measures what the command line asks for."""
    asked = _arguments(words)
    python = [sys.executable, str(Path(__file__).with_name("plain_run.py"))]
    kept = asked.keep.resolve() if asked.keep else None
    with tempfile.TemporaryDirectory(prefix="faire-masse-bench-") as temporary:
        bench = Bench(
            command=[str(asked.command), "run"],
            plain=[*python, "--stages", asked.stages],
            forms=asked.forms.resolve(),
            folder=kept or Path(temporary),
            seed=asked.seed,
            timeout=asked.timeout,
        )
        report(bench, asked.sizes, unchanged=asked.unchanged, later=asked.later)


if __name__ == "__main__":
    main()
