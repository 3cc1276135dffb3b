"""The step of the build that measures how far coders agree: codes in, `agreement.alphas` out.

Only units with two coders or more are compared. Agreement is defined in
`consultation.coding.agreement`. numpy is not imported where nothing is coded twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor

import polars as pl

from consultation.warehouse.store.connection import Connection, append, execute, frame
from consultation.warehouse.tables.computation import Computation

# A theme is judged in the units of its questions, and wherever somebody found it all the same.
JUDGED = """
with shared as (
    select unit_id, question_id, count(*) as coder_count,
        flatten(list(list_distinct(theme_ids))) as found
    from coding.codes
    group by unit_id, question_id
    having count(*) > 1
)
select
    themes.theme_id,
    shared.unit_id,
    len(list_filter(shared.found, lambda one: one = themes.theme_id)) as found_count,
    found_count > 0
    or len(themes.question_ids) = 0
    or list_contains(themes.question_ids, shared.question_id) as is_judged,
    case when is_judged then shared.coder_count - found_count else 0 end as other_count
from shared
cross join coding.themes as themes
order by themes.theme_id, shared.unit_id
"""


def measure_agreement(connection: Connection, _: Executor) -> None:
    """Recompute `agreement.alphas` from the current codes: a row for each theme, and one for
    all."""
    judged = frame(connection, JUDGED)
    execute(connection, "delete from agreement.alphas")
    if not judged.is_empty():
        append(connection, "agreement.alphas", _agreement_rows(judged))


def _agreement_rows(judged: pl.DataFrame) -> Iterator[dict[str, object]]:
    from consultation.coding.agreement import agreements

    theme_ids: list[str | None] = judged["theme_id"].unique(maintain_order=True).to_list()
    values = judged.select(pl.col("other_count", "found_count").cast(pl.Int64)).to_numpy()
    found = agreements(values.reshape(len(theme_ids), -1, 2))
    for theme_id, one in zip([*theme_ids, None], found, strict=True):
        yield {
            "theme_id": theme_id,
            "unit_count": one.unit_count,
            "observed_agreement": one.observed,
            "alpha": one.alpha,
        }


AGREEMENT = Computation(
    inputs=frozenset({"coding.codes", "coding.themes"}),
    outputs=frozenset({"agreement.alphas"}),
    run=measure_agreement,
)
