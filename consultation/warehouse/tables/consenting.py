"""The second database of a form, from which the pack is made. It has only contributions whose
authors agree to have them sent. Instead of their numbers they have references.

1. In the working database, the selects of sql/09_sending/ decide what is sent.
2. Their tables are copied into a new file, under the names that the working database gives to its
   own tables: `sending.answers` → `clean.answers`.
3. So the same selects make families, statistics and tables of the pack in both databases.

The pack is made from this database only, so none of its queries can disclose a contribution that
must not be sent. At the end only families, their texts and additions are kept. The next run reuses
a family if all its texts are still sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from consultation.warehouse.store.connection import (
    Connection,
    attach,
    execute,
    open_database,
    remove_database,
)
from consultation.warehouse.store.functions import make_functions
from consultation.warehouse.tables.checks import pack_checks, run_queries
from consultation.warehouse.tables.models import PACK, Model, all_models, build
from consultation.warehouse.tables.wordings import TABLES, take_over

# The layers that are built again in the second database, and the layer `pack`, which only it has.
MADE_FOR_THE_PACK = ("families", "statistics", "statistics_steps", PACK)
# Publications that are built again too: over consenting contributions, they are the pack's.
SHOWN_IN_THE_PACK = (
    "publications.justificatif__regles_de_comptage",
    "publications.statistiques__quote_coverage",
    "publications.parts__changed_conclusions",
    "publications.parts__question_rows",
    "publications.parts__responses",
    "publications.parts__texts_with_codes",
    "publications.parts__theme_responses",
    "publications.parts__theme_rows",
    "publications.parts__unchosen_responses",
    "publications.synthese__nombres_et_dates",
    "publications.synthese__themes",
)
# A join that keeps only the rows on a submission and question whose text leaves.
LEAVING = """
    inner join work.sending.contributions as contributions using (submission_id)
    semi join work.sending.answers as answers
        on contributions.reference = answers.submission_id
        and coded.question_id = answers.question_id and answers.text is not null
"""
REASONS = """
create table sending.reasons as
select unnest(range(1, len($reasons) + 1))::integer as position,
    unnest($reasons::varchar[]) as reason
