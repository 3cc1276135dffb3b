"""docs/performance.md tells the figures that were kept: a table, ratios, stages, what more machines
would give, a chart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.bench.figures import STAGES, Figure, Share, read
from tests.cases.places import ROOT

PAGE = ROOT / "docs" / "performance.md"
CHART = ROOT / "docs" / "images" / "performance.svg"
TOLD = re.compile(r"(?s)(<!-- figures: `make bench` writes what follows -->\n).*?(?=<!-- end -->)")
WORKERS = (1, 2, 4, 10)
TEN_MILLION = 10_000_000
ENOUGH = 10_000  # answers that say how costs grow

Figures = Mapping[tuple[str, str], Figure]


def tell() -> None:
    """The page and its chart are those of the figures kept."""
    figures = read()
    CHART.write_text(chart(figures.values()), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    told = "\n".join(
        (
            *table(figures.values()), "", *ratios(figures), "", *stages(figures.values()), "",
            *on_more_machines(figures.values()), "", f"![Processor seconds](images/{CHART.name})",
        )
    )  # fmt: skip
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
    empty = "an empty Prefect flow"
    first, again = ("start", f"{empty}, first time"), ("start", f"{empty}, again")
    example = ("start", "the example, first run")
    yield "the example's first run, to an empty flow in a new folder", example, first, ""
    yield "the example's first run, to an empty flow again", example, again, "≤ 2.0"
    yield "nothing new, to an empty flow", ("start", "the example, nothing new"), again, "≤ 1.1"
    for group in dict.fromkeys(group for group, _ in figures if group.endswith("answers")):
        run = (group, "first run")
        yield f"{group}: 37 new, to the first run", (group, "37 new"), run, "≤ 0.2"
        bare, pandas = (group, "first run without a pack"), (group, "a pandas script")
        yield f"{group}: without a pack, to pandas", bare, pandas, "≤ 1.0 at 100,000"
        scan = (group, "polars' streaming scan")
        yield f"{group}: without a pack, to polars' scan", bare, scan, ""
    great, small = "1,000,000 answers", "100,000 answers"
    bare = "first run without a pack"
    yield f"{great} to {small}, without a pack", (great, bare), (small, bare), "≤ 12"
    group = "300 documents"
    yield "WeasyPrint to ours, the same text", (group, "weasyprint"), (group, "ours"), "≥ 5"
    yield "LibreOffice to ours, the same text", (group, "libreoffice"), (group, "ours"), ""


def stages(figures: Iterable[Figure]) -> Iterator[str]:
    """Processor seconds of each stage: of the command, of its server, of its other processes."""
    yield f"| run | {' | '.join(STAGES)} |"
    yield f"| --- |{' ---: |' * len(STAGES)}"
    for one in figures:
        if one.stages:
            cells = " | ".join(_cell(one.stages[stage]) for stage in STAGES)
            yield f"| {one.group}: {one.name} | {cells} |"


def _cell(share: Share) -> str:
    return f"{share.itself:.1f} + {share.server:.1f} + {share.children:.1f}"


def on_more_machines(figures: Iterable[Figure]) -> Iterator[str]:
    """By Amdahl's law: what the command does itself stays one after the other; what it has done by
    other processes is divided. To ten million, both grow with the answers, start and end do not."""
    yield f"| run | alone | divided | {' | '.join(f'{count} workers' for count in WORKERS)} |"
    yield f"| --- | ---: | ---: |{' ---: |' * len(WORKERS)}"
    for one in figures:
        if one.stages and one.name.startswith("first run") and one.group.endswith("answers"):
            answers = int(one.group.split()[0].replace(",", ""))
            fixed, alone, divided = amdahl(one.stages)
            counts = (answers, TEN_MILLION) if answers >= ENOUGH else (answers,)
            for count in counts:
                times = count / answers
                hours = (fixed + times * (alone + divided / workers) for workers in WORKERS)
                cells = " | ".join(map(_duration, hours))
                name = f"{count:,} answers: {one.name}"
                name += "" if count == answers else f", from {one.group}"
                parts = _duration(fixed + times * alone), _duration(times * divided)
                yield f"| {name} | {' | '.join(parts)} | {cells} |"


def amdahl(stages: Mapping[str, Share]) -> tuple[float, float, float]:
    """Seconds of processors that do not grow, that stay one after the other, that are divided."""
    fixed = stages["start"].processor + stages["end"].processor
    grown = [share for stage, share in stages.items() if stage not in ("start", "end")]
    return fixed, sum(one.itself + one.server for one in grown), sum(one.children for one in grown)


def _duration(seconds: float) -> str:
    if seconds < 600:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 36_000 else f"{seconds / 3600:.1f} h"


def chart(figures: Iterable[Figure]) -> str:
    """A bar per figure, of seconds of processors, as SVG."""
    import altair as alt
    import vl_convert

    values: list[dict[str, Any]] = [
        {"what": f"{one.group}: {one.name}", "seconds": one.processor,
         "of": "faire-masse" if one.stages or one.name == "ours" else "others"}
        for one in figures
        if one.processor > 0 and not one.exit_code
    ]  # fmt: skip
    scale = alt.Scale(type="log", domainMin=0.1)
    drawn = (
        alt.Chart(alt.Data(values=values), width=520)
        .mark_bar()
        .encode(
            x=alt.X("seconds:Q", scale=scale, title="seconds of processors, log scale"),
            x2=alt.datum(0.1),
            y=alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=400)),
            color=alt.Color("of:N", scale=alt.Scale(range=["#2F5D8A", "#B0B7BF"]), title=None),
        )
    )
    return str(vl_convert.vegalite_to_svg(drawn.to_json(), allowed_base_urls=[]))
