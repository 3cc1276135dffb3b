"""What was measured: kept in docs/performance.json, told in docs/performance.md as a table, ratios
and the seconds of each stage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from tests.cases.places import ROOT

KEPT = ROOT / "docs" / "performance.json"
PAGE = ROOT / "docs" / "performance.md"
STAGES = ("start", "read", "tables", "checks", "files", "end")
TOLD = re.compile(r"(?s)(<!-- figures: `make bench` writes what follows -->\n).*?(?=<!-- end -->)")
EMPTY, BARE, PANDAS = "an empty Prefect flow", "first run without a pack", "a pandas script"
FIRST, AGAIN = ("start", f"{EMPTY}, first time"), ("start", f"{EMPTY}, again")


@dataclass(frozen=True)
class Figure:
    """What one command took; `load` is the machine's, over the minute before its end, `stages` the
    seconds of processors of each."""

    group: str
    name: str
    seconds: float
    processor: float
    tree_mib: int
    process_mib: int
    disk_mb: float | None
    load: float
    exit_code: int
    stages: dict[str, float] = field(default_factory=dict)
    day: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y-%m-%d}")

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others."""
        return self.group, self.name


Figures = Mapping[tuple[str, str], Figure]


def read() -> dict[tuple[str, str], Figure]:
    """The figures kept, by group and name, in the order in which they were first measured."""
    kept = [Figure(**told) for told in json.loads(KEPT.read_text(encoding="utf-8"))]
    return {figure.key: figure for figure in kept}


def keep(figure: Figure) -> None:
    """The figure is kept, instead of the one of its name, and printed."""
    kept = read() | {figure.key: figure}
    told = json.dumps([asdict(one) for one in kept.values()], ensure_ascii=False, indent=1)
    KEPT.write_text(f"{told}\n", encoding="utf-8")
    print(
        f"{figure.group}, {figure.name}: {figure.processor} s of processors, {figure.seconds} s,"
        f" {figure.tree_mib} MiB (load {figure.load})",
        flush=True,
    )


def tell() -> None:
    """The page is that of the figures kept."""
    figures = read()
    told = "\n".join(
        [*table(figures.values()), "", *ratios(figures), "", *stages(figures.values())]
    )
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TOLD.sub(lambda found: f"{found[1]}{told}\n", page), encoding="utf-8")


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """Each figure in a line."""
    yield "| what | processor s | wall s | tree MiB | largest MiB | disk MB | load | measured |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for one in figures:
        failed = f" (exit {one.exit_code})" if one.exit_code else ""
        disk = "" if one.disk_mb is None else f"{one.disk_mb:,}"
        yield (
            f"| {one.group}: {one.name}{failed} | {one.processor:,} | {one.seconds:,} |"
            f" {one.tree_mib:,} | {one.process_mib:,} | {disk} | {one.load} | {one.day} |"
        )


def ratios(figures: Figures) -> Iterator[str]:
    """One figure by another, where both were measured, beside what was aimed at."""
    yield "| ratio | processors | wall | target |"
    yield "| --- | ---: | ---: | --- |"
    for title, above, below, target in compared(figures):
        if above in figures and below in figures:
            one, other = figures[above], figures[below]
            by_processor = one.processor / other.processor
            yield f"| {title} | {by_processor:.2f} | {one.seconds / other.seconds:.2f} | {target} |"


def compared(figures: Figures) -> Iterator[tuple[str, tuple[str, str], tuple[str, str], str]]:
    """What is compared: a title, two figures, a target."""
    example = ("start", "the example, first run")
    yield "the example's first run, to an empty flow in a new folder", example, FIRST, ""
    yield "the example's first run, to an empty flow again", example, AGAIN, "≤ 2.0"
    yield "nothing new, to an empty flow", ("start", "the example, nothing new"), AGAIN, "≤ 1.1"
    for group in dict.fromkeys(group for group, _ in figures if group.endswith("answers")):
        run = (group, "first run")
        yield f"{group}: 37 new, to the first run", (group, "37 new"), run, "≤ 0.2"
        target = "≤ 1.5 by the clock at 100,000"
        yield f"{group}: without a pack, to pandas", (group, BARE), (group, PANDAS), target
    great, small = ("1,000,000 answers", BARE), ("100,000 answers", BARE)
    yield f"{great[0]} to {small[0]}, without a pack", great, small, "≤ 12"


def stages(figures: Iterable[Figure]) -> Iterator[str]:
    """Seconds of processors of each stage."""
    yield f"| run | {' | '.join(STAGES)} |"
    yield f"| --- |{' ---: |' * len(STAGES)}"
    for one in figures:
        if one.stages:
            cells = " | ".join(f"{one.stages[stage]:.1f}" for stage in STAGES)
            yield f"| {one.group}: {one.name} | {cells} |"
