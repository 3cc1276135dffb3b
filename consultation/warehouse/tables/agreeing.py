"""The step of the build that measures how far coders agree: codes in, `agreement.alphas` out.

Of the units that two coded or more. What agreement is, is the domain's
(`consultation.coding.agreement`); it is measured again when a code changes, and numpy is not even
imported where nothing is coded twice.
"""

from __future__ import annotations

from concurrent.futures import Executor
from hashlib import sha256

import polars as pl
from polars._typing import PolarsDataType

from consultation.machine.code_versions import agreement_version
from consultation.warehouse.store.connection import Connection, append, execute, frame, has_table
from consultation.warehouse.tables.computation import Computation

TABLE = """
create or replace table agreement.alphas (
    theme_id varchar,
    unit_count bigint not null,
    observed_agreement double,
    alpha double,
    alpha_low double,
    alpha_high double,
    codes_checksum varchar not null,
)
"""
COLUMNS: dict[str, PolarsDataType] = {
    "theme_id": pl.String,
    "unit_count": pl.Int64,
    "observed_agreement": pl.Float64,
    "alpha": pl.Float64,
    "alpha_low": pl.Float64,
    "alpha_high": pl.Float64,
    "codes_checksum": pl.String,
}

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
    """`agreement.alphas` is of the present codes: a row for each theme, and one for all."""
    execute(connection, "create schema if not exists agreement")
    judged = frame(connection, JUDGED)
    checksum = f"{agreement_version()} {sha256(judged.write_csv().encode()).hexdigest()}"
    if _checksums(connection) != [(checksum,)]:
        execute(connection, TABLE)
        if not judged.is_empty():
            append(connection, "agreement.alphas", _agreement_rows(judged, checksum))


def _checksums(connection: Connection) -> list[tuple[str]]:
    """What the table was made from; nothing when there is none."""
    if not has_table(connection, "agreement.alphas"):
        return []
    return execute(connection, "select distinct codes_checksum from agreement.alphas")


def _agreement_rows(judged: pl.DataFrame, checksum: str) -> pl.DataFrame:
    from consultation.coding.agreement import agreements

    theme_ids: list[str | None] = judged["theme_id"].unique(maintain_order=True).to_list()
    values = judged.select(pl.col("other_count", "found_count").cast(pl.Int64)).to_numpy()
    found = agreements(values.reshape(len(theme_ids), -1, 2))
    return pl.DataFrame(
        [
            (theme_id, one.unit_count, one.observed, one.alpha, one.low, one.high, checksum)
            for theme_id, one in zip([*theme_ids, None], found, strict=True)
        ],
        schema=COLUMNS,
        orient="row",
    )


AGREEMENT = Computation(
    inputs=frozenset({"coding.codes", "coding.themes"}),
    outputs=frozenset({"agreement.alphas"}),
    run=measure_agreement,
)
