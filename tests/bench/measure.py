"""Measures whole runs, by stage, beside what others take for the same: time, processors, memory.

python -m tests.bench.measure [SIZE …] [--only WORD]

Exports of so many invented answers; 300 and 10,000 unless told, which takes minutes. 100,000 take
half an hour, and are what two thirds of the targets are of; 1,000,000 tell what stays bounded.
Between them, costs grow with the answers. Figures are kept in docs/performance.json, those of the
same name replaced, and told in docs/performance.md. Nothing here fails when a target is missed.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.figures import STAGES, Figure, Share, keep
from tests.bench.generate import write_export
from tests.bench.telling import tell
from tests.bench.watching import Moment, Watched, watch
from tests.cases.places import BUNDLED, ROOT

FORM_ID = "vsa-2022"
EXPORT_NAME = "consultation_populaire_contre_la_videosurveillance_automatisee"
NEW = 37
DOCUMENTS = 300
TIMEOUT = 6 * 3600.0
COMMAND = [sys.executable, "-m", "flows.commands", "run"]
PEERS = Path(__file__).with_name("peers")
# The lines that end the stages of a run.
ENDS = {
    "start": re.compile(r"\S+$"),
    "read": re.compile(r"  .*\.tsv\s: "),
    "tables": re.compile(r"  tableaux\s: "),
    "checks": re.compile(r"  contrôles\s: "),
    "files": re.compile(r"  fichiers\s: "),
}


@dataclass
class Bench:
    """Where it is measured, and what: names that the word is in."""

    folder: Path
    only: str = ""
    peers: Path | None = None  # the packages of those beside whom we are measured
    told: Callable[[Figure], None] = keep
    seed: int = 1
    environment: dict[str, str] = field(default_factory=lambda: {**os.environ})

    def measure(
        self,
        group: str,
        name: str,
        command: list[str],
        *,
        kept: Path | None = None,
        with_peers: bool = False,
    ) -> Figure | None:
        """The figure of the command, kept and printed; None when it is not asked for."""
        if self.only not in f"{group} {name}":
            return None
        environment = {**self.environment, "PYTHONPATH": str(ROOT)}
        if with_peers and self.peers:
            environment["PYTHONPATH"] = f"{self.peers}{os.pathsep}{ROOT}"
        watched = watch(command, folder=ROOT, timeout=TIMEOUT, environment=environment)
        figure = Figure(
            group=group,
            name=name,
            seconds=round(watched.seconds, 1),
            processor=round(watched.processor, 1),
            tree_mib=round(watched.tree_peak / 2**20),
            process_mib=round(watched.process_peak / 2**20),
            disk_mb=round(size_of(kept) / 1e6, 1) if kept else None,
            load=round(os.getloadavg()[0], 1),
            exit_code=watched.exit_code,
            stages=shares(watched),
        )
        self.told(figure)
        if watched.exit_code:
            print(watched.errors[-1500:], file=sys.stderr)
        return figure


def shares(watched: Watched) -> dict[str, Share]:
    """What each stage of a run took; nothing of a command that is no run."""
    ends: dict[str, Moment] = {}
    for moment in watched.moments:
        for stage, line in ENDS.items():
            if line.match(moment.line) and (stage != "start" or not ends):
                ends[stage] = moment
    if "files" not in ends:
        return {}
    found, before = {}, Moment("", 0.0, 0.0, 0.0, 0.0)
    for stage in ENDS:
        now = ends.get(stage, before)
        found[stage] = Share(
            round(now.seconds - before.seconds, 2),
            round(now.itself - before.itself, 2),
            round(now.server - before.server, 2),
            round(max(0.0, now.children - before.children), 2),
        )
        before = now
    rest = watched.processor - before.itself - before.server - before.children
    found["end"] = Share(round(watched.seconds - before.seconds, 2), round(rest, 2), 0.0, 0.0)
    return {stage: found[stage] for stage in STAGES}


def size_of(folder: Path) -> int:
    """The bytes of the folder's files, each counted once whatever its names."""
    files = [path.lstat() for path in folder.rglob("*") if path.is_file()]
    return sum({(file.st_dev, file.st_ino): file.st_size for file in files}.values())


