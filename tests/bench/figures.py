"""The figures that were measured, kept in docs/performance.json."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.cases.places import ROOT

KEPT = ROOT / "docs" / "performance.json"
STAGES = ("start", "read", "tables", "checks", "files", "end")


@dataclass(frozen=True)
class Share:
    """Of a stage: its seconds, and those of processors, of the command, of its server and of the
    processes that it started."""

    seconds: float
    itself: float
    server: float
    children: float

    @property
    def processor(self) -> float:
        """Of all of them."""
        return self.itself + self.server + self.children


@dataclass(frozen=True)
class Figure:
    """What one command took; `load` is the machine's, over the minute before its end."""

    group: str
    name: str
    seconds: float
    processor: float
    tree_mib: int
    process_mib: int
    disk_mb: float | None
    load: float
    exit_code: int
    stages: dict[str, Share] = field(default_factory=dict)
    day: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y-%m-%d}")
    machine: str = field(
        default_factory=lambda: f"{os.cpu_count()} cores, Python {platform.python_version()}"
    )

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others."""
        return self.group, self.name


def read(path: Path = KEPT) -> dict[tuple[str, str], Figure]:
    """The figures kept, by group and name, in the order in which they were first measured."""
    if not path.exists():
        return {}
    kept = [
        Figure(**{**told, "stages": {stage: Share(**one) for stage, one in told["stages"].items()}})
        for told in json.loads(path.read_text(encoding="utf-8"))
    ]
    return {figure.key: figure for figure in kept}


def keep(figure: Figure, path: Path = KEPT) -> None:
    """The figure is kept, instead of the one of its name, and printed."""
    kept = read(path) | {figure.key: figure}
    told = json.dumps([asdict(one) for one in kept.values()], ensure_ascii=False, indent=1)
    path.write_text(f"{told}\n", encoding="utf-8")
    print(
        f"{figure.group}, {figure.name}: {figure.processor} s of processors, {figure.seconds} s,"
        f" {figure.tree_mib} MiB (load {figure.load})",
        flush=True,
    )
