"""Measures whole runs, by stage, beside what others take for the same: time, processors, memory.

python -m tests.bench.measure [SIZE …] [--only WORD] --peers FOLDER

Exports of so many invented answers; 300 and 10,000 unless told, which takes minutes. 100,000 take
half an hour; 1,000,000 tell what stays bounded. Nothing here fails when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from flows.server.embedded_server import start_server
from flows.server.known_servers import PAGE
from tests.bench.export import write_export
from tests.bench.figures import EMPTY, PANDAS, STAGES, Figure, keep, tell
from tests.bench.watching import Watched, watch
from tests.cases.places import BUNDLED, ROOT

FORM_ID = "vsa-2022"
EXPORT_NAME = "consultation_populaire_contre_la_videosurveillance_automatisee"
NEW = 37
TEXTS = 25_000
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
    only: str
    peers: Path  # the packages of those beside whom we are measured
    environment: dict[str, str] = field(default_factory=lambda: {**os.environ})

    def measure(
        self, group: str, name: str, command: list[str], kept: Path | None = None, *, is_peer=False
    ) -> None:
        """The figure of the command is kept and printed, when it is asked for; peers have packages
        of their own before ours."""
        if self.only not in f"{group} {name}":
            return
        found = [str(self.peers), str(ROOT)] if is_peer else [str(ROOT)]
        environment = {**self.environment, "PYTHONPATH": os.pathsep.join(found)}
        watched = watch(command, ROOT, TIMEOUT, environment)
        keep(Figure(
            group=group, name=name,
            seconds=round(watched.seconds, 1), processor=round(watched.processor, 1),
            tree_mib=round(watched.tree_peak / 2**20),
            process_mib=round(watched.process_peak / 2**20),
            disk_mb=round(size_of(kept) / 1e6, 1) if kept else None,
            load=round(os.getloadavg()[0], 1), exit_code=watched.exit_code,
            stages=stages_of(watched),
        ))  # fmt: skip
        if watched.exit_code:
            print("\n".join(line for line, _ in watched.lines)[-1500:], file=sys.stderr)


def stages_of(watched: Watched) -> dict[str, float]:
    """The seconds of processors of each stage of a run; nothing of a command that is no run."""
    ends: dict[str, float] = {}
    for line, spent in watched.lines:
        for stage, pattern in ENDS.items():
            if pattern.match(line) and (stage != "start" or not ends):
                ends[stage] = spent
    if "files" not in ends:
        return {}
    found, before = {}, 0.0
    for stage in STAGES:
        now = ends.get(stage, before) if stage in ENDS else watched.processor
        found[stage], before = round(now - before, 2), now
    return found


def size_of(folder: Path) -> int:
    """The bytes of the folder's files, each counted once whatever its names."""
    files = [path.lstat() for path in folder.rglob("*") if path.is_file()]
    return sum({(file.st_dev, file.st_ino): file.st_size for file in files}.values())


def measure_start(bench: Bench) -> None:
    """An empty flow and the example, the first time and again, in folders of their own."""
    example = bench.folder / "example"
    bench.environment |= {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    bench.environment["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = "120"
    bench.environment["PREFECT_HOME"] = str(bench.folder / "flow")
    for name in ("first time", "again"):
        bench.measure("start", f"{EMPTY}, {name}", [sys.executable, str(PEERS / "empty_flow.py")])
    run = command_of(example, ROOT / "schemas" / "exemple", BUNDLED.parent)
    for name in ("first run", "nothing new"):
        bench.measure("start", f"the example, {name}", run, kept=example)
    server = start_server(example / "data", PAGE)
    server.wait_until_ready()
    bench.measure("start", "the example, nothing new, from the page", run)
    server.stop()


def measure_families(bench: Bench) -> None:
    """Near-identical texts, by our search and by two libraries, one of which is approximate."""
    for way in ("ours", "setsimilaritysearch", "datasketch"):
        command = [sys.executable, "-m", "tests.bench.peers.families", way, str(TEXTS)]
        bench.measure(f"families of {TEXTS:,} texts", way, command, is_peer=way != "ours")


def measure_size(bench: Bench, answers: int) -> None:
    """A first run on so many answers, one with a few more, one with nothing new; the same without
    a pack; and what others take to read, count and write them."""
    group, place = f"{answers:,} answers", bench.folder / str(answers)
    inbox = place / "inbox" / FORM_ID
    inbox.mkdir(parents=True, mode=0o700)
    whole = place / "whole.tsv"
    write_export(whole, answers)
    write_export(inbox / f"{EXPORT_NAME}.tsv", answers, left_out=NEW)
    for kind, forms in (("", BUNDLED.parent), (" without a pack", without_consent(place))):
        run = command_of(place / "run", place / "inbox", forms)
        bench.measure(group, f"first run{kind}", run, kept=place / "run")
        bench.measure(group, f"nothing new{kind}", run)
        shutil.copy(whole, inbox / f"{EXPORT_NAME} (1).tsv")
        bench.measure(group, f"{NEW} new{kind}", run)
        (inbox / f"{EXPORT_NAME} (1).tsv").unlink()
        shutil.rmtree(place / "run", ignore_errors=True)
    pandas = [sys.executable, str(PEERS / "pandas_script.py"), str(whole)]
    bench.measure(group, PANDAS, [*pandas, str(place / "pandas.xlsx")], is_peer=True)
    shutil.rmtree(place)


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


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[300, 10_000])
    parser.add_argument("--only", default="", help="what has this word in its group or name")
    parser.add_argument("--peers", type=Path, required=True, help="where their packages are")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faire-masse-bench-") as folder:
        bench = Bench(Path(folder), asked.only, asked.peers.absolute())
        measure_start(bench)
        measure_families(bench)
        for answers in asked.sizes:
            measure_size(bench, answers)
    tell()


if __name__ == "__main__":
    main()
