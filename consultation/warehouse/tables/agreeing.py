"""The steps of the build in which Python computes what selects can't, about texts that people code
or that are drawn by lot. Each step fills a table:

- `agreement.alphas`: how far coders agree on each theme.
- `drawing.bounds`: the bounds of a theme's share among all texts, if only texts drawn by lot were
  coded.
- `drawing.ceilings`: for each draw of texts (or people), the greatest number of undrawn texts that
  may have what the draw looked for. Of 2,626 texts 300 are drawn, and none of them names anybody:
  at most 24 other texts name somebody.
- `drawing.least_alike`: the uncoded texts that are least like the coded texts. The grid most likely
  lacks a theme for them.

The formulas are in `consultation.coding`. Numpy is imported only if a text is coded twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

import polars as pl

from consultation.coding.drawn_shares import SharedTexts, bounds_of, most_left
from consultation.warehouse.store.connection import Connection, append, execute, frame
from consultation.warehouse.tables.computation import Computation

JUDGED = """
select theme_id, count(*) filter (where is_found) as found, count(*) - found as others
from coding.judgements
group by theme_id, unit_id
having count(*) > 1
order by all
"""

# A share over all questions gets no bounds: people who wrote in several questions are read later.
DRAWN = """
select question_id, theme_id, counting_rule, theme_share, single_found, single_drawn, single_count,
    several_people, several_read, several_found
from statistics_steps.theme_sums
where question_id is not null and coded_count > 0
order by all
"""

# An unfinished draw allows no conclusion.
FINISHED = """
select draw, found_count, judged_count, population_count
from sending.draws
where is_finished and judged_count > 0
order by draw
"""

SHOWN = 30
# Of texts that are equally unlike the coded texts, the first in the draw is chosen.
TEXTS = """
select
    units.unit_id,
    folded(units.text) as folded_text,
    units.word_count,
    coalesce(
        units.unit_id in (select unit_id from coding.codes)
        or units.unit_id in (select unit_id from coding.settlements),
        false
    ) as is_read
from coding.units as units
where units.is_sampled or is_read
order by units.sample_rank
"""


def measure_agreement(connection: Connection, _: Executor) -> None:
    """Recompute `agreement.alphas`: how far coders agree on each theme, from the texts that several
    of them coded."""
    judged = frame(connection, JUDGED)
    execute(connection, "delete from agreement.alphas")
    if not judged.is_empty():
        append(connection, "agreement.alphas", _agreement_rows(judged))


def _agreement_rows(judged: pl.DataFrame) -> Iterator[dict[str, object]]:
    from consultation.coding.agreement import agreement_on

    for (theme_id,), units in judged.group_by("theme_id", maintain_order=True):
        counts = units.select(pl.col("others", "found").cast(pl.Int64)).to_numpy()
        agreement = agreement_on(counts)
        yield {
            "theme_id": theme_id,
            "observed_agreement": agreement.observed,
            "alpha": agreement.alpha,
        }


def measure_bounds(connection: Connection, _: Executor) -> None:
    """Recompute `drawing.bounds`: the bounds of each theme's share, for each question of which
    texts drawn by lot were coded, and for each counting rule."""
    drawn = frame(connection, DRAWN)
    execute(connection, "delete from drawing.bounds")
    rows = [
        {
            **{name: row[name] for name in ("question_id", "theme_id", "counting_rule")},
            **dict(zip(("lowest", "highest"), _bounds(row), strict=True)),
        }
        for row in drawn.iter_rows(named=True)
    ]
    if rows:
        append(connection, "drawing.bounds", rows)


def _bounds(row: dict[str, Any]) -> tuple[float, float]:
    """The bounds of the share of a theme among all texts of a question, from 0 to 1. The share
    found among the texts that were read is always between them."""
    shared = SharedTexts(row["several_people"], row["several_read"], row["several_found"])
    lowest, highest = bounds_of(
        row["single_found"], row["single_drawn"], row["single_count"], shared
    )
    return min(lowest, row["theme_share"]), max(highest, row["theme_share"])


def measure_ceilings(connection: Connection, _: Executor) -> None:
    """Recompute `drawing.ceilings`: for each finished draw, the greatest number of undrawn texts
    that may have what the draw looked for."""
    rows = [
        {
            "draw": row["draw"],
            "most_left_count": most_left(
                row["found_count"], row["judged_count"], row["population_count"]
            ),
        }
        for row in frame(connection, FINISHED).iter_rows(named=True)
    ]
    execute(connection, "delete from drawing.ceilings")
    if rows:
        append(connection, "drawing.ceilings", rows)


def find_least_alike(connection: Connection, _: Executor) -> None:
    """Recompute `drawing.least_alike`: the `SHOWN` uncoded texts that are least like the coded
    texts, with their ranks. Empty if no text is coded, or if all are."""
    texts = frame(connection, TEXTS)
    execute(connection, "delete from drawing.least_alike")
    if texts["is_read"].any() and not texts["is_read"].all():
        chosen = enumerate(_chosen(texts), start=1)
        append(
            connection,
            "drawing.least_alike",
            ({"unit_id": unit_id, "place": rank} for rank, unit_id in chosen),
        )


def _chosen(texts: pl.DataFrame) -> list[str]:
    """The ids of the uncoded texts (`is_read` is False) that are least like the coded texts, at
    most `SHOWN`. The least alike comes first."""
    from consultation.coding.least_alike import ComparedText, least_alike, stems_of

    rows = list(texts.iter_rows(named=True))
    compared = [ComparedText(stems_of(row["folded_text"]), row["word_count"]) for row in rows]
    read = [text for text, row in zip(compared, rows, strict=True) if row["is_read"]]
    others = [position for position, row in enumerate(rows) if not row["is_read"]]
    positions = least_alike(read, [compared[position] for position in others], SHOWN)
    return [rows[others[position]]["unit_id"] for position in positions]


AGREEMENT = Computation(
    inputs=frozenset({"coding.judgements"}),
    outputs=frozenset({"agreement.alphas"}),
    run=measure_agreement,
)
BOUNDS = Computation(
    inputs=frozenset({"statistics_steps.theme_sums"}),
    outputs=frozenset({"drawing.bounds"}),
    run=measure_bounds,
)
CEILINGS = Computation(
    inputs=frozenset({"sending.draws"}),
    outputs=frozenset({"drawing.ceilings"}),
    run=measure_ceilings,
)
LEAST_ALIKE = Computation(
    inputs=frozenset({"coding.units", "coding.codes", "coding.settlements"}),
    outputs=frozenset({"drawing.least_alike"}),
    run=find_least_alike,
)