def measure_start(bench: Bench) -> None:
    """An empty flow and the example, the first time and again, in folders of their own."""
    flow, example = bench.folder / "flow", bench.folder / "example"
    quiet = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    bench.environment |= {**quiet, "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120"}
    bench.environment["PREFECT_HOME"] = str(flow)
    empty = [sys.executable, str(PEERS / "empty_flow.py")]
    for name in ("first time", "again"):
        bench.measure("start", f"an empty Prefect flow, {name}", empty)
    run = command_of(example, ROOT / "docs" / "exemple", BUNDLED.parent)
    for name in ("first run", "nothing new"):
        bench.measure("start", f"the example, {name}", run, kept=example)


def measure_size(bench: Bench, answers: int) -> None:
    """A first run on so many answers, one with a few more, one with nothing new; the same without
    a pack; and what others take to read, count and write them."""
    group, place = f"{answers:,} answers", bench.folder / str(answers)
    inbox = place / "inbox" / FORM_ID
    inbox.mkdir(parents=True, mode=0o700)
    whole, some = place / "whole.tsv", inbox / f"{EXPORT_NAME}.tsv"
    write_export(whole, answers, bench.seed)
    write_shorter(some, whole, NEW)
    for kind, forms in (("", BUNDLED.parent), (" without a pack", without_consent(place))):
        run = command_of(place / f"run{kind}", place / "inbox", forms)
        bench.measure(group, f"first run{kind}", run, kept=place / f"run{kind}")
        bench.measure(group, f"nothing new{kind}", run)
        shutil.copy(whole, inbox / f"{EXPORT_NAME} (1).tsv")
        bench.measure(group, f"{NEW} new{kind}", run)
        (inbox / f"{EXPORT_NAME} (1).tsv").unlink()
        shutil.rmtree(place / f"run{kind}", ignore_errors=True)
    pandas = [sys.executable, str(PEERS / "pandas_script.py"), str(whole)]
    bench.measure(group, "a pandas script", [*pandas, str(place / "pandas.xlsx")], with_peers=True)
    scan = [sys.executable, str(PEERS / "polars_scan.py"), str(whole)]
    bench.measure(group, "polars' streaming scan", scan)
    shutil.rmtree(place)


def measure_documents(bench: Bench) -> None:
    """Documents of the same text by ours, WeasyPrint and LibreOffice."""
    export = bench.folder / "documents.tsv"
    write_export(export, DOCUMENTS, bench.seed)
    for way in ("ours", "weasyprint", "libreoffice"):
        folder = bench.folder / way
        folder.mkdir()
        command = [sys.executable, "-m", "tests.bench.peers.typeset", way, str(export), str(folder)]
        bench.measure(f"{DOCUMENTS} documents", way, command, kept=folder, with_peers=way != "ours")


def command_of(place: Path, inbox: Path, forms: Path) -> list[str]:
    """The command that runs in folders of its own."""
    folders = {"inbox": inbox, "data": place / "data", "outputs": place / "outputs", "forms": forms}
    return [*COMMAND, *(f"--{name}={path}" for name, path in folders.items())]


def without_consent(place: Path) -> Path:
    """A folder of the bundled form as if all had refused that anything be sent: no pack."""
    forms = place / "forms"
    forms.mkdir()
    told = BUNDLED.read_text(encoding="utf-8")
    agreed = re.compile(r"(?m)^(?:own_name|collective_name|anonymous) *= \[(.*)\]\n")
    answers = ", ".join(agreed.findall(told))
    told = agreed.sub("", told).replace("reflection_only = [", f"reflection_only = [{answers}, ")
    (forms / BUNDLED.name).write_text(told, encoding="utf-8")
    return forms


def write_shorter(path: Path, whole: Path, left: int) -> None:
    """The export without its last rows, as it was before these came."""
    csv.field_size_limit(1_000_000)
    lines, ends = [0], []
    with whole.open("rb") as file:
        counted = _noting(file, lines)
        for row in csv.reader(counted, delimiter="\t"):
            ends.append(lines[0])
            assert row
    shutil.copy(whole, path)
    os.truncate(path, ends[-1 - left])


def _noting(file: Iterator[bytes], read: list[int]) -> Iterator[str]:
    """The lines of the file; how many bytes of it were read is noted."""
    for line in file:
        read[0] += len(line)
        yield line.decode()


def main(words: list[str] | None = None) -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[300, 10_000])
    parser.add_argument("--only", default="", help="what has this word in its group or name")
    parser.add_argument("--peers", type=Path, help="where their packages are")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="faire-masse-bench-") as folder:
        bench = Bench(Path(folder), asked.only, asked.peers and asked.peers.absolute())
        measure_start(bench)
        measure_documents(bench)
        for answers in asked.sizes:
            measure_size(bench, answers)
    tell()


if __name__ == "__main__":
    main()
