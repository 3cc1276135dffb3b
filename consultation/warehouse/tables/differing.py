"""The step of the build in which Python looks for the texts least like the coded texts, for which
the grid most likely lacks a theme (`drawing.least_alike`)."""

from __future__ import annotations

from concurrent.futures import Executor

import polars as pl

from consultation.warehouse.store.connection import Connection, append, execute, frame
from consultation.warehouse.tables.computation import Computation

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


def find_least_alike(connection: Connection, _: Executor) -> None:
    """Recompute `drawing.least_alike`: the `SHOWN` texts least like the coded texts, with their
    rank."""
    texts = frame(connection, TEXTS)
    execute(connection, "delete from drawing.least_alike")
    if texts["is_read"].any() and not texts["is_read"].all():
        chosen = enumerate(_chosen(texts), start=1)
        append(
            connection,
            "drawing.least_alike",
            ({"unit_id": unit_id, "place": place} for place, unit_id in chosen),
        )


def _chosen(texts: pl.DataFrame) -> list[str]:
    """The ids of the units least like the coded units, the least alike first."""
    from consultation.coding.least_alike import ComparedText, least_alike, stems_of

    rows = list(texts.iter_rows(named=True))
    compared = [ComparedText(stems_of(row["folded_text"]), row["word_count"]) for row in rows]
    read = [text for text, row in zip(compared, rows, strict=True) if row["is_read"]]
    others = [place for place, row in enumerate(rows) if not row["is_read"]]
    found = least_alike(read, [compared[place] for place in others], SHOWN)
    return [rows[others[place]]["unit_id"] for place in found]


LEAST_ALIKE = Computation(
    inputs=frozenset({"coding.units", "coding.codes", "coding.settlements"}),
    outputs=frozenset({"drawing.least_alike"}),
    run=find_least_alike,
)
