"""Measures what documents cost: a first run, then one with a few new answers, then nothing new.

python tests/bench/documents.py [--answers 10000] [--new 37] [--code FOLDER]

Processor seconds are those of all processes (times of a busy machine tell little), of the plain
stages, imports included; `--code` measures another checkout.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":  # run by its path: the repository is not on the path yet
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.generate import write_export
from tests.bench.measure import EXPORT_NAME, FORM_ID
from tests.cases.places import ROOT

FOLDERS = ("inbox", "data", "outputs")


def write_shorter(path: Path, whole: bytes, left: int) -> None:
    """The export without its last rows, as it was before these came."""
    lines = [line + b"\n" for line in whole.split(b"\n")]
    rows = csv.reader((line.decode() for line in lines), delimiter="\t")
    ends = [rows.line_num for row in rows if any(row)]
    path.write_bytes(b"".join(lines[: ends[-1 - left]]))


def run(code: Path, folder: Path) -> tuple[float, dict[str, float]]:
    """The processor seconds of a run, and the seconds of each of its stages."""
    words = [f"--{name}={folder / name}" for name in FOLDERS]
    words += [f"--forms={code / 'schemas' / 'forms'}", f"--form-id={FORM_ID}"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, str(code / "tests" / "bench" / "plain_run.py"), *words],
        env={**os.environ, "PYTHONPATH": str(code)},
        cwd=code,
        check=True,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, json.loads(done.stdout.splitlines()[-1])["seconds"]


def measure(code: Path, folder: Path, answers: int, new: int) -> None:
    """Prints a line per run."""
    inbox = folder / "inbox" / FORM_ID
    for path in (inbox, folder / "data", folder / "outputs"):
        path.mkdir(parents=True, mode=0o700)
    write_export(folder / "whole.tsv", answers, 1)
    whole = (folder / "whole.tsv").read_bytes()
    write_shorter(inbox / f"{EXPORT_NAME}.tsv", whole, new)
    print("| run | processor s | wall s by stage | documents kept and released MB |")
    print("| --- | ---: | --- | ---: |")
    for name in ("first", f"{new} new", "nothing new"):
        if name == f"{new} new":
            (inbox / f"{EXPORT_NAME} (1).tsv").write_bytes(whole)
        spent, stages = run(code, folder)
        told = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in stages.items())
        print(f"| {name} | {spent:.1f} | {told} | {documents_size(folder):.1f} |", flush=True)


def documents_size(folder: Path) -> float:
    """Megabytes of PDFs, kept and released, each counted once whatever its names."""
    found = [path.lstat() for path in folder.rglob("*.pdf")]
    return sum({(file.st_dev, file.st_ino): file.st_size for file in found}.values()) / 1e6


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=37)
    parser.add_argument("--code", type=Path, default=ROOT)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faire-masse-bench-") as folder:
        measure(asked.code.resolve(), Path(folder), asked.answers, asked.new)


if __name__ == "__main__":
    main()
