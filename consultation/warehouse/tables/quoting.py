"""The step of the build that measures how well quotes cover what was said: `draws.coverage`.

What is measured, and how, is the domain's (`consultation.coding.quote_coverage`). Copies of a
letter take no part, unless one is quoted: what they say is counted as such. Nothing is drawn where
nothing is quoted, nor again while texts and quotes are the same.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import asdict

import polars as pl

from consultation.machine.code_versions import coverage_version
from consultation.warehouse.store.connection import Connection, append, execute, frame
from consultation.warehouse.tables.computation import Computation

COULD_BE_QUOTED = """
select texts.question_id, texts.submission_id, texts.sent_text, chosen.quote_text
from quotes.texts as texts
left join (
    select distinct submission_id, question_id, quote_text from quotes.chosen
) as chosen using (submission_id, question_id)
where (not texts.is_letter or chosen.quote_text is not null)
    and exists (from quotes.chosen)
"""

# Independent of the order of rows.
DIGEST = f"""
select
    $version || ' ' || any_value(form.form_id) || ' ' || count(said.sent_text) || ' '
    || sum(md5_number_lower(row(said.question_id, said.sent_text, said.quote_text)::varchar))
from form.form as form
inner join ({COULD_BE_QUOTED}) as said on true
having count(*) > 0
"""


def measure_coverage(connection: Connection, _: Executor) -> None:
    """`draws.coverage` says what the present quotes cover; it has no row when there are none."""
    digest = execute(connection, DIGEST, {"version": coverage_version()})
    if execute(connection, "select distinct input_digest from draws.coverage") == digest:
        return
    execute(connection, "delete from draws.coverage")
    if digest:
        append(connection, "draws.coverage", _coverage_rows(connection, digest[0][0]))


def _coverage_rows(connection: Connection, digest: str) -> pl.DataFrame:
    from consultation.coding.quote_coverage import DRAWS, Corpus, coverages

    ((form_id,),) = execute(connection, "select form_id from form.form")
    said = frame(connection, COULD_BE_QUOTED).partition_by("question_id", as_dict=True)
    questions = [
        Corpus(question_id, rows["sent_text"].to_list(), rows["quote_text"].drop_nulls().to_list())
        for (question_id,), rows in sorted(said.items())
    ]
    found = [asdict(coverage) for coverage in coverages(questions, str(form_id))]
    return pl.DataFrame(found).with_columns(
        draw_count=pl.lit(DRAWS, pl.Int64), input_digest=pl.lit(digest)
    )


COVERAGE = Computation(
    inputs=frozenset({"quotes.texts", "quotes.chosen"}),
    outputs=frozenset({"draws.coverage"}),
    run=measure_coverage,
)