"""
# The only tables that are kept for the next run: name → query.
TAKEN_OVER = {
    "clean.answers": "select submission_id, question_id, text from work.clean.answers"
    " semi join work.wordings.members using (submission_id, question_id) where text is not null",
    **{f"wordings.{table}": f"from work.wordings.{table}" for table in (*TABLES, "questions")},
}
# The tables copied into the second database: name → query.
FED = {
    "clean.submissions": "from work.sending.submissions order by submission_id",
    "clean.answers": "from work.sending.answers"
    " order by submission_id, question_id, item_id, choice_id",
    "clean.unasked": "from work.clean.unasked"
    " order by sighting_id, question_id, item_id, choice_id",
    "respondents.contributions": "select reference as submission_id, reference as respondent_id,"
    " respondent_kind, consent, true as is_sendable, is_consent_decided, category_id,"
    " null::varchar as departement_id, submission_count, answered_at"
    " from work.sending.contributions order by submission_id",
    "respondents.flow": "select reference as submission_id, 'counted' as box"
    " from work.sending.contributions order by submission_id",
    # Volumes of contributions fill in the order of these weeks.
    "sending.weeks": "from work.sending.weeks order by submission_id",
    "sending.letters": "from work.sending.letters order by all",
    # Empty: erased people are not known here.
    "respondents_steps.erased": "from work.respondents_steps.erased where false",
    "respondents.names": "from work.sending.names order by submission_id",
    # The themes of the texts that leave, without the coded texts. Units get a number.
    "coding.themes": "select * exclude (example) from work.coding.themes order by position",
    "coding.submission_states": "select coded.* replace (contributions.reference as submission_id,"
    " dense_rank() over (order by coded.unit_id)::varchar as unit_id)"
    f" from work.coding.submission_states as coded {LEAVING} order by all",
    "coding.submission_themes": "select coded.* replace (contributions.reference as submission_id)"
    f" from work.coding.submission_themes as coded {LEAVING} order by all",
    "coding.theme_readings": "select coded.* replace (contributions.reference as submission_id)"
    f" from work.coding.theme_readings as coded {LEAVING} order by all",
    "drawing.bounds": "from work.drawing.bounds where false",  # for now empty: built for the pack
    "coding.agreement": "from work.coding.agreement order by theme_id",
    # The themes that count, without their coders. An addition is left out unless it leaves.
    "coding_steps.codings": "select contributions.reference as submission_id, coded.question_id,"
    " null::varchar as unit_id, coded.unit_kind, null::varchar as coder, coded.theme_ids,"
    " coded.open_ids,"
    " case when contains(answers.text, coded.added_text) then coded.added_text end as added_text"
    " from work.coding_steps.codings as coded"
    " inner join work.sending.contributions as contributions using (submission_id)"
    " inner join work.sending.answers as answers on contributions.reference = answers.submission_id"
    " and coded.question_id = answers.question_id and answers.text is not null"
    " where coded.coder is null order by all",
    # Draws by lot are about all contributions: these rows hold counts, and no text.
    "facts.draws": "from work.facts.draws where is_finished order by draw",
    "sending.withheld_answers": "from work.sending.withheld_answers order by all",
    "sending.doubts": "from work.sending.doubts order by all",
    "sending.totals": "from work.sending.totals order by total",
    "quotes.chosen": "select reference as submission_id, * exclude (submission_id)"
    " from work.quotes.chosen order by reference, question_id, theme_id",
    "quotes.coverage": "from work.quotes.coverage order by question_id",
    "form.form": "from work.form.form",
    "form.questions": "from work.form.questions where audience = 'all' and kind != 'file'"
    " order by position",
    "form.items": "select items.* from work.form.items semi join form.questions using (question_id)"
    " order by question_id, position",
    "form.choices": "select choices.* from work.form.choices"
    " semi join form.questions using (question_id) order by question_id, position",
    "form.groups": "select groups.* from work.form.groups"
    " semi join form.questions using (question_id) order by question_id, position, choice_id",
    "form.categories": "from work.form.categories order by position",
    "form.consent_questions": "from work.form.consent_questions order by position",
    "form.consents": "from work.form.consents order by position",
    "form.thresholds": "from work.form.thresholds",
    "form.words": "from work.form.words order by kind, position",
}


def pack_models() -> tuple[Model, ...]:
    """The selects that are run in the second database, from which the pack is made, in build
    order."""
    return tuple(
        model
        for model in all_models()
        if model.schema in MADE_FOR_THE_PACK or model.table in SHOWN_IN_THE_PACK
    )


@contextmanager
def consenting_database(
    connection: Connection, path: Path, reasons: Sequence[str], executor: Executor
) -> Iterator[Connection]:
    """Build and check the second database, and yield a connection to it alone.

    `connection` is to the working database, `path` is the second database's file. `reasons` are why
    the pack is not final. Raises OrganiserError if a check fails. When the block has ended without
    an error, the file keeps only the families, which the next run may reuse (`TAKEN_OVER`).
    """
    former = former_of(path)
    forget(former)  # of a run that was stopped
    if path.exists():
        path.replace(former)
    _write_tables(connection, path, FED)
    with open_database(path) as consenting:
        make_functions(consenting)
        execute(consenting, REASONS, {"reasons": list(reasons)})
        _take_over_families(consenting, former)
        build(consenting, pack_models(), executor)
        run_queries(consenting, pack_checks())
        yield consenting
        _write_tables(consenting, former, TAKEN_OVER)
    former.replace(path)


def former_of(path: Path) -> Path:
    """The path to which the last run's second database is moved while a new one is made: `a.duckdb`
    → `a.duckdb.avant`."""
    return path.with_name(f"{path.name}.avant")


def forget(path: Path) -> None:
    """Delete the second database at `path`, and the last run's second database next to it."""
    remove_database(path)
    remove_database(former_of(path))


def _take_over_families(connection: Connection, former: Path) -> None:
    if former.exists():
        with suppress(duckdb.Error):  # of another version, or of a run that was stopped
            attach(connection, former, "former", "read_only")
            take_over(connection, "former")
        execute(connection, "detach database if exists former")
    forget(former)


def _write_tables(connection: Connection, path: Path, tables: Mapping[str, str]) -> None:
    """Replace the database file at `path` by a new file with these tables. `tables`: name → the
    query on `connection` that gives its rows."""
    # Deleted rows stay in the bytes of a DuckDB file: so the former file is deleted.
    remove_database(path)
    attach(connection, path, "written")
    try:
        execute(connection, "use written")
        for schema in sorted({table.split(".")[0] for table in tables}):
            execute(connection, f"create schema {schema}")
        for table, query in tables.items():
            execute(connection, f"create table {table} as {query}")
    finally:
        execute(connection, "use work")
        execute(connection, "detach written")
